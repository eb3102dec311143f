import fs from "node:fs";
import path from "node:path";
import { type Job, type Step, stepsOf, workflow, type Workflow } from "./workflow-rules";

/** A workflow of the project by its file's name without ending. */
export function projectWorkflow(name: string): Workflow {
  return workflow(fs.readFileSync(path.join(".github", "workflows", `${name}.yml`), "utf8"));
}

/** A job of a workflow; fails when there is none. */
export function jobOf({ jobs = {} }: Workflow, id: string): Job {
  const job = jobs[id];
  if (!job) {
    throw new Error(`no job ${id} among ${Object.keys(jobs).join(", ")}`);
  }
  return job;
}

/** What a job does, step by step: the action's name, or the scripts' first words. */
export function doings(job: Job): readonly string[] {
  return (job.steps ?? []).map(
    ({ uses, run }) => uses?.replace(/@.*/, "") ?? run?.trim().split("\n")[0]!.trim() ?? "",
  );
}

/** The step that uses an action; fails when there is none. */
export function stepUsing(job: Job, action: string): Step {
  const step = job.steps?.find(({ uses }) => uses?.startsWith(`${action}@`));
  if (!step) {
    throw new Error(`no step uses ${action}`);
  }
  return step;
}

/** All scripts of a workflow, in one text. */
export function scriptsOf(parsed: Workflow): string {
  return stepsOf(parsed)
    .map(({ run = "" }) => run)
    .join("\n");
}
