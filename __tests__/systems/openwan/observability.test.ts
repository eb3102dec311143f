import type { Attributes, Workspace } from "../../support/synthesis";
import { only, synthesizeLayers, where, type Layers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

const BACKEND = {
  ClusterName: "${aws_ecs_cluster.cluster_cluster.name}",
  ServiceName: "${aws_ecs_service.backend-service_service.name}",
};
const PRIMARY = { DBInstanceIdentifier: "${aws_db_instance.instance_instance.identifier}" };

describe.each([
  { environment: "dev", days: { system: 7, edge: 7, trail: 30 }, nodes: 6 },
  { environment: "prod", days: { system: 30, edge: 90, trail: 365 }, nodes: 9 },
])("openwan, observability of $environment", ({ environment, days, nodes }) => {
  let layers: Layers;
  let workspace: Workspace;
  beforeAll(() => {
    layers = layersOf(environment);
    workspace = layers.of("observability");
  });
  const alarm = (name: string) => where(workspace, "aws_cloudwatch_metric_alarm", "alarm_name", name);
  const tells = (topic: string) => {
    const [id] = Object.entries(workspace.all("aws_sns_topic")).find(([, { name }]) => name === topic)!;
    return { alarm_actions: [`\${aws_sns_topic.${id}.arn}`], treat_missing_data: "notBreaching" };
  };
  const usual = {
    statistic: "Average",
    period: 300,
    evaluation_periods: 2,
    comparison_operator: "GreaterThanThreshold",
  };

  it("OW-299 OW-300 OW-301 OW-D35 has three topics, without subscribers until addresses are stated", () => {
    expect(
      Object.values(workspace.all("aws_sns_topic"))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["openwan-alerts", "openwan-critical", "openwan-security"]);
    expect(layers.all("aws_sns_topic_subscription")).toEqual([]);
  });

  it("OW-289 OW-290 OW-291 OW-292 OW-D34 calls when the backend's CPU is high", () => {
    expect(alarm("openwan-backend-high-cpu")).toMatchObject({
      ...usual,
      ...tells("openwan-alerts"),
      namespace: "AWS/ECS",
      metric_name: "CPUUtilization",
      dimensions: BACKEND,
      threshold: 80,
    });
  });

  it("OW-293 OW-D34 calls when the backend's memory is high", () => {
    expect(alarm("openwan-backend-high-memory")).toMatchObject({
      ...usual,
      ...tells("openwan-alerts"),
      namespace: "AWS/ECS",
      metric_name: "MemoryUtilization",
      dimensions: BACKEND,
      threshold: 85,
    });
  });

  it("OW-294 OW-D20 OW-D34 calls at nine tenths of the primary's connections", () => {
    expect(alarm("openwan-db-connection-high")).toMatchObject({
      ...usual,
      ...tells("openwan-critical"),
      namespace: "AWS/RDS",
      metric_name: "DatabaseConnections",
      dimensions: PRIMARY,
      threshold: 450,
    });
  });

  it("OW-295 OW-D20 OW-D34 calls when one of the cache's nodes is full", () => {
    const { metric_query, ...rest } = alarm("openwan-redis-memory-high");
    const queries = metric_query as readonly { metric?: Attributes; expression?: string }[];
    const measured = queries.flatMap(({ metric }) => (metric ? [metric] : []));

    expect(rest).toMatchObject({ evaluation_periods: 2, threshold: 90, ...tells("openwan-alerts") });
    expect(measured).toHaveLength(nodes);
    for (const metric of measured) {
      expect(metric).toMatchObject({
        namespace: "AWS/ElastiCache",
        metric_name: "DatabaseMemoryUsagePercentage",
        period: 300,
        stat: "Average",
      });
    }
    expect(queries.find(({ expression }) => expression !== undefined)?.expression).toMatch(/^MAX\(/);
  });

  it("OW-296 OW-D34 calls when jobs wait", () => {
    expect(alarm("openwan-sqs-queue-deep")).toMatchObject({
      ...usual,
      ...tells("openwan-alerts"),
      namespace: "AWS/SQS",
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "${aws_sqs_queue.work_queue.name}" },
      threshold: 1000,
    });
  });

  it("OW-297 OW-D34 calls at once when the backend fails", () => {
    expect(alarm("openwan-alb-5xx-errors")).toMatchObject({
      ...tells("openwan-critical"),
      namespace: "AWS/ApplicationELB",
      metric_name: "HTTPCode_Target_5XX_Count",
      dimensions: { LoadBalancer: "${aws_lb.load-balancer_lb.arn_suffix}" },
      statistic: "Sum",
      period: 60,
      evaluation_periods: 1,
      comparison_operator: "GreaterThanThreshold",
      threshold: 10,
    });
  });

  it("OW-298 OW-D34 calls when the web ACL blocks much", () => {
    expect(alarm("openwan-waf-blocked-high")).toMatchObject({
      ...usual,
      ...tells("openwan-security"),
      namespace: "AWS/WAFV2",
      metric_name: "BlockedRequests",
      dimensions: { WebACL: "openwan-waf-webacl", Rule: "ALL" },
      statistic: "Sum",
      threshold: 100,
    });
  });

  it("OW-015 has the seven alarms of the description and no other", () => {
    expect(workspace.ids("aws_cloudwatch_metric_alarm")).toHaveLength(7);
    expect(layers.all("aws_cloudwatch_metric_alarm")).toHaveLength(7);
  });

  it.each([
    ["OW-277 OW-278", "service", "/ecs/openwan-backend", "system", "logs-key_key"],
    ["OW-279", "service", "/ecs/openwan-worker", "system", "logs-key_key"],
    ["OW-280", "database", "/aws/rds/instance/openwan-db-primary/error", "system", "logs-key_key"],
    ["OW-281", "cache", "/aws/elasticache/openwan-redis", "system", "logs-key_key"],
    ["OW-282", "observability", "/aws/alb/openwan", "edge", undefined],
    ["OW-283", "edge", "aws-waf-logs-openwan", "edge", undefined],
    ["OW-284", "audit", "/aws/cloudtrail/openwan", "trail", "trail_key_key"],
  ] as const)("%s keeps, in layer %s, the log group %s", (_rows, layer, name, kept, key) => {
    const group = where(layers.of(layer), "aws_cloudwatch_log_group", "name", name);

    expect(group["retention_in_days"]).toBe(days[kept]);
    expect(group["kms_key_id"]).toBe(key && `\${aws_kms_key.${key}.arn}`);
  });

  it("OW-284 OW-D31 records who did what, into a bucket and the log group", () => {
    expect(only(layers.of("audit"), "aws_cloudtrail")).toMatchObject({
      name: "openwan-trail",
      cloud_watch_logs_group_arn: "${aws_cloudwatch_log_group.trail_events_group.arn}:*",
      is_multi_region_trail: true,
      enable_log_file_validation: true,
    });
  });

  it("OW-285 OW-286 OW-287 keeps three queries for whoever looks for a cause", () => {
    const queries = Object.fromEntries(
      Object.values(workspace.all("aws_cloudwatch_query_definition")).map(({ name, query_string }) => [
        name,
        query_string,
      ]),
    );

    expect(queries).toEqual({
      "openwan/Error Rate":
        "fields @timestamp, @message | filter @message like /ERROR/ | stats count() as error_count by bin(5m)",
      "openwan/Slow Queries":
        'fields @timestamp, duration, query | filter operation = "database.query" and duration > 1000 | sort duration desc | limit 20',
      "openwan/API Response Times":
        "fields @timestamp, api_endpoint, response_time | stats avg(response_time) as avg_response, max(response_time) as max_response by api_endpoint | sort avg_response desc",
    });
  });

  it("OW-304 OW-305 OW-306 OW-307 OW-308 OW-D36 samples errors first, then health checks, then the rest, so that the default never decides", () => {
    const any = {
      host: "*",
      http_method: "*",
      url_path: "*",
      service_name: "*",
      service_type: "*",
      resource_arn: "*",
    };

    expect(workspace.all("aws_xray_sampling_rule")).toEqual({
      sampling_errors: {
        ...any,
        rule_name: "openwan-errors",
        priority: 100,
        reservoir_size: 1,
        fixed_rate: 1,
        attributes: { error: "true" },
        version: 1,
      },
      sampling_health: {
        ...any,
        rule_name: "openwan-health",
        priority: 200,
        reservoir_size: 0,
        fixed_rate: 0.01,
        http_method: "GET",
        url_path: "/health",
        version: 1,
      },
      sampling_other: {
        ...any,
        rule_name: "openwan-other",
        priority: 300,
        reservoir_size: 1,
        fixed_rate: 0.1,
        version: 1,
      },
    });
  });

  it("OW-309 OW-310 OW-311 OW-312 OW-313 OW-D46 OW-D53 has a dashboard of tasks, database and errors", () => {
    const dashboard = only(workspace, "aws_cloudwatch_dashboard");
    const { widgets } = JSON.parse(dashboard["dashboard_body"] as string) as {
      widgets: readonly { type: string; properties: Attributes }[];
    };
    const graph = { period: 300, stat: "Average", region: "us-east-1" };

    expect(dashboard["dashboard_name"]).toBe("openwan-dashboard");
    expect(widgets.map(({ type }) => type)).toEqual(["metric", "metric", "log"]);
    expect(widgets[0]?.properties).toMatchObject({
      ...graph,
      title: "ECS Resource Utilization",
      yAxis: { left: { min: 0, max: 100 } },
      metrics: [
        ["AWS/ECS", "CPUUtilization", ...Object.entries(BACKEND).flat()],
        [".", "MemoryUtilization", ".", ".", ".", "."],
      ],
    });
    expect(widgets[1]?.properties).toMatchObject({
      ...graph,
      title: "RDS Performance",
      metrics: [
        ["AWS/RDS", "CPUUtilization", ...Object.entries(PRIMARY).flat()],
        [".", "DatabaseConnections", ".", "."],
        [".", "ReadLatency", ".", "."],
        [".", "WriteLatency", ".", "."],
      ],
    });
    expect(widgets[2]?.properties).toMatchObject({
      title: "Recent Errors",
      region: "us-east-1",
      query:
        "SOURCE '/ecs/openwan-backend' | fields @timestamp, @message | filter @message like /ERROR/ | sort @timestamp desc | limit 20",
    });
  });
});
