import type { Environment } from "../../../../constructs/core/environment";
import { startingTasks } from "../../../common-flows";
import { aws, type End, everything, type Flow, type Hop, the } from "../../../flows";
import type { WorkloadConfig } from "../../config";
import { imageName } from "../../organization/images";
import { decided } from "../decisions/decided";
import type { JobsConfig, Reached } from "./config";
import { jobNames, type JobNames, WORKER } from "./names";
import { HAND_OVER_ACTIONS, TAKE_ACTIONS } from "./queue";

const ENDPOINT: readonly Hop[] = ["interface-endpoint"];
const S3_ENDPOINT: readonly Hop[] = ["gateway-endpoint"];
/** Endpoints that tasks use to start and to log, whose flows are stated one by one. */
const OF_STARTING: readonly string[] = ["ecr", "logs"];

/** Who reaches whom in the jobs of an account: the worker, the batch, and what runs it. */
export function jobsFlows(
  { workload: { jobs, decisions }, network }: WorkloadConfig,
  environment: Environment,
): readonly Flow[] {
  if (!jobs || !decisions) {
    return [];
  }
  const names = jobNames(environment, decided(decisions));
  const endpoints = network.network.interfaceEndpoints?.services ?? [];
  const key = the("key", `alias/${environment.system}-${environment.name}-${jobs.dataClass}`);
  return [
    ...workerFlows(names, key, endpoints),
    ...databaseFlows(the("service", names.worker), jobs.worker.reaches, environment),
    ...Object.entries(jobs.tasks).flatMap(([job, { reaches }]) => [
      ...batchFlows(job, names, endpoints),
      ...databaseFlows(the("task", names.family(job)), reaches, environment),
    ]),
    ...workflowFlows(jobs, names, environment),
    ...scheduleFlows(jobs, names, key),
  ];
}

/** What a service that hands jobs over does with the queue: stated by the part that makes it. */
export function handingOverFlows(
  { workload: { jobs, decisions } }: WorkloadConfig,
  environment: Environment,
  from: End,
): readonly Flow[] {
  if (!jobs || !decisions) {
    return [];
  }
  const { queue } = jobNames(environment, decided(decisions));
  return [
    {
      from,
      to: the("queue", queue),
      port: 443,
      path: ENDPOINT,
      actions: HAND_OVER_ACTIONS,
      reason: "hands jobs over",
      rows: ["EN-239"],
    },
    {
      from,
      to: the("key", `alias/${environment.system}-${environment.name}-${jobs.dataClass}`),
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      reason: "jobs are encrypted with the key of their class, by SQS in the sender's name",
    },
  ];
}

function workerFlows(names: JobNames, key: End, endpoints: readonly string[]): readonly Flow[] {
  const from = the("service", names.worker);
  return [
    ...startingTasks({
      service: names.worker,
      path: ENDPOINT,
      pathToS3: S3_ENDPOINT,
      images: [imageName(WORKER)],
      logGroup: names.logGroup(WORKER),
      rows: ["EN-239", "EN-247"],
    }),
    {
      from,
      to: the("queue", names.queue),
      port: 443,
      path: ENDPOINT,
      actions: TAKE_ACTIONS,
      reason: "takes jobs and says that they are done",
      rows: ["EN-239"],
    },
    {
      from,
      to: key,
      actions: ["kms:Decrypt"],
      reason: "jobs are decrypted by SQS in the receiver's name",
    },
    ...sharedEndpoints(from, endpoints),
  ];
}

/** Who signs in to the database is known to IAM. */
function databaseFlows(
  from: End,
  reaches: readonly Reached[],
  { system, name }: Environment,
): readonly Flow[] {
  return reaches.map(() => ({
    from,
    to: the("database", `${system}-${name}`),
    port: 5432,
    actions: ["rds-db:connect"],
    reason: "rows that jobs read and write",
    rows: ["EN-232", "EN-239"],
  }));
}

