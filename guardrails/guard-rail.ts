import type { GuardRailId } from "../constructs/core/acknowledgement";
import type { EnvironmentWorkspaces } from "./environment-workspaces";
import type { Resource, Workspace } from "./workspace";

/** What a guard rail says of one resource that it does not find compliant. */
export type Verdict =
  /** The resource breaks the rule. */
  | { readonly outcome: "not-compliant"; readonly got: string }
  /** Whether it does is decided by a value that Terraform learns only later. */
  | { readonly outcome: "cannot-tell"; readonly got: string };

/** Published controls that ask for the same. */
export interface Controls {
  /**
   * AWS Foundational Security Best Practices, as Security Hub numbers them: `S3.8`.
   *
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
   */
  readonly fsbp?: readonly string[];
  /**
   * CIS AWS Foundations Benchmark v3.0.0: `2.1.4`.
   *
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html
   */
  readonly cis?: readonly string[];
  /**
   * Checkov's checks: `CKV_AWS_53`.
   *
   * @see https://www.checkov.io/5.Policy%20Index/terraform.html
   */
  readonly checkov?: readonly string[];
}

/** What a rule says of itself, whatever it looks at. */
export interface Rule {
  /** Stable id by which it is acknowledged and reported: `NET-001`. */
  readonly id: GuardRailId;
  /** The rule as a sentence. */
  readonly title: string;
  /** What goes wrong without it. */
  readonly why: string;
  /** How to mend a finding, as an imperative clause. */
  readonly fix: string;
  /** Published controls that ask for the same; empty when it is the house's own. */
  readonly controls: Controls;
  /** Terraform types of the resources that it looks at. */
  readonly types: readonly string[];
}

/** A rule that no workspace may break unless the exception is acknowledged: one file each, tested in both polarities. */
export interface GuardRail extends Rule {
  /** What is to be said of a resource of these types; nothing when it is compliant. */
  readonly check: (resource: Resource, workspace: Workspace) => readonly Verdict[];
}

/**
 * A rule on resources whose other half may stand in another stack of their environment, as the alarms on a queue do. It
 * is held when all stacks of the environment are finished.
 */
export interface EnvironmentGuardRail extends Rule {
  /** What is to be said of a resource of one of the environment's workspaces; nothing when it is compliant. */
  readonly check: (
    resource: Resource,
    workspace: Workspace,
    environment: EnvironmentWorkspaces,
  ) => readonly Verdict[];
}

/** A rule on an environment as a rule on each of its workspaces. */
export function within(environment: EnvironmentWorkspaces, rule: EnvironmentGuardRail): GuardRail {
  return { ...rule, check: (resource, workspace) => rule.check(resource, workspace, environment) };
}

/** The resource breaks the rule. */
export function notCompliant(got: string): Verdict {
  return { outcome: "not-compliant", got };
}

/** Whether the resource breaks the rule is not known before Terraform runs. */
export function cannotTell(got: string): Verdict {
  return { outcome: "cannot-tell", got };
}
