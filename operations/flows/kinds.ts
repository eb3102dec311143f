import type { End, ResourceKind } from "../../systems/flows";
import { KNOWN_TYPES } from "./arns";

type Elsewhere = Extract<End, { readonly kind: "elsewhere" }>;

/** Where the name of a kind stands. */
export const NAMED_BY: Readonly<
  Record<Exclude<ResourceKind, "key" | "instance">, readonly (readonly [string, string])[]>
> = {
  distribution: [["aws_cloudfront_distribution", "comment"]],
  "load-balancer": [["aws_lb", "name"]],
  service: [["aws_ecs_service", "name"]],
  database: [
    ["aws_rds_cluster", "cluster_identifier"],
    ["aws_db_instance", "identifier"],
  ],
  cache: [["aws_elasticache_replication_group", "replication_group_id"]],
  "security-group": [["aws_security_group", "name"]],
  bucket: [["aws_s3_bucket", "bucket"]],
  table: [["aws_dynamodb_table", "name"]],
  queue: [["aws_sqs_queue", "name"]],
  topic: [["aws_sns_topic", "name"]],
  secret: [["aws_secretsmanager_secret", "name"]],
  "log-group": [["aws_cloudwatch_log_group", "name"]],
  repository: [["aws_ecr_repository", "name"]],
  parameter: [["aws_ssm_parameter", "name"]],
  stream: [["aws_kinesis_firehose_delivery_stream", "name"]],
  "source-repository": [["aws_codecommit_repository", "repository_name"]],
  pipeline: [["aws_codepipeline", "name"]],
  build: [["aws_codebuild_project", "name"]],
  role: [["aws_iam_role", "name"]],
  group: [["aws_iam_group", "name"]],
  person: [["aws_iam_user", "name"]],
  function: [["aws_lambda_function", "function_name"]],
  "state-machine": [["aws_sfn_state_machine", "name"]],
  schedule: [["aws_scheduler_schedule", "name"]],
  task: [["aws_ecs_task_definition", "family"]],
  cluster: [["aws_ecs_cluster", "name"]],
  instances: [["aws_autoscaling_group", "name"]],
  api: [
    ["aws_api_gateway_rest_api", "name"],
    ["aws_apigatewayv2_api", "name"],
  ],
  "vpc-link": [
    ["aws_apigatewayv2_vpc_link", "name"],
    ["aws_api_gateway_vpc_link", "name"],
  ],
  "user-pool": [["aws_cognito_user_pool", "name"]],
  canary: [["aws_synthetics_canary", "name"]],
  vault: [["aws_backup_vault", "name"]],
  share: [["aws_ram_resource_share", "name"]],
};

/** Kinds whose role the resource names itself. */
export const ROLE_OF_KIND: Readonly<Partial<Record<End["kind"], string>>> = {
  function: "role",
  "state-machine": "role_arn",
  canary: "execution_role_arn",
};

/** The service, as endpoints and actions call it, whose API leads to a kind. */
export const SERVICE_OF_KIND: Readonly<Partial<Record<End["kind"], string>>> = {
  bucket: "s3",
  table: "dynamodb",
  queue: "sqs",
  topic: "sns",
  secret: "secretsmanager",
  key: "kms",
  "log-group": "logs",
  repository: "ecr",
  parameter: "ssm",
  stream: "firehose",
  function: "lambda",
  "state-machine": "states",
  task: "ecs",
  cluster: "ecs",
  vault: "backup",
};

/** Whether an end is a resource of the environment. */
export function isResourceKind(kind: End["kind"]): kind is ResourceKind {
  return kind in NAMED_BY || kind === "key" || kind === "instance";
}

/** The ARN of a resource of another account, which follows from its name. */
export function elsewhereArn({ of, resource, account }: Elsewhere, region: string): string {
  if (of === "key") {
    return `arn:aws:kms:${region}:${account}:key/*`; // AWS chooses the rest; its alias says which.
  }
  const type = of === "instance" ? undefined : NAMED_BY[of][0]?.[0];
  return (type && KNOWN_TYPES[type]?.arn(resource, { account, region })) ?? resource;
}

/** How an end reads in a table: `service backend-service`. */
export function describeEnd(end: { readonly kind: End["kind"]; readonly name: string }): string {
  const { kind, name } = end;
  switch (kind) {
    case "internet":
    case "account":
    case "class":
      return name;
    case "aws":
      return `AWS ${name}`;
    case "other-account":
      return `account ${name}`;
    case "people":
      return `people of ${name}`;
    case "elsewhere":
      return "of" in end ? describeElsewhere(end as Elsewhere) : name;
    default:
      return `${kind} ${name}`;
  }
}

function describeElsewhere({ of, resource, name }: Elsewhere): string {
  return `${of} ${resource} of ${name}`;
}
