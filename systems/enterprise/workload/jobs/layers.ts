import type { App } from "cdktf";
import {
  type CapacityProviderRef,
  FARGATE,
  FARGATE_SPOT,
} from "../../../../constructs/compute/service-capacity";
import { classifiedQueue } from "../../../../constructs/governance/classified-storage";
import { classify } from "../../../../constructs/governance/classify";
import type { RunningTag } from "../../../../constructs/registry/image-references";
import { type JobsExports, JobsStack } from "../../../../stacks/jobs-stack";
import type { RegistryExports } from "../../../../stacks/registry-stack";
import { databaseAccess, type DatabaseRef } from "../database-access";
import type { WorkloadDecisions } from "../decisions/decided";
import type { WorkloadSurroundings } from "../layers";
import type { JobsConfig } from "./config";
import { DATABASE_USER, jobNames, WORKER } from "./names";

/** Seconds for which SQS uses a data key again. */
const DATA_KEY_REUSE_SECONDS = 300;

/** What jobs need of the layers before. */
export interface JobsNeeds {
  /** The images and their tags. */
  readonly registry: RegistryExports;
  /** What images run at: the tag or the digest that was last delivered. */
  readonly runningTag: RunningTag;
  /** The database; undefined where the account has none. */
  readonly database: DatabaseRef | undefined;
  /**
   * Environment variables that other parts have a job told, by the job's key.
   *
   * @default - none
   */
  readonly told?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /** The cluster of the services. */
  readonly services: {
    /** Name of the cluster. */
    readonly clusterName: string;
    /** ARN of the cluster. */
    readonly clusterArn: string;
    /** Where its services run. */
    readonly capacityProvider: CapacityProviderRef;
  };
}

/** Keys of the images that the jobs of an account run, beside those of its services. */
export function jobImages({ tasks }: JobsConfig): readonly string[] {
  return [WORKER, ...Object.keys(tasks)];
}

/** The layer of the batch: its jobs, the workflows that run them, and when. */
export function composeJobs(
  app: App,
  { dataClass, logRetentionDays, tasks, workflows }: JobsConfig,
  decisions: WorkloadDecisions,
  { registry, runningTag, database, told = {}, services }: JobsNeeds,
  { environment, network, keys }: WorkloadSurroundings,
): JobsExports {
  const names = jobNames(environment, decisions);
  const keyArn = keys[dataClass]?.arn;
  const stack = new JobsStack(app, {
    environment,
    network,
    tier: "private",
    registry,
    runningTag,
    cluster: { name: services.clusterName, arn: services.clusterArn },
    capacityProvider: capacityOf(decisions, services.capacityProvider).name,
    jobs: Object.fromEntries(
      Object.entries(tasks).map(([key, { reaches, ...task }]) => {
        const access = databaseAccess(
          reaches.includes("database") ? database : undefined,
          DATABASE_USER,
          environment,
        );
        return [
          key,
          {
            ...task,
            logGroupName: names.logGroup(key),
            application: { environmentVariables: { ...access.environmentVariables, ...told[key] } },
            reaches: access.reaches,
            permissions: access.permissions,
          },
        ];
      }),
    ),
    workflows,
    logRetentionDays,
    ...(keyArn === undefined ? {} : { logKeyArn: keyArn }),
    ...classifiedQueue(
      dataClass,
      { keyArn, dataKeyReuseSeconds: DATA_KEY_REUSE_SECONDS },
      `jobs-${environment.name}`,
    ),
  });
  classify(stack, dataClass, { notBackedUpBecause: "logs and missed starts end with their retention" });
  return stack.exports;
}

/** What runs the batch: the instances of the services, or Fargate, whose spare capacity is cheaper. */
function capacityOf(
  { batch, batchPrice }: Pick<WorkloadDecisions, "batch" | "batchPrice">,
  ofServices: CapacityProviderRef,
): CapacityProviderRef {
  if (batch === "ecs-on-ec2") {
    return ofServices;
  }
  return batchPrice === "spot" ? FARGATE_SPOT : FARGATE;
}
