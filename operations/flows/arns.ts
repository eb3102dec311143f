/** Where a resource lies. */
export interface Place {
  /** The account that it lies in. */
  readonly account: string;
  /** The Region that it lies in. */
  readonly region: string;
}

type ArnOf = (name: string, place: Place) => string;

const regional =
  (service: string, prefix = ""): ArnOf =>
  (name, { account, region }) =>
    `arn:aws:${service}:${region}:${account}:${prefix}${name}`;
const global =
  (service: string, prefix: string): ArnOf =>
  (name, { account }) =>
    `arn:aws:${service}::${account}:${prefix}${name}`;

interface KnownType {
  /** The attribute that holds the name. */
  readonly name: string;
  /** The ARN that AWS will give it. */
  readonly arn: ArnOf;
  /** Attributes beside the name that equal it or the ARN. */
  readonly same?: Readonly<Record<string, "name" | "arn">>;
}

/** Secrets Manager adds six characters of its own. */
const SECRET_SUFFIX = "-??????";

/**
 * Types whose ARN follows from what the configuration states, so that literal ARNs and patterns in policies can be
 * matched with them before anything exists.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const KNOWN_TYPES: Readonly<Record<string, KnownType>> = {
  aws_s3_bucket: { name: "bucket", arn: (name) => `arn:aws:s3:::${name}`, same: { id: "name" } },
  aws_dynamodb_table: { name: "name", arn: regional("dynamodb", "table/"), same: { id: "name" } },
  aws_sqs_queue: { name: "name", arn: regional("sqs") },
  aws_sns_topic: { name: "name", arn: regional("sns"), same: { id: "arn" } },
  aws_secretsmanager_secret: {
    name: "name",
    arn: (name, place) => `${regional("secretsmanager", "secret:")(name, place)}${SECRET_SUFFIX}`,
    same: { id: "arn" },
  },
  aws_cloudwatch_log_group: { name: "name", arn: regional("logs", "log-group:"), same: { id: "name" } },
  aws_ecr_repository: { name: "name", arn: regional("ecr", "repository/"), same: { id: "name" } },
  aws_ssm_parameter: {
    name: "name",
    arn: (name, place) => regional("ssm", "parameter/")(name.replace(/^\//, ""), place),
    same: { id: "name" },
  },
  aws_kinesis_firehose_delivery_stream: {
    name: "name",
    arn: regional("firehose", "deliverystream/"),
    same: { id: "arn" },
  },
  aws_codecommit_repository: { name: "repository_name", arn: regional("codecommit") },
  aws_codepipeline: { name: "name", arn: regional("codepipeline"), same: { id: "name" } },
  aws_codebuild_project: { name: "name", arn: regional("codebuild", "project/"), same: { id: "arn" } },
  aws_iam_role: { name: "name", arn: global("iam", "role/"), same: { id: "name" } },
  aws_iam_policy: { name: "name", arn: global("iam", "policy/"), same: { id: "arn" } },
  aws_iam_group: { name: "name", arn: global("iam", "group/"), same: { id: "name" } },
  aws_iam_user: { name: "name", arn: global("iam", "user/"), same: { id: "name" } },
  aws_lambda_function: { name: "function_name", arn: regional("lambda", "function:"), same: { id: "name" } },
  aws_sfn_state_machine: { name: "name", arn: regional("states", "stateMachine:"), same: { id: "arn" } },
  aws_backup_vault: { name: "name", arn: regional("backup", "backup-vault:"), same: { id: "name" } },
  aws_athena_workgroup: { name: "name", arn: regional("athena", "workgroup/"), same: { id: "name" } },
  aws_ecs_task_definition: {
    name: "family",
    arn: regional("ecs", "task-definition/"),
    same: { arn_without_revision: "arn" },
  },
  aws_ecs_cluster: { name: "name", arn: regional("ecs", "cluster/"), same: { id: "arn" } },
  aws_db_instance: { name: "identifier", arn: regional("rds", "db:") },
  aws_rds_cluster: { name: "cluster_identifier", arn: regional("rds", "cluster:"), same: { id: "name" } },
};

/** ARNs of types whose last part AWS chooses; the handle of the resource stands for it. */
export const CHOSEN_BY_AWS: Readonly<Record<string, ArnOf>> = {
  aws_kms_key: regional("kms", "key/"),
  aws_cloudfront_distribution: global("cloudfront", "distribution/"),
  aws_cognito_user_pool: regional("cognito-idp", "userpool/"),
};
