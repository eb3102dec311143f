import { refuse } from "../../core/errors";
import { type Metric, NOT_NEGATIVE, type Statistic } from "../metric";
import { because, type Monitoring, monitoring, type PlannedAlarm, USUAL } from "./monitoring";

/** Between which times a stream can keep a record, in hours: a day to a year. */
const RETENTION_HOURS = { least: 24, most: 8760 };
const MILLISECONDS_PER_HOUR = 3_600_000;
const WARN_AFTER = 0.5;
const ERROR_AFTER = 0.8;
const THROTTLED_FROM = 0.8;

/** A Kinesis data stream as its metrics know it. */
export interface StreamResource {
  /** Name of the stream. */
  readonly streamName: string;
  /** Hours for which it keeps a record, 24 to 8760: what is older is lost. */
  readonly retentionHours: number;
  /** Who provides its shards, which says what to do when they do not suffice. */
  readonly capacity: "on-demand" | "provisioned";
}

/** What is declared of a stream. */
export interface StreamObjectives {
  /**
   * Average number of throttled calls from which on readers or writers are held up.
   *
   * @default 0.8
   */
  readonly throttledFrom?: number;
}

const FLOW = "a figure of the flow, for planning and investigation";
const COVERED =
  "records that are late or lost show as the age of the iterator, throttling as throughput exceeded";

const REASONS = {
  ...because(FLOW, "GetRecords.Bytes", "GetRecords.Records", "IncomingBytes", "IncomingRecords"),
  ...because(FLOW, "PutRecord.Bytes", "PutRecords.Bytes", "PutRecords.Records", "PutRecords.TotalRecords"),
  ...because(FLOW, "PutRecords.SuccessfulRecords", "SubscribeToShardEvent.Bytes"),
  ...because(FLOW, "SubscribeToShardEvent.Records"),
  ...because(
    "the application sees how long its calls take",
    "GetRecords.Latency",
    "PutRecord.Latency",
    "PutRecords.Latency",
  ),
  ...because(
    "the application sees whether its calls succeed, and tries again",
    "GetRecords.Success",
    "PutRecord.Success",
    "PutRecords.Success",
    "PutRecords.FailedRecords",
    "SubscribeToShard.Success",
    "SubscribeToShardEvent.Success",
  ),
  ...because(
    COVERED,
    "PutRecords.ThrottledRecords",
    "SubscribeToShard.RateExceeded",
    "SubscribeToShardEvent.MillisBehindLatest",
  ),
};

/** A metric of a stream as a whole; shards are not watched one by one. */
export function streamMetric(streamName: string, name: string, statistic: Statistic): Metric {
  return {
    namespace: "AWS/Kinesis",
    name,
    dimensions: { StreamName: streamName },
    statistic,
    range: NOT_NEGATIVE,
  };
}

/**
 * What is watched of a stream: how far its readers are behind, over 50 % (WARN) and from 80 % (ERROR) of what the stream
 * keeps, and readers and writers that are throttled.
 *
 * @throws ProblemsError when a stream cannot keep records that long
 * @see https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
 */
export function stream(resource: StreamResource, objectives: StreamObjectives = {}): Monitoring {
  const { streamName, retentionHours, capacity } = resource;
  const { throttledFrom = THROTTLED_FROM } = objectives;
  const { least, most } = RETENTION_HOURS;
  if (!(retentionHours >= least && retentionHours <= most)) {
    refuse({
      path: "stream.retentionHours",
      rule: `lies between ${least} and ${most}`,
      got: retentionHours,
      fix: "state the retention of the stream itself",
    });
  }
  const iteratorAge = (
    level: PlannedAlarm["level"],
    comparison: PlannedAlarm["comparison"],
    part: number,
  ): PlannedAlarm => ({
    ...USUAL,
    level,
    nameEnding: `iterator-age-${level.toLowerCase()}`,
    describe: (subject) =>
      `Readers of ${subject} are behind by ${part * 100} % of the time for which it keeps records: look at them before records are lost`,
    metric: streamMetric(streamName, "GetRecords.IteratorAgeMilliseconds", "Maximum"),
    comparison,
    threshold: retentionHours * MILLISECONDS_PER_HOUR * part,
  });
  const throttled = (direction: "Read" | "Write"): PlannedAlarm => ({
    ...USUAL,
    level: "WARN",
    nameEnding: `${direction.toLowerCase()}-throttled`,
    describe: (subject) =>
      `${direction}s of ${subject} are throttled: look at the flow, then ${
        capacity === "provisioned" ? "add shards" : "have the account's limit raised"
      }`,
    metric: streamMetric(streamName, `${direction}ProvisionedThroughputExceeded`, "Average"),
    comparison: ">=",
    threshold: throttledFrom,
  });
  return monitoring(
    {
      "iterator-age-warn": iteratorAge("WARN", ">", WARN_AFTER),
      "iterator-age-error": iteratorAge("ERROR", ">=", ERROR_AFTER),
      "read-throttled": throttled("Read"),
      "write-throttled": throttled("Write"),
    },
    REASONS,
  );
}
