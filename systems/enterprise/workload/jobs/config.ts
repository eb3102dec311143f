import type { FargateSize } from "../../../../constructs/compute/fargate-sizes";
import type { DataClass } from "../../../../constructs/governance/classification";
import type { JobSpec, WorkflowSpec } from "../../../../constructs/jobs/job-spec";
import type { QueueOrder } from "../../../../constructs/messaging/queue";
import { TIMEZONE } from "../../baseline/config";
import type { WorkloadConfig } from "../../config";

/** The queue in which jobs wait for a worker. Whether it keeps their order, the decisions say. */
export interface JobQueueConfig {
  /** Seconds that a worker needs for one job, 1 to 7200; the job stays hidden for six times as long. */
  readonly taskSeconds: number;
  /** Seconds for which a job waits, less than the 14 days of the dead-letter queue. */
  readonly retentionSeconds: number;
  /** Receives after which a job goes to the dead-letter queue, 1 to 1000. */
  readonly maxReceives: number;
  /** Largest job in bytes, 1024 to 1048576. */
  readonly maxMessageBytes: number;
  /** How a queue that keeps the order knows a job that was sent twice. */
  readonly deduplication: QueueOrder["deduplication"];
}

/** The worker that takes jobs from the queue: as many at a time as it has tasks. */
export interface WorkerConfig extends FargateSize {
  /** Fewest tasks, 0 or more. */
  readonly minTasks: number;
  /** Most tasks, which bounds how many jobs are worked on at a time. */
  readonly maxTasks: number;
  /** Jobs that may wait before further tasks are started, 1 or more. */
  readonly waitingJobs: number;
  /** What it opens connections to, beside AWS's services. */
  readonly reaches: readonly Reached[];
}

/** What a worker or a job opens connections to, beside AWS's services. */
export type Reached = "database";

/** A job of the batch, as the values state it. */
export interface BatchJobConfig extends Pick<JobSpec, "cpu" | "memoryMiB" | "timeoutMinutes" | "retries"> {
  /** What it opens connections to, beside AWS's services. */
  readonly reaches: readonly Reached[];
}

/** What works without a request: the queue with its worker, and the batch. */
export interface JobsConfig {
  /** Class of the data that jobs carry and that their logs may tell of. */
  readonly dataClass: DataClass;
  /** Days for which logs are kept. */
  readonly logRetentionDays: number;
  /** The queue. */
  readonly queue: JobQueueConfig;
  /** The worker. */
  readonly worker: WorkerConfig;
  /** Jobs of the batch by key, which names image and container. */
  readonly tasks: Readonly<Record<string, BatchJobConfig>>;
  /** What runs them, and when, by key. */
  readonly workflows: Readonly<Record<string, WorkflowSpec>>;
}

const DAY_SECONDS = 86_400;

const QUEUE: JobQueueConfig = {
  taskSeconds: 60,
  retentionSeconds: 4 * DAY_SECONDS,
  maxReceives: 3,
  maxMessageBytes: 262_144,
  deduplication: "by-id",
};

const DATABASE: readonly Reached[] = ["database"];

const TASKS: JobsConfig["tasks"] = {
  settle: { cpu: 1024, memoryMiB: 2048, timeoutMinutes: 90, retries: 2, reaches: DATABASE },
  report: { cpu: 512, memoryMiB: 1024, timeoutMinutes: 30, retries: 2, reaches: DATABASE },
  erase: {
    cpu: 512,
    memoryMiB: 1024,
    timeoutMinutes: 60,
    retries: 2,
    reaches: DATABASE,
  },
};

const WORKFLOWS: JobsConfig["workflows"] = {
  nightly: {
    description: "Settles the day and reports it",
    steps: ["settle", "report"],
    deadlineMinutes: 240,
    schedule: { expression: "cron(0 1 * * ? *)", timezone: TIMEZONE },
  },
  erasure: {
    description: "Erases personal data whose purpose is fulfilled",
    steps: ["erase"],
    deadlineMinutes: 120,
    schedule: { expression: "cron(0 4 * * ? *)", timezone: TIMEZONE, windowMinutes: 60 },
  },
};

const jobsWith = (worker: WorkerConfig, logRetentionDays: number): JobsConfig => ({
  dataClass: "internal",
  logRetentionDays,
  queue: QUEUE,
  worker,
  tasks: TASKS,
  workflows: WORKFLOWS,
});

/** The jobs of each stage. */
export const JOBS: Readonly<Record<WorkloadConfig["stage"], JobsConfig>> = {
  dev: jobsWith(
    { cpu: 512, memoryMiB: 1024, minTasks: 1, maxTasks: 2, waitingJobs: 10, reaches: DATABASE },
    30,
  ),
  stg: jobsWith(
    { cpu: 512, memoryMiB: 1024, minTasks: 1, maxTasks: 4, waitingJobs: 10, reaches: DATABASE },
    30,
  ),
  prod: jobsWith(
    { cpu: 1024, memoryMiB: 2048, minTasks: 2, maxTasks: 10, waitingJobs: 10, reaches: DATABASE },
    90,
  ),
};
