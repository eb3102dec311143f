import { loadBalancer } from "../../../../constructs/observability/catalogue/alb";
import { calculationOf, CALLS, synthesizeMonitoring, USUALLY, WARNS } from "../../../support/monitoring";

const ARN_SUFFIX = "app/shop/0123456789abcdef";
const GROUP = { arnSuffix: "targetgroup/shop-api/0123456789abcdef", requiredTargets: 3 };
const ALB = { arnSuffix: ARN_SUFFIX, targetGroups: { api: GROUP } };
const DIMENSIONS = { LoadBalancer: ARN_SUFFIX };

describe("the catalogue on application load balancers", () => {
  test("EN-265, M-54, M-55: calls when a target group has fewer healthy targets than it needs", () => {
    const alarms = synthesizeMonitoring(loadBalancer(ALB));

    expect(Object.keys(alarms)).toEqual(["api-healthy-targets"]);
    expect(alarms["api-healthy-targets"]).toMatchObject({
      ...CALLS,
      alarm_name: "shop-api-healthy-targets",
      namespace: "AWS/ApplicationELB",
      metric_name: "HealthyHostCount",
      statistic: "Minimum",
      comparison_operator: "LessThanThreshold",
      threshold: 3,
      period: 60,
      evaluation_periods: 3,
      treat_missing_data: "breaching",
      dimensions: { TargetGroup: GROUP.arnSuffix, LoadBalancer: ARN_SUFFIX },
    });
  });

  test("EN-264: watches what is promised: failing and slow requests, in the metric's seconds", () => {
    const alarms = synthesizeMonitoring(
      loadBalancer(
        { arnSuffix: ARN_SUFFIX },
        { errorsAbovePercent: 1, latency: { aboveMilliseconds: 1000 } },
      ),
    );

    expect(Object.keys(alarms)).toEqual(["error-ratio", "slow"]);
    expect(alarms["error-ratio"]).toMatchObject({ ...WARNS, threshold: 0.01 });
    expect(calculationOf(alarms["error-ratio"])).toEqual({
      expression: "errors / requests",
      metrics: {
        errors: ["HTTPCode_Target_5XX_Count", "Sum", DIMENSIONS],
        requests: ["RequestCount", "Sum", DIMENSIONS],
      },
    });
    expect(alarms["slow"]).toMatchObject({
      ...WARNS,
      ...USUALLY,
      metric_name: "TargetResponseTime",
      extended_statistic: "p90",
      threshold: 1,
    });
  });

  test("EN-266: watches connections to targets where asked", () => {
    const alarms = synthesizeMonitoring(
      loadBalancer({ arnSuffix: ARN_SUFFIX }, { connectionErrorsAbove: 0 }),
    );

    expect(alarms).toMatchObject({
      "connection-errors": {
        ...WARNS,
        ...USUALLY,
        metric_name: "TargetConnectionErrorCount",
        statistic: "Sum",
        comparison_operator: "GreaterThanThreshold",
        threshold: 0,
        dimensions: DIMENSIONS,
      },
    });
  });

  test("EN-267: watches the load balancer's own errors where asked, as a part of the requests", () => {
    const alarms = synthesizeMonitoring(
      loadBalancer({ arnSuffix: ARN_SUFFIX }, { ownErrorsAbovePercent: 5 }),
    );

    expect(Object.keys(alarms)).toEqual(["own-errors"]);
    expect(alarms["own-errors"]).toMatchObject({ ...WARNS, threshold: 0.05 });
    expect(calculationOf(alarms["own-errors"]).metrics).toEqual({
      errors: ["HTTPCode_ELB_5XX_Count", "Sum", DIMENSIONS],
      requests: ["RequestCount", "Sum", DIMENSIONS],
    });
  });

  test("EN-268: misses requests where there always are some", () => {
    const alarms = synthesizeMonitoring(loadBalancer({ arnSuffix: ARN_SUFFIX }, { alwaysOn: true }));

    expect(alarms).toMatchObject({
      "no-requests": {
        ...WARNS,
        metric_name: "RequestCount",
        statistic: "Sum",
        comparison_operator: "LessThanOrEqualToThreshold",
        threshold: 0,
        treat_missing_data: "breaching",
      },
    });
  });

  test("OW-297: counts errors of the targets where asked", () => {
    const alarms = synthesizeMonitoring(loadBalancer({ arnSuffix: ARN_SUFFIX }, { targetErrorsAbove: 10 }));

    expect(alarms).toMatchObject({
      "target-errors": {
        ...CALLS,
        alarm_name: "shop-5xx-errors",
        metric_name: "HTTPCode_Target_5XX_Count",
        statistic: "Sum",
        period: 60,
        evaluation_periods: 1,
        threshold: 10,
      },
    });
  });

  test("EN-269: watches nothing else by itself, and says why of each of the metrics", () => {
    const { alarms, unwatched } = loadBalancer({ arnSuffix: ARN_SUFFIX });

    expect(alarms).toEqual({});
    expect(Object.keys(unwatched).sort()).toEqual([
      "ActiveConnectionCount",
      "HTTPCode_ELB_5XX_Count",
      "HTTPCode_Target_5XX_Count",
      "HealthyHostCount",
      "RequestCount",
      "TargetConnectionErrorCount",
      "TargetResponseTime",
      "TargetTLSNegotiationErrorCount",
      "UnHealthyHostCount",
    ]);
    expect(loadBalancer(ALB).unwatched).not.toHaveProperty("HealthyHostCount");
    expect(loadBalancer(ALB, { errorsAbovePercent: 1 }).unwatched).toHaveProperty("RequestCount");
  });
});
