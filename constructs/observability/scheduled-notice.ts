import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import type { EncryptionKeyRef } from "../identity/encryption-key";
import { DEFAULT_SCHEDULE_GROUP, schedulerRole } from "../identity/scheduler-role";
import { type EventMessage, notice } from "./event-notification";

/** Values of a {@link ScheduledNotice}. */
export interface ScheduledNoticeProps {
  /** Name of the schedule, at most 64 letters, digits and `_-.`. A change replaces it. */
  readonly scheduleName: string;
  /** Name of the role that Scheduler assumes, at most 64 characters. A change replaces it. */
  readonly roleName: string;
  /** When, as Scheduler writes it: `cron(0 9 1 * ? *)`. */
  readonly expression: string;
  /** Time zone of the expression, by its IANA name: `Asia/Tokyo`. */
  readonly timezone: string;
  /** What the topic is told. */
  readonly message: Omit<EventMessage, "values">;
  /** ARN of the topic. */
  readonly topicArn: string;
  /** Key that encrypts the topic. */
  readonly topicKey: EncryptionKeyRef;
  /** The 12 digits of the account. */
  readonly account: string;
  /** AWS Region code. */
  readonly region: string;
}

/**
 * Reminds people of something that no event tells of, by a topic.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
 */
export class ScheduledNotice extends Construct {
  /** @throws ProblemsError when a name is not acceptable */
  public constructor(scope: Construct, id: string, props: ScheduledNoticeProps) {
    super(scope, id);
    const { scheduleName, roleName, expression, timezone, message, topicArn, topicKey } = props;
    const { account, region } = props;
    const role = schedulerRole(this, "role", {
      name: roleName,
      description: `Publishes: ${message.title}`,
      account,
      region,
    });
    role.grant(
      this,
      "publish",
      { sid: "Publish", actions: ["sns:Publish"], resources: [topicArn] },
      {
        sid: "EncryptMessages",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [topicKey.arn],
      },
    );
    new SchedulerSchedule(this, "schedule", {
      name: checkedName("aws_scheduler_schedule", scheduleName, this.node.path),
      groupName: DEFAULT_SCHEDULE_GROUP,
      description: message.title,
      scheduleExpression: expression,
      scheduleExpressionTimezone: timezone,
      flexibleTimeWindow: { mode: "OFF" },
      target: { arn: topicArn, roleArn: role.arn, input: notice(message) },
      dependsOn: [...role.granted],
    });
  }
}
