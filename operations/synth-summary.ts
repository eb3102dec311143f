import fs from "node:fs";
import type { ChoiceNote } from "../constructs/core/choice-note";
import type { Synthesis } from "../systems/synthesis";
import { DEFAULT_SYSTEM } from "../systems/selection";
import { readManifest, type StackEntry } from "./manifest";
import { plainTable } from "./plain-table";

/** A table of what a synthesis wrote, what its guard rails could not tell, and the command that comes next. */
export function synthSummary({ selection, outdir, cannotTell }: Synthesis): string {
  const stacks = readManifest(outdir);
  const choices = otherChoicesText(outdir);
  const table = plainTable(
    [
      { head: "stack" },
      { head: "environment" },
      { head: "resources", align: "right" },
      { head: "workspace" },
    ],
    selection.environments.flatMap((environment) =>
      stacks
        .filter(({ name }) => name.endsWith(`-${environment}`))
        .map((stack) => [stack.name, environment, countResources(stack), stack.workspaceFile]),
    ),
  );
  return [
    table,
    ...untold(selection.system.id, cannotTell),
    ...(choices === "" ? [] : [choices]),
    nextCommands(selection.system.id, selection.environments, stacks),
  ].join("\n\n");
}

function untold(system: string, count: number): readonly string[] {
  return count === 0
    ? []
    : [
        `Guard rails: ${count} ${count === 1 ? "finding" : "findings"} that one cannot tell before Terraform runs; ` +
          `npm run guardrails -- ${system} lists them`,
      ];
}

/** What is chosen otherwise than the system's guideline recommends, as its workspaces note it; nothing where it is followed. */
export function otherChoicesText(outdir: string): string {
  const lines = readManifest(outdir).flatMap(({ name, workspaceFile }) => {
    const { "//": notes } = JSON.parse(fs.readFileSync(workspaceFile, "utf8")) as {
      readonly "//"?: { readonly choices?: readonly ChoiceNote[] };
    };
    return (notes?.choices ?? []).map(
      ({ decision, use, recommended, because }) =>
        `- ${name}: ${decision} ${use} instead of ${recommended}, because ${because}`,
    );
  });
  return lines.length === 0 ? "" : ["Otherwise than the guideline recommends:", ...lines].join("\n");
}

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
