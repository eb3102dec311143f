import type { Problem } from "../core/errors";
import type { QueueProps } from "./queue";

interface Range {
  readonly least: number;
  readonly most: number;
  readonly unit: string;
}

/** Longest retention, in seconds: 14 days. */
export const LONGEST_RETENTION_SECONDS = 1_209_600;
const RETENTION: Range = { least: 60, most: LONGEST_RETENTION_SECONDS, unit: "seconds" };
const VISIBILITY: Range = { least: 0, most: 43_200, unit: "seconds" };
const DELAY: Range = { least: 0, most: 900, unit: "seconds" };
const WAIT: Range = { least: 0, most: 20, unit: "seconds" };
const MESSAGE: Range = { least: 1024, most: 1_048_576, unit: "bytes" };
const RECEIVES: Range = { least: 1, most: 1000, unit: "receives" };
const KEY_REUSE: Range = { least: 60, most: 86_400, unit: "seconds" };

/** A queue's values with the defaults in place. */
export type CompleteQueue = QueueProps &
  Required<
    Pick<QueueProps, "retentionSeconds" | "delaySeconds" | "receiveWaitSeconds" | "maxMessageBytes">
  > & { readonly deadLetters: Required<QueueProps["deadLetters"]> };

/**
 * Everything about a queue's values that SQS would refuse, or that would lose messages.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export function queueProblems(queue: CompleteQueue, path: string): readonly Problem[] {
  const { deadLetters, retentionSeconds, encryption } = queue;
  return [
    ...outside(queue.visibilityTimeoutSeconds, VISIBILITY, `${path}.visibilityTimeoutSeconds`),
    ...outside(retentionSeconds, RETENTION, `${path}.retentionSeconds`),
    ...outside(queue.delaySeconds, DELAY, `${path}.delaySeconds`),
    ...outside(queue.receiveWaitSeconds, WAIT, `${path}.receiveWaitSeconds`),
    ...outside(queue.maxMessageBytes, MESSAGE, `${path}.maxMessageBytes`),
    ...outside(deadLetters.maxReceives, RECEIVES, `${path}.deadLetters.maxReceives`),
    ...outside(deadLetters.retentionSeconds, RETENTION, `${path}.deadLetters.retentionSeconds`),
    ...(encryption === undefined
      ? []
      : outside(encryption.dataKeyReuseSeconds, KEY_REUSE, `${path}.encryption.dataKeyReuseSeconds`)),
    ...nameProblems(queue, path),
    // A message keeps the time at which it was first sent, so a shorter retention would drop it on arrival.
    ...(deadLetters.retentionSeconds >= retentionSeconds
      ? []
      : [
          {
            path: `${path}.deadLetters.retentionSeconds`,
            rule: `is at least the queue's own retention of ${retentionSeconds} seconds`,
            got: deadLetters.retentionSeconds,
            fix: "lengthen it, or shorten the queue's",
          },
        ]),
  ];
}

function nameProblems({ queueName, deadLetters, fifo }: CompleteQueue, path: string): readonly Problem[] {
  const wrong = Object.entries({
    queueName,
    "deadLetters.queueName": deadLetters.queueName,
  }).filter(([, name]) => name.endsWith(".fifo") !== (fifo !== undefined));
  return [
    ...wrong.map(([place, name]) => ({
      path: `${path}.${place}`,
      rule: `is the name of a ${fifo === undefined ? "standard" : "FIFO"} queue`,
      got: name,
      fix: fifo === undefined ? "leave out .fifo" : "end it in .fifo",
    })),
    ...(queueName === deadLetters.queueName
      ? [
          {
            path: `${path}.deadLetters.queueName`,
            rule: "is another name than the queue's",
            got: queueName,
            fix: "rename one",
          },
        ]
      : []),
  ];
}

function outside(value: number, { least, most, unit }: Range, path: string): readonly Problem[] {
  return Number.isInteger(value) && value >= least && value <= most
    ? []
    : [{ path, rule: `is ${least} to ${most} ${unit}`, got: value, fix: "choose a number of that range" }];
}
