import type { Decision } from "../../../decisions";
import type { Traits } from "./traits";

/** Which queue jobs wait in. */
export type Queue = "sqs-standard" | "sqs-fifo";
/** Where what nobody processed is kept. */
export type MessageStore = "queue" | "database";

/** Days that SQS keeps a message at most. */
const LONGEST_DAYS = 14;

const NOT_A_JOB_QUEUE = (because: string): { readonly because: string; readonly instead: string } => ({
  because: `${because}, where a job has one consumer that processes and deletes it`,
  instead: "use sqs-standard or sqs-fifo",
});

/** Which queue jobs wait in. */
export const QUEUE: Decision<Traits> = {
  key: "queue",
  question: "Which queue jobs wait in",
  place: "Job queue",
  layer: "messaging",
  rules: [
    {
      situation: "a user of a message broker moves here as it is",
      applies: ({ existingBroker }) => existingBroker,
      use: "amazon-mq",
      because: "its protocols stay",
    },
    {
      situation: "each job is processed exactly once and in order",
      applies: ({ jobDelivery }) => jobDelivery === "exactly-once",
      use: "sqs-fifo",
      because: "a standard queue may deliver twice",
    },
    {
      situation: "a job may come twice",
      applies: () => true,
      use: "sqs-standard",
      because: "it has no limit of throughput",
    },
  ],
  alternatives: { "sqs-standard": () => undefined, "sqs-fifo": () => undefined },
  ruledOut: {
    "amazon-mq": {
      because: "Amazon MQ is for moving what exists, and no layer here makes a broker",
      instead: "use sqs-standard or sqs-fifo, and state existingBroker as false",
    },
    kinesis: NOT_A_JOB_QUEUE("Kinesis streams records to many readers"),
    eventbridge: NOT_A_JOB_QUEUE("EventBridge routes events to many targets"),
    sns: NOT_A_JOB_QUEUE("SNS fans messages out to many subscribers"),
  },
};

/** Where what nobody processed is kept. */
export const MESSAGE_STORE: Decision<Traits> = {
  key: "messageStore",
  question: "Where messages that nobody processed are kept",
  place: "Job queue",
  layer: "messaging",
  rules: [
    {
      situation: `they are kept for more than ${LONGEST_DAYS} days`,
      applies: ({ messageKeepDays }) => messageKeepDays > LONGEST_DAYS,
      use: "database",
      because: "no queue keeps them for so long, so the application stores them as rows",
    },
    {
      situation: `${LONGEST_DAYS} days do`,
      applies: () => true,
      use: "queue",
      because: "the dead-letter queue keeps them for the longest time there is",
    },
  ],
  alternatives: { database: () => undefined },
  ruledOut: {},
};
