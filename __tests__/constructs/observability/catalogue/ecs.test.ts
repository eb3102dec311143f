import { ecsService } from "../../../../constructs/observability/catalogue/ecs";
import { refusalOf } from "../../../support/synthesis";
import { synthesizeMonitoring, USUALLY, WARNS } from "../../../support/monitoring";

const SERVICE = { clusterName: "shop", serviceName: "api" };

describe("the catalogue on ECS services", () => {
  test("EN-270: recommends no alarm, and says why of each metric", () => {
    const { alarms, unwatched } = ecsService(SERVICE);

    expect(alarms).toEqual({});
    expect(Object.keys(unwatched).sort()).toEqual([
      "CPUUtilization",
      "CpuUtilized",
      "MemoryUtilization",
      "MemoryUtilized",
      "NetworkRxBytes",
      "NetworkTxBytes",
      "PendingTaskCount",
      "RunningTaskCount",
      "StorageReadBytes",
      "StorageWriteBytes",
    ]);
    expect(unwatched["RunningTaskCount"]).toContain("HealthyHostCount");
  });

  test("SW-055 to SW-058, OW-289, OW-293: watches CPU and memory where a system declares how much is too much", () => {
    const alarms = synthesizeMonitoring(ecsService(SERVICE, { cpuAbovePercent: 80, memoryAbovePercent: 85 }));

    expect(alarms).toMatchObject({
      cpu: { ...WARNS, ...USUALLY, metric_name: "CPUUtilization", statistic: "Average", threshold: 80 },
      memory: { ...WARNS, ...USUALLY, metric_name: "MemoryUtilization", statistic: "Average", threshold: 85 },
    });
  });

  test("refuses a percentage that Fargate cannot exceed, and takes it where tasks may burst", () => {
    const watch = (runsOn: "fargate" | "ec2") =>
      synthesizeMonitoring(ecsService({ ...SERVICE, runsOn }, { cpuAbovePercent: 150 }));

    expect(refusalOf(() => watch("fargate"))).toContain("got > 150, which never holds");
    expect(watch("ec2")["cpu"]?.["threshold"]).toBe(150);
  });
});
