import type { End, ResourceKind } from "../../systems/flows";
import { type Access, accessOf } from "./access/grants";
import { matches } from "./access/policies";
import type { Documents } from "./documents";
import { Inventory, type Resource } from "./inventory";
import { type Member, membersOf } from "./network/members";
import { type Rule, rulesOf } from "./network/rules";

/** All that is known of an environment before anything is deployed. */
export interface Landscape {
  /** Its resources. */
  readonly inventory: Inventory;
  /** What has addresses in its network. */
  readonly members: readonly Member[];
  /** Rules of its security groups. */
  readonly rules: readonly Rule[];
  /** What its policies say. */
  readonly access: Access;
}

/** Reads an environment's workspaces. */
export function landscapeOf(documents: Documents): Landscape {
  const inventory = new Inventory(documents);
  return { inventory, members: membersOf(inventory), rules: rulesOf(inventory), access: accessOf(inventory) };
}

/** Where the name of a kind stands. */
const NAMED_BY: Readonly<
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
};

/** The resource that an end names; a name may hold `*` where AWS chooses a part of it. */
export function resourceOf({ inventory, members }: Landscape, { kind, name }: End): Resource | undefined {
  if (kind === "internet" || kind === "aws" || kind === "subnets" || kind === "account") {
    return undefined;
  }
  if (kind === "instance") {
    return members.find((member) => member.kind === kind && member.name === name)?.resource;
  }
  if (kind === "key") {
    const alias = inventory.all("aws_kms_alias").find(({ attributes }) => attributes["name"] === name);
    return inventory.find("aws_kms_key", alias?.attributes["target_key_id"]);
  }
  return NAMED_BY[kind]
    .flatMap(([type, attribute]) =>
      inventory.all(type).filter(({ attributes }) => matches(name, String(attributes[attribute]))),
    )
    .at(0);
}

/** What an end is in the network. */
export function memberOf({ members }: Landscape, { kind, name }: End): Member | undefined {
  return members.find((member) => member.kind === kind && member.name === name);
}

/** The role that an end acts with. */
export function roleOf(landscape: Landscape, end: End, as: "task" | "start"): Resource | undefined {
  const { inventory } = landscape;
  const resource = resourceOf(landscape, end);
  if (end.kind === "service") {
    const task = inventory.find("aws_ecs_task_definition", resource?.attributes["task_definition"]);
    const attribute = as === "task" ? "task_role_arn" : "execution_role_arn";
    return inventory.find("aws_iam_role", task?.attributes[attribute]);
  }
  if (end.kind === "instance") {
    const profile = inventory.find("aws_iam_instance_profile", resource?.attributes["iam_instance_profile"]);
    return inventory.find("aws_iam_role", profile?.attributes["role"]);
  }
  return end.kind === "role" ? resource : undefined;
}

const SERVICE_OF_KIND: Readonly<Partial<Record<End["kind"], string>>> = {
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
};

/** The AWS service whose API leads to an end. */
export function serviceOf({ kind, name }: End): string {
  return kind === "aws" ? name : (SERVICE_OF_KIND[kind] ?? kind);
}

/** How an end reads in a table: `service backend-service`. */
export function describeEnd({ kind, name }: End): string {
  if (kind === "internet" || kind === "account") {
    return name;
  }
  return kind === "aws" ? `AWS ${name}` : `${kind} ${name}`;
}
