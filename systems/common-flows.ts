import type { Environment } from "../constructs/core/environment";
import type { GithubConfig } from "../constructs/identity/github-config";
import { ACCOUNT, aws, type Flow, type Hop, the } from "./flows";

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

/** Who administers the environment from GitHub Actions; a role that reads secrets is there where a plan needs one. */
export function githubRoles(
  { system, name }: Environment,
  { secretsReadAtPlan }: GithubConfig,
): readonly Flow[] {
  const planning = secretsReadAtPlan === undefined ? ["plan"] : ["plan", "plan-secrets"];
  return [...planning, "deploy"].map((role): Flow => ({
    from: the("role", `${system}-${name}-github-${role}`),
    to: ACCOUNT,
    actions: "any",
    assumedBy: "github",
    reason:
      role === "deploy"
        ? "deploys every layer; what it may not do is denied in its own policies"
        : "reads configuration to plan; content and writing are denied in its own policies",
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

/** AWS services that use a key of the system for what they keep. Those that work by grants make them through the key. */
export function keyUsers(
  alias: string,
  services: readonly string[],
  rows: readonly string[] = [],
): readonly Flow[] {
  return services.map((service) => ({
    from: aws(service),
    to: the("key", alias),
    path: ["resource-policy"],
    actions: KEY_ACTIONS[service.split(".", 1)[0] ?? ""] ?? USE_KEY,
    reason: "encrypts and decrypts what it keeps for the system",
    rows,
  }));
}

const USE_KEY = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
];
const KEY_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  rds: [...USE_KEY, "kms:CreateGrant"],
  elasticache: [...USE_KEY, "kms:CreateGrant"],
  logs: [...USE_KEY, "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
  cloudfront: ["kms:Decrypt"],
};

/** Alarms tell a topic. */
export function alarms(topic: string, rows: readonly string[] = []): Flow {
  return {
    from: aws("cloudwatch"),
    to: the("topic", topic),
    path: ["resource-policy"],
    actions: ["sns:Publish"],
    reason: "alarms",
    rows,
  };
}
