import path from "node:path";
import { Command, Option } from "commander";
import { chooseStacks, readStacks } from "../workspace";
import { writePiece } from "./pieces";
import { diffByCdktf, diffByTerraform, planAfterDiff } from "./plan-stack";
import { countsOf, isEmpty, type StackPlan } from "./stack-plan";
import { synthesizeProject } from "../affected/commits";
import { refuse } from "../../../constructs/core/errors";

interface Flags {
  readonly system?: string;
  readonly plans: string;
  readonly outdir: string;
  readonly skipSynth?: true;
  readonly stateful: readonly string[];
  readonly through: "cdktf" | "terraform";
}

/** Collects an option that may be given several times. */
export function collect(value: string, all: readonly string[]): readonly string[] {
  return [...all, value];
}

/** The command line of `plan`. */
export function planCommand(
  variables: Readonly<Record<string, string | undefined>>,
  print: (text: string) => void,
): Command {
  return new Command("plan")
    .description(
      "Plans stacks by cdktf diff, also before what they read is deployed, and keeps what a report needs.",
    )
    .argument("<stacks...>", "stacks to plan: network-dev")
    .option("--system <id>", "the system (default: SYSTEM, or the default system)")
    .option("--plans <folder>", "folder for the plans without secrets", "plans")
    .option("--outdir <folder>", "folder of the synthesized output", "cdktf.out")
    .option("--skip-synth", "take the output folder as it is")
    .option(
      "--stateful <type>",
      "a resource type to guard beside the usual ones; may be repeated",
      collect,
      [],
    )
    .addOption(
      new Option("--through <program>", "what plans: cdktf diff, or terraform plan in the same folder")
        .choices(["cdktf", "terraform"])
        .default("cdktf"),
    )
    .option("--verbose", "show the trace of an error")
    .action(async (names: string[], { system, plans, outdir, skipSynth, stateful, through }: Flags) => {
      const selected = { ...variables, ...(system !== undefined && { SYSTEM: system }) };
      if (!skipSynth && !(await synthesizeProject(process.cwd(), path.resolve(outdir), system, variables))) {
        refuse({
          path: process.cwd(),
          rule: "must be a project with a cdktf.json that has this system",
          got: system ?? variables["SYSTEM"],
          fix: "run the command in the project's folder",
        });
      }
      const all = readStacks(outdir);
      let failed = 0;
      for (const stack of chooseStacks(all, names)) {
        const failure =
          through === "cdktf"
            ? await diffByCdktf(stack.name, outdir, selected)
            : await diffByTerraform(stack, selected);
        const plan = await planAfterDiff(stack, failure, { all, variables: selected, stateful });
        print(`${planLine(plan)} -> ${writePiece(plans, plan)}`);
        failed += plan.status === "failed" ? 1 : 0;
      }
      process.exitCode = failed > 0 ? 1 : 0;
    });
}

/** A plan in one line, and its error below. */
export function planLine(plan: StackPlan): string {
  const { stack, status, after, error } = plan;
  const { add, change, replace, destroy } = countsOf(plan);
  const waits = after.length > 0 ? ` (after ${after.join(", ")} is deployed)` : "";
  if (status === "failed" || status === "not plannable yet") {
    return `${stack}: ${status}${waits}\n${(error ?? "").replaceAll(/^/gm, "    ")}\n`;
  }
  const text = isEmpty(plan)
    ? "no change"
    : `${add} to add, ${change} to change, ${replace} to replace, ${destroy} to destroy`;
  return `${stack}: ${text}${waits}`;
}
