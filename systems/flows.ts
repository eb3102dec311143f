/**
 * Kinds of resources that flows lead to, by the name that they bear in AWS. `distribution` goes by its comment, `instance`
 * by its Name tag, `task` by the family of a task definition that no service runs, `instances` by the name of an Auto
 * Scaling group, `share` is one of Resource Access Manager.
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
  | "role"
  | "group"
  | "function"
  | "state-machine"
  | "schedule"
  | "task"
  | "cluster"
  | "instances"
  | "api"
  | "vpc-link"
  | "user-pool"
  | "canary"
  | "vault"
  | "share"
  | "person";

/** An account that is another environment of the system: environments know each other by values alone. */
export interface OtherAccount {
  /** Name of its environment. */
  readonly name: string;
  /** Its 12 digits. */
  readonly account: string;
}

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
  /** Whoever another account lets. */
  | ({ readonly kind: "other-account" } & OtherAccount)
  /** People who sign in to another account with a second factor, and switch from there. */
  | ({ readonly kind: "people" } & OtherAccount)
  /** A resource of another account. */
  | ({ readonly kind: "elsewhere"; readonly of: ResourceKind; readonly resource: string } & OtherAccount)
  /** Whatever patterns of ARNs mean, now and later: what people may work on. */
  | { readonly kind: "class"; readonly name: string; readonly patterns: readonly string[] }
  /** A network that is attached to the environment's transit gateway. */
  | {
      readonly kind: "network";
      readonly name: string;
      readonly cidr: string;
      readonly attachmentId: string;
    }
  /** A resource of the system; with its Region where the same name stands in several. */
  | { readonly kind: ResourceKind; readonly name: string; readonly region?: string };

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
  | "transit-gateway"
  | "firewall"
  | "vpc-link"
  | "authorizer"
  | "run-task"
  | "delivery"
  | "delegation"
  | "share"
  | "membership"
  | "entry-role"
  | "replication"
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
   * Whom the role at the source trusts: an AWS service (`codebuild`), `github`, people of another account, or the account.
   *
   * @default - of a service its tasks (`ecs-tasks`), of an instance `ec2`
   */
  readonly assumedBy?: string | Extract<End, { readonly kind: "people" | "other-account" }>;
  /**
   * On whose behalf an AWS service may reach the target: ids of accounts or of an organization. The target's policy must
   * hold it to them.
   *
   * @default - not looked at, but that the policy names no other account and no organization
   */
  readonly onBehalfOf?: readonly string[];
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

/** Whoever another account lets. */
export const otherAccount = ({
  name,
  account,
}: OtherAccount): Extract<End, { readonly kind: "other-account" }> => ({
  kind: "other-account",
  name,
  account,
});

/** People who sign in to another account with a second factor. */
export const peopleOf = ({ name, account }: OtherAccount): Extract<End, { readonly kind: "people" }> => ({
  kind: "people",
  name,
  account,
});

/** A resource of another account: `elsewhere(audit, "bucket", "…-logs")`. */
export const elsewhere = ({ name, account }: OtherAccount, of: ResourceKind, resource: string): End => ({
  kind: "elsewhere",
  name,
  account,
  of,
  resource,
});

/** Whatever patterns of ARNs mean: `everything("its queues", "arn:aws:sqs:*:111111111111:*")`. */
export const everything = (name: string, ...patterns: readonly string[]): End => ({
  kind: "class",
  name,
  patterns,
});

/** A network that is attached to the environment's transit gateway. */
export const network = (name: string, cidr: string, attachmentId: string): End => ({
  kind: "network",
  name,
  cidr,
  attachmentId,
});

/** A tier of subnets. */
export const subnets = (name: string, cidrs: readonly string[]): End => ({ kind: "subnets", name, cidrs });

/** A resource by its kind and name: `the("bucket", "openwan-media")`. */
export const the = (kind: ResourceKind, name: string, region?: string): End => ({
  kind,
  name,
  ...(region === undefined ? {} : { region }),
});
