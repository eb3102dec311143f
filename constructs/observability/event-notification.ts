import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";

/** What an event must look like. */
export interface EventPattern {
  /** Services that send it: `["aws.guardduty"]`. */
  readonly source: readonly string[];
  /**
   * Kinds of event: `["GuardDuty Finding"]`.
   *
   * @default - every kind
   */
  readonly detailType?: readonly string[];
  /**
   * What its detail must hold, by EventBridge's rules of matching.
   *
   * @default - anything
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
   */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** AWS Health's events about faults of AWS, at which somebody acts at once. */
export const HEALTH_ISSUES: EventPattern = {
  source: ["aws.health"],
  detailType: ["AWS Health Event"],
  detail: { eventTypeCategory: ["issue"] },
};

/** AWS Health's events about planned changes and what an account should know. */
export const HEALTH_NOTICES: EventPattern = {
  source: ["aws.health"],
  detailType: ["AWS Health Event"],
  detail: { eventTypeCategory: ["accountNotification", "scheduledChange"] },
};

/** Findings of GuardDuty from medium severity (4) on. */
export const GUARDDUTY_FINDINGS: EventPattern = {
  source: ["aws.guardduty"],
  detailType: ["GuardDuty Finding"],
  detail: { severity: [{ numeric: [">=", 4] }] },
};

/**
 * What a topic is told instead of the event: a text that people read in a mail, and that Slack shows as a message.
 * In the texts `<name>` stands for the value of that name.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export interface EventMessage {
  /** Values by name, each by its place in the event: `{ account: "$.detail.findings[0].AwsAccountId" }`. */
  readonly values: Readonly<Record<string, string>>;
  /** First line. */
  readonly title: string;
  /** What happened. */
  readonly description: string;
  /** What somebody does now, and by when; at least one. */
  readonly nextSteps: readonly string[];
}

/** Renders a message as both a reader and Slack's channel understand it. */
export function notice({ title, description, nextSteps }: Omit<EventMessage, "values">): string {
  return JSON.stringify({
    version: "1.0",
    source: "custom",
    content: { textType: "client-markdown", title, description, nextSteps },
  });
}

/** Values of an {@link EventNotification}. */
export interface EventNotificationProps {
  /** Name of the rule: at most 64 letters, digits and _-. */
  readonly ruleName: string;
  /** What it is for. */
  readonly description: string;
  /** Which events it tells of. */
  readonly pattern: EventPattern;
  /** ARN of the topic that is told; its policy lets `events.amazonaws.com` publish. */
  readonly topicArn: string;
  /**
   * What the topic is told instead of the event itself.
   *
   * @default - the event, as JSON
   */
  readonly message?: EventMessage;
  /**
   * Region of rule and topic; AWS Health sends events of global services to us-east-1.
   *
   * @default - the stack's
   */
  readonly region?: string;
}

/**
 * Tells a topic of events that AWS's services send.
 *
 * @see https://docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html
 */
export class EventNotification extends Construct {
  /** Name of the rule, for further targets. */
  public readonly ruleName: string;

  /** @throws ProblemsError when the name is not acceptable */
  public constructor(scope: Construct, id: string, props: EventNotificationProps) {
    super(scope, id);
    const { ruleName, description, topicArn, message, region } = props;
    const { source, detailType, detail } = props.pattern;
    const placement = region === undefined ? {} : { region };

    const rule = new CloudwatchEventRule(this, "rule", {
      name: checkedName("aws_cloudwatch_event_rule", ruleName, this.node.path),
      description,
      eventPattern: JSON.stringify({
        source,
        ...(detailType === undefined ? {} : { "detail-type": detailType }),
        ...(detail === undefined ? {} : { detail }),
      }),
      ...placement,
    });
    this.ruleName = rule.name;
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: topicArn,
      ...(message === undefined
        ? {}
        : { inputTransformer: { inputPaths: { ...message.values }, inputTemplate: notice(message) } }),
      ...placement,
    });
  }
}
