import { type Metric, type MetricMath, NOT_NEGATIVE, type Statistic } from "../metric";
import {
  because,
  forEach,
  type Monitoring,
  monitoring,
  optional,
  type PlannedAlarm,
  USUAL,
} from "./monitoring";

const USED_FROM = 0.8;
const BACKLOG_MINUTES = 30;
const MILLISECONDS_PER_MINUTE = 60_000;

/** Operations under which throttled requests are counted; DynamoDB has no count of a table as a whole. */
export const TABLE_OPERATIONS: readonly string[] = [
  "GetItem",
  "BatchGetItem",
  "Query",
  "Scan",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
];

/** A table as its metrics know it. */
export interface TableResource {
  /** Name of the table. */
  readonly tableName: string;
  /** How its throughput is paid. */
  readonly billing: "on-demand" | "provisioned";
  /**
   * Operations that are used on it, at most 10.
   *
   * @default TABLE_OPERATIONS
   */
  readonly operations?: readonly string[];
  /**
   * The Kinesis data stream into which its changes flow.
   *
   * @default - none
   */
  readonly kinesisDestination?: {
    /**
     * Value of the dimension DelegatedOperation, as CloudWatch lists it among the table's metrics once the first change
     * has flowed; AWS does not document it.
     */
    readonly delegatedOperation: string;
  };
  /**
   * Regions of its replicas in a global table.
   *
   * @default - none
   */
  readonly replicaRegions?: readonly string[];
}

/** What is declared of a table. */
export interface TableObjectives {
  /**
   * Part of the provisioned throughput, 0 to 1, above which too little is left.
   *
   * @default 0.8
   */
  readonly usedAbove?: number;
  /**
   * What the used throughput is held against: what the table has, or what the account allows a table.
   *
   * @default "provisioned"
   */
  readonly usedOf?: "provisioned" | "account-limit";
  /**
   * Minutes that a change may wait for its way into the Kinesis stream.
   *
   * @default 30
   */
  readonly backlogMinutes?: number;
  /**
   * Milliseconds within which a write is to be in every replica.
   *
   * @default - nothing is promised of the replicas
   */
  readonly replicationAboveMilliseconds?: number;
}

const LIMIT = "a limit, against which use is measured";
const APPLICATION = "the application sees it and writes it to its log";
const NO_DESTINATION = "no changes flow into a Kinesis stream";
const FIGURE = "a figure of use";
const INDEX = "a figure of a new index, looked at while it is made";

const REASONS = {
  ...because(LIMIT, "AccountMaxReads", "AccountMaxWrites", "AccountMaxTableLevelReads"),
  ...because(LIMIT, "AccountMaxTableLevelWrites"),
  ...because(LIMIT, "ProvisionedReadCapacityUnits", "ProvisionedWriteCapacityUnits"),
  ...because(
    "without provisioned throughput nothing can be used up: throttling tells",
    "ConsumedReadCapacityUnits",
    "ConsumedWriteCapacityUnits",
  ),
  ...because("contained in ThrottledRequests", "ReadThrottleEvents", "WriteThrottleEvents"),
  ...because(
    "quotas of the account are watched for the account, not for a table",
    "AccountProvisionedReadCapacityUtilization",
    "AccountProvisionedWriteCapacityUtilization",
    "MaxProvisionedTableReadCapacityUtilization",
    "MaxProvisionedTableWriteCapacityUtilization",
  ),
  ...because(INDEX, "OnlineIndexConsumedWriteCapacity", "OnlineIndexPercentageProgress"),
  ...because(INDEX, "OnlineIndexThrottleEvents"),
  ...because("published by global tables of version 2017.11.29 alone", "PendingReplicationCount"),
  ...because("nothing is promised of the replicas", "ReplicationLatency"),
  ...because(NO_DESTINATION, "ThrottledPutRecordCount", "AgeOfOldestUnreplicatedRecord"),
  ...because(FIGURE, "ConsumedChangeDataCaptureUnits", "ReturnedItemCount", "ReturnedRecordsCount"),
  ...because(FIGURE, "ReturnedBytes", "TimeToLiveDeletedItemCount"),
  ...because(APPLICATION, "TransactionConflict", "ConditionalCheckFailedRequests", "UserErrors"),
  ...because(APPLICATION, "SuccessfulRequestLatency"),
  ...because("a fault of AWS's that the application sees, and that trying again mends", "SystemErrors"),
};

