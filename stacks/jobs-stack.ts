import type { App } from "cdktf";
import type { EcsClusterRef } from "../constructs/compute/ecs-cluster";
import type { AwsServicesAccess } from "../constructs/compute/service-flows";
import { type Problem, throwProblems } from "../constructs/core/errors";
import type { JobSpec, WorkflowSpec } from "../constructs/jobs/job-spec";
import { JobTask } from "../constructs/jobs/job-task";
import { type ScheduledWorkflow, Schedules } from "../constructs/jobs/schedules";
import { Workflow, type WorkflowRef } from "../constructs/jobs/workflow";
import { jobProblems, workflowProblems } from "../constructs/jobs/workflow-rules";
import { DeadLetterQueue, type DeadLetterQueueRef } from "../constructs/messaging/dead-letter-queue";
import type { QueueEncryption } from "../constructs/messaging/queue";
import type { NetworkExports } from "../constructs/network/network-exports";
import { LogGroup, type LogGroupRef } from "../constructs/observability/log-group";
import { ImageReferences, type RunningTag } from "../constructs/registry/image-references";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";
import type { RegistryExports } from "./registry-stack";

/** Values of a {@link JobsStack}. */
export interface JobsStackProps extends PlatformStackProps {
  /** The network in which jobs run. */
  readonly network: NetworkExports;
  /** Tier of the network in which they run. */
  readonly tier: string;
  /** The images and their tags. */
  readonly registry: RegistryExports;
  /** Cluster in which they run. */
  readonly cluster: EcsClusterRef;
  /** Name of the capacity provider that runs them: one of the cluster's. */
  readonly capacityProvider: string;
  /** The jobs by a key that stays. */
  readonly jobs: Readonly<Record<string, JobSpec>>;
  /** The workflows by a key that stays. */
  readonly workflows: Readonly<Record<string, WorkflowSpec>>;
  /** Days for which logs are kept. */
  readonly logRetentionDays: number;
  /**
   * ARN of a customer key that encrypts the log groups. CloudWatch Logs of the Region must be allowed to use it.
   *
   * @default - they are encrypted with a key of AWS's own
   */
  readonly logKeyArn?: string | undefined;
  /**
   * Key that encrypts the starts which failed.
   *
   * @default - SQS's own key
   */
  readonly encryption?: QueueEncryption | undefined;
  /**
   * ARNs of the customer keys that encrypt the secrets which jobs are given.
   *
   * @default - the secrets are encrypted with AWS's own key
   */
  readonly secretKeyArns?: readonly string[] | undefined;
  /**
   * How jobs reach AWS's services.
   *
   * @default "endpoints"
   */
  readonly awsServices?: AwsServicesAccess | undefined;
  /**
   * Tag that the images run at.
   *
   * @default "last-delivered"
   */
  readonly runningTag?: RunningTag | undefined;
}

/** What other layers learn of a job. */
export interface JobRef {
  /** Family of its task definitions. */
  readonly taskFamily: string;
  /** ARN of the role that it acts with. */
  readonly taskRoleArn: string;
  /** Group to which it logs. */
  readonly logGroup: LogGroupRef;
}

/** What other layers learn of the jobs. */
export interface JobsExports {
  /** The jobs by key. */
  readonly jobs: Readonly<Record<string, JobRef>>;
  /** The workflows by key. */
  readonly workflows: Readonly<Record<string, WorkflowRef>>;
  /** Starts that failed; undefined where nothing starts by itself. */
  readonly missedStarts: DeadLetterQueueRef | undefined;
}

const RUNNING_TAG: RunningTag = "last-delivered";

/**
 * The layer of jobs: a task definition for each, the workflows that run them, and when those start.
 *
 * Outputs: `<workflow>_workflow_arn`.
 */
export class JobsStack extends PlatformStack {
  /** What other layers learn of the jobs. */
  public readonly exports: JobsExports;

  private readonly prefix: string;

