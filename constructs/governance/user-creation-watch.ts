import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { MonitoringTopic } from "../observability/monitoring-topic";

const GLOBAL_REGION = "us-east-1";
const WATCHED = ["CreateUser", "CreateLoginProfile", "CreateAccessKey"];

/** Values of a {@link UserCreationWatch}. */
export interface UserCreationWatchProps {
  /** Name of rule and topic: `enterprise-user-creation`. */
  readonly name: string;
  /** The 12 digits of the account that is watched. */
  readonly account: string;
  /** Addresses that are told. */
  readonly emailAddresses: readonly string[];
}

/**
 * Tells by mail when somebody makes an IAM user, a password or an access key in the account: for the management account,
 * which no service control policy binds. IAM reports to us-east-1 alone, so rule and topic stand there.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export class UserCreationWatch extends Construct {
  /** @throws ProblemsError when a name or an address is not acceptable */
  public constructor(
    scope: Construct,
    id: string,
    { name, account, emailAddresses }: UserCreationWatchProps,
  ) {
    super(scope, id);
    const { topicArn } = new MonitoringTopic(this, "topic", {
      topicName: name,
      account,
      emailAddresses,
      toldByEventRules: true,
      region: GLOBAL_REGION,
    });
    const rule = new CloudwatchEventRule(this, "rule", {
      name: checkedName("aws_cloudwatch_event_rule", name, this.node.path),
      description: "An IAM user, a password or an access key is made",
      eventPattern: JSON.stringify({
        source: ["aws.iam"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: { eventSource: ["iam.amazonaws.com"], eventName: WATCHED },
      }),
      region: GLOBAL_REGION,
    });
    new CloudwatchEventTarget(this, "to-topic", { rule: rule.name, arn: topicArn, region: GLOBAL_REGION });
  }
}