/**
 * What is watched of a table: throttled requests; the use of provisioned throughput; the way into a Kinesis stream and
 * into replicas where there are such.
 *
 * Every alarm calculates, since one on a plain metric of DynamoDB keeps its state while no data come, whatever it is
 * told of missing data: without requests it would never recover.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function table(resource: TableResource, objectives: TableObjectives = {}): Monitoring {
  const { tableName, billing, kinesisDestination, replicaRegions = [] } = resource;
  const { replicationAboveMilliseconds, backlogMinutes = BACKLOG_MINUTES } = objectives;
  const delegated = (delegatedOperation: string) => ({
    TableName: tableName,
    DelegatedOperation: delegatedOperation,
  });
  return monitoring(
    {
      throttled: throttled(resource),
      "reads-used": billing === "provisioned" ? used("Read", tableName, objectives) : undefined,
      "writes-used": billing === "provisioned" ? used("Write", tableName, objectives) : undefined,
      "stream-throttled": optional(kinesisDestination, ({ delegatedOperation }) => ({
        ...USUAL,
        level: "WARN",
        nameEnding: "stream-throttled",
        describe: (subject) =>
          `Changes of ${subject} are held up on their way into the Kinesis stream: look at its shards`,
        ...sumOf({ records: tableMetric("ThrottledPutRecordCount", delegated(delegatedOperation), "Sum") }),
        about: "ThrottledPutRecordCount",
        comparison: ">",
        threshold: 0,
      })),
      "stream-backlog": optional(kinesisDestination, ({ delegatedOperation }) => ({
        ...USUAL,
        level: "WARN",
        nameEnding: "stream-backlog",
        describe: (subject) =>
          `Changes of ${subject} wait longer than ${backlogMinutes} minutes for the Kinesis stream: look whether it takes them`,
        ...sumOf({
          age: tableMetric("AgeOfOldestUnreplicatedRecord", delegated(delegatedOperation), "Maximum"),
        }),
        about: "AgeOfOldestUnreplicatedRecord",
        comparison: ">",
        threshold: backlogMinutes * MILLISECONDS_PER_MINUTE,
      })),
      ...forEach(Object.fromEntries(replicaRegions.map((region) => [region, region])), (region) => ({
        "replication-late": optional(replicationAboveMilliseconds, (milliseconds) => ({
          ...USUAL,
          level: "WARN",
          nameEnding: "replication-late",
          describe: (subject) =>
            `Writes to ${subject} reach ${region} later than ${milliseconds} ms: look at AWS Health and at the replica's throughput`,
          ...sumOf({
            latency: tableMetric(
              "ReplicationLatency",
              { TableName: tableName, ReceivingRegion: region },
              "Average",
            ),
          }),
          about: "ReplicationLatency",
          comparison: ">",
          threshold: milliseconds,
        })),
      })),
    },
    REASONS,
  );
}

function throttled({ tableName, operations = TABLE_OPERATIONS }: TableResource): PlannedAlarm {
  return {
    ...USUAL,
    level: "WARN",
    nameEnding: "throttled",
    describe: (subject) =>
      `Requests to ${subject} are throttled: look at its hot keys, then at its throughput or the account's limit`,
    ...sumOf(
      Object.fromEntries(
        operations.map((operation) => [
          operation.charAt(0).toLowerCase() + operation.slice(1),
          tableMetric("ThrottledRequests", { TableName: tableName, Operation: operation }, "Sum"),
        ]),
      ),
    ),
    about: "ThrottledRequests",
    comparison: ">",
    threshold: 0,
  };
}

function used(
  direction: "Read" | "Write",
  tableName: string,
  { usedAbove = USED_FROM, usedOf = "provisioned" }: TableObjectives,
): PlannedAlarm {
  const consumed = tableMetric(`Consumed${direction}CapacityUnits`, { TableName: tableName }, "Sum");
  const most =
    usedOf === "provisioned"
      ? tableMetric(`Provisioned${direction}CapacityUnits`, { TableName: tableName }, "Average")
      : tableMetric(`AccountMaxTableLevel${direction}s`, {}, "Maximum");
  return {
    ...USUAL,
    level: "WARN",
    nameEnding: `${direction.toLowerCase()}s-used`,
    describe: (subject) =>
      `${subject} uses more than ${usedAbove * 100} % of the ${direction.toLowerCase()}s that it may: look at the load, then at its throughput`,
    metric: {
      expression: "FILL(consumed, 0) / PERIOD(consumed) / most",
      metrics: { consumed, most },
      // Burst capacity lets a table use more than it has for a while.
      range: NOT_NEGATIVE,
    },
    about: consumed.name,
    comparison: ">",
    threshold: usedAbove,
  };
}

function tableMetric(name: string, dimensions: Metric["dimensions"], statistic: Statistic): Metric {
  return { namespace: "AWS/DynamoDB", name, dimensions, statistic, range: NOT_NEGATIVE };
}

/** The sum of metrics of which any may have no data at a time. */
function sumOf(metrics: Readonly<Record<string, Metric>>): { readonly metric: MetricMath } {
  const filled = Object.keys(metrics).map((id) => `FILL(${id}, 0)`);
  return {
    metric: {
      expression: filled.length === 1 ? filled.join("") : `SUM([${filled.join(", ")}])`,
      metrics,
      range: NOT_NEGATIVE,
    },
  };
}
