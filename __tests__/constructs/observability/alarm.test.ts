import { Alarm, type AlarmProps } from "../../../constructs/observability/alarm";
import { EcsServiceAlarms } from "../../../constructs/observability/ecs-service-alarms";
import { LogErrorAlarm } from "../../../constructs/observability/log-error-alarm";
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
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => alarm(change))).toContain(rule);
  });

  test.each<Partial<AlarmProps>>([
    { periodSeconds: 10 },
    { periodSeconds: 60, evaluationPeriods: 1440 },
    { periodSeconds: 86_400, evaluationPeriods: 7 },
    { datapointsToAlarm: 2 },
  ])("takes %j", (change) => {
    expect(alarm(change)).toHaveProperty("alarm_name");
  });
});

describe("the alarms of an ECS service", () => {
  const synthesize = (change = {}) =>
    synthesizeStack(
      (stack) =>
        new EcsServiceAlarms(stack, "api", {
          namePrefix: "web-prod-backend",
          clusterName: "web-prod",
          serviceName: "backend",
          cpu: { abovePercent: 80 },
          memory: { abovePercent: 80 },
          topicArns: [TOPIC],
          ...change,
        }),
    );

  test.each([
    ["SW-055, SW-056", "cpu", "CPUUtilization"],
    ["SW-057, SW-058", "memory", "MemoryUtilization"],
  ])("%s: watch %s", (_rows, resource, metric) => {
    expect(synthesize().one("aws_cloudwatch_metric_alarm", `api_${resource}_alarm`)).toMatchObject({
      alarm_name: `web-prod-backend-high-${resource}`,
      namespace: "AWS/ECS",
      metric_name: metric,
      dimensions: { ClusterName: "web-prod", ServiceName: "backend" },
      statistic: "Average",
      threshold: 80,
      comparison_operator: "GreaterThanThreshold",
      period: 300,
      evaluation_periods: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: [TOPIC],
    });
  });

  test("OW-290, OW-293: take thresholds and periods of their own", () => {
    const workspace = synthesize({
      cpu: { abovePercent: 80, evaluationPeriods: 2 },
      memory: { abovePercent: 85, periodSeconds: 60 },
    });

    expect(workspace.one("aws_cloudwatch_metric_alarm", "api_cpu_alarm")).toMatchObject({
      evaluation_periods: 2,
    });
    expect(workspace.one("aws_cloudwatch_metric_alarm", "api_memory_alarm")).toMatchObject({
      threshold: 85,
      period: 60,
    });
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
