import type { TerraformResource } from "cdktf";

/** What a guard rail has to say about one resource that breaks it. */
export interface Finding {
  /** The construct path of the resource. */
  readonly path: string;
  /** What was found there. */
  readonly got: string;
}

/** A rule that no stack may break: one file each, tested in both polarities. */
export interface GuardRail {
  /** Stable id by which it is acknowledged and reported: `NET-001`. */
  readonly id: string;
  /** The rule as a sentence. */
  readonly title: string;
  /** What goes wrong without it. */
  readonly why: string;
  /** How to mend a finding. */
  readonly fix: string;
  /** The findings among a stack's resources, given with their resolved attributes. */
  readonly check: (resources: readonly ResolvedResource[]) => readonly Finding[];
}

/** A resource of a stack as it will stand in the Terraform JSON. */
export interface ResolvedResource {
  /** Construct path, for messages. */
  readonly path: string;
  /** Terraform type: `aws_security_group`. */
  readonly type: string;
  /** Attributes by their Terraform names. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The construct itself. */
  readonly construct: TerraformResource;
}
