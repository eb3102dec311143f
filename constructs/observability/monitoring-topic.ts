import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { refuse } from "../core/errors";
import { checkedName } from "../core/naming";
import { policyDocument } from "../identity/policy-document";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Values of a {@link MonitoringTopic}. */
export interface MonitoringTopicProps {
  /** Name of the topic: `monitoring-topic`. A change replaces it. */
  readonly topicName: string;
  /** The account whose alarms and rules may publish. */
  readonly account: string;
  /**
   * Whether the account's EventBridge rules publish too.
   *
   * @default false
   */
  readonly toldByEventRules?: boolean;
  /**
   * Whether the account's ElastiCache clusters publish too. They publish to topics without encryption alone.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ECEvents.SNS.html
   */
  readonly toldByElastiCache?: boolean;
  /**
   * Services that publish beside CloudWatch alarms and name the account for which they do.
   *
   * @default - none
   */
  readonly furtherPublishers?: readonly string[];
  /**
   * E-mail addresses that receive every message, after their owners confirm the mail that AWS sends.
   *
   * @default - none
   */
  readonly emailAddresses?: readonly string[];
  /**
   * ARN of a customer-managed KMS key that the publishers may use; alarms cannot publish under alias/aws/sns.
   *
   * @default - not encrypted: messages name alarms and carry no data
   */
  readonly kmsKeyArn?: string;
  /**
   * Region of the topic, which is that of the alarms.
   *
   * @default - the stack's
   */
  readonly region?: string;
}

/**
 * An SNS topic to which the alarms of one account publish, over TLS alone.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export class MonitoringTopic extends Construct {
  /** ARN of the topic. */
  public readonly topicArn: string;

  /** @throws ProblemsError when name or address is not acceptable */
  public constructor(scope: Construct, id: string, props: MonitoringTopicProps) {
    super(scope, id);
    const { topicName, account, furtherPublishers = [], emailAddresses = [], kmsKeyArn, region } = props;
    const { toldByEventRules = false, toldByElastiCache = false } = props;
    const placement = region === undefined ? {} : { region };

    const topic = new SnsTopic(this, "topic", {
      name: checkedName("aws_sns_topic", topicName, this.node.path),
      ...(kmsKeyArn === undefined ? {} : { kmsMasterKeyId: kmsKeyArn }),
      ...placement,
    });
    if (kmsKeyArn === undefined) {
      acknowledge(topic, "MSG-002", {
        reason:
          "messages name alarms and hold no data; AWS's own key does not admit the services that publish",
      });
    }
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument(
        {
          sid: "PublishedByServices",
          principal: { service: ["cloudwatch.amazonaws.com", ...furtherPublishers] },
          actions: ["sns:Publish"],
          resources: [topic.arn],
          conditions: { StringEquals: { "aws:SourceAccount": account } },
        },
        // EventBridge names the rule for which it publishes, and no account.
        ...(toldByEventRules
          ? [
              {
                sid: "PublishedByEventRules",
                principal: { service: "events.amazonaws.com" },
                actions: ["sns:Publish"],
                resources: [topic.arn],
                conditions: { ArnLike: { "aws:SourceArn": `arn:aws:events:*:${account}:rule/*` } },
              },
            ]
          : []),
        // ElastiCache names the owner of the cluster, and neither itself nor its account as other services do.
        ...(toldByElastiCache
          ? [
              {
                sid: "PublishedByElastiCache",
                principal: { aws: "*" },
                actions: ["sns:Publish"],
                resources: [topic.arn],
                conditions: { StringEquals: { "aws:SourceOwner": account } },
              },
            ]
          : []),
        {
          sid: "DenyPlainHttp",
          effect: "Deny",
          principal: { everyone: true },
          actions: ["sns:Publish"],
          resources: [topic.arn],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ),
      ...placement,
    });
    this.topicArn = topic.arn;

    for (const address of emailAddresses) {
      new SnsTopicSubscription(this, `mail-${this.addressId(address)}`, {
        topicArn: topic.arn,
        protocol: "email",
        endpoint: address,
        ...placement,
      });
    }
  }

  private addressId(address: string): string {
    if (!EMAIL.test(address)) {
      refuse({
        path: this.node.path,
        rule: "is an e-mail address",
        got: address,
        fix: "write it as name@example.com",
      });
    }
    return address.replace("@", "-at-").replace(/[^A-Za-z0-9]+/g, "-");
  }
}
