import fs from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { refuse } from "../../../constructs/core/errors";
import { writeFile } from "../files";
import { byEnvironment, systemFacts } from "../system-facts";
import { readStacks, type SynthesizedStack } from "../workspace";
import { workspacesReadme } from "./readme";

interface Flags {
  readonly environment?: string;
  readonly outdir: string;
  readonly out: string;
}

/** The command line of `workspaces`. */
export function workspacesCommand(print: (text: string) => void): Command {
  return new Command("workspaces")
    .description(
      "Copies the generated Terraform of each environment into a folder of its own, for other tools.",
    )
    .option("--environment <name>", "one environment (default: all)")
    .option("--outdir <folder>", "folder of the synthesized output", "cdktf.out")
    .option("--out <folder>", "where to", "workspaces")
    .option("--verbose", "show the trace of an error")
    .action(async ({ environment, outdir, out }: Flags) => {
      const all = readStacks(outdir);
      const { environments } = await systemFacts(all[0]?.system ?? "unnamed");
      const groups = byEnvironment(all, environments).filter(
        ({ name }) => environment === undefined || name === environment,
      );
      if (groups.length === 0) {
        refuse({
          path: "--environment",
          rule: "must be an environment of the synthesized output",
          got: environment,
          fix: `choose of ${[...new Set(all.map((stack) => stack.environment))].join(", ")}`,
        });
      }
      for (const { name, items } of groups) {
        print(exportWorkspaces(name, items, out));
      }
    });
}

/**
 * Writes the workspaces of one environment to `<out>/<system>/<environment>/<layer>`, byte for byte, and a README.
 *
 * @returns the folder
 */
export function exportWorkspaces(
  environment: string,
  stacks: readonly SynthesizedStack[],
  out: string,
): string {
  const system = stacks[0]?.system ?? "unnamed";
  const folder = path.join(out, system, environment);
  fs.rmSync(folder, { recursive: true, force: true });
  for (const { layer, workspace, workspaceFile, files } of stacks) {
    const target = path.join(folder, layer);
    for (const file of [path.relative(workspace, workspaceFile), ...files.keys()]) {
      fs.mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
      fs.copyFileSync(path.join(workspace, file), path.join(target, file));
    }
  }
  writeFile(folder, "README.md", workspacesReadme(system, environment, stacks));
  return folder;
}
