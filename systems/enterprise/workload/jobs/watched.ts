import type { Environment } from "../../../../constructs/core/environment";
import { type QueueObjectives, queue } from "../../../../constructs/observability/catalogue/sqs";
import { stateMachine } from "../../../../constructs/observability/catalogue/step-functions";
import type { EventPattern } from "../../../../constructs/observability/event-notification";
import type { WatchedEvents, WatchedResource } from "../../../../constructs/observability/watching";
import { LONGEST_RETENTION_SECONDS } from "../../../../constructs/messaging/queue-rules";
import type { JobsExports } from "../../../../stacks/jobs-stack";
import type { JobQueue } from "./queue";

/** Keys of the topics that are told, by how soon somebody must act. */
export interface Told {
  /** Topic of what somebody must act on at once. */
  readonly ERROR: string;
  /** Topic of what can wait for a few business days. */
  readonly WARN: string;
}

const ANYTHING_IS_TOO_MUCH: QueueObjectives = { backlogAbove: 0 };

/** What is watched of the queue and its dead letters, by a key that stays. */
export function queueAlarms(
  jobs: JobQueue,
  { system, name }: Pick<Environment, "system" | "name">,
): Readonly<Record<string, WatchedResource>> {
  return {
    "job-queue": {
      namePrefix: `${system}-${name}-jobs`,
      monitoring: queue({
        queueName: jobs.queueName,
        retentionSeconds: jobs.retentionSeconds,
        deadLetterQueueName: jobs.deadLetterQueue.name,
      }),
    },
  };
}

/** What is watched of the batch, by a key that stays: the workflows, and starts that were missed. */
export function batchAlarms(
  { workflows, missedStarts }: JobsExports,
  { system, name }: Pick<Environment, "system" | "name">,
): Readonly<Record<string, WatchedResource>> {
  const watched = Object.entries(workflows).map(
    ([key, { name: machine, arn }]): [string, WatchedResource] => [
      `${key}-workflow`,
      { namePrefix: machine, monitoring: stateMachine({ stateMachineArn: arn }) },
    ],
  );
  return {
    ...Object.fromEntries(watched),
    ...(missedStarts
      ? {
          "missed-starts": {
            namePrefix: `${system}-${name}-missed-starts`,
            monitoring: queue(
              { queueName: missedStarts.name, retentionSeconds: LONGEST_RETENTION_SECONDS },
              ANYTHING_IS_TOO_MUCH,
            ),
            only: { alarms: ["backlog"], because: "one start that was missed is one too many, however old" },
            changes: { backlog: { level: "ERROR" } },
          } satisfies WatchedResource,
        }
      : {}),
  };
}

/**
 * Events of the batch that topics are told of, by a key that stays: a run that ended badly, which may be repeated, and
 * an execution that did, after which nothing is.
 *
 * @param told - keys of the topics
 */
export function batchEvents(
  { jobs, workflows }: JobsExports,
  cluster: { readonly clusterArn: string },
  told: Told,
  { system, name }: Pick<Environment, "system" | "name">,
): Readonly<Record<string, WatchedEvents>> {
  const prefix = `${system}-${name}`;
  return {
    "job-run-failed": {
      topic: told.WARN,
      ruleName: `${prefix}-job-run-failed`,
      description: "Runs of jobs that ended with an error or never began",
      pattern: failedRuns(
        Object.values(jobs).map(({ taskFamily }) => taskFamily),
        cluster.clusterArn,
      ),
      message: {
        values: { task: "$.detail.taskArn", job: "$.detail.group", reason: "$.detail.stoppedReason" },
        title: "A run of a job failed: <job>",
        description: "<task> stopped: <reason>",
        nextSteps: ["Look at the job's log group; the workflow repeats the run as often as the job says"],
      },
    },
    "workflow-failed": {
      topic: told.ERROR,
      ruleName: `${prefix}-workflow-failed`,
      description: "Executions of workflows that did not end well",
      pattern: failedExecutions(Object.values(workflows).map(({ arn }) => arn)),
      message: {
        values: { execution: "$.detail.executionArn", status: "$.detail.status" },
        title: "A workflow did not end well: <status>",
        description: "<execution>",
        nextSteps: [
          "Look at the execution and at the log group of the step that failed",
          "Start the workflow again once the cause is mended, with the same input",
        ],
      },
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
function failedRuns(families: readonly string[], clusterArn: string): EventPattern {
  return {
    source: ["aws.ecs"],
    detailType: ["ECS Task State Change"],
    detail: {
      clusterArn: [clusterArn],
      group: families.map((family) => `family:${family}`),
      lastStatus: ["STOPPED"],
      $or: [
        { containers: { exitCode: [{ "anything-but": 0 }] } },
        // A container that never ran has no exit code.
        { stopCode: ["TaskFailedToStart", "SpotInterruption", "TerminationNotice"] },
      ],
    },
  };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
function failedExecutions(stateMachineArns: readonly string[]): EventPattern {
  return {
    source: ["aws.states"],
    detailType: ["Step Functions Execution Status Change"],
    detail: { stateMachineArn: stateMachineArns, status: ["FAILED", "TIMED_OUT", "ABORTED"] },
  };
}
