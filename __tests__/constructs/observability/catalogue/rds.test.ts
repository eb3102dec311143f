import { rdsInstance, rdsMetric } from "../../../../constructs/observability/catalogue/rds";
import { CALLS, synthesizeMonitoring, USUALLY, WARNS } from "../../../support/monitoring";

const GIB = 2 ** 30;
const INSTANCE = {
  identifier: "openwan-db-primary",
  memoryGiB: 32,
  maxConnections: 500,
  allocatedStorageGiB: 500,
};

describe("the catalogue on RDS instances", () => {
  test.each([
    ["cpu", WARNS, "CPUUtilization", "GreaterThanOrEqualToThreshold", 90],
    ["memory", WARNS, "FreeableMemory", "LessThanThreshold", Math.round(32 * GIB * 0.05)],
    ["storage", CALLS, "FreeStorageSpace", "LessThanThreshold", 50 * GIB],
    ["connections", WARNS, "DatabaseConnections", "GreaterThanThreshold", 475],
  ])("watches %s", (id, tells, metric, operator, threshold) => {
    expect(synthesizeMonitoring(rdsInstance(INSTANCE))[id]).toMatchObject({
      ...tells,
      ...USUALLY,
      namespace: "AWS/RDS",
      metric_name: metric,
      statistic: "Average",
      comparison_operator: operator,
      threshold,
      dimensions: { DBInstanceIdentifier: "openwan-db-primary" },
    });
  });

  test("OW-294: holds connections against what the parameter group allows", () => {
    const alarms = synthesizeMonitoring(rdsInstance(INSTANCE, { connectionsAbovePercent: 90 }));

    expect(alarms["connections"]?.["threshold"]).toBe(450);
  });

  test("lets a volume that grows by itself do so before it calls", () => {
    const alarms = synthesizeMonitoring(rdsInstance({ ...INSTANCE, storageGrows: true }));

    expect(alarms["storage"]?.["threshold"]).toBe(25 * GIB);
  });

  test("watches replicas where their delay is promised", () => {
    const replicated = { ...INSTANCE, replicas: { "replica-1": "openwan-db-replica-1" } };
    const alarms = synthesizeMonitoring(rdsInstance(replicated, { replicaLagAboveSeconds: 30 }));

    expect(alarms["replica-1-lag"]).toMatchObject({
      ...WARNS,
      alarm_name: "shop-replica-1-lag",
      metric_name: "ReplicaLag",
      threshold: 30,
      dimensions: { DBInstanceIdentifier: "openwan-db-replica-1" },
    });
    expect(rdsInstance(replicated).alarms).not.toHaveProperty("replica-1-lag");
    expect(rdsInstance(replicated).unwatched).toHaveProperty("ReplicaLag");
  });

  test("makes four alarms and no other, and says why", () => {
    const { alarms, unwatched } = rdsInstance(INSTANCE);

    expect(Object.keys(alarms)).toEqual(["cpu", "memory", "storage", "connections"]);
    expect(unwatched["ReadLatency"]).toContain("slow query log");
    for (const watched of ["CPUUtilization", "FreeableMemory", "FreeStorageSpace", "DatabaseConnections"]) {
      expect(unwatched).not.toHaveProperty(watched);
    }
  });

  test("OW-311: gives dashboards its metrics", () => {
    expect(rdsMetric("openwan-db-primary", "ReadLatency")).toEqual({
      namespace: "AWS/RDS",
      name: "ReadLatency",
      dimensions: { DBInstanceIdentifier: "openwan-db-primary" },
      statistic: "Average",
      range: { least: 0 },
    });
  });
});
