import type { Problem } from "../../constructs/core/errors";
import type { AcceptedFindings } from "../../guardrails/checkov/accepted";

/** What one check of Checkov found. */
export interface CheckFindings {
  /** What the check asks for. */
  readonly name: string;
  /** What does not pass it: `<system>/<stack>/<address>`, in alphabetical order. */
  readonly at: readonly string[];
}

/** A run of Checkov over the workspaces of all systems. */
export interface CheckovRun {
  /** Version of Checkov. */
  readonly version: string;
  /** Day of the run: `2027-01-31`. */
  readonly day: string;
  /** Number of checks that passed. */
  readonly passed: number;
  /** What did not pass, by the id of the check, in alphabetical order. */
  readonly findings: Readonly<Record<string, CheckFindings>>;
}

/**
 * What stands between a run and the list of accepted findings: findings that no entry covers, places of an entry that
 * cover nothing, and entries without a reason.
 */
export function compareWithAccepted(
  { findings }: CheckovRun,
  accepted: readonly AcceptedFindings[],
): readonly Problem[] {
  return [
    ...Object.entries(findings).flatMap(([check, { name, at }]) =>
      at
        .filter((place) => !accepted.some((entry) => entry.check === check && covers(entry, place)))
        .map((place) => ({
          path: `${check} at ${place}`,
          rule: "is mended, or accepted with a reason",
          got: name,
          fix: "mend it, or list it in guardrails/checkov/accepted.ts",
        })),
    ),
    ...accepted.flatMap(({ check, at, because }) => [
      ...at
        .filter((pattern) => !(findings[check]?.at ?? []).some((place) => matches(pattern, place)))
        .map((pattern) => ({
          path: `accepted ${check} at ${pattern}`,
          rule: "covers a finding",
          got: because,
          fix: "remove it from guardrails/checkov/accepted.ts; nothing there is found any more",
        })),
      ...(because.trim() === ""
        ? [{ path: `accepted ${check}`, rule: "has a reason", got: because, fix: "say why it stands" }]
        : []),
    ]),
  ];
}

function covers({ at }: AcceptedFindings, place: string): boolean {
  return at.some((pattern) => matches(pattern, place));
}

/** Whether a place is meant by a pattern, in which `*` stands for anything but a slash. */
function matches(pattern: string, place: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]*")}$`).test(place);
}
