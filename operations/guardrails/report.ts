import type { StatedAcknowledgement } from "../../constructs/core/acknowledgement";
import type { Problem } from "../../constructs/core/errors";
import type { Finding } from "../../guardrails/evaluate";
import type { Rule } from "../../guardrails/guard-rail";
import type { SystemEvaluation } from "./evaluate-systems";

/** How often a rule was met, broken, excepted or undecided. */
export interface RuleCount {
  /** The rule. */
  readonly rule: Rule;
  /** Resources that it looked at. */
  readonly checked: number;
  /** Resources of which it had nothing to say. */
  readonly compliant: number;
  /** Breaches that nobody has acknowledged. */
  readonly notCompliant: number;
  /** Verdicts that must wait for Terraform, acknowledged or not. */
  readonly cannotTell: number;
  /** Breaches that an exception covers. */
  readonly acknowledged: number;
}

/** A finding with the place where it was made. */
export interface PlacedFinding extends Finding {
  /** Id of the system. */
  readonly system: string;
  /** Id of the stack. */
  readonly stackId: string;
}

/** An exception with what it covers. */
export interface ExceptionUse extends StatedAcknowledgement {
  /** Id of the system. */
  readonly system: string;
  /** Number of findings that it covers. */
  readonly covers: number;
}

/** What the guard rails say of several systems. */
export interface GuardRailReport {
  /** Ids of the systems. */
  readonly systems: readonly string[];
  /** Number of stacks. */
  readonly stacks: number;
  /** Every rule, in its order. */
  readonly rules: readonly RuleCount[];
  /** Everything that is not compliant or cannot be told. */
  readonly findings: readonly PlacedFinding[];
  /** Exceptions that cover something. */
  readonly exceptions: readonly ExceptionUse[];
  /** Exceptions that have expired, cover nothing or name no rule. */
  readonly staleExceptions: readonly Problem[];
}

/** Sums the evaluations of systems up. */
export function guardRailReport(
  evaluations: readonly SystemEvaluation[],
  rules: readonly Rule[],
): GuardRailReport {
  const stacks = evaluations.flatMap(({ system, stacks }) => stacks.map((stack) => ({ system, ...stack })));
  const findings = stacks.flatMap(({ system, stackId, findings }) =>
    findings.map((finding) => ({ ...finding, system, stackId })),
  );
  return {
    systems: evaluations.map(({ system }) => system),
    stacks: stacks.length,
    rules: rules.map((rule) =>
      counted(
        rule,
        stacks.reduce((sum, { checked }) => sum + (checked[rule.id] ?? 0), 0),
        findings.filter((finding) => finding.rule.id === rule.id),
      ),
    ),
    findings,
    exceptions: exceptionsOf(findings),
    staleExceptions: stacks.flatMap(({ staleAcknowledgements }) => staleAcknowledgements),
  };
}

/** Whether nothing stands against a synthesis. */
export function isClean({ rules, staleExceptions }: GuardRailReport): boolean {
  return staleExceptions.length === 0 && rules.every(({ notCompliant }) => notCompliant === 0);
}

function counted(rule: Rule, checked: number, findings: readonly PlacedFinding[]): RuleCount {
  const breaches = findings.filter(({ outcome }) => outcome === "not-compliant");
  const resources = new Set(
    findings.map(({ system, stackId, resource }) => `${system} ${stackId} ${resource.address}`),
  );
  return {
    rule,
    checked,
    compliant: checked - resources.size,
    notCompliant: breaches.filter(({ acknowledgement }) => !acknowledgement).length,
    cannotTell: findings.length - breaches.length,
    acknowledged: breaches.filter(({ acknowledgement }) => acknowledgement).length,
  };
}

function exceptionsOf(findings: readonly PlacedFinding[]): readonly ExceptionUse[] {
  const uses = new Map<StatedAcknowledgement, ExceptionUse>();
  for (const { acknowledgement, system } of findings) {
    if (acknowledgement) {
      const covers = (uses.get(acknowledgement)?.covers ?? 0) + 1;
      uses.set(acknowledgement, { ...acknowledgement, system, covers });
    }
  }
  return [...uses.values()];
}
