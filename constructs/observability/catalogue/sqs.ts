import { refuse } from "../../core/errors";
import { type Metric, NOT_NEGATIVE, type Statistic } from "../metric";
import { AT_ONCE, because, type Monitoring, monitoring, type PlannedAlarm, USUAL } from "./monitoring";

/** Between which times SQS can keep a message, in seconds. */
const RETENTION_SECONDS = { least: 60, most: 1_209_600 };
const WARN_AFTER = 0.7;
const ERROR_AFTER = 0.9;

/** A queue as its metrics know it. */
export interface QueueResource {
  /** Name of the queue. */
  readonly queueName: string;
  /** Seconds for which it keeps a message, 60 to 1209600: what is older is lost. */
  readonly retentionSeconds: number;
  /**
   * Name of the queue for what could not be processed.
   *
   * @default - none: what fails is tried until it is lost
   */
  readonly deadLetterQueueName?: string;
}

/** What is declared of a queue. */
export interface QueueObjectives {
  /**
   * Number of waiting messages above which the backlog is too long, even once in five minutes.
   *
   * @default - no number says it: the age of the oldest message is watched
   */
  readonly backlogAbove?: number;
}

/** Metrics that the catalogue measures of a queue. */
export type QueueMetric = "ApproximateAgeOfOldestMessage" | "ApproximateNumberOfMessagesVisible";

const REASONS = {
  ...because(
    "no number of waiting messages says that something is wrong; their age does",
    "ApproximateNumberOfMessagesVisible",
  ),
  ...because(
    "a figure of the work in progress, which ends as age when it does not go on",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
    "ApproximateNumberOfGroupsWithInflightMessages",
  ),
  ...because(
    "a figure of throughput: the time from sending to deleting cannot be calculated from it",
    "NumberOfMessagesSent",
    "NumberOfMessagesReceived",
    "NumberOfMessagesDeleted",
    "NumberOfDeduplicatedSentMessages",
    "SentMessageSize",
  ),
  ...because("a matter of cost, mended by long polling", "NumberOfEmptyReceives"),
};

/** A metric of a queue. */
export function queueMetric(queueName: string, name: QueueMetric, statistic: Statistic = "Maximum"): Metric {
  return {
    namespace: "AWS/SQS",
    name,
    dimensions: { QueueName: queueName },
    statistic,
    range: NOT_NEGATIVE,
  };
}

/**
 * What is watched of a queue: the age of its oldest message at 70 % (WARN) and 90 % (ERROR) of what the queue keeps,
 * anything at all in its dead-letter queue, and its length where a system declares how much is too much.
 *
 * @throws ProblemsError when SQS cannot keep messages that long
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function queue(resource: QueueResource, objectives: QueueObjectives = {}): Monitoring {
  const { queueName, retentionSeconds, deadLetterQueueName } = resource;
  const { least, most } = RETENTION_SECONDS;
  if (!(retentionSeconds >= least && retentionSeconds <= most)) {
    refuse({
      path: "queue.retentionSeconds",
      rule: `lies between ${least} and ${most}`,
      got: retentionSeconds,
      fix: "state the retention of the queue itself",
    });
  }
  const age = (level: PlannedAlarm["level"], part: number): PlannedAlarm => ({
    ...USUAL,
    level,
    nameEnding: `message-age-${level.toLowerCase()}`,
    describe: (subject) =>
      `The oldest message of ${subject} has used ${part * 100} % of the time for which the queue keeps it: look at its consumers before messages are lost`,
    metric: queueMetric(queueName, "ApproximateAgeOfOldestMessage"),
    comparison: ">",
    threshold: Math.round(retentionSeconds * part),
  });
  return monitoring(
    {
      "age-warn": age("WARN", WARN_AFTER),
      "age-error": age("ERROR", ERROR_AFTER),
      "dead-letter":
        deadLetterQueueName === undefined
          ? undefined
          : {
              ...AT_ONCE,
              level: "ERROR",
              nameEnding: "dead-letters",
              describe: (subject) =>
                `Messages of ${subject} could not be processed: look at them in ${deadLetterQueueName} and at its consumers' logs`,
              metric: queueMetric(deadLetterQueueName, "ApproximateNumberOfMessagesVisible"),
              comparison: ">",
              threshold: 0,
              // Says nothing of the queue itself, whose length may still be without alarm.
              about: "ApproximateNumberOfMessagesVisible of the dead-letter queue",
            },
      backlog: backlog(queueName, objectives.backlogAbove),
    },
    REASONS,
  );
}

function backlog(queueName: string, above: number | undefined): PlannedAlarm | undefined {
  return above === undefined
    ? undefined
    : {
        ...USUAL,
        evaluationPeriods: 1,
        level: "WARN",
        nameEnding: "queue-deep",
        describe: (subject) =>
          `More than ${above} messages wait in ${subject}: look at its consumers, their errors and their number`,
        metric: queueMetric(queueName, "ApproximateNumberOfMessagesVisible"),
        comparison: ">",
        threshold: above,
      };
}
