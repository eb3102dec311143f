import { plainTable } from "../plain-table";
import { describeEnd } from "./kinds";
import type { Proof } from "./proof/trail";
import { type FlowVerdict, isProven } from "./verdict";

/** The verdict for a terminal: every flow, then what is missing, what is too much, and what cannot be told. */
export function flowText(
  verdict: FlowVerdict,
  title: string,
  { links }: { readonly links: boolean },
): string {
  const { proofs, excess, cannotTell } = verdict;
  const table = plainTable(
    ["from", "to", "port", "path", "links", ""].map((head) => ({ head })),
    proofs.map(({ flow, links: found, gaps }) => [
      `${describeEnd(flow.from)}${flow.as === "start" ? " (start)" : ""}`,
      describeEnd(flow.to),
      flow.port ?? "",
      (flow.path ?? []).join(", "),
      summary(found),
      gaps.length === 0 ? flow.reason : "IMPOSSIBLE",
    ]),
  );
  return [
    table,
    ...(links ? [section("Links", proofs.flatMap(linkLines))] : []),
    section(
      "Impossible",
      proofs.flatMap(({ flow, gaps }) =>
        gaps.map(({ address, why }) => `${nameOf(flow)}: ${address}: ${why}`),
      ),
    ),
    section(
      "Possible, and no flow says so",
      excess.map(({ address, what }) => `${address} ${what}`),
    ),
    section(
      "Cannot tell before Terraform runs",
      cannotTell.map(({ address, why }) => `${address}: ${why}`),
    ),
    `${title}: ${proofs.length} flows, ${isProven(verdict) ? "all proven, nothing else is possible" : "not proven"}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** How often each kind of link was found: `egress, ingress, 3 policy`. */
function summary(links: Proof["links"]): string {
  const counts = new Map<string, number>();
  for (const { what } of links) {
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => (count === 1 ? what : `${count} ${what}`)).join(", ");
}

function linkLines({ flow, links }: Proof): readonly string[] {
  return [nameOf(flow), ...links.map(({ what, address }) => `  ${what}: ${address}`)];
}

function nameOf({ from, to, port }: Proof["flow"]): string {
  return `${describeEnd(from)} to ${describeEnd(to)}${port === undefined ? "" : ` on ${port}`}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [`${title}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}
