import { Token } from "cdktf";
import { cache } from "../../../../constructs/observability/catalogue/elasticache";
import { calculationOf, synthesizeMonitoring, USUALLY, WARNS } from "../../../support/monitoring";
import { refusalOf } from "../../../support/synthesis";

const NODES = ["shop-0001-001", "shop-0001-002"];

describe("the catalogue on caches", () => {
  test.each([
    ["OW-295", "memory", "DatabaseMemoryUsagePercentage", "GreaterThanThreshold"],
    ["beyond it", "engine-cpu", "EngineCPUUtilization", "GreaterThanOrEqualToThreshold"],
  ])("%s: watches %s of the node that has most of it", (_row, id, metric, operator) => {
    const alarm = synthesizeMonitoring(cache({ memberClusterIds: NODES }))[id];

    expect(alarm).toMatchObject({
      ...WARNS,
      evaluation_periods: USUALLY.evaluation_periods,
      comparison_operator: operator,
      threshold: 90,
    });
    expect(calculationOf(alarm)).toEqual({
      expression: "MAX([shop_0001_001, shop_0001_002])",
      metrics: {
        shop_0001_001: [metric, "Average", { CacheClusterId: "shop-0001-001" }],
        shop_0001_002: [metric, "Average", { CacheClusterId: "shop-0001-002" }],
      },
    });
  });

  test("takes another part of the memory", () => {
    const alarms = synthesizeMonitoring(cache({ memberClusterIds: NODES }, { memoryAbovePercent: 75 }));

    expect(alarms["memory"]?.["threshold"]).toBe(75);
    expect(
      refusalOf(() => synthesizeMonitoring(cache({ memberClusterIds: NODES }, { memoryAbovePercent: 100 }))),
    ).toContain("got > 100, which never holds");
  });

  test("watches a single node without calculating", () => {
    expect(synthesizeMonitoring(cache({ memberClusterIds: ["shop-001"] }))["memory"]).toMatchObject({
      metric_name: "DatabaseMemoryUsagePercentage",
      dimensions: { CacheClusterId: "shop-001" },
    });
  });

  test("names nodes by number in an expression when Terraform alone will know their ids", () => {
    const unknown = ["one", "two"].map((name) => Token.asString(`\${aws_x.${name}.id}`));

    expect(calculationOf(synthesizeMonitoring(cache({ memberClusterIds: unknown }))["memory"])).toMatchObject(
      {
        expression: "MAX([node_1, node_2])",
      },
    );
  });

  test("refuses a cache without nodes, and one with more than an alarm can compare", () => {
    const eleven = Array.from({ length: 11 }, (_none, index) => `shop-${index}`);

    expect(refusalOf(() => cache({ memberClusterIds: [] }))).toContain("names at least one node, got none");
    expect(refusalOf(() => synthesizeMonitoring(cache({ memberClusterIds: eleven })))).toContain(
      "calculates with 1 to 10 metrics, got 11",
    );
  });

  test("makes two alarms and no other, and says why", () => {
    const { alarms, unwatched } = cache({ memberClusterIds: NODES });

    expect(Object.keys(alarms)).toEqual(["memory", "engine-cpu"]);
    expect(unwatched["Evictions"]).toBe("a cache that forgets what is old works as it should");
    expect(unwatched).not.toHaveProperty("EngineCPUUtilization");
  });
});
