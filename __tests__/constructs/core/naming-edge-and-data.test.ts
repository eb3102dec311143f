import { checkedName, type NamedType } from "../../../constructs/core/naming";

/** Longest names by the AWS API reference, restated here so that a slip in the table shows. */
const LIMITS: readonly (readonly [NamedType, number])[] = [
  ["aws_cloudfront_function", 64],
  ["aws_cloudfront_origin_access_control", 64],
  ["aws_kinesis_firehose_delivery_stream", 64],
  ["aws_elasticache_replication_group", 40],
  ["aws_db_instance", 63],
  ["aws_rds_cluster", 63],
  ["aws_rds_cluster_instance", 63],
  ["aws_chatbot_slack_channel_configuration", 128],
  ["aws_wafv2_web_acl", 128],
  ["aws_cloudwatch_metric_alarm", 255],
  ["aws_sqs_queue", 80],
  ["aws_db_parameter_group", 255],
  ["aws_db_subnet_group", 255],
  ["aws_elasticache_parameter_group", 255],
  ["aws_elasticache_subnet_group", 255],
  ["aws_rds_cluster_parameter_group", 255],
  ["aws_sns_topic", 256],
  ["aws_cloudwatch_log_metric_filter", 512],
  ["aws_cloudwatch_log_subscription_filter", 512],
  ["aws_secretsmanager_secret", 512],
];

describe("names of edge, data and observability", () => {
  test.each(LIMITS)("%s has at most %d characters", (type, limit) => {
    expect(checkedName(type, "a".repeat(limit), "p")).toHaveLength(limit);
    expect(() => checkedName(type, "a".repeat(limit + 1), "p")).toThrow(`has at most ${limit} characters`);
  });

  test.each<[NamedType, string]>([
    ["aws_rds_cluster", "1st"],
    ["aws_rds_cluster", "a--b"],
    ["aws_rds_cluster", "ends-"],
    ["aws_rds_cluster_parameter_group", "Upper"],
    ["aws_db_subnet_group", "default"],
    ["aws_db_subnet_group", "Upper"],
    ["aws_db_subnet_group", "1st"],
    ["aws_db_instance", "a--b"],
    ["aws_db_parameter_group", "ends-"],
    ["aws_elasticache_replication_group", "1st"],
    ["aws_elasticache_parameter_group", "Upper"],
    ["aws_elasticache_subnet_group", "a_b"],
    ["aws_sqs_queue", "a.b"],
    ["aws_secretsmanager_secret", "db-abc123"],
    ["aws_sns_topic", "a.fifo"],
    ["aws_wafv2_web_acl", "a.b"],
    ["aws_cloudwatch_log_metric_filter", "a:b"],
    ["aws_cloudwatch_metric_alarm", "日本"],
    ["aws_cloudfront_function", "a.b"],
  ])("%s is not called %s", (type, name) => {
    expect(() => checkedName(type, name, "p")).toThrow("is made of");
  });

  test.each<[NamedType, string]>([
    ["aws_secretsmanager_secret", "/aurora/credentials"],
    ["aws_secretsmanager_secret", "openwan/redis/auth-token"],
    ["aws_secretsmanager_secret", "rds-main-stg"],
    ["aws_db_subnet_group", "openwan-db-subnet-group"],
    ["aws_sns_topic", "monitoring-topic"],
  ])("%s may be called %s", (type, name) => {
    expect(checkedName(type, name, "p")).toBe(name);
  });
});
