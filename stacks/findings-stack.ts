import type { App } from "cdktf";
import { refuse } from "../constructs/core/errors";
import { type AlertedSeverity, FindingAlerts } from "../constructs/governance/finding-alerts";
import { EncryptionKey } from "../constructs/identity/encryption-key";
import { MonitoringTopic } from "../constructs/observability/monitoring-topic";
import { ScheduledNotice, type ScheduledNoticeProps } from "../constructs/observability/scheduled-notice";
import { TicketSystem, type TicketSystemConfig } from "../constructs/observability/ticket-system";
import { SlackChannel, type SlackChannelIds } from "../constructs/observability/slack-channel";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Whom an environment's findings are told. */
export interface FindingRoute {
  /** Ids of the environment's accounts. */
  readonly accounts: readonly string[];
  /** Key of the topic, by severity. */
  readonly topics: Readonly<Record<AlertedSeverity, string>>;
}

/** Values of a {@link FindingsStack}. */
export interface FindingsStackProps extends PlatformStackProps {
  /** Name of the key that encrypts the topics, since findings name what is weak. */
  readonly keyAlias: string;
  /** The topics by key. */
  readonly topics: Readonly<
    Record<string, { readonly topicName: string; readonly emailAddresses: readonly string[] }>
  >;
  /** Beginning of the names of rules and channels. */
  readonly namePrefix: string;
  /** Whom findings are told, by environment. */
  readonly routes: Readonly<Record<string, FindingRoute>>;
  /** Slack channels by key, each with the keys of the topics that it shows. */
  readonly slack: Readonly<
    Record<string, { readonly ids: SlackChannelIds; readonly topics: readonly string[] }>
  >;
  /** Region whose endpoint takes the channels' configurations. */
  readonly slackRegion: string;
  /**
   * Ticket system, and the environments whose findings get a ticket.
   *
   * @default - none
   */
  readonly tickets?:
    (TicketSystemConfig & { readonly name: string; readonly environments: readonly string[] }) | undefined;
  /** Reminders by key, each with the key of the topic that is told. */
  readonly reminders: Readonly<
    Record<
      string,
      Omit<ScheduledNoticeProps, "topicArn" | "topicKey" | "account" | "region"> & { readonly topic: string }
    >
  >;
}

/**
 * The findings layer: who is told of what was found, and how soon.
 *
 * Outputs: `<topic>_topic_arn`.
 */
export class FindingsStack extends PlatformStack {
  /** @throws ProblemsError when something tells a topic that does not exist, or AWS would not accept a name */
  public constructor(scope: App, props: FindingsStackProps) {
    super(scope, "findings", props);
    const { environment, keyAlias, topics, namePrefix, routes, slack, slackRegion, reminders } = props;
    const { tickets } = props;
    const { account, region, protection } = environment;

    const key = new EncryptionKey(this, "key", {
      alias: keyAlias,
      description: "Encrypts messages about findings",
      account,
      region,
      protection,
      statements: [
        {
          sid: "UsedByEventRules",
          principal: { service: "events.amazonaws.com" },
          actions: ["kms:Decrypt", "kms:GenerateDataKey"],
          resources: ["*"],
        },
      ],
    });
    const arns = new Map(
      Object.entries(topics).map(([name, topic]) => {
        const { topicArn } = new MonitoringTopic(this, `${name}-topic`, {
          ...topic,
          account,
          toldByEventRules: true,
          kmsKeyArn: key.arn,
        });
        this.publish(
          `${name.replaceAll("-", "_")}_topic_arn`,
          topicArn,
          `ARN of the topic ${topic.topicName}`,
        );
        return [name, topicArn];
      }),
    );
    const topicArn = (where: string, name: string): string =>
      arns.get(name) ??
      refuse({
        path: `${this.node.path}.${where}`,
        rule: "tells a topic that exists",
        got: name,
        fix: `use one of ${[...arns.keys()].join(", ") || "none: add one"}`,
      });

    const ticketSystem = tickets && new TicketSystem(this, "tickets", { ...tickets, account, region });
    for (const [name, { accounts, topics: told }] of Object.entries(routes)) {
      new FindingAlerts(this, `${name}-alerts`, {
        environment: name,
        accounts,
        namePrefix: `${namePrefix}-${name}`,
        topicArns: {
          CRITICAL: topicArn(`routes.${name}.CRITICAL`, told.CRITICAL),
          HIGH: topicArn(`routes.${name}.HIGH`, told.HIGH),
        },
        tickets: tickets?.environments.includes(name) ? ticketSystem : undefined,
      });
    }
    for (const [name, { ids, topics: shown }] of Object.entries(slack)) {
      new SlackChannel(this, `${name}-slack`, {
        name: `${namePrefix}-${name}`,
        account,
        slack: ids,
        topicArns: shown.map((topic) => topicArn(`slack.${name}`, topic)),
        region: slackRegion,
      });
    }
    for (const [name, { topic, ...reminder }] of Object.entries(reminders)) {
      new ScheduledNotice(this, `${name}-reminder`, {
        ...reminder,
        topicArn: topicArn(`reminders.${name}`, topic),
        topicKey: key,
        account,
        region,
      });
    }
  }
}