function batchFlows(job: string, names: JobNames, endpoints: readonly string[]): readonly Flow[] {
  const from = the("task", names.family(job));
  return [
    ...startingTasks({
      service: names.family(job),
      path: ENDPOINT,
      pathToS3: S3_ENDPOINT,
      images: [imageName(job)],
      logGroup: names.logGroup(job),
      rows: ["EN-232", "EN-247"],
    }).map((flow) => ({ ...flow, from })),
    ...sharedEndpoints(from, endpoints),
  ];
}

/** All endpoints share one group, so that tasks reach those too for which their roles allow nothing. */
export function sharedEndpoints(from: End, endpoints: readonly string[]): readonly Flow[] {
  const services = new Set(endpoints.map((endpoint) => endpoint.replace(/^ecr\..*/, "ecr")));
  return [...services]
    .filter((service) => !OF_STARTING.includes(service))
    .map((service) => ({
      from,
      to: aws(service),
      port: 443,
      path: ENDPOINT,
      reason: "its endpoint shares a security group with the others; roles decide what it is good for",
    }));
}

/** What a workflow does: it runs the tasks of its steps, learns of their ends, logs and traces. */
function workflowFlows(
  { workflows }: JobsConfig,
  names: JobNames,
  { system, name, account, region }: Environment,
): readonly Flow[] {
  const runs = everything(
    "runs of tasks in the cluster",
    `arn:aws:ecs:${region}:${account}:task/${system}-${name}/*`,
  );
  return Object.entries(workflows).flatMap(([workflow, { steps }]): readonly Flow[] => {
    const from = the("state-machine", names.workflow(workflow));
    return [
      ...steps.flatMap((step): readonly Flow[] => [
        {
          from,
          to: the("task", names.family(step)),
          path: ["run-task"],
          actions: ["ecs:RunTask"],
          reason: "runs the job",
          rows: ["EN-232", "EN-246"],
        },
        ...["task", "execution"].map((role): Flow => ({
          from,
          to: the("role", `${names.family(step)}-${role}`),
          actions: ["iam:PassRole"],
          reason: "hands the job its role, by ECS alone",
          rows: ["EN-232"],
        })),
      ]),
      {
        from,
        to: runs,
        actions: ["ecs:DescribeTasks", "ecs:StopTask", "ecs:TagResource"],
        reason: "follows its runs, stops those that take too long, and tags them",
        rows: ["EN-232"],
      },
      {
        from,
        to: everything(
          "the rule by which Step Functions learns of ends",
          `arn:aws:events:${region}:${account}:rule/StepFunctionsGetEventsForECSTaskRule`,
        ),
        actions: ["events:DescribeRule", "events:PutRule", "events:PutTargets"],
        reason: "learns of the ends of tasks",
        rows: ["EN-232"],
      },
      {
        from,
        to: aws("logs"),
        actions: [
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery",
        ],
        reason: "has its executions logged",
      },
      {
        from,
        to: aws("xray"),
        actions: [
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ],
        reason: "traces its executions",
      },
    ];
  });
}

/** What Scheduler does: it starts workflows, and sets aside what it cannot start. */
function scheduleFlows({ workflows }: JobsConfig, names: JobNames, key: End): readonly Flow[] {
  const scheduled = Object.entries(workflows).filter(([, { schedule }]) => schedule !== undefined);
  const by = { from: the("role", names.schedules), assumedBy: "scheduler", rows: ["EN-246"] } as const;
  return scheduled.length === 0
    ? []
    : [
        ...scheduled.map(([workflow]): Flow => ({
          ...by,
          to: the("state-machine", names.workflow(workflow)),
          actions: ["states:StartExecution"],
          reason: "starts it at its time",
        })),
        {
          ...by,
          to: the("queue", names.missedStarts),
          actions: ["sqs:SendMessage"],
          reason: "sets aside what could not be started",
        },
        {
          ...by,
          to: key,
          actions: ["kms:Decrypt", "kms:GenerateDataKey"],
          reason: "what is set aside is encrypted by SQS in the sender's name",
        },
      ];
}
