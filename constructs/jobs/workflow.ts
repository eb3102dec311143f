import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { ServiceRole } from "../identity/service-role";
import type { LogGroupRef } from "../observability/log-group";
import type { JobTask } from "./job-task";
import { workflowDefinition, type WorkflowSurroundings } from "./workflow-definition";

/** The rule that Step Functions makes in an account to learn of the ends of tasks. */
const END_OF_TASK_RULE = "StepFunctionsGetEventsForECSTaskRule";

/** A workflow as other constructs and other stacks see it. */
export interface WorkflowRef {
  /** Name of the state machine. */
  readonly name: string;
  /** ARN of the state machine, which metrics carry as StateMachineArn. */
  readonly arn: string;
}

/** Values of a {@link Workflow}. */
export interface WorkflowProps extends WorkflowSurroundings {
  /** Name of the state machine, with `-workflow` at its end at most 64 letters, digits and `_-`. A change replaces it. */
  readonly name: string;
  /** The jobs in their order; at least one. */
  readonly steps: readonly JobTask[];
  /** Group to which executions are logged; its name begins with `/aws/vendedlogs/`, where no number of groups is too many. */
  readonly logGroup: LogGroupRef;
  /** The 12 digits of the account. */
  readonly account: string;
  /** Region of the cluster. */
  readonly region: string;
}

/**
 * A workflow that runs jobs one after the other: a state machine that starts their tasks, waits for their ends, repeats
 * what fails and gives up at a deadline. Every step of every execution is logged without its data, and traced.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export class Workflow extends Construct implements WorkflowRef {
  /** Name of the state machine. */
  public readonly name: string;
  /** ARN of the state machine. */
  public readonly arn: string;

  /** @throws ProblemsError when there is no step, or the name is not one that AWS accepts */
  public constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { steps, logGroup, account, region } = props;
    const name = checkedName("aws_sfn_state_machine", props.name, this.node.path);
    const role = new ServiceRole(this, "role", {
      name: `${name}-workflow`,
      description: `Runs the jobs of ${name}`,
      service: "states.amazonaws.com",
      source: { account, arn: `arn:aws:states:${region}:${account}:stateMachine:${name}` },
    });
    this.grantTasks(role, props);
    this.grantLogsAndTraces(role);

    const machine = new SfnStateMachine(this, "machine", {
      name,
      // Whoever waits for the end of a task needs the standard type: express workflows do not wait.
      type: "STANDARD",
      roleArn: role.arn,
      definition: workflowDefinition(steps, props, this.node.path),
      loggingConfiguration: {
        level: "ALL",
        includeExecutionData: false,
        logDestination: `${logGroup.arn}:*`,
      },
      tracingConfiguration: { enabled: true },
      // Step Functions tries the role when it gets it.
      dependsOn: [...role.granted],
    });
    this.name = machine.name;
    this.arn = machine.arn;
  }

  private grantTasks(role: ServiceRole, { steps, cluster, account, region }: WorkflowProps): void {
    const runs = `arn:aws:ecs:${region}:${account}:task/${cluster.name}/*`;
    role.grant(
      this,
      "run-tasks",
      {
        sid: "RunTasks",
        actions: ["ecs:RunTask"],
        resources: steps.map(({ task }) => `${task.definition.arnWithoutRevision}:*`),
        conditions: { ArnEquals: { "ecs:cluster": cluster.arn } },
      },
      {
        sid: "FollowTasks",
        actions: ["ecs:DescribeTasks", "ecs:StopTask"],
        resources: [runs],
      },
      {
        sid: "TagTasks",
        actions: ["ecs:TagResource"],
        resources: [runs],
        conditions: { StringEquals: { "ecs:CreateAction": "RunTask" } },
      },
      {
        sid: "HandRolesToTasks",
        actions: ["iam:PassRole"],
        resources: steps.flatMap(({ task }) => [task.taskRole.arn, task.executionRole.arn]),
        conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
      {
        sid: "LearnOfEnds",
        actions: ["events:DescribeRule", "events:PutRule", "events:PutTargets"],
        resources: [`arn:aws:events:${region}:${account}:rule/${END_OF_TASK_RULE}`],
      },
    );
  }

  private grantLogsAndTraces(role: ServiceRole): void {
    role.grant(this, "deliver-logs", {
      // A delivery has no ARN before it is made.
      sid: "DeliverLogs",
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
      resources: ["*"],
    });
    role.grant(this, "send-traces", {
      sid: "SendTraces",
      actions: [
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ],
      resources: ["*"],
    });
  }
}
