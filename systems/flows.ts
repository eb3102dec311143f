/**
 * Kinds of resources that flows lead to, by the name that they bear in AWS. `distribution` goes by its comment, `instance`
 * by its Name tag.
 */
export type ResourceKind =
  | "distribution"
  | "load-balancer"
  | "service"
  | "database"
  | "cache"
  | "instance"
  | "security-group"
  | "bucket"
  | "table"
  | "queue"
  | "topic"
  | "secret"
  | "key"
  | "log-group"
  | "repository"
  | "parameter"
  | "stream"
  | "source-repository"
  | "pipeline"
  | "build"
  | "role";

/** What stands at one end of a flow. */
export type End =
  /** Anybody, or only those who come from the blocks. */
  | { readonly kind: "internet"; readonly name: string; readonly cidrs?: readonly string[] }
  /** An AWS service: its API as a target, what acts in its name as a source. `logs` is logs.amazonaws.com. */
  | { readonly kind: "aws"; readonly name: string }
  /** A tier of subnets, whatever runs there. */
  | { readonly kind: "subnets"; readonly name: string; readonly cidrs: readonly string[] }
  /** Everything in the environment's account. */
  | { readonly kind: "account"; readonly name: string }
  /** A resource of the system. */
  | { readonly kind: ResourceKind; readonly name: string };

/** What a flow passes on its way; the proof looks for each. */
export type Hop =
  | "web-acl"
  | "origin-access"
  | "website"
  | "listener"
  | "target-group"
  | "interface-endpoint"
  | "gateway-endpoint"
  | "nat-gateway"
  | "nat-instance"
  | "internet-gateway"
  | "resource-policy";

/** Somebody who may reach something, and why. */
export interface Flow {
  /** Who opens the connection or makes the call. */
  readonly from: End;
  /** What is reached. */
  readonly to: End;
  /**
   * The TCP port, or all ports of all protocols.
   *
   * @default - no connection in the system's network: an AWS service calls another
   */
  readonly port?: number | "all";
  /**
   * What it passes.
   *
   * @default - security groups alone
   */
  readonly path?: readonly Hop[];
  /**
   * IAM actions that it needs, or `any` for roles that administer. An AWS managed policy is written
   * `policy/AmazonSSMManagedInstanceCore`.
   *
   * @default - none
   */
  readonly actions?: readonly string[] | "any";
  /**
   * Which role of a service acts: the one that its tasks act with, or the one that ECS starts them with.
   *
   * @default "task"
   */
  readonly as?: "task" | "start";
  /**
   * Whom the role at the source trusts: an AWS service (`codebuild`), or `github`.
   *
   * @default - of a service its tasks (`ecs-tasks`), of an instance `ec2`
   */
  readonly assumedBy?: string;
  /** Why the system needs it, in one line. */
  readonly reason: string;
  /** Rows of the requirements that speak of it. */
  readonly rows?: readonly string[];
}

/** Anybody on the internet. */
export const INTERNET: End = { kind: "internet", name: "internet" };

/** Those on the internet who come from the blocks. */
export const addresses = (name: string, cidrs: readonly string[]): End => ({ kind: "internet", name, cidrs });

/** Everything in the environment's account. */
export const ACCOUNT: End = { kind: "account", name: "account" };

/** An AWS service: `aws("ecr")`. */
export const aws = (name: string): End => ({ kind: "aws", name });

/** A tier of subnets. */
export const subnets = (name: string, cidrs: readonly string[]): End => ({ kind: "subnets", name, cidrs });

/** A resource by its kind and name: `the("bucket", "openwan-media")`. */
export const the = (kind: ResourceKind, name: string): End => ({ kind, name });
