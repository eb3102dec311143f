import type { GuardRailId } from "../constructs/core/acknowledgement";
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

/** A rule that no workspace may break unless the exception is acknowledged: one file each, tested in both polarities. */
export interface GuardRail {
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
  /** What is to be said of a resource of these types; nothing when it is compliant. */
  readonly check: (resource: Resource, workspace: Workspace) => readonly Verdict[];
}

/** The resource breaks the rule. */
export function notCompliant(got: string): Verdict {
  return { outcome: "not-compliant", got };
}

/** Whether the resource breaks the rule is not known before Terraform runs. */
export function cannotTell(got: string): Verdict {
  return { outcome: "cannot-tell", got };
}
