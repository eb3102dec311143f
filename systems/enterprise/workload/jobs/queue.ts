import type { App } from "cdktf";
import type { PermissionsByPurpose, ServiceSpec } from "../../../../constructs/compute/service-spec";
import type { Permission } from "../../../../constructs/identity/role-grants";
import { classifiedQueue } from "../../../../constructs/governance/classified-storage";
import { classify } from "../../../../constructs/governance/classify";
import { type MessagingExports, MessagingStack } from "../../../../stacks/messaging-stack";
import { databaseAccess, type DatabaseRef } from "../database-access";
import type { WorkloadDecisions } from "../decisions/decided";
import type { WorkloadSurroundings } from "../layers";
import type { JobsConfig } from "./config";
import { DATABASE_USER, jobNames, WORKER } from "./names";

/** Times that a job takes, for which it stays hidden from other tasks of the worker. */
export const VISIBILITY_OF_TASKS = 6;
/** Seconds for which SQS uses a data key again. */
const DATA_KEY_REUSE_SECONDS = 300;

/** What the worker does with the queue. */
export const TAKE_ACTIONS = [
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:ReceiveMessage",
] as const;
/** What whoever hands jobs over does with it. */
export const HAND_OVER_ACTIONS = ["sqs:SendMessage"] as const;

/** The queue in which jobs wait, as services know it. */
export interface JobQueue extends MessagingExports {
  /** Seconds for which it keeps a job. */
  readonly retentionSeconds: number;
  /** ARN of the key that encrypts it; undefined where AWS's serves. */
  readonly keyArn: string | undefined;
}

/** The layer of the queue in which jobs wait, with its dead letters. */
export function composeJobQueue(
  app: App,
  { dataClass, queue: values }: JobsConfig,
  decisions: Pick<WorkloadDecisions, "queue">,
  { environment, keys }: WorkloadSurroundings,
): JobQueue {
  const { taskSeconds, deduplication, maxReceives, ...queue } = values;
  const names = jobNames(environment, decisions);
  const keyArn = keys[dataClass]?.arn;
  const encryption = classifiedQueue(
    dataClass,
    { keyArn, dataKeyReuseSeconds: DATA_KEY_REUSE_SECONDS },
    `messaging-${environment.name}`,
  );
  const stack = new MessagingStack(app, {
    environment,
    queue: {
      ...queue,
      ...encryption,
      queueName: names.queue,
      visibilityTimeoutSeconds: VISIBILITY_OF_TASKS * taskSeconds,
      deadLetters: { queueName: names.deadLetters, maxReceives },
      ...(decisions.queue === "sqs-fifo" ? { fifo: { deduplication } } : {}),
    },
  });
  classify(stack, dataClass, {
    notBackedUpBecause: "a job is done in days, and sent again by whoever asked for it",
  });
  return {
    ...stack.exports,
    retentionSeconds: queue.retentionSeconds,
    keyArn: encryption.encryption?.kmsKeyId,
  };
}

/** What a service needs to hand jobs over: variables and permissions. */
export function handingOver(queue: JobQueue): {
  readonly environmentVariables: Readonly<Record<string, string>>;
  readonly permissions: PermissionsByPurpose;
} {
  return {
    environmentVariables: variablesOf(queue),
    permissions: {
      "hand-over-jobs": [
        { sid: "HandOverJobs", actions: HAND_OVER_ACTIONS, resources: [queue.queueArn] },
        ...withKey(queue, "EncryptJobs", ["kms:Decrypt", "kms:GenerateDataKey"]),
      ],
    },
  };
}

/** The worker as a service of the cluster: it takes jobs from the queue, as many at a time as it has tasks. */
export function workerSpecs(
  { worker }: JobsConfig,
  queue: JobQueue,
  database: DatabaseRef | undefined,
  decisions: Pick<WorkloadDecisions, "queue">,
  { environment }: Pick<WorkloadSurroundings, "environment">,
): Readonly<Record<typeof WORKER, ServiceSpec>> {
  const { cpu, memoryMiB, minTasks, maxTasks, waitingJobs } = worker;
  const names = jobNames(environment, decisions);
  const access = databaseAccess(
    worker.reaches.includes("database") ? database : undefined,
    DATABASE_USER,
    environment,
  );
  return {
    [WORKER]: {
      serviceName: names.worker,
      family: names.worker,
      securityGroupName: names.worker,
      logGroup: names.logGroup(WORKER),
      cpu,
      memoryMiB,
      desiredCount: Math.max(minTasks, 1),
      scaling: {
        minTasks,
        maxTasks,
        targets: {
          "waiting-jobs": {
            measure: "queue-depth",
            queueName: queue.queueName,
            targetMessages: waitingJobs,
          },
        },
      },
      application: { environmentVariables: { ...variablesOf(queue), ...access.environmentVariables } },
      reaches: access.reaches,
      permissions: {
        ...access.permissions,
        "take-jobs": [
          { sid: "TakeJobs", actions: TAKE_ACTIONS, resources: [queue.queueArn] },
          ...withKey(queue, "DecryptJobs", ["kms:Decrypt"]),
        ],
      },
    },
  };
}

function variablesOf({ queueUrl }: JobQueue): Readonly<Record<string, string>> {
  return { JOB_QUEUE_URL: queueUrl };
}

function withKey({ keyArn }: JobQueue, sid: string, actions: readonly string[]): readonly Permission[] {
  return keyArn === undefined ? [] : [{ sid, actions, resources: [keyArn] }];
}
