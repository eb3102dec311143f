import { SECURITY } from "../../../systems/enterprise/security/config";
import { statements } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { securityAccount } from "./security-accounts";

let findings: Workspace;
beforeAll(() => {
  findings = securityAccount()["findings"]!;
});

describe("who is told of findings", () => {
  const rules = () => findings.all("aws_cloudwatch_event_rule");
  const ruleOf = (environment: string, severity: string) =>
    rules()[`${environment}-alerts_${severity}_rule`]!;
  const targetOf = (environment: string, severity: string) =>
    findings.one("aws_cloudwatch_event_target", `${environment}-alerts_${severity}_target`);

  test("EN-040, EN-041, M-26: CRITICAL and HIGH of production tell a topic each", () => {
    expect(JSON.parse(ruleOf("prod", "critical")["event_pattern"] as string)).toEqual({
      source: ["aws.securityhub"],
      "detail-type": ["Security Hub Findings - Imported"],
      detail: {
        findings: {
          AwsAccountId: ["810000000008"],
          RecordState: ["ACTIVE"],
          Severity: { Label: ["CRITICAL"] },
          Workflow: { Status: ["NEW"] },
        },
      },
    });
    expect(targetOf("prod", "critical")["arn"]).toBe("${aws_sns_topic.prod-error-topic_topic.arn}");
    expect(targetOf("prod", "high")["arn"]).toBe("${aws_sns_topic.prod-warn-topic_topic.arn}");
  });

  test.each(["dev", "stg"])("EN-042, EN-043, C-02: both severities of %s mail its topic", (environment) => {
    const topic = `${environment}-findings-topic`;

    expect(targetOf(environment, "critical")["arn"]).toBe(`\${aws_sns_topic.${topic}_topic.arn}`);
    expect(targetOf(environment, "high")["arn"]).toBe(`\${aws_sns_topic.${topic}_topic.arn}`);
    expect(
      Object.values(findings.all("aws_sns_topic_subscription")).filter(
        ({ topic_arn: arn }) => arn === `\${aws_sns_topic.${topic}_topic.arn}`,
      ),
    ).toEqual([
      {
        topic_arn: `\${aws_sns_topic.${topic}_topic.arn}`,
        protocol: "email",
        endpoint: `security+${environment}@example.com`,
      },
    ]);
  });

  test("EN-041, EN-044, EN-046, C-01: the message says how soon to react, and by when to resolve", () => {
    const { input_template: template } = targetOf("prod", "high")["input_transformer"] as {
      input_template: string;
    };

    expect(JSON.parse(template)).toEqual({
      version: "1.0",
      source: "custom",
      content: {
        textType: "client-markdown",
        title: "HIGH in prod: <title>",
        description: "<product> found it in account <account>, <region>, at <resource>.",
        nextSteps: [
          "Nobody expected it: react by the next business day.",
          "Pattern A: resolve it within 1 month at the latest.",
          "Pattern B or C: enter it in the findings register, with the reason.",
        ],
      },
    });
  });

  test("EN-050, EN-051: nobody is told of MEDIUM and LOW one by one", () => {
    const labels = Object.values(rules()).map(
      ({ event_pattern: pattern }) =>
        (JSON.parse(pattern as string) as { detail: { findings: { Severity: { Label: string[] } } } }).detail
          .findings.Severity.Label,
    );

    expect([...new Set(labels.flat())].sort()).toEqual(["CRITICAL", "HIGH"]);
    expect(labels).toHaveLength(2 * Object.keys(SECURITY.routes).length);
  });

  test("EN-040: messages are encrypted with a key that admits EventBridge", () => {
    for (const topic of Object.values(findings.all("aws_sns_topic"))) {
      expect(topic["kms_master_key_id"]).toBe("${aws_kms_key.key_key.arn}");
    }
    expect(
      statements(findings.one("aws_kms_key", "key_key")["policy"]).map(({ Sid, Principal }) => [
        Sid,
        Principal,
      ]),
    ).toEqual([
      ["AccountDecidesByIam", { AWS: "arn:aws:iam::810000000004:root" }],
      ["UsedByEventRules", { Service: "events.amazonaws.com" }],
    ]);
  });

  test("EN-045, C-03: a reminder of the review comes each month", () => {
    expect(findings.one("aws_scheduler_schedule", "monthly-review-reminder_schedule")).toMatchObject({
      schedule_expression: "cron(0 9 1 * ? *)",
      schedule_expression_timezone: "Asia/Tokyo",
      target: {
        arn: "${aws_sns_topic.prod-warn-topic_topic.arn}",
        role_arn: "${aws_iam_role.monthly-review-reminder_role_role.arn}",
      },
    });
  });

  test.each([
    ["exposure-and-assets", "first where the internet reaches"],
    ["futurevuls-score", "in the order of FutureVuls' score"],
  ] as const)(
    "EN-092, EN-093: with %s the reminder says what is mended first",
    (vulnerabilityOrder, order) => {
      const { target } = securityAccount({ vulnerabilityOrder })["findings"]!.one(
        "aws_scheduler_schedule",
        "monthly-review-reminder_schedule",
      ) as { target: { input: string } };

      expect(target.input).toContain(order);
    },
  );

  test("EN-142, C-10: where nothing looks at it at once, people are reminded to audit how data is handled", () => {
    const schedule = findings.one("aws_scheduler_schedule", "monthly-audit-reminder_schedule");

    expect(schedule).toMatchObject({
      name: "information-monthly-audit",
      schedule_expression: "cron(0 9 15 * ? *)",
      schedule_expression_timezone: "Asia/Tokyo",
      target: { arn: "${aws_sns_topic.prod-warn-topic_topic.arn}" },
    });
    expect((schedule["target"] as { input: string }).input).toContain("npm run inventory");
  });

  test("EN-042, M-27: findings of the routes that say so get a ticket beside the mail, and there is none by itself", () => {
    expect(findings.ids("aws_cloudwatch_event_api_destination")).toEqual([]);
    const tickets = {
      endpoint: "https://tickets.example.com/api/issues",
      keyHeader: "X-Api-Key",
      routes: ["dev"],
    };
    const ticketed = securityAccount({ tickets })["findings"]!;

    expect(ticketed.ids("aws_cloudwatch_event_target").filter((id) => id.endsWith("-ticket"))).toEqual([
      "dev-alerts_critical-ticket",
      "dev-alerts_high-ticket",
    ]);
    const { input_transformer: transformer } = ticketed.one(
      "aws_cloudwatch_event_target",
      "dev-alerts_high-ticket",
    ) as { input_transformer: { input_template: string } };
    expect(JSON.parse(transformer.input_template)).toEqual({
      title: "HIGH in dev: <title>",
      description: "<product> found it in account <account>, <region>, at <resource>.",
      severity: "HIGH",
      due: "react by the next business day, resolve within 1 month",
      finding: "<finding>",
    });
    expect(ticketed.ids("aws_sns_topic_subscription")).toEqual(findings.ids("aws_sns_topic_subscription"));
  });

  test("EN-042, M-27, T-13: a Slack channel shows the topics that it names, and there is none without ids", () => {
    expect(findings.ids("aws_chatbot_slack_channel_configuration")).toEqual([]);
    const slack = { alerts: { ids: { teamId: "T0123", channelId: "C0123" }, topics: ["dev-findings"] } };

    expect(
      securityAccount({ slack })["findings"]!.one(
        "aws_chatbot_slack_channel_configuration",
        "alerts-slack_channel",
      ),
    ).toMatchObject({
      configuration_name: "findings-alerts",
      region: "ap-southeast-1",
      sns_topic_arns: ["${aws_sns_topic.dev-findings-topic_topic.arn}"],
    });
  });
});
