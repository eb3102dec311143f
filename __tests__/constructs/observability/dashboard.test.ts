import { Token } from "cdktf";
import { Dashboard, type DashboardProps } from "../../../constructs/observability/dashboard";
import { ecsServiceMetric } from "../../../constructs/observability/catalogue/ecs";
import { rdsMetric } from "../../../constructs/observability/catalogue/rds";
import type { LogWidget, MetricWidget } from "../../../constructs/observability/dashboard-widgets";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const BACKEND = { clusterName: "openwan-cluster", serviceName: "openwan-backend" };
const GRAPH: MetricWidget = {
  kind: "metric",
  title: "ECS Resource Utilization",
  metrics: [ecsServiceMetric(BACKEND, "CPUUtilization"), ecsServiceMetric(BACKEND, "MemoryUtilization")],
  leftAxis: { min: 0, max: 100 },
};
const DATABASE: MetricWidget = {
  kind: "metric",
  title: "RDS Performance",
  metrics: (["CPUUtilization", "DatabaseConnections", "ReadLatency", "WriteLatency"] as const).map((name) =>
    rdsMetric("openwan-db-primary", name),
  ),
};
const ERRORS: LogWidget = {
  kind: "log",
  title: "Recent Errors",
  logGroupNames: ["/ecs/openwan-backend"],
  commands: [
    "fields @timestamp, @message",
    "filter @message like /ERROR/",
    "sort @timestamp desc",
    "limit 20",
  ],
};

const synthesize = (widgets: DashboardProps["widgets"], dashboardName = "openwan-dashboard") =>
  synthesizeStack(
    (stack) => new Dashboard(stack, "overview", { dashboardName, region: "us-east-1", widgets }),
  ).one("aws_cloudwatch_dashboard", "overview_dashboard");

const bodyOf = (widgets: DashboardProps["widgets"]): unknown =>
  (JSON.parse(synthesize(widgets)["dashboard_body"] as string) as { widgets: unknown }).widgets;

