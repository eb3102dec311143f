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
  /** @throws ProblemsError when the name is not acceptable */
  public constructor(scope: Construct, id: string, props: EventNotificationProps) {
    super(scope, id);
    const { ruleName, description, topicArn, region } = props;
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
    new CloudwatchEventTarget(this, "target", { rule: rule.name, arn: topicArn, ...placement });
  }
}
