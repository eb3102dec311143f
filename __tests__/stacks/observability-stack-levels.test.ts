import { loadBalancer } from "../../constructs/observability/catalogue/alb";
import { ecsService } from "../../constructs/observability/catalogue/ecs";
import { cache } from "../../constructs/observability/catalogue/elasticache";
import { rdsInstance } from "../../constructs/observability/catalogue/rds";
import { stateMachine } from "../../constructs/observability/catalogue/step-functions";
import { queue } from "../../constructs/observability/catalogue/sqs";
import { webAcl } from "../../constructs/observability/catalogue/waf";
import { HEALTH_ISSUES } from "../../constructs/observability/event-notification";
import { ObservabilityStack, type ObservabilityStackProps } from "../../stacks/observability-stack";
import { statements } from "../support/policies";
import { ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const TWICE = { evaluationPeriods: 2 };
const ONLY_SEVEN = "the system's description names seven alarms";
const NODES = ["0001", "0002", "0003"].flatMap((shard) =>
  ["001", "002", "003"].map((node) => `openwan-redis-${shard}-${node}`),
);

const OPENWAN: ObservabilityStackProps = {
  environment: { ...ENVIRONMENT, system: "openwan", name: "prod", region: "us-east-1" },
  topics: {
    alerts: { topicName: "openwan-alerts" },
    critical: { topicName: "openwan-critical" },
    security: { topicName: "openwan-security", region: "us-east-1", emailAddresses: ["sec@example.com"] },
  },
  levels: { WARN: "alerts", ERROR: "critical" },
  alarms: {
    "backend-service": {
      namePrefix: "openwan-backend",
      monitoring: ecsService(
        { clusterName: "openwan-cluster", serviceName: "openwan-backend" },
        { cpuAbovePercent: 80, memoryAbovePercent: 85 },
      ),
      changes: { cpu: TWICE, memory: TWICE },
    },
    database: {
      namePrefix: "openwan-db",
      monitoring: rdsInstance(
        {
          identifier: "openwan-db-primary",
          memoryGiB: 32,
          maxConnections: 500,
          allocatedStorageGiB: 500,
          storageGrows: true,
        },
        { connectionsAbovePercent: 90 },
      ),
      only: { alarms: ["connections"], because: ONLY_SEVEN },
      changes: { connections: { alarmName: "openwan-db-connection-high", level: "ERROR", ...TWICE } },
    },
    cache: {
      namePrefix: "openwan-redis",
      monitoring: cache({ memberClusterIds: NODES }, { memoryAbovePercent: 90 }),
      only: { alarms: ["memory"], because: ONLY_SEVEN },
      changes: { memory: TWICE },
    },
    queue: {
      namePrefix: "openwan-sqs",
      monitoring: queue(
        { queueName: "openwan-transcoding-queue", retentionSeconds: 1_209_600 },
        { backlogAbove: 1000 },
      ),
      only: { alarms: ["backlog"], because: ONLY_SEVEN },
      changes: { backlog: { statistic: "Average", ...TWICE } },
    },
    "load-balancer": {
      namePrefix: "openwan-alb",
      monitoring: loadBalancer({ arnSuffix: "app/openwan-alb/0123456789abcdef" }, { targetErrorsAbove: 10 }),
    },
    "web-acl": {
      namePrefix: "openwan-waf",
      monitoring: webAcl({ metricName: "openwan-waf-webacl", scope: "cloudfront" }, { blockedAbove: 100 }),
      region: "us-east-1",
      topics: { WARN: "security", ERROR: "security" },
      changes: { blocked: TWICE },
    },
  },
};

const synthesize = (change: Partial<ObservabilityStackProps> = {}): Workspace =>
  Object.values(synthesizeApp((app) => new ObservabilityStack(app, { ...OPENWAN, ...change })))[0]!;

describe("the observability layer, of a system with topics by level", () => {
  let workspace: Workspace;
  beforeAll(() => {
    workspace = synthesize();
  });
  const byName = (name: string) =>
    Object.values(workspace.all("aws_cloudwatch_metric_alarm")).find(
      ({ alarm_name: alarmName }) => alarmName === name,
    );
  const usual = {
    statistic: "Average",
    period: 300,
    evaluation_periods: 2,
    comparison_operator: "GreaterThanThreshold",
    treat_missing_data: "notBreaching",
  };
  const tells = (topic: string) => ({ alarm_actions: [`\${aws_sns_topic.${topic}_topic.arn}`] });

  test("OW-289 to OW-298: has the seven alarms and no other", () => {
    expect(
      Object.values(workspace.all("aws_cloudwatch_metric_alarm"))
        .map(({ alarm_name: name }) => name)
        .sort(),
    ).toEqual([
      "openwan-alb-5xx-errors",
      "openwan-backend-high-cpu",
      "openwan-backend-high-memory",
      "openwan-db-connection-high",
      "openwan-redis-memory-high",
      "openwan-sqs-queue-deep",
      "openwan-waf-blocked-high",
    ]);
  });

  test.each([
    ["OW-289 to OW-292", "cpu", "CPUUtilization", 80],
    ["OW-293, OW-D34", "memory", "MemoryUtilization", 85],
  ])("%s: watches the backend's %s", (_rows, resource, metric, threshold) => {
    expect(byName(`openwan-backend-high-${resource}`)).toMatchObject({
      ...usual,
      ...tells("alerts"),
      namespace: "AWS/ECS",
      metric_name: metric,
      threshold,
      dimensions: { ClusterName: "openwan-cluster", ServiceName: "openwan-backend" },
    });
  });

  test("OW-294, OW-D20: watches the primary's connections, at 90 % of what its parameters allow", () => {
    expect(byName("openwan-db-connection-high")).toMatchObject({
      ...usual,
      ...tells("critical"),
      namespace: "AWS/RDS",
      metric_name: "DatabaseConnections",
      threshold: 450,
      dimensions: { DBInstanceIdentifier: "openwan-db-primary" },
    });
  });

  test("OW-295, OW-D20: watches the memory of the fullest of the nine nodes", () => {
    const alarm = byName("openwan-redis-memory-high");
    const queries = alarm?.["metric_query"] as readonly Record<string, unknown>[];

    expect(alarm).toMatchObject({
      ...tells("alerts"),
      threshold: 90,
      evaluation_periods: 2,
      comparison_operator: "GreaterThanThreshold",
    });
    expect(queries[0]).toMatchObject({
      expression: `MAX([${NODES.map((node) => node.replaceAll("-", "_")).join(", ")}])`,
      return_data: true,
    });
    expect(queries.slice(1)).toEqual(
      NODES.map((node) => ({
        id: node.replaceAll("-", "_"),
        metric: {
          namespace: "AWS/ElastiCache",
          metric_name: "DatabaseMemoryUsagePercentage",
          dimensions: { CacheClusterId: node },
          stat: "Average",
          period: 300,
        },
      })),
    );
  });

  test("OW-296: watches how many messages wait", () => {
    expect(byName("openwan-sqs-queue-deep")).toMatchObject({
      ...usual,
      ...tells("alerts"),
      namespace: "AWS/SQS",
      metric_name: "ApproximateNumberOfMessagesVisible",
      threshold: 1000,
      dimensions: { QueueName: "openwan-transcoding-queue" },
    });
  });

  test("OW-297, OW-D34: watches the errors of the load balancer's targets", () => {
    expect(byName("openwan-alb-5xx-errors")).toMatchObject({
      ...usual,
      ...tells("critical"),
      namespace: "AWS/ApplicationELB",
      metric_name: "HTTPCode_Target_5XX_Count",
      statistic: "Sum",
      period: 60,
      evaluation_periods: 1,
      threshold: 10,
      dimensions: { LoadBalancer: "app/openwan-alb/0123456789abcdef" },
    });
  });

  test("OW-298, OW-D34: watches what the web ACL blocks", () => {
    expect(byName("openwan-waf-blocked-high")).toMatchObject({
      ...usual,
      ...tells("security"),
      namespace: "AWS/WAFV2",
      metric_name: "BlockedRequests",
      statistic: "Sum",
      threshold: 100,
      dimensions: { WebACL: "openwan-waf-webacl", Rule: "ALL" },
    });
  });

  test("OW-299 to OW-301, OW-D35: has its topics, with addresses where they are given", () => {
    expect(workspace.all("aws_sns_topic")).toEqual({
      alerts_topic: { name: "openwan-alerts" },
      critical_topic: { name: "openwan-critical" },
      security_topic: { name: "openwan-security" },
    });
    expect(workspace.ids("aws_sns_topic_subscription")).toEqual(["security_mail-sec-at-example-com"]);
    expect(Object.keys(workspace.json["output"] ?? {})).toEqual([
      "openwan_alerts_arn",
      "openwan_critical_arn",
      "openwan_security_arn",
    ]);
  });

  test("OW-D38: puts topic and alarm of a distribution's web ACL into us-east-1 from any Region", () => {
    const elsewhere = synthesize({ environment: { ...OPENWAN.environment, region: "eu-west-1" } });

    expect(elsewhere.one("aws_cloudwatch_metric_alarm", "web-acl_blocked_alarm")["region"]).toBe("us-east-1");
    expect(elsewhere.one("aws_sns_topic", "security_topic")["region"]).toBe("us-east-1");
    expect(elsewhere.one("aws_cloudwatch_metric_alarm", "backend-service_cpu_alarm")).not.toHaveProperty(
      "region",
    );
  });

  test("EN-257, M-56: tags alarms with their level and keeps them silent when told so", () => {
    const silent = synthesize({ levelTag: "Level", actions: "off" });

    for (const alarm of Object.values(silent.all("aws_cloudwatch_metric_alarm"))) {
      expect(alarm["actions_enabled"]).toBe(false);
    }
    expect(silent.one("aws_cloudwatch_metric_alarm", "backend-service_cpu_alarm")["tags"]).toEqual({
      Level: "WARN",
    });
    expect(silent.one("aws_cloudwatch_metric_alarm", "database_connections_alarm")["tags"]).toEqual({
      Level: "ERROR",
    });
  });

  test("EN-258: tells a topic of events, and opens that topic alone to event rules", () => {
    const told = synthesize({
      events: {
        health: {
          ruleName: "openwan-health",
          description: "Faults",
          pattern: HEALTH_ISSUES,
          topic: "critical",
        },
      },
    });
    const sids = (topic: string) =>
      statements(told.one("aws_sns_topic_policy", `${topic}_policy`)["policy"]).map(({ Sid }) => Sid);

    expect(told.one("aws_cloudwatch_event_target", "health-event_target")["arn"]).toBe(
      "${aws_sns_topic.critical_topic.arn}",
    );
    expect(sids("critical")).toContain("PublishedByEventRules");
    expect(sids("alerts")).not.toContain("PublishedByEventRules");
  });

  test("OW-282, OW-285, OW-304, OW-309: has log groups, queries, sampling rules and dashboards", () => {
    const found = synthesize({
      logGroups: { alb: { logGroupName: "/aws/alb/openwan", retentionDays: 90 } },
      queries: { errors: { queryName: "Error Rate", commands: ["fields @message"] } },
      samplingRules: {
        other: { ruleName: "openwan-other", priority: 300, reservoirSize: 1, fixedRate: 0.1 },
      },
      dashboards: {
        "openwan-dashboard": {
          errors: { kind: "log", title: "Errors", logGroupNames: ["/ecs/x"], commands: ["fields @message"] },
        },
      },
    });

    expect(found.one("aws_cloudwatch_log_group", "alb-logs_group")).toEqual({
      name: "/aws/alb/openwan",
      retention_in_days: 90,
    });
    expect(found.ids("aws_cloudwatch_query_definition")).toEqual(["errors-query_query"]);
    expect(found.ids("aws_xray_sampling_rule")).toEqual(["sampling_other"]);
    expect(found.ids("aws_cloudwatch_dashboard")).toEqual(["openwan-dashboard_dashboard"]);
    expect(found.json["output"]).toHaveProperty("openwan_dashboard_name");
  });

  test.each<[string, Partial<ObservabilityStackProps>, string]>([
    [
      "a level that tells nobody",
      { levels: { WARN: "alerts", ERROR: "pager" } },
      "observability-prod/backend-service: tells a topic that exists, got pager; use one of alerts, critical, security",
    ],
    [
      "an alarm that tells a topic of another Region",
      {
        topics: { ...OPENWAN.topics, security: { topicName: "openwan-security", region: "eu-west-1" } },
      },
      "observability-prod/web-acl: tells a topic of its own Region, us-east-1, got security in eu-west-1; make a topic there and name it",
    ],
    [
      "a key that every workspace has",
      { alarms: { backend: { namePrefix: "x", monitoring: stateMachine({ stateMachineArn: "x" }) } } },
      "observability-prod/backend: is the key of one thing: a topic, something that is watched, or a log, got backend; call it backend-service",
    ],
    [
      "one key for a topic and what tells it",
      { alarms: { alerts: { namePrefix: "x", monitoring: stateMachine({ stateMachineArn: "x" }) } } },
      "observability-prod/alerts: is the key of one thing",
    ],
    [
      "events that tell nobody",
      { events: { health: { ruleName: "h", description: "d", pattern: HEALTH_ISSUES, topic: "chat" } } },
      "observability-prod/health: tells a topic that exists, got chat",
    ],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });
});
