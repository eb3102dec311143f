import { ecsService } from "../../../constructs/observability/catalogue/ecs";
import { restApi } from "../../../constructs/observability/catalogue/api-gateway";
import { cache } from "../../../constructs/observability/catalogue/elasticache";
import { stateMachine } from "../../../constructs/observability/catalogue/step-functions";
import { ResourceAlarms, type ResourceAlarmsProps } from "../../../constructs/observability/resource-alarms";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const WARN = "arn:aws:sns:us-east-1:111111111111:warn";
const ERROR = "arn:aws:sns:us-east-1:111111111111:error";
const MINIMAL: ResourceAlarmsProps = {
  namePrefix: "web-prod-backend",
  monitoring: ecsService(
    { clusterName: "web-prod", serviceName: "backend" },
    { cpuAbovePercent: 80, memoryAbovePercent: 80 },
  ),
  topicArns: { WARN, ERROR },
};
const API = restApi({ apiName: "shop" }, { errorsAbovePercent: 1 });

const synthesize = (change: Partial<ResourceAlarmsProps> = {}) =>
  synthesizeStack((stack) => new ResourceAlarms(stack, "api", { ...MINIMAL, ...change }));

describe("the alarms of a resource", () => {
  test.each([
    ["SW-055, SW-056", "cpu", "CPUUtilization"],
    ["SW-057, SW-058", "memory", "MemoryUtilization"],
  ])("%s: watch %s as the catalogue says", (_rows, resource, metric) => {
    expect(synthesize().one("aws_cloudwatch_metric_alarm", `api_${resource}_alarm`)).toEqual({
      alarm_name: `web-prod-backend-high-${resource}`,
      alarm_description: `${metric} of web-prod-backend is above 80 %: look at its load, then at its size or its scaling`,
      namespace: "AWS/ECS",
      metric_name: metric,
      dimensions: { ClusterName: "web-prod", ServiceName: "backend" },
      statistic: "Average",
      threshold: 80,
      comparison_operator: "GreaterThanThreshold",
      period: 300,
      evaluation_periods: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: [WARN],
    });
  });

  test("OW-290, OW-293: take names, times and levels of their own", () => {
    const workspace = synthesize({
      changes: {
        cpu: { evaluationPeriods: 2, datapointsToAlarm: 1, level: "ERROR" },
        memory: { periodSeconds: 60, alarmName: "memory-of-the-backend", statistic: "Maximum" },
      },
    });

    expect(workspace.one("aws_cloudwatch_metric_alarm", "api_cpu_alarm")).toMatchObject({
      evaluation_periods: 2,
      datapoints_to_alarm: 1,
      alarm_actions: [ERROR],
    });
    expect(workspace.one("aws_cloudwatch_metric_alarm", "api_memory_alarm")).toMatchObject({
      alarm_name: "memory-of-the-backend",
      period: 60,
      statistic: "Maximum",
      alarm_actions: [WARN],
    });
  });

  test("change the statistic of every metric of a calculation", () => {
    const workspace = synthesize({
      monitoring: cache({ memberClusterIds: ["r-001", "r-002"] }),
      only: { alarms: ["memory"], because: "the other is looked at" },
      changes: { memory: { statistic: "Maximum" } },
    });

    expect(workspace.one("aws_cloudwatch_metric_alarm", "api_memory_alarm")["metric_query"]).toMatchObject([
      {},
      { metric: { stat: "Maximum" } },
      { metric: { stat: "Maximum" } },
    ]);
  });

  test("are those that are chosen", () => {
    const only = { alarms: ["cpu"], because: "memory is steady" };

    expect(synthesize({ only }).ids("aws_cloudwatch_metric_alarm")).toEqual(["api_cpu_alarm"]);
  });

  test("EN-257: carry their level and stay silent when told so", () => {
    expect(
      synthesize({ levelTag: "Level", actions: "off" }).one("aws_cloudwatch_metric_alarm", "api_cpu_alarm"),
    ).toMatchObject({ tags: { Level: "WARN" }, actions_enabled: false });
  });

  test.each<[string, Partial<ResourceAlarmsProps>, string]>([
    [
      "a choice of what the catalogue does not have",
      { only: { alarms: ["disk"], because: "x" } },
      "unit-test/api.only: names alarms that the catalogue makes here, got disk; use one of cpu, memory",
    ],
    [
      "a change of what the catalogue does not have",
      { changes: { disk: {} } },
      "unit-test/api.changes: names alarms that the catalogue makes here, got disk; use one of cpu, memory",
    ],
    [
      "a change of what is not chosen",
      { only: { alarms: ["cpu"], because: "x" }, changes: { memory: {} } },
      "unit-test/api.changes: names alarms that the catalogue makes here, got memory; use one of cpu",
    ],
    [
      "a change where nothing is declared",
      { monitoring: ecsService({ clusterName: "c", serviceName: "s" }), changes: { cpu: {} } },
      "got cpu; leave it out: there is none",
    ],
    [
      "an ERROR where WARN is the most (EN-260)",
      { monitoring: API, changes: { "error-ratio": { level: "ERROR" } } },
      "unit-test/api.changes.error-ratio.level: is WARN at most, got ERROR; leave it out",
    ],
    [
      "times that look back more than a day",
      { changes: { cpu: { evaluationPeriods: 289 } } },
      "unit-test/api/cpu: looks back at most 86400 seconds",
    ],
  ])("are refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });

  test("EN-282: may be made urgent where the catalogue leaves it open", () => {
    const workspace = synthesize({
      monitoring: stateMachine({ stateMachineArn: "arn:aws:states:us-east-1:111111111111:stateMachine:x" }),
      changes: { throttled: { level: "ERROR" } },
    });

    expect(workspace.one("aws_cloudwatch_metric_alarm", "api_throttled_alarm")["alarm_actions"]).toEqual([
      ERROR,
    ]);
  });
});
