import { InstanceSchedule, type WeeklyRun } from "../../../constructs/database/instance-schedule";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const RUN: WeeklyRun = { weekday: "MON", startTime: "03:00", stopTime: "04:00", timezone: "Asia/Tokyo" };
const INSTANCE_ARN = "arn:aws:rds:ap-northeast-1:111111111111:db:shop-stg";
const synthesize = (overrides: Partial<WeeklyRun> = {}) =>
  synthesizeStack(
    (stack) =>
      new InstanceSchedule(stack, "schedule", {
        instanceIdentifier: "shop-stg",
        instanceArn: INSTANCE_ARN,
        run: { ...RUN, ...overrides },
        scheduleNames: { start: "shop-db-start-stg", stop: "shop-db-stop-stg" },
        roleName: "shop-db-schedule-stg",
        account: "111111111111",
        region: "ap-northeast-1",
      }),
  );

describe("the weekly run of a stopped DB instance", () => {
  const workspace = synthesize();

  test.each([
    ["start", "cron(0 3 ? * MON *)"],
    ["stop", "cron(0 4 ? * MON *)"],
  ])("AP-099, AP-D14: has its %s", (use, expression) => {
    expect(workspace.one("aws_scheduler_schedule", `schedule_${use}`)).toEqual({
      name: `shop-db-${use}-stg`,
      group_name: "default",
      description: `Weekly ${use} of shop-stg, which RDS would start after seven days`,
      schedule_expression: expression,
      schedule_expression_timezone: "Asia/Tokyo",
      flexible_time_window: { mode: "OFF" },
      target: {
        arn: `arn:aws:scheduler:::aws-sdk:rds:${use}DBInstance`,
        role_arn: "${aws_iam_role.schedule_role_role.arn}",
        input: '{"DbInstanceIdentifier":"shop-stg"}',
        retry_policy: { maximum_event_age_in_seconds: 1800, maximum_retry_attempts: 10 },
      },
      depends_on: ["aws_iam_role_policy.schedule_start-and-stop"],
    });
  });

  test("AP-099: its role is Scheduler's, on behalf of this account's default group", () => {
    const role = workspace.one("aws_iam_role", "schedule_role_role");

    expect(role["name"]).toBe("shop-db-schedule-stg");
    expect(JSON.parse(role["assume_role_policy"] as string).Statement).toEqual([
      expect.objectContaining({
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111111111111" },
          ArnLike: {
            "aws:SourceArn": "arn:aws:scheduler:ap-northeast-1:111111111111:schedule-group/default",
          },
        },
      }),
    ]);
  });

  test("AP-099: its role starts and stops this instance, and does nothing else", () => {
    const policies = Object.values(workspace.all("aws_iam_role_policy"));

    expect(policies).toHaveLength(1);
    expect(JSON.parse(policies[0]!["policy"] as string).Statement).toEqual([
      {
        Sid: "StartAndStop",
        Effect: "Allow",
        Action: ["rds:StartDBInstance", "rds:StopDBInstance"],
        Resource: [INSTANCE_ARN],
      },
    ]);
  });

  test("takes minutes and other days", () => {
    expect(
      synthesize({ weekday: "SUN", startTime: "22:15", stopTime: "23:59" }).one(
        "aws_scheduler_schedule",
        "schedule_start",
      ),
    ).toMatchObject({ schedule_expression: "cron(15 22 ? * SUN *)" });
  });

  test.each([
    [{ startTime: "3:00" }, "startTime: must be a time of day, got 3:00; write it like 03:00"],
    [{ stopTime: "24:00" }, "stopTime: must be a time of day, got 24:00; write it like 03:00"],
    [
      { stopTime: "03:59" },
      "stopTime: must be 60 minutes or more after the start, on the same day, got 03:00 to 03:59; start earlier or stop later",
    ],
    [
      { startTime: "23:30", stopTime: "00:30" },
      "stopTime: must be 60 minutes or more after the start, on the same day, got 23:30 to 00:30; start earlier or stop later",
    ],
    [
      { timezone: "Asia/Tokio" },
      "timezone: must be the IANA name of a time zone, got Asia/Tokio; write it like Asia/Tokyo",
    ],
  ])("refuses %j", (wrong, message) => {
    expect(refusalOf(() => synthesize(wrong))).toBe(`unit-test/schedule.run.${message}`);
  });
});
