import { checksOf } from "../../../operations/rehearsal/checks/registry";
import { type Config } from "../../../operations/rehearsal/checks/check";
import { UNKNOWN, type Value } from "../../../operations/rehearsal/provider/codec";

/** What the checks of a type say about a configuration. */
function findings(type: string, config: Readonly<Record<string, Value>>): readonly string[] {
  return checksOf(type).flatMap((check) => check.find(config).map(({ message }) => message));
}

const trust = (statement: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const ASSUME = {
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: "ecs-tasks.amazonaws.com" },
};
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const container = (more: object = {}): string => JSON.stringify([{ name: "web", image: "nginx", ...more }]);
const fargate = (cpu: string, memory: string) => ({
  family: "web",
  cpu,
  memory,
  network_mode: "awsvpc",
  requires_compatibilities: ["FARGATE"],
  container_definitions: container(),
});
const group = (more: object) => ({ name: "web", port: 80, protocol: "HTTP", vpc_id: "vpc-1", ...more });
const listener = (more: object) => ({
  port: 80,
  protocol: "HTTP",
  default_action: [{ type: "forward", target_group_arn: "arn:x" }],
  ...more,
});
const db = (more: object) => ({
  identifier: "main",
  instance_class: "db.t4g.micro",
  skip_final_snapshot: true,
  ...more,
});
const LAMBDA = { function_name: "f", filename: "f.zip", handler: "i.h", runtime: "nodejs22.x" };
const policy = (type: string, size: number) => ({ type, content: JSON.stringify("x".repeat(size - 2)) });
const alarm = (more: object) => ({
  alarm_name: "a",
  comparison_operator: "GreaterThanThreshold",
  evaluation_periods: 1,
  metric_name: "CPU",
  statistic: "Average",
  period: 60,
  ...more,
});

const account = (more: object) => ({ name: "shop", email: "aws@example.com", parent_id: "r-abcd", ...more });
const assignment = (more: object) => ({
  principal_type: "USER",
  principal_id: "0123456789-01234567-89ab-4cde-a012-3456789abcde",
  target_type: "AWS_ACCOUNT",
  target_id: "111111111111",
  ...more,
});

const calculation = (metrics: number) => ({
  alarm_name: "a",
  comparison_operator: "GreaterThanThreshold",
  evaluation_periods: 1,
  metric_query: [
    { id: "result", expression: "MAX(METRICS())" },
    ...Array.from({ length: metrics }, (_none, index) => ({
      id: `m${index}`,
      metric: [{ metric_name: "CPU" }],
    })),
  ],
});

