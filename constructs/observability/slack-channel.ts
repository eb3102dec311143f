import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { serviceTrust } from "../identity/policy-document";

const TEAM_ID = /^T[A-Z0-9]{2,254}$/;
const CHANNEL_ID = /^[CG][A-Z0-9]{2,254}$/;
/** Allows nothing whatever the role says: the channel shows notifications and runs no commands. */
const NOTIFICATIONS_ONLY = "arn:aws:iam::aws:policy/AWSDenyAll";

/** A Slack channel, by the ids that Slack shows in the links to it. */
export interface SlackChannelIds {
  /** Id of the workspace, `T…`. Authorized once by hand in the Amazon Q Developer console. */
  readonly teamId: string;
  /** Id of the channel, `C…`, or `G…` for a private one. */
  readonly channelId: string;
}

/** Values of a {@link SlackChannel}. */
export interface SlackChannelProps {
  /** Name of the configuration, and with `-slack` added of its role. */
  readonly name: string;
  /** The account that owns the configuration. */
  readonly account: string;
  /** Workspace and channel. */
  readonly slack: SlackChannelIds;
  /** ARNs of the topics that the channel shows. */
  readonly topicArns: readonly string[];
  /**
   * Region whose endpoint takes the configuration, which is then the same in every Region. AWS has one in us-east-2,
   * us-west-2, ap-southeast-1 and eu-west-1 alone.
   *
   * @default - the stack's
   * @see https://docs.aws.amazon.com/general/latest/gr/chatbot.html
   */
  readonly region?: string;
}

/**
 * Shows topics in a Slack channel through AWS Chatbot (Amazon Q Developer in chat applications). Nobody can run
 * commands from the channel: its role allows nothing and its guard rail denies everything.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html
 */
export class SlackChannel extends Construct {
  /** @throws ProblemsError when an id is not one of Slack's */
  public constructor(scope: Construct, id: string, props: SlackChannelProps) {
    super(scope, id);
    const { name, account, slack, topicArns, region } = props;
    const { path } = this.node;
    throwProblems([
      ...idProblems(`${path}.teamId`, slack.teamId, TEAM_ID, "T and capitals or digits"),
      ...idProblems(`${path}.channelId`, slack.channelId, CHANNEL_ID, "C or G and capitals or digits"),
    ]);

    const role = new IamRole(this, "role", {
      name: checkedName("aws_iam_role", `${name}-slack`, path),
      description: "Assumed by AWS Chatbot to show notifications; allows nothing",
      assumeRolePolicy: serviceTrust("chatbot.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": account },
      }),
    });
    new ChatbotSlackChannelConfiguration(this, "channel", {
      configurationName: checkedName("aws_chatbot_slack_channel_configuration", name, path),
      slackTeamId: slack.teamId,
      slackChannelId: slack.channelId,
      iamRoleArn: role.arn,
      guardrailPolicyArns: [NOTIFICATIONS_ONLY],
      snsTopicArns: [...topicArns],
      loggingLevel: "ERROR",
      ...(region === undefined ? {} : { region }),
    });
  }
}

function idProblems(path: string, got: string, pattern: RegExp, words: string): readonly Problem[] {
  return pattern.test(got)
    ? []
    : [{ path, rule: `is an id of Slack's: ${words}`, got, fix: "copy it from the link to the channel" }];
}
