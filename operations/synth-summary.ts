import fs from "node:fs";
import Table from "cli-table3";
import type { Synthesis } from "../systems/synthesis";
import { DEFAULT_SYSTEM } from "../systems/selection";
import { readManifest, type StackEntry } from "./manifest";

/** A table of what a synthesis wrote, and the command that comes next. */
export function synthSummary({ selection, outdir }: Synthesis): string {
  const stacks = readManifest(outdir);
  const table = new Table({
    head: ["stack", "environment", "resources", "workspace"],
    colAligns: ["left", "left", "right", "left"],
    // No colours and no frame: the table is read by people and by grep.
    style: { head: [], border: [], compact: true },
    chars: UNFRAMED,
  });
  for (const environment of selection.environments) {
    for (const stack of stacks.filter(({ name }) => name.endsWith(`-${environment}`))) {
      table.push([stack.name, environment, countResources(stack), stack.workspaceFile]);
    }
  }
  return `${table.toString()}\n\n${nextCommands(selection.system.id, selection.environments, stacks)}`;
}

const UNFRAMED = {
  ...Object.fromEntries(
    ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"].map(
      (part) => [part, ""],
    ),
  ),
  ...Object.fromEntries(
    ["left", "left-mid", "mid", "mid-mid", "right", "right-mid"].map((part) => [part, ""]),
  ),
  middle: "  ",
};

function countResources({ workspaceFile }: StackEntry): number {
  const { resource = {} } = JSON.parse(fs.readFileSync(workspaceFile, "utf8")) as {
    resource?: Record<string, object>;
  };
  return Object.values(resource).reduce((count, ofType) => count + Object.keys(ofType).length, 0);
}

function nextCommands(
  system: string,
  environments: readonly string[],
  stacks: readonly StackEntry[],
): string {
  const environment = environments[0] ?? "";
  const prefix = system === DEFAULT_SYSTEM ? "" : `SYSTEM=${system} `;
  const first = stacks.find(({ name }) => name.endsWith(`-${environment}`) && !name.startsWith("state-"));
  return [
    `Next: ${prefix}npx cdktf diff ${first?.name ?? ""}`,
    `In a new account first: ${prefix}npm run bootstrap -- ${environment}`,
  ].join("\n");
}
