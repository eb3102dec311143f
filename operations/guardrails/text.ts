import { formatProblem } from "../../constructs/core/errors";
import { plainTable } from "../plain-table";
import { type ExceptionUse, type GuardRailReport, isClean, type PlacedFinding } from "./report";

/** The report for a terminal: a table of rules, then what stands against them, then the exceptions with their reasons. */
export function guardRailText(report: GuardRailReport): string {
  const { rules, findings, exceptions, staleExceptions, stacks, systems } = report;
  const table = plainTable(
    [
      { head: "rule" },
      { head: "" },
      ...["checked", "compliant", "not compliant", "cannot tell", "acknowledged"].map((head) => ({
        head,
        align: "right" as const,
      })),
    ],
    rules.map(({ rule, checked, compliant, notCompliant, cannotTell, acknowledged }) => [
      rule.id,
      rule.title,
      checked,
      compliant,
      notCompliant,
      cannotTell,
      acknowledged,
    ]),
  );
  const breaches = findings.filter(
    ({ outcome, acknowledgement }) => outcome === "not-compliant" && !acknowledgement,
  );
  const untold = findings.filter(({ outcome }) => outcome === "cannot-tell");
  return [
    table,
    section("Not compliant", [
      ...breaches.map((finding) => `${line(finding)}; ${finding.rule.fix}`),
      ...staleExceptions.map(formatProblem),
    ]),
    section("Cannot tell before Terraform runs", untold.map(line)),
    section("Exceptions", grouped(exceptions)),
    `${stacks} stacks of ${systems.join(", ")}: ${isClean(report) ? "clean" : "not clean"}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function line({ rule, system, resource, got }: PlacedFinding): string {
  return `${rule.id} at ${system}/${resource.path}: ${rule.title}, got ${got}`;
}

/** Exceptions of the same rule for the same reason, together. */
function grouped(exceptions: readonly ExceptionUse[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { id, reason, expires, system, path, covers } of exceptions) {
    const why = `${id}: ${reason}${expires === undefined ? "" : `, until ${expires}`}`;
    const places = groups.get(why) ?? [];
    places.push(`${system}/${path}${covers === 1 ? "" : ` (${covers})`}`);
    groups.set(why, places);
  }
  return [...groups].flatMap(([why, places]) => [why, ...places.map((place) => `  at ${place}`)]);
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [`${title}:`, ...lines.map((text) => `  ${text}`)].join("\n");
}
