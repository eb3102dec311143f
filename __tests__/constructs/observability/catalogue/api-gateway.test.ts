import { restApi } from "../../../../constructs/observability/catalogue/api-gateway";
import { calculationOf, synthesizeMonitoring, USUALLY, WARNS } from "../../../support/monitoring";

const API = { apiName: "shop", stageName: "prod" };
const DIMENSIONS = { ApiName: "shop", Stage: "prod" };

describe("the catalogue on API Gateway", () => {
  test("EN-260, M-53: watches the promised part of requests that fail", () => {
    const alarms = synthesizeMonitoring(restApi(API, { errorsAbovePercent: 1 }));

    expect(Object.keys(alarms)).toEqual(["error-ratio"]);
    expect(alarms["error-ratio"]).toMatchObject({
      ...WARNS,
      alarm_name: "shop-5xx-ratio",
      comparison_operator: "GreaterThanThreshold",
      threshold: 0.01,
      evaluation_periods: USUALLY.evaluation_periods,
    });
    expect(calculationOf(alarms["error-ratio"])).toEqual({
      expression: "errors / requests",
      metrics: { errors: ["5XXError", "Sum", DIMENSIONS], requests: ["Count", "Sum", DIMENSIONS] },
    });
  });

  test("EN-261: watches the promised speed, by default of 90 % of the requests", () => {
    const alarms = synthesizeMonitoring(restApi(API, { latency: { aboveMilliseconds: 1000 } }));

    expect(Object.keys(alarms)).toEqual(["slow"]);
    expect(alarms["slow"]).toMatchObject({
      ...WARNS,
      ...USUALLY,
      namespace: "AWS/ApiGateway",
      metric_name: "Latency",
      extended_statistic: "p90",
      threshold: 1000,
      comparison_operator: "GreaterThanThreshold",
      dimensions: DIMENSIONS,
    });
  });

  test("EN-261: takes another percentile", () => {
    const alarms = synthesizeMonitoring(
      restApi(API, { latency: { aboveMilliseconds: 500, percentile: 99 } }),
    );

    expect(alarms["slow"]).toMatchObject({ extended_statistic: "p99", threshold: 500 });
  });

  test("EN-260, EN-261: lets neither be more urgent than WARN", () => {
    const { alarms } = restApi(API, { errorsAbovePercent: 1, latency: { aboveMilliseconds: 1000 } });

    expect(Object.values(alarms).map(({ atMost }) => atMost)).toEqual(["WARN", "WARN"]);
  });

  test("EN-262, C-26: watches nothing that is not promised, and says why of each of the eight metrics", () => {
    const { alarms, unwatched } = restApi({ apiName: "shop" });

    expect(alarms).toEqual({});
    expect(Object.keys(unwatched).sort()).toEqual([
      "4XXError",
      "5XXError",
      "CacheHitCount",
      "CacheMissCount",
      "Count",
      "IntegrationLatency",
      "Latency",
      "ThrottledRequests",
    ]);
    expect(unwatched["Latency"]).toContain("a health check from outside");
  });

  test("EN-262: gives no reason against what it watches after all", () => {
    const { unwatched } = restApi(API, { errorsAbovePercent: 1 });

    expect(unwatched).not.toHaveProperty("5XXError");
    expect(unwatched).toHaveProperty("Latency");
    expect(unwatched).toHaveProperty("Count");
  });

  test("takes all stages together when none is named", () => {
    const alarms = synthesizeMonitoring(restApi({ apiName: "shop" }, { latency: { aboveMilliseconds: 1 } }));

    expect(alarms["slow"]?.["dimensions"]).toEqual({ ApiName: "shop" });
  });
});
