import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { timeOfDayProblems, timezoneProblems } from "../core/clock";
import { DEFAULT_SCHEDULE_GROUP, schedulerRole } from "../identity/scheduler-role";

/** When an instance stops. */
export interface StopTime {
  /** Time of day: `22:00`. */
  readonly time: string;
  /** Time zone of it, by its IANA name: `Asia/Tokyo`. */
  readonly timezone: string;
}

/** Values of a {@link NightlyStop}. */
export interface NightlyStopProps {
  /** Name of the schedule and of the role that Scheduler assumes, at most 64 characters. A change replaces them. */
  readonly name: string;
  /** Id of the instance. */
  readonly instanceId: string;
  /** When it stops. */
  readonly at: StopTime;
  /** The 12 digits of the account. */
  readonly account: string;
  /** AWS Region code. */
  readonly region: string;
}

/**
 * Stops an instance every night. It is started by whoever needs it; a stopped one costs its volume alone.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export class NightlyStop extends Construct {
  /** @throws ProblemsError when the time is none, or the name is not accepted */
  public constructor(scope: Construct, id: string, props: NightlyStopProps) {
    super(scope, id);
    const { name, instanceId, at, account, region } = props;
    throwProblems(stopTimeProblems(at, `${this.node.path}.at`));
    const role = schedulerRole(this, "role", {
      name,
      description: "Stops an instance at night",
      account,
      region,
    });
    role.grant(this, "stop", {
      sid: "Stop",
      actions: ["ec2:StopInstances"],
      resources: [`arn:aws:ec2:${region}:${account}:instance/${instanceId}`],
    });
    const [hours, minutes] = at.time.split(":").map(Number);
    new SchedulerSchedule(this, "schedule", {
      name: checkedName("aws_scheduler_schedule", name, this.node.path),
      groupName: DEFAULT_SCHEDULE_GROUP,
      description: "Stops an instance at night",
      scheduleExpression: `cron(${String(minutes)} ${String(hours)} * * ? *)`,
      scheduleExpressionTimezone: at.timezone,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: "arn:aws:scheduler:::aws-sdk:ec2:stopInstances",
        roleArn: role.arn,
        input: JSON.stringify({ InstanceIds: [instanceId] }),
      },
      dependsOn: [...role.granted],
    });
  }
}

/** What is wrong with the time of a stop; nothing when there is such a time. */
export function stopTimeProblems({ time, timezone }: StopTime, path: string): readonly Problem[] {
  return [...timeOfDayProblems(time, `${path}.time`), ...timezoneProblems(timezone, `${path}.timezone`)];
}
