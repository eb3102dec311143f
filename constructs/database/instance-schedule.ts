import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { minutesOfDay, timeOfDayProblems, timezoneProblems } from "../core/clock";
import { DEFAULT_SCHEDULE_GROUP, schedulerRole } from "../identity/scheduler-role";

/** Days of the week as a cron expression names them. */
export const WEEKDAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;

/**
 * Seconds for which Scheduler repeats a call that fails. The start of an instance that runs already fails; repeated
 * for Scheduler's own 24 hours it would undo the stop that follows.
 */
const RETRY_SECONDS = 1800;
const RETRY_ATTEMPTS = 10;
/** Shortest run: the repeated starts are over, and a start that came late has been completed. */
const SHORTEST_RUN_MINUTES = 60;

/** The weekly hour in which a stopped instance runs. */
export interface WeeklyRun {
  /** Day of both, the start and the stop. */
  readonly weekday: (typeof WEEKDAYS)[number];
  /** Time of the start: `03:00`. */
  readonly startTime: string;
  /** Time of the stop, at least an hour later on the same day: `04:00`. */
  readonly stopTime: string;
  /** Time zone of both times, by its IANA name: `Asia/Tokyo`. */
  readonly timezone: string;
}

/** Values of an {@link InstanceSchedule}. */
export interface InstanceScheduleProps {
  /** Name of the DB instance. */
  readonly instanceIdentifier: string;
  /** ARN of the DB instance: all that the role may start and stop. */
  readonly instanceArn: string;
  /** When it runs. */
  readonly run: WeeklyRun;
  /** Names of the two schedules, at most 64 letters, digits and `_-.`. A change replaces them. */
  readonly scheduleNames: { readonly start: string; readonly stop: string };
  /** Name of the role that Scheduler assumes, at most 64 characters. A change replaces it. */
  readonly roleName: string;
  /** The 12 digits of the account. */
  readonly account: string;
  /** AWS Region code. */
  readonly region: string;
}

/**
 * Keeps a stopped DB instance stopped: once a week it is started and stopped again.
 *
 * RDS starts an instance by itself when it has been stopped for seven days. A start and a stop within that time begin
 * the count anew. The first stop is somebody's decision; a running instance that meets the schedule is stopped too.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export class InstanceSchedule extends Construct {
  /** @throws ProblemsError when the run is none that keeps the instance stopped, or a name is not accepted */
  public constructor(scope: Construct, id: string, props: InstanceScheduleProps) {
    super(scope, id);
    const { instanceIdentifier, instanceArn, run, scheduleNames, roleName, account, region } = props;
    throwProblems(weeklyRunProblems(run, `${this.node.path}.run`));

    const role = schedulerRole(this, "role", {
      name: roleName,
      description: `Starts and stops the DB instance ${instanceIdentifier}`,
      account,
      region,
    });
    role.grant(this, "start-and-stop", {
      sid: "StartAndStop",
      actions: ["rds:StartDBInstance", "rds:StopDBInstance"],
      resources: [instanceArn],
    });
    for (const [use, time] of [["start", run.startTime] as const, ["stop", run.stopTime] as const]) {
      new SchedulerSchedule(this, use, {
        name: checkedName("aws_scheduler_schedule", scheduleNames[use], this.node.path),
        groupName: DEFAULT_SCHEDULE_GROUP,
        description: `Weekly ${use} of ${instanceIdentifier}, which RDS would start after seven days`,
        scheduleExpression: weekly(run.weekday, time),
        scheduleExpressionTimezone: run.timezone,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: `arn:aws:scheduler:::aws-sdk:rds:${use}DBInstance`,
          roleArn: role.arn,
          input: JSON.stringify({ DbInstanceIdentifier: instanceIdentifier }),
          retryPolicy: {
            maximumEventAgeInSeconds: RETRY_SECONDS,
            maximumRetryAttempts: RETRY_ATTEMPTS,
          },
        },
        dependsOn: [...role.granted],
      });
    }
  }
}

/** What is wrong with a weekly run; nothing when it keeps an instance stopped. */
export function weeklyRunProblems(
  { startTime, stopTime, timezone }: WeeklyRun,
  path: string,
): readonly Problem[] {
  const times = Object.entries({ startTime, stopTime }).flatMap(([key, time]) =>
    timeOfDayProblems(time, `${path}.${key}`),
  );
  const tooShort =
    times.length === 0 && minutesOfDay(stopTime) - minutesOfDay(startTime) < SHORTEST_RUN_MINUTES
      ? [
          {
            path: `${path}.stopTime`,
            rule: `must be ${SHORTEST_RUN_MINUTES} minutes or more after the start, on the same day`,
            got: `${startTime} to ${stopTime}`,
            fix: "start earlier or stop later",
          },
        ]
      : [];
  return [...times, ...tooShort, ...timezoneProblems(timezone, `${path}.timezone`)];
}

function weekly(weekday: WeeklyRun["weekday"], time: string): string {
  const minutes = minutesOfDay(time);
  return `cron(${minutes % 60} ${Math.floor(minutes / 60)} ? * ${weekday} *)`;
}
