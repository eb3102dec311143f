import type { StatedAcknowledgement } from "../constructs/core/acknowledgement";
import type { Problem } from "../constructs/core/errors";
import type { GuardRail, Rule, Verdict } from "./guard-rail";
import type { Resource, Workspace } from "./workspace";

/** A verdict on a resource, with the exception that covers it if there is one. */
export interface Finding {
  /** The guard rail. */
  readonly rule: Rule;
  /** The resource. */
  readonly resource: Resource;
  /** Whether it breaks the rule, or that one cannot tell. */
  readonly outcome: Verdict["outcome"];
  /** What was found. */
  readonly got: string;
  /** The exception that covers it. */
  readonly acknowledgement?: StatedAcknowledgement;
}

/** What the guard rails say of one workspace. */
export interface Evaluation {
  /** Every verdict that is not "compliant", in the order of rules and resources. */
  readonly findings: readonly Finding[];
  /** Number of resources that each rule looked at, by its id. */
  readonly checked: Readonly<Record<string, number>>;
  /** Exceptions that have expired, cover nothing, or name no rule. */
  readonly staleAcknowledgements: readonly Problem[];
}

/**
 * Holds a workspace against guard rails.
 *
 * @param today - the day of the evaluation, `2027-01-31`, for exceptions that expire
 */
export function evaluate(
  workspace: Workspace,
  rules: readonly GuardRail[],
  acknowledgements: readonly StatedAcknowledgement[],
  today: string,
): Evaluation {
  const used = new Set<StatedAcknowledgement>();
  const checked: Record<string, number> = {};
  const findings = rules.flatMap((rule) => {
    const resources = rule.types.flatMap((type) => workspace.all(type));
    checked[rule.id] = resources.length;
    return resources.flatMap((resource) =>
      rule.check(resource, workspace).map(({ outcome, got }): Finding => {
        const acknowledgement = closest(acknowledgements, rule, resource);
        if (acknowledgement) {
          used.add(acknowledgement);
        }
        return { rule, resource, outcome, got, ...(acknowledgement ? { acknowledgement } : {}) };
      }),
    );
  });
  const ids = new Set<string>(rules.map(({ id }) => id));
  return {
    findings,
    checked,
    staleAcknowledgements: acknowledgements.flatMap((acknowledgement) =>
      staleness(acknowledgement, {
        exists: ids.has(acknowledgement.id),
        used: used.has(acknowledgement),
        today,
      }),
    ),
  };
}

/** What of an evaluation fails a synthesis: uncovered breaches and stale exceptions. */
export function problemsOf({ findings, staleAcknowledgements }: Evaluation): readonly Problem[] {
  return [
    ...findings
      .filter(({ outcome, acknowledgement }) => outcome === "not-compliant" && !acknowledgement)
      .map(({ rule, resource, got }) => ({
        path: `${rule.id} at ${resource.path}`,
        rule: rule.title,
        got,
        fix: rule.fix,
      })),
    ...staleAcknowledgements,
  ];
}

/** The exception that stands nearest to a resource. */
function closest(
  acknowledgements: readonly StatedAcknowledgement[],
  { id }: Rule,
  { path }: Resource,
): StatedAcknowledgement | undefined {
  return acknowledgements
    .filter((stated) => stated.id === id && (path === stated.path || path.startsWith(`${stated.path}/`)))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

function staleness(
  { id, path, reason, expires }: StatedAcknowledgement,
  { exists, used, today }: { readonly exists: boolean; readonly used: boolean; readonly today: string },
): readonly Problem[] {
  const where = `acknowledgement of ${id} at ${path}`;
  if (!exists) {
    return [{ path: where, rule: "names a guard rail", got: id, fix: "correct the id, or remove it" }];
  }
  if (!used) {
    return [
      { path: where, rule: "covers a finding", got: reason, fix: "remove it; nothing there breaks the rule" },
    ];
  }
  return expires !== undefined && expires < today
    ? [
        {
          path: where,
          rule: `has not expired (today is ${today})`,
          got: expires,
          fix: "mend what it covers, or review the reason and state a later day",
        },
      ]
    : [];
}
