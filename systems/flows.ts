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

/** What the tasks of a service are allowed beside connections: nobody states it service by service. */
export interface TaskFlows {
  /** Name of the ECS service. */
  readonly service: string;
  /** Its way to AWS services other than S3. */
  readonly path: readonly Hop[];
  /** Its way to S3, where the layers of images lie. */
  readonly pathToS3: readonly Hop[];
  /** Names of the repositories of its images. */
  readonly images: readonly string[];
  /** Name of its log group. */
  readonly logGroup: string;
  /** Secrets that ECS hands to its containers. */
  readonly secrets?: readonly string[];
  /** Rows of the requirements. */
  readonly rows?: readonly string[];
}

/** What ECS needs to start the tasks of a service: images, logs, secrets. */
export function startingTasks({
  service,
  path,
  pathToS3,
  images,
  logGroup,
  secrets = [],
  rows = [],
}: TaskFlows): readonly Flow[] {
  const start = { from: the("service", service), as: "start", port: 443, rows } as const;
  return [
    {
      ...start,
      path,
      to: aws("ecr"),
      actions: ["ecr:GetAuthorizationToken"],
      reason: "logs in to the registry",
    },
    ...images.map((image): Flow => ({
      ...start,
      path,
      to: the("repository", image),
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
      reason: "pulls its image",
    })),
    {
      ...start,
      path: pathToS3,
      to: aws("s3"),
      reason: "layers of images come from S3, by addresses that ECR signs",
    },
    {
      ...start,
      path,
      to: the("log-group", logGroup),
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      reason: "writes its log",
    },
    ...secrets.map((secret): Flow => ({
      ...start,
      path,
      to: the("secret", secret),
      actions: ["secretsmanager:GetSecretValue"],
      reason: "hands the secret to its containers",
    })),
  ];
}

/** What ECS Exec needs: a session that the operator's side opens through Systems Manager. */
export function execSessions(
  service: string,
  path: readonly Hop[],
  rows: readonly string[],
): readonly Flow[] {
  return [
    {
      from: the("service", service),
      to: aws("ssmmessages"),
      port: 443,
      path,
      actions: ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
        (action) => `ssmmessages:${action}`,
      ),
      reason: "operators' sessions by ECS Exec",
      rows,
    },
  ];
}

/** Who administers the environment from GitHub Actions. */
export function githubRoles(system: string, environment: string): readonly Flow[] {
  return ["plan", "plan-secrets", "deploy"].map((role): Flow => ({
    from: the("role", `${system}-${environment}-github-${role}`),
    to: ACCOUNT,
    actions: "any",
    assumedBy: "github",
    reason:
      role === "deploy"
        ? "deploys every layer; what it may not do is denied in its own policies"
        : "reads configuration to plan; content and writing are denied in its own policies",
    rows: [],
  }));
}

/** The flow log of the VPC. */
export function flowLogs(role: string, logGroup: string, rows: readonly string[] = []): Flow {
  return {
    from: the("role", role),
    to: the("log-group", logGroup),
    actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    assumedBy: "vpc-flow-logs",
    reason: "who spoke to whom is recorded",
    rows,
  };
}

/** The access log of a load balancer. */
export function loadBalancerLogs(bucket: string): Flow {
  return delivered("logdelivery.elasticloadbalancing", bucket, "requests that the load balancer answered");
}

/** The access log of a distribution. */
export function distributionLogs(bucket: string): Flow {
  return delivered("delivery.logs", bucket, "requests that the distribution answered");
}

function delivered(service: string, bucket: string, reason: string): Flow {
  return {
    from: aws(service),
    to: the("bucket", bucket),
    path: ["resource-policy"],
    actions: ["s3:PutObject"],
    reason,
  };
}
