import { Construct } from "constructs";
import { EventNotification, type EventPattern, HEALTH_ISSUES, HEALTH_NOTICES } from "./event-notification";
import { MonitoringTopic } from "./monitoring-topic";
import { SlackChannel, type SlackChannelIds } from "./slack-channel";

/** Backups and restores that failed, or did not even begin in time. */
const BACKUP_FAULTS: EventPattern = {
  source: ["aws.backup"],
  detailType: ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"],
  detail: { state: ["ABORTED", "EXPIRED", "FAILED"] },
};

/** Who is told of what happens to an account. */
export interface AccountNoticesConfig {
  /** E-mail addresses that are told of everything. */
  readonly addresses: readonly string[];
  /**
   * The Slack channel that shows everything.
   *
   * @default - none
   */
  readonly slack?: SlackChannelIds | undefined;
}

/** Values of {@link AccountNotices}. */
export interface AccountNoticesProps extends AccountNoticesConfig {
  /** What topics and rules are called by: `enterprise-prod`. */
  readonly name: string;
  /** The 12 digits of the account. */
  readonly account: string;
  /** Region from which AWS Health tells of global services; undefined when it is the stack's. */
  readonly globalRegion: string | undefined;
}

/**
 * Tells people of faults of AWS and failed backups, which somebody acts on at once, and of planned changes, which wait
 * for some business days. AWS Health tells of global services in a Region of theirs, so that topics stand there too.
 *
 * @see https://docs.aws.amazon.com/health/latest/ug/choosing-a-region.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export class AccountNotices extends Construct {
  /** ARN of the topic of what somebody acts on at once. */
  public readonly errorTopicArn: string;
  /** ARN of the topic of what can wait. */
  public readonly warnTopicArn: string;

  /** @throws ProblemsError when a name or an address is not acceptable */
  public constructor(scope: Construct, id: string, props: AccountNoticesProps) {
    super(scope, id);
    const { name, account, globalRegion, slack } = props;
    const home = this.topics("", props);
    this.tellOfHealth("", props, home);
    this.tell("backup-faults", "Backups, copies and restores that failed", BACKUP_FAULTS, home.error, props);
    const topicArns = [home.error, home.warn];
    if (globalRegion !== undefined) {
      const global = this.topics("global-", props, globalRegion);
      this.tellOfHealth("global-", props, global, globalRegion);
      topicArns.push(global.error, global.warn);
    }
    if (slack) {
      new SlackChannel(this, "slack", { name, account, slack, topicArns });
    }
    this.errorTopicArn = home.error;
    this.warnTopicArn = home.warn;
  }

  private topics(
    prefix: string,
    { name, account, addresses }: AccountNoticesProps,
    region?: string,
  ): { readonly error: string; readonly warn: string } {
    const topic = (level: "error" | "warn"): string =>
      new MonitoringTopic(this, `${prefix}${level}`, {
        topicName: `${name}-account-${level}`,
        account,
        toldByEventRules: true,
        emailAddresses: addresses,
        ...(region === undefined ? {} : { region }),
      }).topicArn;
    return { error: topic("error"), warn: topic("warn") };
  }

  private tellOfHealth(
    prefix: string,
    props: AccountNoticesProps,
    topics: { readonly error: string; readonly warn: string },
    region?: string,
  ): void {
    this.tell(`${prefix}health-issues`, "Faults of AWS", HEALTH_ISSUES, topics.error, props, region);
    this.tell(
      `${prefix}health-notices`,
      "Planned changes of AWS, and what it has to say to the account",
      HEALTH_NOTICES,
      topics.warn,
      props,
      region,
    );
  }

  private tell(
    id: string,
    description: string,
    pattern: EventPattern,
    topicArn: string,
    { name }: AccountNoticesProps,
    region?: string,
  ): void {
    new EventNotification(this, id, {
      ruleName: `${name}-${id}`,
      description,
      pattern,
      topicArn,
      ...(region === undefined ? {} : { region }),
    });
  }
}