  /** @throws ProblemsError with everything about jobs and workflows that does not fit together */
  public constructor(scope: App, props: JobsStackProps) {
    super(scope, "jobs", props);
    const { environment, registry, jobs, workflows, runningTag = RUNNING_TAG } = props;
    throwProblems(jobsProblems(jobs, workflows, this.node.path));
    this.prefix = `${environment.system}-${environment.name}`;

    const images = new ImageReferences(this, registry, runningTag);
    const tasks = new Map(
      Object.entries(jobs).map(([key, spec]) => [key, this.job(key, spec, images, props)]),
    );
    const made = new Map(
      Object.entries(workflows).map(([key, spec]) => [key, this.workflow(key, spec, tasks, props)]),
    );
    this.exports = {
      jobs: Object.fromEntries(
        [...tasks].map(([key, { task }]) => [
          key,
          { taskFamily: task.family, taskRoleArn: task.taskRole.arn, logGroup: task.logGroup },
        ]),
      ),
      workflows: Object.fromEntries(made),
      missedStarts: this.schedule(workflows, made, props),
    };
  }

  private job(key: string, spec: JobSpec, images: ImageReferences, props: JobsStackProps): JobTask {
    const { environment, network, tier, awsServices, secretKeyArns } = props;
    return new JobTask(this, key, {
      key,
      spec,
      family: `${this.prefix}-${key}`,
      logGroup: this.logGroup(key, spec.logGroupName, props),
      images,
      network,
      tier,
      awsServices,
      account: environment.account,
      region: environment.region,
      ...(secretKeyArns ? { secretKeyArns } : {}),
    });
  }

  private workflow(
    key: string,
    { description, steps, deadlineMinutes }: WorkflowSpec,
    tasks: ReadonlyMap<string, JobTask>,
    props: JobsStackProps,
  ): WorkflowRef {
    const { environment, cluster, capacityProvider } = props;
    const name = `${this.prefix}-${key}`;
    const { arn } = new Workflow(this, `${key}-workflow`, {
      name,
      description,
      steps: steps.flatMap((step) => tasks.get(step) ?? []),
      deadlineMinutes,
      cluster,
      capacityProvider,
      logGroup: this.logGroup(`${key}-workflow`, `/aws/vendedlogs/states/${name}`, props),
      account: environment.account,
      region: environment.region,
    });
    this.publish(`${key.replaceAll("-", "_")}_workflow_arn`, arn, `ARN of the state machine ${name}`);
    return { name, arn };
  }

  private schedule(
    specs: Readonly<Record<string, WorkflowSpec>>,
    workflows: ReadonlyMap<string, WorkflowRef>,
    { environment, encryption }: JobsStackProps,
  ): DeadLetterQueueRef | undefined {
    const scheduled = Object.entries(specs).flatMap(([key, { schedule }]): [string, ScheduledWorkflow][] => {
      const workflow = workflows.get(key);
      return schedule && workflow ? [[key, { workflow, schedule }]] : [];
    });
    if (scheduled.length === 0) {
      return undefined;
    }
    const missed = new DeadLetterQueue(this, "missed-starts", {
      queueName: `${this.prefix}-missed-starts`,
      encryption,
    });
    new Schedules(this, "schedules", {
      name: `${this.prefix}-schedules`,
      workflows: Object.fromEntries(scheduled),
      deadLetters: missed,
      deadLettersKeyArn: encryption?.kmsKeyId,
      account: environment.account,
      region: environment.region,
    });
    return { name: missed.name, arn: missed.arn };
  }

  private logGroup(
    key: string,
    logGroupName: string,
    { logRetentionDays, logKeyArn }: JobsStackProps,
  ): LogGroupRef {
    return new LogGroup(this, `${key}-logs`, {
      logGroupName,
      retentionDays: logRetentionDays,
      ...(logKeyArn === undefined ? {} : { kmsKeyArn: logKeyArn }),
    }).ref;
  }
}

/**
 * What is wrong with jobs and with the workflows that run them.
 *
 * @param path - where `jobs` and `workflows` stand
 */
export function jobsProblems(
  jobs: Readonly<Record<string, JobSpec>>,
  workflows: Readonly<Record<string, WorkflowSpec>>,
  path: string,
): readonly Problem[] {
  return [
    ...Object.entries(jobs).flatMap(([key, job]) => jobProblems(job, `${path}.jobs.${key}`)),
    ...Object.entries(workflows).flatMap(([key, workflow]) =>
      workflowProblems(workflow, jobs, `${path}.workflows.${key}`),
    ),
  ];
}
