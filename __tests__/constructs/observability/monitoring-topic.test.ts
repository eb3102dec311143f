import {
  MonitoringTopic,
  type MonitoringTopicProps,
} from "../../../constructs/observability/monitoring-topic";
import { SlackChannel, type SlackChannelProps } from "../../../constructs/observability/slack-channel";
import { statements } from "../../support/policies";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

describe("a monitoring topic", () => {
  const synthesize = (change: Partial<MonitoringTopicProps> = {}) =>
    synthesizeStack(
      (stack) =>
        new MonitoringTopic(stack, "topic", {
          topicName: "monitoring-topic",
          account: "111111111111",
          ...change,
        }),
    );

  test("SW-062, SW-D23: has the given name", () => {
    expect(synthesize().all("aws_sns_topic")).toEqual({ topic_topic: { name: "monitoring-topic" } });
  });

  test("SW-123: admits alarms of the account, over TLS, and nobody else", () => {
    const { policy } = synthesize().one("aws_sns_topic_policy", "topic_policy");

    expect(JSON.parse(String(policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "PublishedByServices",
          Effect: "Allow",
          Principal: { Service: ["cloudwatch.amazonaws.com"] },
          Action: ["sns:Publish"],
          Resource: ["${aws_sns_topic.topic_topic.arn}"],
          Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
        },
        {
          Sid: "DenyPlainHttp",
          Effect: "Deny",
          Principal: "*",
          Action: ["sns:Publish"],
          Resource: ["${aws_sns_topic.topic_topic.arn}"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  test("EN-041, OW-D35: takes publishers, addresses and a key", () => {
    const kmsKeyArn = "arn:aws:kms:ap-northeast-1:111111111111:key/1";
    const workspace = synthesize({
      furtherPublishers: ["budgets.amazonaws.com"],
      emailAddresses: ["ops@example.com"],
      kmsKeyArn,
    });

    expect(workspace.one("aws_sns_topic", "topic_topic")).toMatchObject({ kms_master_key_id: kmsKeyArn });
    expect(workspace.one("aws_sns_topic_policy", "topic_policy")["policy"]).toContain(
      '["cloudwatch.amazonaws.com","budgets.amazonaws.com"]',
    );
    expect(workspace.all("aws_sns_topic_subscription")).toEqual({
      "topic_mail-ops-at-example-com": {
        topic_arn: "${aws_sns_topic.topic_topic.arn}",
        protocol: "email",
        endpoint: "ops@example.com",
      },
    });
  });

  test("EN-258: lets the account's event rules publish when told so", () => {
    const policyOf = (change: Partial<MonitoringTopicProps>) =>
      statements(synthesize(change).one("aws_sns_topic_policy", "topic_policy")["policy"]);

    expect(policyOf({ toldByEventRules: true })).toContainEqual({
      Sid: "PublishedByEventRules",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["sns:Publish"],
      Resource: ["${aws_sns_topic.topic_topic.arn}"],
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:events:*:111111111111:rule/*" } },
    });
    expect(policyOf({}).map(({ Sid }) => Sid)).toEqual(["PublishedByServices", "DenyPlainHttp"]);
  });

  test("stands with all its parts in another Region when told so", () => {
    const workspace = synthesize({ region: "us-east-1", emailAddresses: ["ops@example.com"] });

    for (const [type, id] of [
      ["aws_sns_topic", "topic_topic"],
      ["aws_sns_topic_policy", "topic_policy"],
      ["aws_sns_topic_subscription", "topic_mail-ops-at-example-com"],
    ] as const) {
      expect(workspace.one(type, id)["region"]).toBe("us-east-1");
    }
  });

  test.each<[string, Partial<MonitoringTopicProps>, string]>([
    ["a name with a slash", { topicName: "monitoring/topic" }, "is made of letters, digits and _-"],
    [
      "half an address",
      { emailAddresses: ["ops"] },
      "is an e-mail address, got ops; write it as name@example.com",
    ],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });
});

describe("a Slack channel", () => {
  const MINIMAL: SlackChannelProps = {
    name: "web-prod",
    account: "111111111111",
    slack: { teamId: "T00000000", channelId: "C00000000" },
    topicArns: ["arn:aws:sns:ap-northeast-1:111111111111:monitoring-topic"],
  };
  const synthesize = (change: Partial<SlackChannelProps> = {}) =>
    synthesizeStack((stack) => new SlackChannel(stack, "slack", { ...MINIMAL, ...change }));

  test("SW-063, SW-064: shows the topic", () => {
    expect(synthesize().all("aws_chatbot_slack_channel_configuration")).toEqual({
      slack_channel: {
        configuration_name: "web-prod",
        slack_team_id: "T00000000",
        slack_channel_id: "C00000000",
        iam_role_arn: "${aws_iam_role.slack_role.arn}",
        guardrail_policy_arns: ["arn:aws:iam::aws:policy/AWSDenyAll"],
        sns_topic_arns: ["arn:aws:sns:ap-northeast-1:111111111111:monitoring-topic"],
        logging_level: "ERROR",
      },
    });
  });

  test("its role is for Chatbot on behalf of the account, and allows nothing", () => {
    const workspace = synthesize();
    const { assume_role_policy: trust } = workspace.one("aws_iam_role", "slack_role");

    expect(JSON.parse(String(trust))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "chatbot.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
        },
      ],
    });
    expect(workspace.ids("aws_iam_role_policy")).toEqual([]);
    expect(workspace.ids("aws_iam_role_policy_attachment")).toEqual([]);
  });

  test("takes a private channel", () => {
    const slack = { teamId: "T00000000", channelId: "G00000000" };

    expect(synthesize({ slack }).ids("aws_chatbot_slack_channel_configuration")).toEqual(["slack_channel"]);
  });

  test.each([
    [{ teamId: "monitoring", channelId: "C00000000" }, "unit-test/slack.teamId: is an id of Slack's"],
    [{ teamId: "T00000000", channelId: "#monitoring" }, "unit-test/slack.channelId: is an id of Slack's"],
  ])("is refused with the ids %j", (slack, rule) => {
    expect(refusalOf(() => synthesize({ slack }))).toContain(rule);
  });
});
