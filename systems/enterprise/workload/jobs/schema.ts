import { z } from "zod";
import { fargateSizeProblems } from "../../../../constructs/compute/fargate-sizes";
import type { Problem } from "../../../../constructs/core/errors";
import { dataClassProblems } from "../../../../constructs/governance/classification";
import { jobProblems, workflowProblems } from "../../../../constructs/jobs/workflow-rules";
import {
  LONGEST_RETENTION_SECONDS,
  queueProblems as sqsProblems,
} from "../../../../constructs/messaging/queue-rules";
import { logRetentionProblems } from "../../../../constructs/observability/log-retention";
import { countShape } from "../../../shapes";
import type { JobQueueConfig, JobsConfig, WorkerConfig } from "./config";
import { WORKER } from "./names";
import { VISIBILITY_OF_TASKS } from "./queue";

/** Longest time for which SQS hides a received message: 12 hours. */
const LONGEST_VISIBILITY_SECONDS = 43_200;

const text = z.string("must be a text; write it in quotes");
const reaches = z.array(z.enum(["database"], { error: "must be database; leave out what is not" }));
const size = { cpu: countShape, memoryMiB: countShape };
/** Keys are parts of names in AWS, and names of containers. */
const key = text.regex(/^[a-z][a-z0-9-]*$/, "must be lower-case letters, digits and hyphens; rename it");

/** Shape of a {@link JobsConfig}; messages are `rule; remedy`. */
export const jobsShape = z.strictObject({
  dataClass: text,
  logRetentionDays: countShape,
  queue: z.strictObject({
    taskSeconds: countShape,
    retentionSeconds: countShape,
    maxReceives: countShape,
    maxMessageBytes: countShape,
    deduplication: z.enum(["by-id", "by-content"], { error: "must be by-id or by-content; choose one" }),
  }),
  worker: z.strictObject({
    ...size,
    minTasks: countShape,
    maxTasks: countShape,
    waitingJobs: countShape,
    reaches,
  }),
  tasks: z.record(key, z.strictObject({ ...size, timeoutMinutes: countShape, retries: countShape, reaches })),
  workflows: z.record(
    key,
    z.strictObject({
      description: text.regex(/\S/, "must say what it is for; write a sentence"),
      steps: z.array(text),
      deadlineMinutes: countShape,
      schedule: z
        .strictObject({ expression: text, timezone: text, windowMinutes: countShape.optional() })
        .optional(),
    }),
  ),
});

/** What must fit together in the jobs of an account. */
export function jobsProblems(jobs: JobsConfig, path: string): readonly Problem[] {
  const { dataClass, logRetentionDays, queue, worker, tasks, workflows } = jobs;
  return [
    ...dataClassProblems(dataClass, `${path}.dataClass`),
    ...logRetentionProblems(logRetentionDays, `${path}.logRetentionDays`),
    ...queueProblems(queue, `${path}.queue`),
    ...workerProblems(worker, `${path}.worker`),
    ...Object.entries(tasks).flatMap(([name, task]) => [
      ...(name === WORKER
        ? [{ path: `${path}.tasks.${name}`, rule: "is the worker's name", got: name, fix: "rename it" }]
        : []),
      ...fargateSizeProblems(task, `${path}.tasks.${name}`),
      ...jobProblems(task, `${path}.tasks.${name}`),
    ]),
    ...Object.entries(workflows).flatMap(([name, workflow]) =>
      workflowProblems(workflow, tasks, `${path}.workflows.${name}`),
    ),
  ];
}

/** What SQS refuses, and what the values mean beside. */
function queueProblems(queue: JobQueueConfig, path: string): readonly Problem[] {
  const { taskSeconds, retentionSeconds, maxReceives, maxMessageBytes } = queue;
  const longestTask = LONGEST_VISIBILITY_SECONDS / VISIBILITY_OF_TASKS;
  const ofSqs = sqsProblems(
    {
      queueName: "jobs",
      visibilityTimeoutSeconds: 0,
      retentionSeconds,
      delaySeconds: 0,
      receiveWaitSeconds: 0,
      maxMessageBytes,
      deadLetters: {
        queueName: "dead-letters",
        maxReceives,
        retentionSeconds: LONGEST_RETENTION_SECONDS,
      },
    },
    path,
  );
  return [
    ...ofSqs.map((problem) => ({ ...problem, path: problem.path.replace(".deadLetters.", ".") })),
    ...(taskSeconds >= 1 && taskSeconds <= longestTask
      ? []
      : [
          {
            path: `${path}.taskSeconds`,
            rule: `must be 1 to ${longestTask} seconds, of which SQS hides a job for six times as long`,
            got: taskSeconds,
            fix: "divide the work, or make it a job of the batch",
          },
        ]),
    // Dead letters keep the time at which they were first sent.
    ...(retentionSeconds < LONGEST_RETENTION_SECONDS
      ? []
      : [
          {
            path: `${path}.retentionSeconds`,
            rule: `must be less than the ${LONGEST_RETENTION_SECONDS} seconds for which dead letters are kept`,
            got: retentionSeconds,
            fix: "shorten it, or let the application keep jobs in the database",
          },
        ]),
  ];
}

function workerProblems(worker: WorkerConfig, path: string): readonly Problem[] {
  const { maxTasks, waitingJobs } = worker;
  return [
    ...fargateSizeProblems(worker, path),
    ...(maxTasks >= 1
      ? []
      : [{ path: `${path}.maxTasks`, rule: "must be 1 or more", got: maxTasks, fix: "let somebody work" }]),
    ...(waitingJobs >= 1
      ? []
      : [
          {
            path: `${path}.waitingJobs`,
            rule: "must be 1 or more",
            got: waitingJobs,
            fix: "say how many jobs may wait",
          },
        ]),
  ];
}
