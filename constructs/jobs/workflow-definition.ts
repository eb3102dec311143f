import type { EcsClusterRef } from "../compute/ecs-cluster";
import { refuse } from "../core/errors";
import type { JobTask } from "./job-task";

const SECONDS_IN_A_MINUTE = 60;
const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 600;
/** What a job finds in its environment: the input of the execution as JSON, and the execution's name. */
const INPUT_VARIABLE = "JOB_INPUT";
const EXECUTION_VARIABLE = "JOB_EXECUTION";

/** Where and how the jobs of a workflow run. */
export interface WorkflowSurroundings {
  /** What it is for. */
  readonly description: string;
  /** Cluster in which they run. */
  readonly cluster: EcsClusterRef;
  /** Name of the capacity provider that runs them: one of the cluster's. */
  readonly capacityProvider: string;
  /** Minutes after which an execution is stopped. */
  readonly deadlineMinutes: number;
}

/**
 * A workflow in Amazon States Language: one state a job, which starts its task and waits for the end.
 *
 * A run that fails is repeated as often as the job says; one that takes too long is not, as it would do so again. The
 * input stays what it was at the start.
 *
 * @param path - where the workflow stands
 * @throws ProblemsError when there is no step
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function workflowDefinition(
  steps: readonly JobTask[],
  { description, cluster, capacityProvider, deadlineMinutes }: WorkflowSurroundings,
  path: string,
): string {
  const [first] = steps;
  if (first === undefined) {
    refuse({ path: `${path}.steps`, rule: "has a step", got: "none", fix: "name a job" });
  }
  return JSON.stringify({
    Comment: description,
    StartAt: first.key,
    TimeoutSeconds: deadlineMinutes * SECONDS_IN_A_MINUTE,
    States: Object.fromEntries(
      steps.map((job, index) => [job.key, stateOf(job, steps[index + 1]?.key, cluster, capacityProvider)]),
    ),
  });
}

function stateOf(
  { key, spec, task, securityGroup, subnetIds }: JobTask,
  next: string | undefined,
  cluster: EcsClusterRef,
  capacityProvider: string,
): object {
  return {
    Type: "Task",
    Resource: "arn:aws:states:::ecs:runTask.sync",
    Parameters: {
      Cluster: cluster.arn,
      TaskDefinition: task.definition.arn,
      CapacityProviderStrategy: [{ CapacityProvider: capacityProvider, Weight: 1 }],
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: subnetIds,
          SecurityGroups: [securityGroup.securityGroupId],
          AssignPublicIp: "DISABLED",
        },
      },
      PropagateTags: "TASK_DEFINITION",
      EnableECSManagedTags: true,
      Overrides: {
        ContainerOverrides: [
          {
            Name: key,
            Environment: [
              { Name: EXECUTION_VARIABLE, "Value.$": "$$.Execution.Name" },
              { Name: INPUT_VARIABLE, "Value.$": "States.JsonToString($)" },
            ],
          },
        ],
      },
    },
    TimeoutSeconds: spec.timeoutMinutes * SECONDS_IN_A_MINUTE,
    ...(spec.retries === 0
      ? {}
      : {
          Retry: [
            {
              // Every error but a timeout.
              ErrorEquals: ["States.TaskFailed"],
              IntervalSeconds: FIRST_PAUSE_SECONDS,
              BackoffRate: 2,
              MaxDelaySeconds: LONGEST_PAUSE_SECONDS,
              JitterStrategy: "FULL",
              MaxAttempts: spec.retries,
            },
          ],
        }),
    // What ECS answers is in the log; the next step gets the input of the first.
    ResultPath: null,
    ...(next === undefined ? { End: true } : { Next: next }),
  };
}
