import { Token } from "cdktf";
import { Alarm, type AlarmProps } from "../../../constructs/observability/alarm";
import { LogErrorAlarm } from "../../../constructs/observability/log-error-alarm";
import { type Metric, PERCENT } from "../../../constructs/observability/metric";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const TOPIC = "arn:aws:sns:us-east-1:111111111111:openwan-alerts";

const MINIMAL: AlarmProps = {
  alarmName: "openwan-backend-high-cpu",
  description: "CPU is high",
  metric: {
    namespace: "AWS/ECS",
    name: "CPUUtilization",
    dimensions: { ClusterName: "openwan", ServiceName: "backend" },
    statistic: "Average",
  },
  comparison: ">",
  threshold: 80,
  periodSeconds: 300,
  evaluationPeriods: 2,
  topicArns: [TOPIC],
};

const percentage: Metric = {
  namespace: "AWS/ECS",
  name: "CPUUtilization",
  dimensions: {},
  statistic: "Average",
  range: PERCENT,
};
const metricsOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_none, index) => [`m${index}`, percentage]));

const alarm = (change: Partial<AlarmProps> = {}) =>
  synthesizeStack((stack) => new Alarm(stack, "cpu", { ...MINIMAL, ...change })).one(
    "aws_cloudwatch_metric_alarm",
    "cpu_alarm",
  );

describe("an alarm", () => {
  test("OW-289 to OW-292: measures, compares and tells its topic", () => {
    expect(alarm()).toEqual({
      alarm_name: "openwan-backend-high-cpu",
      alarm_description: "CPU is high",
      namespace: "AWS/ECS",
      metric_name: "CPUUtilization",
      dimensions: { ClusterName: "openwan", ServiceName: "backend" },
      statistic: "Average",
      period: 300,
      comparison_operator: "GreaterThanThreshold",
      threshold: 80,
      evaluation_periods: 2,
      treat_missing_data: "notBreaching",
      alarm_actions: [TOPIC],
    });
  });

  test.each([
    [">", "GreaterThanThreshold"],
    [">=", "GreaterThanOrEqualToThreshold"],
    ["<", "LessThanThreshold"],
    ["<=", "LessThanOrEqualToThreshold"],
  ] as const)("reads %s as %s", (comparison, operator) => {
    expect(alarm({ comparison })).toMatchObject({ comparison_operator: operator });
  });

  test("EN-261: knows percentiles", () => {
    const rendered = alarm({ metric: { ...MINIMAL.metric, statistic: "p90" } as AlarmProps["metric"] });

    expect(rendered).toMatchObject({ extended_statistic: "p90" });
    expect(rendered).not.toHaveProperty("statistic");
  });

  test("EN-260: calculates over metrics", () => {
    const metric = (name: string) =>
      ({ namespace: "AWS/ApiGateway", name, dimensions: { ApiName: "api" }, statistic: "Sum" }) as const;

    const rendered = alarm({
      metric: { expression: "m5 / mc", metrics: { m5: metric("5XXError"), mc: metric("Count") } },
    });

    expect(rendered["metric_query"]).toEqual([
      { id: "result", expression: "m5 / mc", label: "m5 / mc", return_data: true },
      {
        id: "m5",
        metric: {
          namespace: "AWS/ApiGateway",
          metric_name: "5XXError",
          dimensions: { ApiName: "api" },
          stat: "Sum",
          period: 300,
        },
      },
      {
        id: "mc",
        metric: {
          namespace: "AWS/ApiGateway",
          metric_name: "Count",
          dimensions: { ApiName: "api" },
          stat: "Sum",
          period: 300,
        },
      },
    ]);
    expect(rendered).not.toHaveProperty("metric_name");
    expect(rendered).not.toHaveProperty("period");
  });

  test("EN-265, M-56: takes every other setting", () => {
    expect(
      alarm({ datapointsToAlarm: 1, missingData: "breaching", tellsRecovery: true, actions: "off" }),
    ).toMatchObject({
      datapoints_to_alarm: 1,
      treat_missing_data: "breaching",
      ok_actions: [TOPIC],
      actions_enabled: false,
    });
  });

  test.each<[string, Partial<AlarmProps>, string]>([
    [
      "a period of 45 seconds",
      { periodSeconds: 45 },
      "periodSeconds: is 10, 20, 30 or a multiple of 60, got 45",
    ],
    ["no period", { periodSeconds: 0 }, "periodSeconds: is 10, 20, 30 or a multiple of 60, got 0"],
    ["no evaluation", { evaluationPeriods: 0 }, "evaluationPeriods: is a whole number from 1, got 0"],
    [
      "more datapoints than periods",
      { datapointsToAlarm: 3 },
      "datapointsToAlarm: is a whole number from 1 to the 2",
    ],
    [
      "two days of minutes",
      { periodSeconds: 60, evaluationPeriods: 2880 },
      "looks back at most 86400 seconds",
    ],
    [
      "eight days of days",
      { periodSeconds: 86_400, evaluationPeriods: 8 },
      "looks back at most 604800 seconds",
    ],
    ["nobody to tell", { topicArns: [] }, "topicArns: tells at least one topic, got none"],
    ["a name of 256 characters", { alarmName: "a".repeat(256) }, "has at most 255 characters"],
    [
      "a percentage above 120",
      { threshold: 120, metric: percentage },
      "cpu.threshold: lies within what the metric can be, 0 to 100, got > 120, which never holds; choose",
    ],
    ["a percentage above 100", { threshold: 100, metric: percentage }, "got > 100, which never holds"],
    ["a percentage above -1", { threshold: -1, metric: percentage }, "got > -1, which always holds"],
    [
      "a percentage from 0",
      { threshold: 0, comparison: ">=", metric: percentage },
      "got >= 0, which always holds",
    ],
    [
      "a percentage from 101",
      { threshold: 101, comparison: ">=", metric: percentage },
      "got >= 101, which never holds",
    ],
    [
      "a percentage below 0",
      { threshold: 0, comparison: "<", metric: percentage },
      "got < 0, which never holds",
    ],
    [
      "a percentage below 101",
      { threshold: 101, comparison: "<", metric: percentage },
      "got < 101, which always holds",
    ],
    [
      "a percentage up to -1",
      { threshold: -1, comparison: "<=", metric: percentage },
      "got <= -1, which never holds",
    ],
    [
      "a percentage up to 100",
      { threshold: 100, comparison: "<=", metric: percentage },
      "got <= 100, which always holds",
    ],
    ["no number", { threshold: NaN }, "threshold: is a number that is known before anything exists, got NaN"],
    [
      "a number that Terraform knows later",
      { threshold: Token.asNumber("${aws_x.y.z}") },
      "got one that Terraform knows only later; state it",
    ],
    [
      "eleven metrics",
      { metric: { expression: "MAX([a])", metrics: metricsOf(11) } },
      "metrics: an alarm calculates with 1 to 10 metrics, got 11; divide them among several alarms",
    ],
    ["no metric", { metric: { expression: "1", metrics: {} } }, "calculates with 1 to 10 metrics, got 0"],
    [
      "a capital letter in an expression",
      { metric: { expression: "Errors", metrics: { Errors: percentage } } },
      "an id in an expression is a lower-case letter",
    ],
    [
      "the result's own id in an expression",
      { metric: { expression: "result", metrics: { result: percentage } } },
      "other than result, got result; rename it",
    ],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => alarm(change))).toContain(rule);
  });

  test.each<Partial<AlarmProps>>([
    { periodSeconds: 10 },
    { periodSeconds: 60, evaluationPeriods: 1440 },
    { periodSeconds: 86_400, evaluationPeriods: 7 },
    { datapointsToAlarm: 2 },
    { threshold: 99, metric: percentage },
    { threshold: 0, metric: percentage },
    { threshold: 100, comparison: ">=", metric: percentage },
    { threshold: 100, comparison: "<", metric: percentage },
    { threshold: 0, comparison: "<=", metric: percentage },
    { threshold: 1e12, metric: { ...percentage, range: { least: 0 } } },
    { threshold: -5 },
    { metric: { expression: "MAX([a])", metrics: metricsOf(10) } },
  ])("takes %j", (change) => {
    expect(alarm(change)).toHaveProperty("alarm_name");
  });
});

