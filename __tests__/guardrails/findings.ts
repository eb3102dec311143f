import { evaluate } from "../../guardrails/evaluate";
import type { GuardRail } from "../../guardrails/guard-rail";
import { type Attributes, Workspace } from "../../guardrails/workspace";

/** Resources of a workspace by type and name. */
export type Resources = Readonly<Record<string, Readonly<Record<string, Attributes>>>>;

/**
 * What a rule says of a workspace, a line for every resource that is not compliant: `address: got`, with a `?` before
 * it where one cannot tell. Fails when the rule looks at none of the resources, as silence would prove nothing.
 */
export function findings(
  rule: GuardRail,
  resource: Resources,
  protection: "protected" | "disposable" = "protected",
): string[] {
  const workspace = new Workspace(
    { resource },
    { protection, account: "111111111111", region: "ap-northeast-1" },
  );
  const { findings: found, checked } = evaluate(workspace, [rule], [], "2026-01-01");
  if (checked[rule.id] === 0) {
    throw new Error(`${rule.id} looked at nothing`);
  }
  return found.map(
    ({ outcome, resource: { address }, got }) => `${outcome === "cannot-tell" ? "?" : ""}${address}: ${got}`,
  );
}

/** A policy in JSON. */
export function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
