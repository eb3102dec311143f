import type { WatchedLog } from "../../constructs/observability/watching";
import { ecsService } from "../../constructs/observability/catalogue/ecs";
import { ObservabilityStack, type ObservabilityStackProps } from "../../stacks/observability-stack";
import { ENVIRONMENT, synthesizeApp, type Workspace } from "../support/synthesis";

const group = (name: string) => ({ name, arn: `arn:aws:logs:ap-northeast-1:111111111111:log-group:${name}` });

const serviceOf = (name: string) => ({
  namePrefix: `example-prod-${name}`,
  monitoring: ecsService(
    { clusterName: "example-prod", serviceName: name },
    { cpuAbovePercent: 80, memoryAbovePercent: 80 },
  ),
});
const logOf = (name: string): WatchedLog => ({
  namePrefix: `example-prod-${name}`,
  logGroupName: `/aws/ecs/${name}-service`,
  level: "ERROR",
});

const PROD: ObservabilityStackProps = {
  environment: { ...ENVIRONMENT, name: "prod", protection: "protected" },
  topics: { topic: { topicName: "monitoring-topic" } },
  levels: { WARN: "topic", ERROR: "topic" },
  alarms: { "frontend-service": serviceOf("frontend"), "backend-service": serviceOf("backend") },
  errorLines: { "frontend-log": logOf("frontend"), "backend-log": logOf("backend") },
  archive: { glacierAfterDays: 30 },
  archivedLogGroups: {
    frontend: group("/aws/ecs/frontend-service"),
    backend: group("/aws/ecs/backend-service"),
    audit: group("/aws/rds/cluster/example-prod/audit"),
    "flow-logs": group("/aws/vpc/flowlogs/vpc-1"),
  },
  logRetentionDays: 30,
  slack: { teamId: "T00000000", channelId: "C00000000" },
};

const synthesize = (change: Partial<ObservabilityStackProps> = {}): Workspace =>
  Object.values(synthesizeApp((app) => new ObservabilityStack(app, { ...PROD, ...change })))[0]!;

describe("the observability layer", () => {
  test("SW-055 to SW-061, SW-D21: watches CPU, memory and errors of every service", () => {
    const alarms = Object.values(synthesize().all("aws_cloudwatch_metric_alarm"));

    expect(alarms.map(({ alarm_name }) => alarm_name).sort()).toEqual([
      "example-prod-backend-high-cpu",
      "example-prod-backend-high-memory",
      "example-prod-backend-log-errors",
      "example-prod-frontend-high-cpu",
      "example-prod-frontend-high-memory",
      "example-prod-frontend-log-errors",
    ]);
    expect(synthesize().ids("aws_cloudwatch_log_metric_filter")).toEqual([
      "backend-log_filter",
      "frontend-log_filter",
    ]);
  });

  test("SW-062, SW-123: every alarm tells monitoring-topic, which Slack shows", () => {
    const workspace = synthesize();
    const topic = ["${aws_sns_topic.topic_topic.arn}"];

    expect(workspace.one("aws_sns_topic", "topic_topic")).toEqual({ name: "monitoring-topic" });
    for (const alarm of Object.values(workspace.all("aws_cloudwatch_metric_alarm"))) {
      expect(alarm["alarm_actions"]).toEqual(topic);
    }
    expect(workspace.one("aws_chatbot_slack_channel_configuration", "slack_channel")).toMatchObject({
      configuration_name: "example-prod",
      sns_topic_arns: topic,
    });
  });

  test("SW-D22: makes no Slack channel without its ids", () => {
    expect(synthesize({ slack: undefined }).ids("aws_chatbot_slack_channel_configuration")).toEqual([]);
  });

  test("SW-053, SW-054: archives the logs of services, database and network", () => {
    const workspace = synthesize();

    const groups = Object.values(workspace.all("aws_cloudwatch_log_subscription_filter"));

    expect(groups.map(({ log_group_name }) => log_group_name).sort()).toEqual([
      "/aws/ecs/backend-service",
      "/aws/ecs/frontend-service",
      "/aws/rds/cluster/example-prod/audit",
      "/aws/vpc/flowlogs/vpc-1",
    ]);
    expect(workspace.one("aws_s3_bucket", "archive_archive_bucket")).toEqual({
      bucket: "example-prod-log-archive-111111111111",
    });
  });

  test("SW-050, SW-051: archives nothing when told so", () => {
    const workspace = synthesize({ archive: "none" });

    expect(workspace.ids("aws_s3_bucket")).toEqual([]);
    expect(workspace.ids("aws_cloudwatch_log_subscription_filter")).toEqual([]);
    expect(workspace.ids("aws_kinesis_firehose_delivery_stream")).toEqual([]);
    expect(workspace.ids("aws_cloudwatch_log_group")).toEqual([]);
  });

  test("SW-D19: takes an end of the archive", () => {
    const workspace = synthesize({ archive: { glacierAfterDays: 30, expireAfterDays: 2557 } });

    expect(
      workspace.one("aws_s3_bucket_lifecycle_configuration", "archive_archive_lifecycle")["rule"],
    ).toContainEqual(expect.objectContaining({ expiration: [{ days: 2557 }] }));
  });

  test("has no alarms only with a reason", () => {
    const workspace = synthesize({
      alarms: { noAlarmsBecause: "nobody is on call for this environment" },
      errorLines: {},
    });

    expect(workspace.ids("aws_cloudwatch_metric_alarm")).toEqual([]);
    expect(workspace.ids("aws_cloudwatch_log_metric_filter")).toEqual([]);
    expect(workspace.ids("aws_sns_topic")).toEqual(["topic_topic"]);
  });

  test("mails alarms to the given addresses", () => {
    expect(
      synthesize({
        topics: { topic: { topicName: "monitoring-topic", emailAddresses: ["ops@example.com"] } },
      }).ids("aws_sns_topic_subscription"),
    ).toEqual(["topic_mail-ops-at-example-com"]);
  });
});
