import { bucket, INTELLIGENT_TIERING } from "../../../../constructs/observability/catalogue/s3";
import { calculationOf, synthesizeMonitoring, USUALLY, WARNS } from "../../../support/monitoring";

const BUCKET = { bucketName: "shop-media" };
const REPLICATED = {
  ...BUCKET,
  replication: { destinationBucketName: "shop-media-copy", ruleId: "to-osaka" },
};

describe("the catalogue on buckets", () => {
  test("EN-284, M-54: warns of a bucket that is larger than expected, by the buffer's factor", () => {
    const alarms = synthesizeMonitoring(bucket(BUCKET, { expectedBytes: 1_000_000, bufferFactor: 1.5 }));

    expect(alarms).toEqual({
      size: expect.objectContaining({
        ...WARNS,
        namespace: "AWS/S3",
        metric_name: "BucketSizeBytes",
        statistic: "Average",
        period: 86_400,
        evaluation_periods: 1,
        threshold: 1_500_000,
        comparison_operator: "GreaterThanThreshold",
        dimensions: { BucketName: "shop-media", StorageType: "StandardStorage" },
      }) as unknown,
    });
    expect(synthesizeMonitoring(bucket(BUCKET, { expectedBytes: 100 }))["size"]?.["threshold"]).toBe(120);
  });

  test("T-20: adds up the storage types of Intelligent-Tiering", () => {
    const resource = { ...BUCKET, storageTypes: INTELLIGENT_TIERING };
    const alarms = synthesizeMonitoring(bucket(resource, { expectedBytes: 1000 }));
    const of = (type: string) => [
      "BucketSizeBytes",
      "Average",
      { BucketName: "shop-media", StorageType: type },
    ];

    expect(calculationOf(alarms["size"])).toEqual({
      expression:
        "SUM([standardStorage, intelligentTieringFAStorage, intelligentTieringIAStorage, intelligentTieringAIAStorage])",
      metrics: {
        standardStorage: of("StandardStorage"),
        intelligentTieringFAStorage: of("IntelligentTieringFAStorage"),
        intelligentTieringIAStorage: of("IntelligentTieringIAStorage"),
        intelligentTieringAIAStorage: of("IntelligentTieringAIAStorage"),
      },
    });
  });

  test("EN-287: watches replication where 15 minutes are promised", () => {
    const alarms = synthesizeMonitoring(bucket(REPLICATED, { recoveryPointMinutes: 15 }));

    expect(alarms).toEqual({
      replication: expect.objectContaining({
        ...WARNS,
        ...USUALLY,
        metric_name: "ReplicationLatency",
        statistic: "Maximum",
        threshold: 900,
        dimensions: {
          SourceBucket: "shop-media",
          DestinationBucket: "shop-media-copy",
          RuleId: "to-osaka",
        },
      }) as unknown,
    });
  });

  test.each([
    ["without a promise", REPLICATED, {}],
    ["with a slower promise", REPLICATED, { recoveryPointMinutes: 16 }],
    ["without replication", BUCKET, { recoveryPointMinutes: 15 }],
  ])("EN-286: leaves replication to AWS %s", (_case, resource, objectives) => {
    expect(bucket(resource, objectives).alarms).toEqual({});
    expect(bucket(resource, objectives).unwatched).toHaveProperty("ReplicationLatency");
  });

  test("EN-285: watches nothing else, and says why of each of the twelve metrics", () => {
    expect(Object.keys(bucket(BUCKET).unwatched).sort()).toEqual([
      "4xxErrors",
      "5xxErrors",
      "AllRequests",
      "BucketSizeBytes",
      "BytesPendingReplication",
      "FirstByteLatency",
      "GetRequests",
      "NumberOfObjects",
      "OperationsPendingReplication",
      "PutRequests",
      "ReplicationLatency",
      "TotalRequestLatency",
    ]);
  });
});
