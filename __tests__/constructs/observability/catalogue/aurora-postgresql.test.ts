import { auroraPostgresql } from "../../../../constructs/observability/catalogue/aurora-postgresql";
import { CALLS, synthesizeMonitoring, USUALLY, WARNS } from "../../../support/monitoring";

const GIB = 2 ** 30;
const CLUSTER = {
  clusterIdentifier: "shop-prod",
  instances: { one: "shop-prod-one", two: "shop-prod-two" },
  capacity: { memoryGiB: 16, localStorageGiB: 32, maxConnections: 1700 },
};

describe("the catalogue on Aurora PostgreSQL", () => {
  test.each([
    ["cpu", WARNS, "CPUUtilization", "GreaterThanOrEqualToThreshold", 90],
    ["memory", WARNS, "FreeableMemory", "LessThanThreshold", Math.round(16 * GIB * 0.05)],
    ["local-storage", CALLS, "FreeLocalStorage", "LessThanThreshold", Math.round(32 * GIB * 0.1)],
    ["connections", WARNS, "DatabaseConnections", "GreaterThanThreshold", 1615],
  ])("EN-259, M-40: watches the %s of each instance", (id, tells, metric, operator, threshold) => {
    const alarms = synthesizeMonitoring(auroraPostgresql(CLUSTER));

    for (const instance of ["one", "two"]) {
      expect(alarms[`${instance}-${id}`]).toMatchObject({
        ...tells,
        ...USUALLY,
        namespace: "AWS/RDS",
        metric_name: metric,
        statistic: "Average",
        comparison_operator: operator,
        threshold,
        dimensions: { DBInstanceIdentifier: `shop-prod-${instance}` },
      });
    }
  });

  test("M-40: warns of a volume that is larger than expected", () => {
    expect(
      synthesizeMonitoring(auroraPostgresql(CLUSTER, { expectedVolumeBytes: 1e12 }))["volume"],
    ).toMatchObject({
      ...WARNS,
      metric_name: "VolumeBytesUsed",
      threshold: 1e12,
      comparison_operator: "GreaterThanThreshold",
      dimensions: { DBClusterIdentifier: "shop-prod" },
    });
  });

  test("M-40: makes four alarms for each instance and no other, and says why", () => {
    const { alarms, unwatched } = auroraPostgresql(CLUSTER);

    expect(Object.keys(alarms)).toEqual(
      ["one", "two"].flatMap((instance) =>
        ["cpu", "memory", "local-storage", "connections"].map((id) => `${instance}-${id}`),
      ),
    );
    expect(unwatched["VolumeBytesUsed"]).toBe("nothing is expected of its size: the bill tells");
    expect(auroraPostgresql(CLUSTER, { expectedVolumeBytes: 1 }).unwatched).not.toHaveProperty(
      "VolumeBytesUsed",
    );
    expect(unwatched["CommitLatency"]).toContain("Performance Insights");
  });
});
