import fs from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { chosenEnvironments, type EnvironmentFlags, withEnvironmentOptions } from "../environments";
import { writeFile } from "../files";
import type { SynthesizedStack } from "../workspace";
import { workspacesReadme } from "./readme";

interface Flags extends EnvironmentFlags {
  readonly out: string;
}

/** The command line of `workspaces`. */
export function workspacesCommand(print: (text: string) => void): Command {
  return withEnvironmentOptions(new Command("workspaces"))
    .description(
      "Copies the generated Terraform of each environment into a folder of its own, for other tools.",
    )
    .option("--out <folder>", "where to", "workspaces")
    .action(async (flags: Flags) => {
      const { environments } = await chosenEnvironments(flags);
      for (const { name, items } of environments) {
        print(exportWorkspaces(name, items, flags.out));
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
