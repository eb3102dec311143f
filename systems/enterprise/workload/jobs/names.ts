import type { Environment } from "../../../../constructs/core/environment";
import type { WorkloadDecisions } from "../decisions/decided";

/** Key of the worker: name of its container and of its image. */
export const WORKER = "worker";

/** User of the database that worker and jobs are, who has no password: IAM says who they are. */
export const DATABASE_USER = "jobs";

/** Names that the jobs of an account bear in AWS. */
export interface JobNames {
  /** The queue in which jobs wait. */
  readonly queue: string;
  /** The queue of jobs that nobody could do. */
  readonly deadLetters: string;
  /** The ECS service of the worker, and the family of its task. */
  readonly worker: string;
  /** Family of a job of the batch. */
  readonly family: (job: string) => string;
  /** State machine of a workflow. */
  readonly workflow: (key: string) => string;
  /** Group and role of the schedules. */
  readonly schedules: string;
  /** The queue of starts that failed. */
  readonly missedStarts: string;
  /** Log group of the worker or a job. */
  readonly logGroup: (key: string) => string;
  /** Log group of a workflow. */
  readonly workflowLogGroup: (key: string) => string;
}

/** Names that the jobs of an account bear in AWS; those of queues depend on whether they keep the order. */
export function jobNames(
  { system, name }: Pick<Environment, "system" | "name">,
  { queue }: Pick<WorkloadDecisions, "queue">,
): JobNames {
  const prefix = `${system}-${name}`;
  const ending = queue === "sqs-fifo" ? ".fifo" : "";
  return {
    queue: `${prefix}-jobs${ending}`,
    deadLetters: `${prefix}-jobs-dead-letters${ending}`,
    worker: `${prefix}-${WORKER}`,
    family: (job) => `${prefix}-${job}`,
    workflow: (key) => `${prefix}-${key}`,
    schedules: `${prefix}-schedules`,
    missedStarts: `${prefix}-missed-starts`,
    logGroup: (key) => `/ecs/${prefix}-${key}`,
    workflowLogGroup: (key) => `/aws/vendedlogs/states/${prefix}-${key}`,
  };
}
