import {
  EventNotification,
  type EventPattern,
  GUARDDUTY_FINDINGS,
  HEALTH_ISSUES,
  HEALTH_NOTICES,
} from "../../../constructs/observability/event-notification";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const synthesize = (pattern: EventPattern, change: { ruleName?: string; region?: string } = {}) =>
  synthesizeStack(
    (stack) =>
      new EventNotification(stack, "health", {
        ruleName: "example-health",
        description: "Faults of AWS",
        pattern,
        topicArn: "arn:aws:sns:us-east-1:111111111111:error",
        ...change,
      }),
  );
const patternOf = (pattern: EventPattern): unknown =>
  JSON.parse(synthesize(pattern).one("aws_cloudwatch_event_rule", "health_rule")["event_pattern"] as string);

describe("a notification of events", () => {
  test("EN-258, M-58: tells a topic of faults of AWS", () => {
    const workspace = synthesize(HEALTH_ISSUES);

    expect(workspace.one("aws_cloudwatch_event_rule", "health_rule")).toMatchObject({
      name: "example-health",
      description: "Faults of AWS",
    });
    expect(workspace.one("aws_cloudwatch_event_target", "health_target")).toEqual({
      rule: "${aws_cloudwatch_event_rule.health_rule.name}",
      arn: "arn:aws:sns:us-east-1:111111111111:error",
    });
    expect(patternOf(HEALTH_ISSUES)).toEqual({
      source: ["aws.health"],
      "detail-type": ["AWS Health Event"],
      detail: { eventTypeCategory: ["issue"] },
    });
  });

  test("M-58: tells planned changes apart from faults", () => {
    expect(patternOf(HEALTH_NOTICES)).toMatchObject({
      detail: { eventTypeCategory: ["accountNotification", "scheduledChange"] },
    });
  });

  test("OW-013: knows GuardDuty's findings from medium severity on", () => {
    expect(patternOf(GUARDDUTY_FINDINGS)).toEqual({
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 4] }] },
    });
  });

  test("asks for the source alone when nothing else is said", () => {
    expect(patternOf({ source: ["aws.health"] })).toEqual({ source: ["aws.health"] });
  });

  test("M-58: stands in another Region when told so", () => {
    const workspace = synthesize(HEALTH_ISSUES, { region: "us-east-1" });

    expect(workspace.one("aws_cloudwatch_event_rule", "health_rule")["region"]).toBe("us-east-1");
    expect(workspace.one("aws_cloudwatch_event_target", "health_target")["region"]).toBe("us-east-1");
  });

  test("is refused with a name of 65 characters", () => {
    expect(refusalOf(() => synthesize(HEALTH_ISSUES, { ruleName: "r".repeat(65) }))).toContain(
      "has at most 64 characters",
    );
  });

  test("tells the topic in words instead of the event, as people and Slack read them", () => {
    const workspace = synthesizeStack(
      (stack) =>
        new EventNotification(stack, "health", {
          ruleName: "example-health",
          description: "Faults of AWS",
          pattern: HEALTH_ISSUES,
          topicArn: "arn:aws:sns:us-east-1:111111111111:error",
          message: {
            values: { service: "$.detail.service" },
            title: "AWS has a fault",
            description: "It is <service>.",
            nextSteps: ["Look at the health dashboard."],
          },
        }),
    );

    expect(workspace.one("aws_cloudwatch_event_target", "health_target")["input_transformer"]).toEqual({
      input_paths: { service: "$.detail.service" },
      input_template: JSON.stringify({
        version: "1.0",
        source: "custom",
        content: {
          textType: "client-markdown",
          title: "AWS has a fault",
          description: "It is <service>.",
          nextSteps: ["Look at the health dashboard."],
        },
      }),
    });
  });
});