describe("a dashboard", () => {
  test("OW-D46: has its name", () => {
    expect(synthesize({ ecs: GRAPH })["dashboard_name"]).toBe("openwan-dashboard");
  });

  test("OW-309, OW-310, OW-D53: graphs metrics with their dimensions, period, statistic and axis", () => {
    expect(bodyOf({ ecs: GRAPH })).toEqual([
      {
        type: "metric",
        x: 0,
        y: 0,
        width: 12,
        height: 6,
        properties: {
          title: "ECS Resource Utilization",
          metrics: [
            ["AWS/ECS", "CPUUtilization", "ClusterName", "openwan-cluster", "ServiceName", "openwan-backend"],
            [".", "MemoryUtilization", ".", ".", ".", "."],
          ],
          period: 300,
          stat: "Average",
          region: "us-east-1",
          view: "timeSeries",
          yAxis: { left: { min: 0, max: 100 } },
        },
      },
    ]);
  });

  test("OW-311, OW-312: graphs the database's four metrics in their order", () => {
    expect(bodyOf({ rds: DATABASE })).toMatchObject([
      {
        properties: {
          title: "RDS Performance",
          metrics: [
            ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "openwan-db-primary"],
            [".", "DatabaseConnections", ".", "."],
            [".", "ReadLatency", ".", "."],
            [".", "WriteLatency", ".", "."],
          ],
          period: 300,
          stat: "Average",
          region: "us-east-1",
        },
      },
    ]);
  });

  test("OW-313: shows what a query finds in logs", () => {
    expect(bodyOf({ errors: ERRORS })).toMatchObject([
      {
        type: "log",
        properties: {
          title: "Recent Errors",
          region: "us-east-1",
          query:
            "SOURCE '/ecs/openwan-backend' | fields @timestamp, @message | filter @message like /ERROR/ | sort @timestamp desc | limit 20",
        },
      },
    ]);
  });

  test("states the statistic of a metric that differs from the first", () => {
    const [cpu] = GRAPH.metrics;
    const metrics = [cpu!, { ...cpu!, statistic: "p90" as const }];

    expect(bodyOf({ ecs: { ...GRAPH, metrics, periodSeconds: 60 } })).toMatchObject([
      {
        properties: {
          period: 60,
          metrics: [expect.any(Array), [".", ".", ".", ".", ".", ".", { stat: "p90" }]],
        },
      },
    ]);
  });

  test("repeats nothing between metrics of different dimensions", () => {
    const metrics = [GRAPH.metrics[0]!, DATABASE.metrics[0]!];

    expect(bodyOf({ mixed: { ...GRAPH, metrics } })).toMatchObject([
      {
        properties: {
          metrics: [
            expect.any(Array),
            ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "openwan-db-primary"],
          ],
        },
      },
    ]);
  });

  test("puts widgets beside each other, and in a new row below the highest of the last", () => {
    const widgets = {
      a: { ...GRAPH, width: 16, height: 4 },
      b: { ...DATABASE, width: 8, height: 9 },
      c: { ...ERRORS, width: 24 },
    };

    expect(bodyOf(widgets)).toMatchObject([
      { x: 0, y: 0, width: 16, height: 4 },
      { x: 16, y: 0, width: 8, height: 9 },
      { x: 0, y: 9, width: 24, height: 6 },
    ]);
  });

  test.each<[string, DashboardProps["widgets"], string]>([
    ["no widget", {}, "unit-test/overview.widgets: are 1 to 500, got 0"],
    [
      "25 columns",
      { ecs: { ...GRAPH, width: 25 } },
      "unit-test/overview.ecs.width: is 1 to 24 columns, got 25; choose such a width",
    ],
    ["no column", { ecs: { ...GRAPH, width: 0 } }, "ecs.width: is 1 to 24 columns, got 0"],
    ["half a column", { ecs: { ...GRAPH, width: 0.5 } }, "ecs.width: is 1 to 24 columns, got 0.5"],
    ["1001 rows", { errors: { ...ERRORS, height: 1001 } }, "errors.height: is 1 to 1000 rows, got 1001"],
    [
      "a graph of nothing",
      { ecs: { ...GRAPH, metrics: [] } },
      "ecs.metrics: are 1 to 500, each named, got 0",
    ],
    [
      "a query of no group",
      { errors: { ...ERRORS, logGroupNames: [] } },
      "errors.logGroupNames: are 1 to 500, each named, got 0",
    ],
    [
      "groups that only Terraform will know",
      { errors: { ...ERRORS, logGroupNames: Token.asList("${local.groups}") } },
      "errors.logGroupNames: are 1 to 500, each named, got a list that Terraform knows only later",
    ],
    [
      "a query without commands",
      { errors: { ...ERRORS, commands: [""] } },
      "is made of commands, none of them empty",
    ],
    [
      "an axis upside down",
      { ecs: { ...GRAPH, leftAxis: { min: 100, max: 0 } } },
      "ecs.leftAxis: begins below its end, got 100 to 0; exchange the ends",
    ],
  ])("is refused with %s", (_case, widgets, rule) => {
    expect(refusalOf(() => synthesize(widgets))).toContain(rule);
  });

  test.each<DashboardProps["widgets"]>([
    { ecs: { ...GRAPH, width: 24, height: 1000 } },
    { ecs: { ...GRAPH, width: 1, height: 1 } },
    { ecs: { ...GRAPH, leftAxis: { min: 0 } } },
  ])("takes %j", (widgets) => {
    expect(bodyOf(widgets)).toHaveLength(1);
  });

  test("is refused with a name with spaces", () => {
    expect(refusalOf(() => synthesize({ ecs: GRAPH }, "open wan"))).toContain(
      "is made of letters, digits and _-",
    );
  });
});
