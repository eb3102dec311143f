import fs from "node:fs";
import path from "node:path";
import { StrataError } from "../../../constructs/core/errors";
import { plainText } from "../../state/explain";
import { runTerraform, type Terraform } from "../../terraform/run";
import { runCdktf } from "../cdktf";
import { errorsOf, explainFailure } from "../explain";
import { consumptionsOf, producersOf } from "../references";
import type { SynthesizedStack } from "../workspace";
import { type Missing, missingIn, previewOf } from "./preview";
import { PLAN_FILE, readPlan } from "./read-plan";
import type { StackPlan } from "./stack-plan";
import { planOf, summarizePlan } from "./summarize";

type Variables = Readonly<Record<string, string | undefined>>;

/** What planning needs beside the stack. */
export interface PlanContext {
  /** Every stack of the same output folder. */
  readonly all: readonly SynthesizedStack[];
  /** The process's environment variables. */
  readonly variables: Variables;
  /** Types that count as stateful beside the list. */
  readonly stateful?: readonly string[];
  /** @default runTerraform */
  readonly terraform?: Terraform;
}

/** Folder below a workspace's output folder in which previews are planned. */
const PREVIEWS = "previews";
/** A preview can show that further outputs are missing, at most once for each producer. */
const MAX_ROUNDS = 6;

/** How a preview ended. */
type PreviewResult =
  | { readonly kind: "planned"; readonly plan: StackPlan }
  | { readonly kind: "blocked"; readonly after: readonly string[]; readonly words: string };

/**
 * Plans a synthesized stack by `cdktf diff`, which leaves the plan in its workspace.
 *
 * @returns what cdktf and Terraform said, or nothing where the plan was made
 */
export async function diffByCdktf(
  stack: string,
  outdir: string,
  variables: Variables,
): Promise<string | undefined> {
  // A plan of an earlier run must not pass for this one's.
  fs.rmSync(path.join(outdir, "stacks", stack, PLAN_FILE), { force: true });
  const { exitCode, stdout, stderr } = await runCdktf(["diff", stack], outdir, variables);
  return exitCode === 0 ? undefined : `${stdout}\n${stderr}`;
}

/**
 * Plans a stack as `cdktf diff` does and leaves the plan where it would, without the time that the CLI takes.
 *
 * @returns what Terraform said, or nothing where the plan was made
 */
export async function diffByTerraform(
  { workspace }: SynthesizedStack,
  variables: Variables,
  terraform: Terraform = runTerraform,
): Promise<string | undefined> {
  fs.rmSync(path.join(workspace, PLAN_FILE), { force: true });
  for (const command of [["init"], ["plan", `-out=${PLAN_FILE}`]]) {
    const { exitCode, stdout, stderr } = await terraform([...command, "-no-color"], {
      directory: workspace,
      variables,
    });
    if (exitCode !== 0) {
      return `${stdout}\n${stderr}`;
    }
  }
  return undefined;
}

/**
 * The plan of a stack after `cdktf diff`: as it was left; or, where other stacks are not deployed yet, a preview in a
 * copy of the workspace.
 *
 * @param failure - what cdktf said when it failed
 */
export async function planAfterDiff(
  stack: SynthesizedStack,
  failure: string | undefined,
  context: PlanContext,
): Promise<StackPlan> {
  const consumes = consumptionsOf(stack, context.all);
  const base = { stack, consumes, ...(context.stateful && { stateful: context.stateful }) };
  if (failure === undefined) {
    const reading = await readPlan(stack.workspace, PLAN_FILE, context.variables, context.terraform);
    return reading.plan
      ? summarizePlan(reading.plan, base)
      : planOf(base, { status: "failed", error: reading.fault });
  }
  const missing = missingIn(wordsOf(failure, stack.name));
  if (missing.states.length + missing.outputs.length === 0) {
    return planOf(base, { status: "failed", error: explainFailure(stack, failure) });
  }
  const preview = await planPreview(stack, missing, context);
  return preview.kind === "planned"
    ? preview.plan
    : planOf(
        { ...base, after: preview.after },
        { status: "not plannable yet", error: errorsOf(preview.words, stack.name) },
      );
}

async function planPreview(
  stack: SynthesizedStack,
  first: Missing,
  context: PlanContext,
): Promise<PreviewResult> {
  const { all, variables, stateful, terraform = runTerraform } = context;
  const producers = producersOf(stack, all);
  const directory = path.join(path.dirname(path.dirname(stack.workspace)), PREVIEWS, stack.name);
  let missing = first;
  let words = "";
  copyWorkspace(stack, directory);
  try {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const { json, standIns } = previewOf(stack.json, missing);
      fs.writeFileSync(path.join(directory, path.basename(stack.workspaceFile)), JSON.stringify(json));
      const after = producerNames(missing, producers);
      const result = await terraform(["plan", "-no-color", "-lock=false", `-out=${PLAN_FILE}`], {
        directory,
        variables,
      });
      if (result.exitCode === 0) {
        const reading = await readPlan(directory, PLAN_FILE, variables, terraform);
        if (!reading.plan) {
          throw new StrataError(`preview of ${stack.name}: ${reading.fault}`);
        }
        const consumes = consumptionsOf(stack, all);
        return {
          kind: "planned",
          plan: summarizePlan(reading.plan, {
            stack,
            consumes,
            standIns,
            after,
            ...(stateful && { stateful }),
          }),
        };
      }
      words = result.stderr;
      const more = missingIn(plainText(words));
      const next = {
        states: union(missing.states, more.states),
        outputs: union(missing.outputs, more.outputs),
      };
      if (next.states.length + next.outputs.length === missing.states.length + missing.outputs.length) {
        break;
      }
      missing = next;
    }
    return { kind: "blocked", after: producerNames(missing, producers), words };
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}

function producerNames(missing: Missing, producers: ReadonlyMap<string, string>): readonly string[] {
  return union(missing.states, missing.outputs)
    .map((remote) => producers.get(remote) ?? remote)
    .sort();
}

/** Everything but the plan, with the providers linked, as they are large and only read. */
function copyWorkspace(stack: SynthesizedStack, directory: string): void {
  fs.rmSync(directory, { recursive: true, force: true });
  fs.cpSync(stack.workspace, directory, {
    recursive: true,
    filter: (source) => ![".terraform", PLAN_FILE].includes(path.basename(source)),
  });
  fs.symlinkSync(path.resolve(stack.workspace, ".terraform"), path.join(directory, ".terraform"), "junction");
}

/** cdktf puts the stack's name in front of each line. */
function wordsOf(output: string, stack: string): string {
  return plainText(output.replaceAll(new RegExp(`^\\s*${stack}\\s`, "gm"), " "));
}