describe("alarms of one stack", () => {
  const two = (first: Partial<AlarmProps>, second: Partial<AlarmProps>) =>
    synthesizeStack((stack) => {
      new Alarm(stack, "one", { ...MINIMAL, ...first });
      new Alarm(stack, "two", { ...MINIMAL, ...second });
    });

  test("are refused with the same name", () => {
    expect(refusalOf(() => two({}, {}))).toBe(
      "unit-test/two.alarmName: is another than that of unit-test/one, got openwan-backend-high-cpu; rename one of the two alarms",
    );
  });

  test("may share a name in two Regions", () => {
    const workspace = two({}, { region: "us-east-1" });

    expect(workspace.one("aws_cloudwatch_metric_alarm", "two_alarm")).toMatchObject({
      alarm_name: "openwan-backend-high-cpu",
      region: "us-east-1",
    });
    expect(workspace.one("aws_cloudwatch_metric_alarm", "one_alarm")).not.toHaveProperty("region");
  });

  test("EN-257: carry tags", () => {
    expect(
      two({ alarmName: "other" }, { tags: { Level: "WARN" } }).one(
        "aws_cloudwatch_metric_alarm",
        "two_alarm",
      )["tags"],
    ).toEqual({ Level: "WARN" });
  });
});

describe("the alarm on errors in a log", () => {
  const synthesize = (change = {}) =>
    synthesizeStack(
      (stack) =>
        new LogErrorAlarm(stack, "api", {
          namePrefix: "web-prod-backend",
          logGroupName: "/aws/ecs/backend-service",
          metricNamespace: "web/prod",
          topicArns: [TOPIC],
          ...change,
        }),
    );

  test("SW-060, SW-D21: counts the lines that match", () => {
    expect(synthesize().all("aws_cloudwatch_log_metric_filter")).toEqual({
      api_filter: {
        name: "web-prod-backend-log-errors",
        log_group_name: "/aws/ecs/backend-service",
        pattern: "?ERROR ?Error ?error",
        metric_transformation: {
          namespace: "web/prod",
          name: "web-prod-backend-log-errors",
          value: "1",
          unit: "Count",
        },
      },
    });
  });

  test("SW-059, SW-061, SW-D20: calls at the first line in a minute", () => {
    expect(synthesize().one("aws_cloudwatch_metric_alarm", "api_errors_alarm")).toMatchObject({
      namespace: "web/prod",
      metric_name: "web-prod-backend-log-errors",
      statistic: "Sum",
      threshold: 0,
      comparison_operator: "GreaterThanThreshold",
      period: 60,
      evaluation_periods: 1,
      treat_missing_data: "notBreaching",
      alarm_actions: [TOPIC],
    });
  });

  test("takes another pattern and threshold", () => {
    const workspace = synthesize({ pattern: "FATAL", aboveLines: 5 });

    expect(workspace.one("aws_cloudwatch_log_metric_filter", "api_filter")).toMatchObject({
      pattern: "FATAL",
    });
    expect(workspace.one("aws_cloudwatch_metric_alarm", "api_errors_alarm")).toMatchObject({
      threshold: 5,
    });
  });
});
