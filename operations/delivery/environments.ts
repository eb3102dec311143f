import type { Command } from "commander";
import { refuse } from "../../constructs/core/errors";
import { byEnvironment, systemFacts } from "./system-facts";
import { readStacks, type SynthesizedStack } from "./workspace";

/** Options of a command that works on whole environments of the synthesized output. */
export interface EnvironmentFlags {
  /** One environment; all when it is left out. */
  readonly environment?: string;
  /** Folder of the synthesized output. */
  readonly outdir: string;
}

/** What was synthesized, and the environments that were asked for. */
export interface ChosenEnvironments {
  /** Id of the system. */
  readonly system: string;
  /** Every stack of the output folder. */
  readonly all: readonly SynthesizedStack[];
  /** The environments in the order of promotion, each with its stacks in the order of deployment. */
  readonly environments: readonly { readonly name: string; readonly items: readonly SynthesizedStack[] }[];
}

/** Adds the options of {@link EnvironmentFlags}, and `--verbose`, which every command has. */
export function withEnvironmentOptions(command: Command): Command {
  return command
    .option("--environment <name>", "one environment (default: all)")
    .option("--outdir <folder>", "folder of the synthesized output", "cdktf.out")
    .option("--verbose", "show the trace of an error");
}

/**
 * The environments that the options choose.
 *
 * @throws ProblemsError when there is no such environment
 */
export async function chosenEnvironments({
  environment,
  outdir,
}: EnvironmentFlags): Promise<ChosenEnvironments> {
  const all = readStacks(outdir);
  const system = all[0]?.system ?? "unnamed";
  const facts = await systemFacts(system);
  const environments = byEnvironment(all, facts.environments).filter(
    ({ name }) => environment === undefined || name === environment,
  );
  if (environments.length === 0) {
    refuse({
      path: "--environment",
      rule: "must be an environment of the synthesized output",
      got: environment,
      fix: `choose of ${[...new Set(all.map((stack) => stack.environment))].join(", ")}`,
    });
  }
  return { system, all, environments };
}
