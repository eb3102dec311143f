import fs from "node:fs";
import { Command } from "commander";
import { formatProblem } from "../../constructs/core/errors";
import { ACCEPTED_FINDINGS } from "../../guardrails/checkov/accepted";
import { compareWithAccepted } from "./compare";
import { scan } from "./scan";
import { exportedWorkspaces, synthesizedWorkspaces } from "./workspaces";

interface Flags {
  readonly workspaces?: string;
  readonly program: string;
  readonly record?: string;
}

/**
 * The command line of `checkov`. It exits with 1 when Checkov finds something that is not accepted, or no longer finds
 * something that is.
 */
export function checkovCommand(
  variables: Readonly<Record<string, string | undefined>>,
  print: (text: string) => void,
): Command {
  return new Command("checkov")
    .description("Holds all systems against Checkov and the list of its accepted findings.")
    .option("--workspaces <folder>", "what npm run workspaces wrote (default: synthesize all systems)")
    .option("--program <program>", "the Checkov to run", "checkov")
    .option("--record <file>", "where to keep the run, for the tests")
    .option("--verbose", "show the trace of an error")
    .action(async ({ workspaces: folder, program, record }: Flags) => {
      const workspaces =
        folder === undefined ? await synthesizedWorkspaces(variables) : exportedWorkspaces(folder);
      const day = new Date().toISOString().slice(0, 10);
      const run = await scan(workspaces, { program, variables, day });
      if (record !== undefined) {
        fs.writeFileSync(record, `${JSON.stringify(run, undefined, 2)}\n`);
      }
      const problems = compareWithAccepted(run, ACCEPTED_FINDINGS);
      const found = Object.values(run.findings).reduce((sum, { at }) => sum + at.length, 0);
      print(
        [
          ...problems.map(formatProblem),
          `Checkov ${run.version} over ${workspaces.length} stacks: ${run.passed} passed, ${found} found,` +
            (problems.length === 0 ? " all accepted" : ` ${problems.length} to review`),
        ].join("\n"),
      );
      process.exitCode = problems.length === 0 ? 0 : 1;
    });
}
