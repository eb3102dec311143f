import { LogGroup, type LogGroupProps } from "../../../constructs/observability/log-group";
import { LOG_RETENTION_DAYS } from "../../../constructs/observability/log-retention";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL: LogGroupProps = { logGroupName: "/aws/ecs/backend-service", retentionDays: 30 };

const synthesize = (props: LogGroupProps = MINIMAL) =>
  synthesizeStack((stack) => new LogGroup(stack, "logs", props));

describe("a log group", () => {
  test("SW-045, SW-052: has its name and a retention", () => {
    expect(synthesize().one("aws_cloudwatch_log_group", "logs_group")).toEqual({
      name: "/aws/ecs/backend-service",
      retention_in_days: 30,
    });
  });

  test("OW-278, EN-248: takes a key and a class", () => {
    const kmsKeyArn = "arn:aws:kms:ap-northeast-1:111111111111:key/1";

    const workspace = synthesize({ ...MINIMAL, kmsKeyArn, logClass: "INFREQUENT_ACCESS" });

    expect(workspace.one("aws_cloudwatch_log_group", "logs_group")).toMatchObject({
      kms_key_id: kmsKeyArn,
      log_group_class: "INFREQUENT_ACCESS",
    });
  });

  test("OW-283: stands in another Region when told so", () => {
    const workspace = synthesize({ ...MINIMAL, region: "us-east-1" });

    expect(workspace.one("aws_cloudwatch_log_group", "logs_group")["region"]).toBe("us-east-1");
  });

  test.each(LOG_RETENTION_DAYS)("keeps events for %d days", (retentionDays) => {
    expect(
      synthesize({ ...MINIMAL, retentionDays }).one("aws_cloudwatch_log_group", "logs_group"),
    ).toMatchObject({
      retention_in_days: retentionDays,
    });
  });

  test.each([
    [0, "choose one of them, such as 1"],
    [10, "choose one of them, such as 14"],
    [9999, "choose one of them, such as 3653"],
    [3.5, "choose one of them, such as 5"],
  ])("refuses %d days and says what to choose", (retentionDays, fix) => {
    const refusal = refusalOf(() => synthesize({ ...MINIMAL, retentionDays }));

    expect(refusal).toContain("unit-test/logs: log events are kept for one of 1, 3, 5,");
    expect(refusal).toContain(fix);
  });

  test("refuses a name that CloudWatch Logs does not know", () => {
    expect(refusalOf(() => synthesize({ ...MINIMAL, logGroupName: "backend service" }))).toContain(
      "the name of an aws_cloudwatch_log_group is made of letters, digits and _-/.#, got backend service",
    );
  });
});
