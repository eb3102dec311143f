import { table, type TableResource } from "../../../../constructs/observability/catalogue/dynamodb";
import { calculationOf, synthesizeMonitoring, WARNS } from "../../../support/monitoring";
import { refusalOf } from "../../../support/synthesis";

const TABLE: TableResource = { tableName: "orders", billing: "on-demand" };
const PROVISIONED: TableResource = { ...TABLE, billing: "provisioned" };
const OF_TABLE = { TableName: "orders" };
const STREAM = { delegatedOperation: "ChangeDataCapture" };
const DELEGATED = { ...OF_TABLE, DelegatedOperation: "ChangeDataCapture" };

describe("the catalogue on DynamoDB tables", () => {
  test.each(["on-demand", "provisioned"] as const)(
    "EN-288, T-19: adds up throttled requests of every operation of a table with %s capacity",
    (billing) => {
      const alarms = synthesizeMonitoring(table({ ...TABLE, billing, operations: ["GetItem", "PutItem"] }));

      expect(alarms["throttled"]).toMatchObject({
        ...WARNS,
        comparison_operator: "GreaterThanThreshold",
        threshold: 0,
        evaluation_periods: 3,
      });
      expect(calculationOf(alarms["throttled"])).toEqual({
        expression: "SUM([FILL(getItem, 0), FILL(putItem, 0)])",
        metrics: {
          getItem: ["ThrottledRequests", "Sum", { ...OF_TABLE, Operation: "GetItem" }],
          putItem: ["ThrottledRequests", "Sum", { ...OF_TABLE, Operation: "PutItem" }],
        },
      });
    },
  );

  test("EN-288: knows the eight usual operations, and refuses more than an alarm can add up", () => {
    const operations = Array.from({ length: 11 }, (_none, index) => `Operation${index}`);

    expect(Object.keys(calculationOf(synthesizeMonitoring(table(TABLE))["throttled"]).metrics)).toHaveLength(
      8,
    );
    expect(refusalOf(() => synthesizeMonitoring(table({ ...TABLE, operations })))).toContain(
      "calculates with 1 to 10 metrics, got 11",
    );
  });

  test.each([
    ["EN-289", "Read"],
    ["EN-290", "Write"],
  ])("%s, C-27: holds %ss against what the table has", (_row, direction) => {
    const alarm = synthesizeMonitoring(table(PROVISIONED))[`${direction.toLowerCase()}s-used`];

    expect(alarm).toMatchObject({ ...WARNS, threshold: 0.8, comparison_operator: "GreaterThanThreshold" });
    expect(calculationOf(alarm)).toEqual({
      expression: "FILL(consumed, 0) / PERIOD(consumed) / most",
      metrics: {
        consumed: [`Consumed${direction}CapacityUnits`, "Sum", OF_TABLE],
        most: [`Provisioned${direction}CapacityUnits`, "Average", OF_TABLE],
      },
    });
  });

  test("C-27: holds them against what the account allows a table, where asked", () => {
    const alarms = synthesizeMonitoring(table(PROVISIONED, { usedOf: "account-limit", usedAbove: 0.5 }));

    expect(alarms["reads-used"]?.["threshold"]).toBe(0.5);
    expect(calculationOf(alarms["reads-used"]).metrics["most"]).toEqual([
      "AccountMaxTableLevelReads",
      "Maximum",
      {},
    ]);
    expect(calculationOf(alarms["writes-used"]).metrics["most"]).toEqual([
      "AccountMaxTableLevelWrites",
      "Maximum",
      {},
    ]);
  });

  test("EN-291, EN-292, C-28: watches the way into a Kinesis stream where there is one", () => {
    const alarms = synthesizeMonitoring(table({ ...TABLE, kinesisDestination: STREAM }));

    expect(Object.keys(alarms).sort()).toEqual(["stream-backlog", "stream-throttled", "throttled"]);
    expect(alarms["stream-throttled"]).toMatchObject({ ...WARNS, threshold: 0 });
    expect(alarms["stream-backlog"]).toMatchObject({ ...WARNS, threshold: 1_800_000 });
    expect(calculationOf(alarms["stream-backlog"])).toMatchObject({
      expression: "FILL(age, 0)",
      metrics: { age: ["AgeOfOldestUnreplicatedRecord", "Maximum", DELEGATED] },
    });
    expect(calculationOf(alarms["stream-throttled"])).toMatchObject({
      metrics: { records: ["ThrottledPutRecordCount", "Sum", DELEGATED] },
    });
  });

  test("EN-295: watches each replica where its delay is promised", () => {
    const replicated = { ...TABLE, replicaRegions: ["ap-northeast-3", "us-east-1"] };
    const alarms = synthesizeMonitoring(table(replicated, { replicationAboveMilliseconds: 5000 }));

    expect(Object.keys(alarms).sort()).toEqual([
      "ap-northeast-3-replication-late",
      "throttled",
      "us-east-1-replication-late",
    ]);
    expect(alarms["us-east-1-replication-late"]).toMatchObject({ ...WARNS, threshold: 5000 });
    expect(calculationOf(alarms["us-east-1-replication-late"]).metrics).toEqual({
      latency: ["ReplicationLatency", "Average", { ...OF_TABLE, ReceivingRegion: "us-east-1" }],
    });
    expect(Object.keys(table(replicated).alarms)).toEqual(["throttled"]);
  });

  test("EN-293, EN-294, EN-296, EN-297: watches nothing else, and says why of each of the other metrics", () => {
    const { alarms, unwatched } = table(TABLE);

    expect(Object.keys(alarms)).toEqual(["throttled"]);
    expect(Object.keys(unwatched)).toHaveLength(31);
    expect(unwatched["PendingReplicationCount"]).toContain("2017.11.29");
    expect(unwatched["SystemErrors"]).toContain("trying again");
    for (const metric of ["TransactionConflict", "ConditionalCheckFailedRequests", "UserErrors"]) {
      expect(unwatched[metric]).toContain("log");
    }
    expect(table(PROVISIONED).unwatched).not.toHaveProperty("ConsumedReadCapacityUnits");
  });

  test("keeps recovering where no requests come: every alarm fills in what is missing", () => {
    const full: TableResource = { ...PROVISIONED, kinesisDestination: STREAM, replicaRegions: ["us-east-1"] };
    const alarms = synthesizeMonitoring(table(full, { replicationAboveMilliseconds: 1 }));

    expect(Object.keys(alarms)).toHaveLength(6);
    for (const alarm of Object.values(alarms)) {
      expect(calculationOf(alarm).expression).toContain("FILL(");
    }
  });
});
