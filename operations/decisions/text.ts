import type { Decided } from "../../systems/decisions";
import { plainTable } from "../plain-table";

/** The decisions of environments for a terminal: a table for all that decide alike, and what is chosen otherwise. */
export function decisionsText(decided: Readonly<Record<string, readonly Decided[]>>): string {
  const groups = new Map<string, { readonly names: string[]; readonly decisions: readonly Decided[] }>();
  for (const [name, decisions] of Object.entries(decided)) {
    const key = JSON.stringify(decisions);
    const group = groups.get(key) ?? { names: [], decisions };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ names, decisions }) => [names.join(", "), table(decisions), ...otherwise(decisions)].join("\n\n"))
    .join("\n\n");
}

function table(decisions: readonly Decided[]): string {
  return plainTable(
    [
      { head: "decision" },
      { head: "used" },
      { head: "recommended when" },
      { head: "as" },
      { head: "chapter" },
    ],
    decisions.map(({ key, use, recommended, situation, because, place }) => [
      key,
      use,
      use === recommended ? situation : `${recommended}: ${situation}`,
      because,
      place,
    ]),
  );
}

function otherwise(decisions: readonly Decided[]): readonly string[] {
  const lines = otherChoices(decisions);
  return [
    lines.length === 0
      ? "Nothing is chosen otherwise than the guideline recommends."
      : ["Otherwise than the guideline recommends:", ...lines.map((line) => `  ${line}`)].join("\n"),
  ];
}

/** What is chosen otherwise, one a line: `compute: ecs-on-fargate instead of ecs-on-ec2, because …`. */
export function otherChoices(decisions: readonly Decided[]): readonly string[] {
  return decisions.flatMap(({ key, use, recommended, otherwiseBecause }) =>
    otherwiseBecause === undefined
      ? []
      : [`${key}: ${use} instead of ${recommended}, because ${otherwiseBecause}`],
  );
}
