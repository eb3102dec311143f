import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { schedulerRole } from "../identity/scheduler-role";
import type { ServiceRole } from "../identity/service-role";
import type { DeadLetterQueueRef } from "../messaging/dead-letter-queue";
import type { WorkflowSchedule } from "./job-spec";
import type { WorkflowRef } from "./workflow";

/**
 * How long Scheduler repeats a start that fails. Its own 24 hours would start the jobs of the night in the middle of
 * the next day.
 */
const RETRY_SECONDS = 1800;
const RETRY_ATTEMPTS = 10;
/** What a workflow learns of its start, filled in by Scheduler. */
const INPUT = { scheduledTime: "<aws.scheduler.scheduled-time>" } as const;

/** A workflow and when it starts. */
export interface ScheduledWorkflow {
  /** The workflow, whose name the schedule bears. */
  readonly workflow: WorkflowRef;
  /** When it starts. */
  readonly schedule: WorkflowSchedule;
}

/** Values of {@link Schedules}. */
export interface SchedulesProps {
  /** Name of the group of schedules, and of the role that Scheduler assumes. A change replaces all of them. */
  readonly name: string;
  /** What starts by itself, by a key that stays. */
  readonly workflows: Readonly<Record<string, ScheduledWorkflow>>;
  /** Where starts go that failed for half an hour. */
  readonly deadLetters: DeadLetterQueueRef;
  /**
   * ARN of the key that encrypts that queue.
   *
   * @default - SQS's own key
   */
  readonly deadLettersKeyArn?: string | undefined;
  /** The 12 digits of the account. */
  readonly account: string;
  /** AWS Region code. */
  readonly region: string;
}

/**
 * A group of schedules that start workflows. Scheduler starts at least once: rarely, a workflow starts twice.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-group.html
 */
export class Schedules extends Construct {
  /** Name of the group. */
  public readonly groupName: string;

  /** @throws ProblemsError when a name is not one that Scheduler accepts */
  public constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    const { workflows, deadLetters } = props;
    const { path } = this.node;
    const group = new SchedulerScheduleGroup(this, "group", {
      name: checkedName("aws_scheduler_schedule_group", props.name, path),
    });
    const role = this.role(props);

    for (const [key, { workflow, schedule }] of Object.entries(workflows)) {
      const { expression, timezone, windowMinutes } = schedule;
      new SchedulerSchedule(this, key, {
        name: checkedName("aws_scheduler_schedule", key, path),
        groupName: group.name,
        description: `Starts ${workflow.name}`,
        scheduleExpression: expression,
        scheduleExpressionTimezone: timezone,
        flexibleTimeWindow:
          windowMinutes === undefined
            ? { mode: "OFF" }
            : { mode: "FLEXIBLE", maximumWindowInMinutes: windowMinutes },
        target: {
          arn: workflow.arn,
          roleArn: role.arn,
          input: JSON.stringify(INPUT),
          retryPolicy: {
            maximumEventAgeInSeconds: RETRY_SECONDS,
            maximumRetryAttempts: RETRY_ATTEMPTS,
          },
          deadLetterConfig: { arn: deadLetters.arn },
        },
        dependsOn: [...role.granted],
      });
    }
    this.groupName = group.name;
  }

  private role({
    name,
    workflows,
    deadLetters,
    deadLettersKeyArn,
    account,
    region,
  }: SchedulesProps): ServiceRole {
    const role = schedulerRole(this, "role", {
      name,
      description: `Starts the workflows of ${name}`,
      group: name,
      account,
      region,
    });
    role.grant(this, "start", {
      sid: "Start",
      actions: ["states:StartExecution"],
      resources: Object.values(workflows).map(({ workflow }) => workflow.arn),
    });
    role.grant(
      this,
      "set-aside",
      { sid: "SetAside", actions: ["sqs:SendMessage"], resources: [deadLetters.arn] },
      ...(deadLettersKeyArn === undefined
        ? []
        : [
            {
              sid: "EncryptWhatIsSetAside",
              actions: ["kms:Decrypt", "kms:GenerateDataKey"],
              resources: [deadLettersKeyArn],
            },
          ]),
    );
    return role;
  }
}