/** A type, a configuration that passes, one that does not, and the words of the refusal. */
const CASES: readonly (readonly [string, Config, Config, RegExp])[] = [
  ["aws_vpc", { cidr_block: "10.0.0.0/16" }, { cidr_block: "10.0.0.0/12" }, /prefix of \/16 to \/28/],
  ["aws_vpc", { cidr_block: "10.0.0.0/16" }, { cidr_block: "10.0.0.1/16" }, /first address/],
  [
    "aws_route",
    { destination_cidr_block: "0.0.0.0/0", gateway_id: "igw-1" },
    { destination_cidr_block: "0.0.0.0/0" },
    /exactly one of .*gateway_id/,
  ],
  [
    "aws_route_table_association",
    { subnet_id: "s" },
    { subnet_id: "s", gateway_id: "g" },
    /exactly one of subnet_id, gateway_id/,
  ],
  [
    "aws_vpc_security_group_ingress_rule",
    { cidr_ipv4: "10.0.0.0/8", ip_protocol: "tcp", from_port: 1, to_port: 2 },
    { ip_protocol: "tcp", from_port: 1, to_port: 2 },
    /exactly one of cidr_ipv4/,
  ],
  [
    "aws_vpc_security_group_ingress_rule",
    { cidr_ipv4: "10.0.0.0/8", ip_protocol: "tcp", from_port: 1, to_port: 2 },
    { cidr_ipv4: "10.0.0.0/8", ip_protocol: "tcp", from_port: 3, to_port: 2 },
    /not be above to_port/,
  ],
  [
    "aws_lb",
    { name: "web", subnets: ["a", "b"] },
    { name: "a".repeat(33), subnets: ["a", "b"] },
    /1 to 32 characters/,
  ],
  ["aws_lb", { name: "web", subnets: ["a", "b"] }, { name: "web", subnets: ["a"] }, /at least two zones/],
  [
    "aws_lb_target_group",
    group({}),
    group({ health_check: [{ timeout: 30, interval: 30 }] }),
    /below its interval/,
  ],
  [
    "aws_lb_target_group",
    group({ protocol: "TCP", health_check: [{ timeout: 10, interval: 10 }] }),
    group({ protocol: "TCP", health_check: [{ timeout: 11, interval: 10 }] }),
    /got 11 of 10/,
  ],
  ["aws_lb_target_group", group({ name: "internal-web" }), group({ name: "-web" }), /inner hyphens/],
  ["aws_lb", { name: "web", subnets: ["a", "b"] }, { name: "internal-web" }, /must not begin with internal-/],
  ["aws_lb_listener", listener({}), listener({ protocol: "HTTPS" }), /needs a certificate/],
  [
    "aws_lb_listener",
    listener({}),
    listener({ default_action: [{ type: "redirect", target_group_arn: "arn:x" }] }),
    /details of its type/,
  ],
  [
    "aws_ecs_task_definition",
    fargate("256", "512"),
    fargate("256", "4096"),
    /pair that Fargate offers, got 256 CPU units with 4096 MiB/,
  ],
  [
    "aws_ecs_task_definition",
    fargate("1 vCPU", "2 GB"),
    fargate("1024", "1024"),
    /pair that Fargate offers, got 1024 CPU units with 1024 MiB/,
  ],
  [
    "aws_ecs_service",
    {
      name: "s",
      scheduling_strategy: "DAEMON",
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 100,
    },
    { name: "s", deployment_minimum_healthy_percent: 100, deployment_maximum_percent: 100 },
    /room above deployment_minimum_healthy_percent, got 100 to 100/,
  ],
  ["aws_ecr_repository", { name: "a--b/c__d" }, { name: "a..b" }, /separators between letters or digits/],
  [
    "aws_autoscaling_group",
    { launch_template: [{ id: "lt-1" }], health_check_type: "ELB,EBS" },
    { launch_template: [{ id: "lt-1" }], health_check_type: "ELB EBS" },
    /with commas between/,
  ],
  [
    "aws_ecs_task_definition",
    fargate("4096", "30720"),
    { ...fargate("256", "512"), container_definitions: container({ imge: "x" }) },
    /unknown key imge/,
  ],
  [
    "aws_ecs_task_definition",
    fargate("8192", "20480"),
    { ...fargate("256", "512"), container_definitions: "[" },
    /does not parse/,
  ],
  [
    "aws_lambda_function",
    { function_name: "f", filename: "f.zip", handler: "i.h", runtime: "nodejs22.x" },
    { function_name: "f", filename: "f.zip", handler: "i.h", runtime: "nodejs12.x" },
    /runtime that Lambda supports/,
  ],
  [
    "aws_lambda_function",
    { ...LAMBDA, environment: [{ variables: { AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING: "1" } }] },
    { ...LAMBDA, environment: [{ variables: { AWS_LAMBDA_RUNTIME_API: "x" } }] },
    /names that Lambda reserves, got AWS_LAMBDA_RUNTIME_API/,
  ],
  [
    "aws_lambda_function",
    { ...LAMBDA, memory_size: 32768, capacity_provider_config: [{}] },
    { ...LAMBDA, memory_size: 10241 },
    /needs capacity_provider_config, got 10241/,
  ],
  [
    "aws_iam_role",
    { name: "r", assume_role_policy: trust(ASSUME) },
    { name: "r", assume_role_policy: trust({ ...ASSUME, Resource: "*" }) },
    /a trust policy cannot have/,
  ],
  [
    "aws_iam_role",
    { name: "r", assume_role_policy: trust(ASSUME) },
    { name: "r".repeat(65), assume_role_policy: trust(ASSUME) },
    /1 to 64 characters/,
  ],
  [
    "aws_iam_policy",
    { name: "p", policy: trust(READ) },
    { name: "p", policy: trust({ ...READ, Action: "GetObject" }) },
    /must be service:Action/,
  ],
  [
    "aws_iam_policy",
    { name: "p", policy: trust(READ) },
    { name: "p", policy: trust({ Effect: "Allow", Action: "s3:*" }) },
    /exactly one of Resource/,
  ],
  ["aws_s3_bucket", { bucket: "a-bucket" }, { bucket: "A_Bucket" }, /lower-case letters/],
  [
    "aws_s3_bucket_lifecycle_configuration",
    { rule: [{ id: "a", status: "Enabled", expiration: [{ days: 1 }] }] },
    { rule: [{ id: "a", status: "On", expiration: [{ days: 1 }] }] },
    /one of Enabled, Disabled/,
  ],
  [
    "aws_iam_policy",
    { name: "p", policy: trust({ ...READ, Action: "S3:GetObject" }) },
    { name: "p", policy: trust({ ...READ, Action: "s3:Get-Object" }) },
    /must be service:Action/,
  ],
  [
    "aws_organizations_policy",
    policy("TAG_POLICY", 5121),
    policy("SERVICE_CONTROL_POLICY", 5121),
    /more than 5120 characters, got 5121/,
  ],
  ["aws_s3_bucket", { bucket: "a-bucket" }, { bucket: "a--table-s3" }, /reserved beginning or ending/],
  ["aws_acm_certificate", { domain_name: "www.xn--p1ai" }, { domain_name: "www" }, /must be a domain name/],
  ["aws_db_parameter_group", { name: "main-8.0" }, { name: "main_8" }, /dots and single inner hyphens/],
  [
    "aws_rds_cluster",
    { cluster_identifier: "main", engine: "aurora-mysql", final_snapshot_identifier: "Main-Final" },
    { cluster_identifier: "main", engine: "aurora-mysql", final_snapshot_identifier: "main--final" },
    /final_snapshot_identifier must begin with a letter/,
  ],
  [
    "aws_rds_cluster",
    { engine: "custom-aurora", skip_final_snapshot: true },
    { engine: "aurora", skip_final_snapshot: true },
    /engine must be aurora-mysql/,
  ],
  ["aws_db_instance", db({}), db({ skip_final_snapshot: false }), /final snapshot needs its name/],
  [
    "aws_db_instance",
    db({}),
    db({ password: "x", manage_master_user_password: true }),
    /at most one of password/,
  ],
  [
    "aws_dynamodb_table",
    { name: "tab", billing_mode: "PAY_PER_REQUEST", hash_key: "id", attribute: [{ name: "id", type: "S" }] },
    {
      name: "tab",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "id",
      attribute: [{ name: "other", type: "S" }],
    },
    /all and only those, got id, other/,
  ],
  ["aws_sqs_queue", { name: "q.fifo", fifo_queue: true }, { name: "q.fifo" }, /ends in .fifo/],
  [
    "aws_cloudwatch_event_rule",
    { name: "r", schedule_expression: "rate(5 minutes)" },
    { name: "r", schedule_expression: "cron(0 3 * * *)" },
    /cron\(…\) of six fields/,
  ],
  [
    "aws_cloudwatch_log_group",
    { name: "g", retention_in_days: 30 },
    { name: "g", retention_in_days: 31 },
    /one of 0, 1, 3/,
  ],
  ["aws_cloudwatch_metric_alarm", alarm({}), alarm({ period: 45 }), /multiple of 60/],
  [
    "aws_cloudwatch_metric_alarm",
    calculation(10),
    calculation(11),
    /calculates with at most 10 metrics, got 11/,
  ],
  [
    "aws_cloudwatch_query_definition",
    { name: "openwan/Error Rate", query_string: "fields @message" },
    { name: "Errors: all", query_string: "fields @message" },
    /no colon or asterisk/,
  ],
  ["aws_xray_sampling_rule", { priority: 9999 }, { priority: 10_000 }, /between 1 and 9999/],
  ["aws_xray_sampling_rule", { fixed_rate: 0.1 }, { fixed_rate: 10 }, /between 0 and 1/],
  ["aws_xray_sampling_rule", { rule_name: "a" }, { rule_name: "a".repeat(33) }, /1 to 32 characters/],
  [
    "aws_cloudwatch_dashboard",
    { dashboard_body: JSON.stringify({ widgets: [{ x: 0, y: 0, width: 24, height: 6 }] }) },
    { dashboard_body: JSON.stringify({ widgets: [{ width: 25 }] }) },
    /a widget whose width is 25/,
  ],
  ["aws_cloudtrail", { name: "openwan-trail" }, { name: "openwan--trail" }, /single \._- between/],
  [
    "aws_cloudtrail",
    { name: "trail", cloud_watch_logs_group_arn: "arn:g", cloud_watch_logs_role_arn: "arn:r" },
    { name: "trail", cloud_watch_logs_group_arn: "arn:g" },
    /cloud_watch_logs_group_arn needs cloud_watch_logs_role_arn/,
  ],
  [
    "aws_guardduty_detector",
    { finding_publishing_frequency: "SIX_HOURS" },
    { finding_publishing_frequency: "DAILY" },
    /FIFTEEN_MINUTES/,
  ],
  [
    "aws_guardduty_detector_feature",
    { name: "S3_DATA_EVENTS", status: "ENABLED" },
    { name: "S3_LOGS", status: "ENABLED" },
    /must be one of EBS_MALWARE_PROTECTION/,
  ],
  ["aws_kms_alias", { name: "alias/a" }, { name: "a" }, /must be alias\//],
  [
    "aws_ssm_parameter",
    { name: "/a", type: "String", value: "v" },
    { name: "/a", type: "String" },
    /exactly one of value/,
  ],
  [
    "aws_wafv2_ip_set",
    { scope: "REGIONAL", addresses: ["192.0.2.0/24"] },
    { scope: "REGIONAL", addresses: ["192.0.2.1"] },
    /blocks with a prefix/,
  ],
  [
    "aws_cognito_user_pool",
    { name: "u" },
    { name: "u", mfa_configuration: "MAYBE" },
    /one of OFF, ON, OPTIONAL/,
  ],
  ["aws_organizations_account", account({}), account({ email: "a@b.c" }), /6 to 64 characters/],
  ["aws_organizations_account", account({}), account({ role_name: "a b" }), /role_name must be 1 to 64/],
  ["aws_organizations_account", account({}), account({ parent_id: "unit" }), /must be a root or a unit/],
  [
    "aws_organizations_organizational_unit",
    { name: "shop", parent_id: "r-abcd" },
    { name: "shop", parent_id: "abcd" },
    /must be a root or a unit/,
  ],
  ["aws_ssoadmin_permission_set", { name: "shop-stg" }, { name: "a".repeat(33) }, /name must be 1 to 32/],
  [
    "aws_ssoadmin_permission_set",
    { session_duration: "PT12H" },
    { session_duration: "PT13H" },
    /must be PT1H to PT12H/,
  ],
  [
    "aws_ssoadmin_managed_policy_attachment",
    { managed_policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    { managed_policy_arn: "ReadOnlyAccess" },
    /must be an ARN/,
  ],
  [
    "aws_ssoadmin_permission_set_inline_policy",
    { inline_policy: JSON.stringify({ Version: "2012-10-17", Statement: [READ] }) },
    { inline_policy: trust(ASSUME) },
    /inline_policy must be valid JSON of its kind/,
  ],
  ["aws_ssoadmin_account_assignment", assignment({}), assignment({ principal_type: "ROLE" }), /USER, GROUP/],
  ["aws_ssoadmin_account_assignment", assignment({}), assignment({ target_type: "OU" }), /AWS_ACCOUNT/],
  ["aws_ssoadmin_account_assignment", assignment({}), assignment({ target_id: "shop" }), /12 digits/],
  [
    "aws_ssoadmin_account_assignment",
    assignment({}),
    assignment({ principal_id: "taro" }),
    /a user or a group/,
  ],
  ["aws_identitystore_user", { user_name: "taro" }, { user_name: "" }, /1 to 128 characters/],
  [
    "aws_scheduler_schedule",
    { target: [{ arn: "arn:aws:scheduler:::aws-sdk:rds:stopDBInstance", input: "{}" }] },
    { target: [{ arn: "arn:aws:scheduler:::aws-sdk:rds:describeDBInstances" }] },
    /no call that only reads/,
  ],
  ["aws_scheduler_schedule", { target: [{ input: "{}" }] }, { target: [{ input: "{" }] }, /valid JSON/],
  [
    "aws_scheduler_schedule",
    { target: [{ retry_policy: [{ maximum_event_age_in_seconds: 60 }] }] },
    { target: [{ retry_policy: [{ maximum_event_age_in_seconds: 59 }] }] },
    /between 60 and 86400/,
  ],
] as unknown as readonly (readonly [string, Config, Config, RegExp])[];

describe("the check of", () => {
  test.each(CASES)("%s lets pass what is right and names what is not (%#)", (type, right, wrong, words) => {
    expect(findings(type, right)).toEqual([]);
    expect(findings(type, wrong).join("\n")).toMatch(words);
  });

  test("any type says nothing about what is not known yet", () => {
    expect(findings("aws_lb", { name: UNKNOWN, subnets: UNKNOWN })).toEqual([]);
    expect(findings("aws_route_table_association", { subnet_id: UNKNOWN, gateway_id: UNKNOWN })).toEqual([]);
    expect(findings("aws_iam_role", { name: UNKNOWN, assume_role_policy: UNKNOWN })).toEqual([]);
  });
});
