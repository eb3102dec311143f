import { Queue, type QueueProps } from "../../../constructs/messaging/queue";
import { statements } from "../../support/policies";
import { refusalOf, synthesizeStack, type Workspace } from "../../support/synthesis";

const MINIMAL: QueueProps = {
  queueName: "jobs",
  visibilityTimeoutSeconds: 60,
  deadLetters: { queueName: "jobs-dead", maxReceives: 5 },
};

const FIFO: Partial<QueueProps> = {
  queueName: "jobs.fifo",
  deadLetters: { ...MINIMAL.deadLetters, queueName: "jobs-dead.fifo" },
  fifo: { deduplication: "by-content" },
};

const synthesize = (change: Partial<QueueProps> = {}): Workspace =>
  synthesizeStack((stack) => new Queue(stack, "jobs", { ...MINIMAL, ...change }));

describe("a queue", () => {
  test("with minimal values polls long, is encrypted and keeps dead letters longer than its own", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_sqs_queue", "jobs_queue")).toEqual({
      name: "jobs",
      visibility_timeout_seconds: 60,
      message_retention_seconds: 345_600,
      delay_seconds: 0,
      receive_wait_time_seconds: 20,
      max_message_size: 262_144,
      redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.jobs_dead-letters.arn}","maxReceiveCount":5}',
      sqs_managed_sse_enabled: true,
    });
    expect(workspace.one("aws_sqs_queue", "jobs_dead-letters")).toEqual({
      name: "jobs-dead",
      message_retention_seconds: 1_209_600,
      sqs_managed_sse_enabled: true,
    });
  });

  test.each(["jobs_policy", "jobs_dead-letters-policy"])("%s refuses plain HTTP alone", (policy) => {
    expect(
      statements(synthesize().one("aws_sqs_queue_policy", policy)["policy"]).map(({ Sid, Effect }) => [
        Sid,
        Effect,
      ]),
    ).toEqual([["DenyPlainHttp", "Deny"]]);
  });

  test("EN-240: keeps the order where it is asked to, and so does its dead-letter queue", () => {
    const workspace = synthesize(FIFO);

    expect(workspace.one("aws_sqs_queue", "jobs_queue")).toMatchObject({
      name: "jobs.fifo",
      fifo_queue: true,
      content_based_deduplication: true,
    });
    expect(workspace.one("aws_sqs_queue", "jobs_dead-letters")).toEqual({
      name: "jobs-dead.fifo",
      fifo_queue: true,
      message_retention_seconds: 1_209_600,
      sqs_managed_sse_enabled: true,
    });
  });

  test("EN-245: a dead-letter queue takes what the queue takes", () => {
    expect(
      synthesize({ maxMessageBytes: 1_048_576 }).one("aws_sqs_queue", "jobs_dead-letters"),
    ).toMatchObject({
      max_message_size: 1_048_576,
    });
  });

  test.each<[string, Partial<QueueProps>]>([
    ["FIFO without the content as an id", { ...FIFO, fifo: { deduplication: "by-id" } }],
    ["the longest visibility", { visibilityTimeoutSeconds: 43_200 }],
    ["the longest delay", { delaySeconds: 900 }],
    ["short polling", { receiveWaitSeconds: 0 }],
    ["the largest message", { maxMessageBytes: 1_048_576 }],
    [
      "dead letters kept as long as messages",
      { retentionSeconds: 60, deadLetters: { ...MINIMAL.deadLetters, retentionSeconds: 60 } },
    ],
    [
      "the longest reuse of a key",
      { encryption: { kmsKeyId: "alias/aws/sqs", dataKeyReuseSeconds: 86_400 } },
    ],
  ])("takes %s", (_case, change) => {
    expect(synthesize(change).ids("aws_sqs_queue")).toHaveLength(2);
  });

  test.each<[string, Partial<QueueProps>, string]>([
    [
      "visibility above 12 hours",
      { visibilityTimeoutSeconds: 43_201 },
      "visibilityTimeoutSeconds: is 0 to 43200 seconds, got 43201",
    ],
    [
      "retention below a minute",
      { retentionSeconds: 59 },
      "retentionSeconds: is 60 to 1209600 seconds, got 59",
    ],
    ["delay above 15 minutes", { delaySeconds: 901 }, "delaySeconds: is 0 to 900 seconds, got 901"],
    ["a wait above 20 seconds", { receiveWaitSeconds: 21 }, "receiveWaitSeconds: is 0 to 20 seconds, got 21"],
    [
      "messages above 1 MiB",
      { maxMessageBytes: 1_048_577 },
      "maxMessageBytes: is 1024 to 1048576 bytes, got 1048577",
    ],
    [
      "no receive",
      { deadLetters: { ...MINIMAL.deadLetters, maxReceives: 0 } },
      "deadLetters.maxReceives: is 1 to 1000 receives, got 0",
    ],
    [
      "dead letters kept shorter than messages",
      { deadLetters: { ...MINIMAL.deadLetters, retentionSeconds: 345_599 } },
      "deadLetters.retentionSeconds: is at least the queue's own retention of 345600 seconds, got 345599",
    ],
    [
      "reuse of a key below a minute",
      { encryption: { kmsKeyId: "alias/aws/sqs", dataKeyReuseSeconds: 59 } },
      "encryption.dataKeyReuseSeconds: is 60 to 86400 seconds, got 59",
    ],
    ["a FIFO name", { queueName: "jobs.fifo" }, "queueName: is the name of a standard queue, got jobs.fifo"],
    [
      "EN-240: a FIFO queue of another name",
      { ...FIFO, queueName: "jobs" },
      "queueName: is the name of a FIFO queue, got jobs; end it in .fifo",
    ],
    [
      "EN-240: a FIFO queue with a standard one for its dead letters",
      { ...FIFO, deadLetters: MINIMAL.deadLetters },
      "deadLetters.queueName: is the name of a FIFO queue, got jobs-dead; end it in .fifo",
    ],
    [
      "one name twice",
      { deadLetters: { queueName: "jobs", maxReceives: 5 } },
      "deadLetters.queueName: is another name than the queue's, got jobs",
    ],
    [
      "a name of 81 characters",
      { queueName: "a".repeat(81) },
      "the name of an aws_sqs_queue has at most 80 characters",
    ],
    ["a name with a dot", { queueName: "a.b" }, "the name of an aws_sqs_queue is made of letters"],
  ])("refuses %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });
});
