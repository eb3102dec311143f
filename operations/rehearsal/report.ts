import Table from "cli-table3";
import { type Phase, PHASES } from "./phases";
import { type Rehearsal, type StackResult } from "./run";

/** What no rehearsal can know, for the end of its output and for the documentation. */
export const UNKNOWABLE: readonly string[] = [
  "values that only the service or the real provider checks, beyond the table in operations/rehearsal/checks",
  "permissions: no IAM policy, service control policy or key policy is evaluated",
  "quotas, capacity, names taken by others and what exists in the account already",
  "timing: eventual consistency, slow creations, timeouts and throttling",
  "what AWS decides: defaults of arguments left out, diffs that the real provider suppresses, drift",
  "whether what was built works: nothing runs, answers or connects",
];

const COLUMNS: readonly Phase[] = PHASES.filter((phase) => phase !== "init");

/** The table, and after it what was not known. */
export function rehearsalReport(rehearsal: Rehearsal): string {
  const table = new Table({
    head: ["stack", "resources", ...COLUMNS, "seconds"],
    colAligns: ["left", "right", ...COLUMNS.map(() => "right" as const), "right"],
    style: { head: [], border: [] },
  });
  for (const stack of rehearsal.stacks) {
    table.push([
      stack.name,
      String(stack.resources),
      ...COLUMNS.map((phase) => cell(stack, phase)),
      stack.seconds.toFixed(2),
    ]);
  }
  return [
    table.toString(),
    verdict(rehearsal),
    "",
    `What ${rehearsal.provider === "real" ? "this run" : "a rehearsal"} cannot know:`,
    ...UNKNOWABLE.map((text) => `  - ${text}`),
    "The plan of the pull request against the real provider stays the judge.",
  ].join("\n");
}

function cell(stack: StackResult, phase: Phase): string {
  const result = stack.phases.find((candidate) => candidate.phase === phase);
  if (result === undefined) {
    return "-";
  }
  return result.ok ? `${result.seconds.toFixed(2)} s` : "FAILED";
}

function verdict({ ok, seconds, stacks, peakMebibytes }: Rehearsal): string {
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const failed = stacks.filter(({ phases }) => phases.some((phase) => !phase.ok)).map(({ name }) => name);
  const memory = peakMebibytes === undefined ? "" : `, providers at ${peakMebibytes.toFixed(0)} MiB`;
  const outcome = ok ? "rehearsed without a fault" : `FAILED in ${failed.join(", ") || "no stack"}`;
  return `${stacks.length} stacks with ${resources} resources ${outcome} in ${seconds.toFixed(1)} s${memory}`;
}
