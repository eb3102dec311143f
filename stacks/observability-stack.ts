import type { App } from "cdktf";
import { throwProblems } from "../constructs/core/errors";
import type { AlarmLevel } from "../constructs/observability/catalogue/monitoring";
import { Dashboard } from "../constructs/observability/dashboard";
import type { DashboardWidget } from "../constructs/observability/dashboard-widgets";
import { EventNotification } from "../constructs/observability/event-notification";
import { LogArchive } from "../constructs/observability/log-archive";
import { LogErrorAlarm } from "../constructs/observability/log-error-alarm";
import {
  LogDataProtection,
  type LogDataProtectionProps,
} from "../constructs/observability/log-data-protection";
import { LogGroup, type LogGroupProps, type LogGroupRef } from "../constructs/observability/log-group";
import { MonitoringTopic } from "../constructs/observability/monitoring-topic";
import { isNoAlarms, type NoAlarms } from "../constructs/observability/no-alarms";
import { ResourceAlarms } from "../constructs/observability/resource-alarms";
import { type SamplingRule, SamplingRules } from "../constructs/observability/sampling-rules";
import { SavedQuery, type SavedQueryProps } from "../constructs/observability/saved-query";
import { SlackChannel, type SlackChannelIds } from "../constructs/observability/slack-channel";
import {
  type TopicSpec,
  type WatchedEvents,
  type WatchedLog,
  type WatchedResource,
  watchingProblems,
} from "../constructs/observability/watching";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** How long logs live on after their retention in CloudWatch Logs. */
export interface LogArchiveConfig {
  /** Days after which an archived object moves to S3 Glacier. */
  readonly glacierAfterDays: number;
  /**
   * Days after which it is deleted, at least 90 after the move.
   *
   * @default - never
   */
  readonly expireAfterDays?: number | undefined;
}

/** Days for which the layer keeps logs of its own where nothing else is said. */
const LOG_RETENTION_DAYS = 30;

/** Values of an {@link ObservabilityStack}. */
export interface ObservabilityStackProps extends PlatformStackProps {
  /** Topics that alarms and events tell, by key. */
  readonly topics: Readonly<Record<string, TopicSpec>>;
  /** Key of the topic that an alarm of a level tells. */
  readonly levels: Readonly<Record<AlarmLevel, string>>;
  /** What is watched, by a name that stays, or why nothing is. */
  readonly alarms: Readonly<Record<string, WatchedResource>> | NoAlarms;
  /**
   * `"off"` keeps every alarm for looking at, without telling anybody.
   *
   * @default "on"
   */
  readonly actions?: "on" | "off" | undefined;
  /**
   * Key of a tag that carries the level of each alarm of the catalogue.
   *
   * @default - none
   */
  readonly levelTag?: string | undefined;
  /**
   * Log groups whose lines that tell of an error count, by a name that stays.
   *
   * @default - none
   */
  readonly errorLines?: Readonly<Record<string, WatchedLog>> | undefined;
  /**
   * Events of AWS's services that topics are told of, by a name that stays.
   *
   * @default - none
   */
  readonly events?: Readonly<Record<string, WatchedEvents>> | undefined;
  /**
   * Log groups that no other layer makes, by a name that stays.
   *
   * @default - none
   */
  readonly logGroups?: Readonly<Record<string, LogGroupProps>> | undefined;
  /**
   * Which data is masked in log groups, by a name that stays; of a group of the layer, its key.
   *
   * @default - none
   */
  readonly maskedLogs?: Readonly<Record<string, LogDataProtectionProps>> | undefined;
  /**
   * Saved queries of CloudWatch Logs Insights, by a name that stays.
   *
   * @default - none
   */
  readonly queries?: Readonly<Record<string, SavedQueryProps>> | undefined;
  /**
   * Widgets of dashboards, by the dashboards' complete names.
   *
   * @default - none
   */
  readonly dashboards?: Readonly<Record<string, Readonly<Record<string, DashboardWidget>>>> | undefined;
  /**
   * Which requests X-Ray traces, by a name that stays.
   *
   * @default - by X-Ray's own rule: one a second and 5 % of the others
   */
  readonly samplingRules?: Readonly<Record<string, SamplingRule>> | undefined;
  /**
   * How logs are archived, or `"none"`: they end with their retention.
   *
   * @default "none"
   */
  readonly archive?: LogArchiveConfig | "none" | undefined;
  /**
   * Log groups that are archived, by a name that stays.
   *
   * @default - none
   */
  readonly archivedLogGroups?: Readonly<Record<string, LogGroupRef>> | undefined;
  /**
   * Days for which the layer keeps logs of its own in CloudWatch Logs.
   *
   * @default 30
   */
  readonly logRetentionDays?: number | undefined;
  /**
   * The Slack channel that shows the topics.
   *
   * @default - none
   */
  readonly slack?: SlackChannelIds | undefined;
}

/** What other layers learn of the observability layer. */
export interface ObservabilityExports {
  /** ARNs of the topics by key. */
  readonly topicArns: Readonly<Record<string, string>>;
}

/**
 * The observability layer: alarms and events, the topics and the channel that they reach, and what helps to find the
 * cause: queries, dashboards, traces and archived logs.
 *
 * Outputs: `<topic_name>_arn` of each topic, `<name>_dashboard` of each dashboard, `log_archive_bucket`.
 */
