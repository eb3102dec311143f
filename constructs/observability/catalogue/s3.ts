import { type Metric, type MetricMath, NOT_NEGATIVE } from "../metric";
import { because, type Monitoring, monitoring, optional, USUAL } from "./monitoring";

const DAY_SECONDS = 86_400;
const BUFFER_FACTOR = 1.2;
/** Within which S3 promises to replicate, and from which on a slower goal needs no watching. */
const REPLICATION_MINUTES = 15;

/** Where the objects of a bucket in S3 Standard are counted. */
export const STANDARD: readonly string[] = ["StandardStorage"];
/** Where the objects of a bucket in S3 Intelligent-Tiering, without its archive tiers, are counted. */
export const INTELLIGENT_TIERING: readonly string[] = [
  "StandardStorage",
  "IntelligentTieringFAStorage",
  "IntelligentTieringIAStorage",
  "IntelligentTieringAIAStorage",
];

/** A bucket as its metrics know it. */
export interface BucketResource {
  /** Name of the bucket. */
  readonly bucketName: string;
  /**
   * Types of storage in which its objects are counted: {@link STANDARD}, {@link INTELLIGENT_TIERING}.
   *
   * @default STANDARD
   */
  readonly storageTypes?: readonly string[];
  /**
   * The rule that replicates it, whose metrics and replication time control are on.
   *
   * @default - not replicated
   */
  readonly replication?: {
    /** Name of the bucket to which it is replicated. */
    readonly destinationBucketName: string;
    /** Id of the rule. */
    readonly ruleId: string;
  };
}

/** What is declared of a bucket. */
export interface BucketObjectives {
  /**
   * Number of bytes that it is expected to hold at most.
   *
   * @default - nothing is expected: the bill tells
   */
  readonly expectedBytes?: number;
  /**
   * How many times the expected bytes are too many.
   *
   * @default 1.2
   */
  readonly bufferFactor?: number;
  /**
   * Minutes of writes that may be lost in a disaster; watched up to 15.
   *
   * @default - replication is AWS's to keep going
   */
  readonly recoveryPointMinutes?: number;
}

const END_TO_END =
  "costs extra, and what users feel is measured where they call: at the API that reads the bucket";
const MANAGED = "replication is kept going by AWS";

const REASONS = {
  ...because("nothing is expected of its size: the bill tells", "BucketSizeBytes"),
  ...because("the number of objects is no cost and no fault", "NumberOfObjects"),
  ...because(END_TO_END, "AllRequests", "GetRequests", "PutRequests", "4xxErrors", "5xxErrors"),
  ...because(END_TO_END, "FirstByteLatency", "TotalRequestLatency"),
  ...because(MANAGED, "BytesPendingReplication", "OperationsPendingReplication", "ReplicationLatency"),
};

/**
 * What is watched of a bucket: its size against what is expected, for the cost, and replication where a recovery point
 * of 15 minutes or less is promised.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
 */
export function bucket(resource: BucketResource, objectives: BucketObjectives = {}): Monitoring {
  const { bucketName, storageTypes = STANDARD, replication } = resource;
  const { expectedBytes, bufferFactor = BUFFER_FACTOR, recoveryPointMinutes } = objectives;
  const strict = recoveryPointMinutes !== undefined && recoveryPointMinutes <= REPLICATION_MINUTES;
  return monitoring(
    {
      size: optional(expectedBytes, (bytes) => ({
        ...USUAL,
        periodSeconds: DAY_SECONDS,
        evaluationPeriods: 1,
        level: "WARN",
        nameEnding: "large",
        describe: (subject) =>
          `${subject} holds more than ${bufferFactor} times the ${bytes} bytes that are expected of it: look at its lifecycle before the bill comes`,
        metric: size(bucketName, storageTypes),
        about: "BucketSizeBytes",
        comparison: ">",
        threshold: Math.round(bytes * bufferFactor),
      })),
      replication: optional(strict ? replication : undefined, ({ destinationBucketName, ruleId }) => ({
        ...USUAL,
        level: "WARN",
        nameEnding: "replication-late",
        describe: (subject) =>
          `Objects of ${subject} reach their copy later than ${REPLICATION_MINUTES} minutes: the promised recovery point does not hold`,
        metric: {
          namespace: "AWS/S3",
          name: "ReplicationLatency",
          dimensions: {
            SourceBucket: bucketName,
            DestinationBucket: destinationBucketName,
            RuleId: ruleId,
          },
          statistic: "Maximum",
          range: NOT_NEGATIVE,
        },
        comparison: ">",
        threshold: REPLICATION_MINUTES * 60,
      })),
    },
    REASONS,
  );
}

function size(bucketName: string, storageTypes: readonly string[]): Metric | MetricMath {
  const of = (storageType: string): Metric => ({
    namespace: "AWS/S3",
    name: "BucketSizeBytes",
    dimensions: { BucketName: bucketName, StorageType: storageType },
    statistic: "Average",
    range: NOT_NEGATIVE,
  });
  const [only, ...others] = storageTypes;
  if (only !== undefined && others.length === 0) {
    return of(only);
  }
  const metrics = Object.fromEntries(
    storageTypes.map((type) => [type.charAt(0).toLowerCase() + type.slice(1), of(type)]),
  );
  return { expression: `SUM([${Object.keys(metrics).join(", ")}])`, metrics, range: NOT_NEGATIVE };
}