export class ObservabilityStack extends PlatformStack {
  /** What other layers learn of it. */
  public readonly exports: ObservabilityExports;

  /**
   * @throws ProblemsError when two things have the same key, or a topic that is told does not exist or lies in another
   *   Region than what tells it
   */
  public constructor(scope: App, props: ObservabilityStackProps) {
    super(scope, "observability", props);
    const { environment, slack, alarms, archive = "none" } = props;
    throwProblems(watchingProblems({ ...props, region: environment.region }, this.node.path));

    const topicArns = this.topics(props);
    this.exports = { topicArns };
    if (slack) {
      new SlackChannel(this, "slack", {
        name: `${environment.system}-${environment.name}`,
        account: environment.account,
        slack,
        topicArns: Object.values(topicArns),
      });
    }
    if (!isNoAlarms(alarms)) {
      this.watch(props, alarms, topicArns);
    }
    this.investigation(props);
    if (archive !== "none") {
      this.archive(props, archive);
    }
  }

  private topics({ environment, topics, events = {} }: ObservabilityStackProps): Record<string, string> {
    const told = new Set(Object.values(events).map(({ topic }) => topic));
    return Object.fromEntries(
      Object.entries(topics).map(([key, { region, ...spec }]) => {
        const { topicArn } = new MonitoringTopic(this, key, {
          ...spec,
          account: environment.account,
          ...this.placement(region),
          ...(told.has(key) ? { toldByEventRules: true } : {}),
        });
        this.publish(`${outputName(spec.topicName)}_arn`, topicArn, "ARN of the topic that alarms tell");
        return [key, topicArn];
      }),
    );
  }

  private watch(
    props: ObservabilityStackProps,
    alarms: Readonly<Record<string, WatchedResource>>,
    topicArns: Readonly<Record<string, string>>,
  ): void {
    const { environment, levels, actions = "on", levelTag, errorLines = {}, events = {} } = props;
    const arnOf = (topic: string): string => topicArns[topic] ?? "";
    for (const [key, { topics = {}, region, ...watched }] of Object.entries(alarms)) {
      new ResourceAlarms(this, key, {
        ...watched,
        topicArns: { WARN: arnOf(topics.WARN ?? levels.WARN), ERROR: arnOf(topics.ERROR ?? levels.ERROR) },
        actions,
        ...this.placement(region),
        ...(levelTag === undefined ? {} : { levelTag }),
      });
    }
    for (const [key, { level, ...log }] of Object.entries(errorLines)) {
      new LogErrorAlarm(this, key, {
        ...log,
        metricNamespace: `${environment.system}/${environment.name}`,
        topicArns: [arnOf(levels[level])],
        actions,
      });
    }
    for (const [key, { topic, region, ...event }] of Object.entries(events)) {
      new EventNotification(this, `${key}-event`, {
        ...event,
        topicArn: arnOf(topic),
        ...this.placement(region),
      });
    }
  }

  /** What a person looks at once an alarm has called. */
  private investigation(props: ObservabilityStackProps): void {
    const { environment, logGroups = {}, maskedLogs = {}, queries = {} } = props;
    const { dashboards = {}, samplingRules } = props;
    const groups = Object.fromEntries(
      Object.entries(logGroups).map(([key, group]) => [key, new LogGroup(this, `${key}-logs`, group)]),
    );
    for (const [key, masked] of Object.entries(maskedLogs)) {
      const logGroupName = groups[key]?.name ?? masked.logGroupName;
      new LogDataProtection(this, `${key}-masked`, { ...masked, logGroupName });
    }
    for (const [key, query] of Object.entries(queries)) {
      new SavedQuery(this, `${key}-query`, query);
    }
    for (const [name, widgets] of Object.entries(dashboards)) {
      const { region } = environment;
      const dashboard = new Dashboard(this, name, { dashboardName: name, region, widgets });
      this.publish(`${outputName(name)}_name`, dashboard.dashboardName, "Name of a CloudWatch dashboard");
    }
    if (samplingRules) {
      new SamplingRules(this, "sampling", { rules: samplingRules });
    }
  }

  private archive(
    { environment, archivedLogGroups = {}, logRetentionDays = LOG_RETENTION_DAYS }: ObservabilityStackProps,
    { glacierAfterDays, expireAfterDays }: LogArchiveConfig,
  ): void {
    const { system, name: environmentName, account, region, protection } = environment;
    const name = `${system}-${environmentName}-log-archive`;
    const archive = new LogArchive(this, "archive", {
      name,
      bucketName: `${name}-${account}`,
      account,
      region,
      logGroups: archivedLogGroups,
      glacierAfterDays,
      ...(expireAfterDays === undefined ? {} : { expireAfterDays }),
      protection,
      errorRetentionDays: logRetentionDays,
    });
    this.publish(
      "log_archive_bucket",
      archive.bucket.bucket.id,
      "Name of the bucket that logs are archived in",
    );
  }

  /** The Region of something, where it is not the layer's own. */
  private placement(region: string | undefined): { readonly region?: string } {
    return region === undefined || region === this.environment.region ? {} : { region };
  }
}

function outputName(physicalName: string): string {
  return physicalName.replaceAll(/[^A-Za-z0-9]+/g, "_");
}
