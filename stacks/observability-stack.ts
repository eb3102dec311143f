import type { App } from "cdktf";
import { refuse } from "../constructs/core/errors";
import { EcsServiceAlarms, type UtilizationThreshold } from "../constructs/observability/ecs-service-alarms";
import { LogArchive } from "../constructs/observability/log-archive";
import { LogErrorAlarm } from "../constructs/observability/log-error-alarm";
import type { LogGroupRef } from "../constructs/observability/log-group";
import { MonitoringTopic } from "../constructs/observability/monitoring-topic";
import { isNoAlarms, type NoAlarms } from "../constructs/observability/no-alarms";
import { SlackChannel, type SlackChannelIds } from "../constructs/observability/slack-channel";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** When the alarms of an ECS service call. */
export interface ServiceAlarms {
  /** When the average use of CPU is too high. */
  readonly cpu: UtilizationThreshold;
  /** When the average use of memory is too high. */
  readonly memory: UtilizationThreshold;
  /** Number of error lines in a minute above which it calls. */
  readonly errorLinesAbove: number;
}

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

/** A service as alarms see it. */
export interface WatchedService {
  /** Name of the service. */
  readonly name: string;
  /** Group of its logs. */
  readonly logGroup: LogGroupRef;
}

/** Values of an {@link ObservabilityStack}. */
export interface ObservabilityStackProps extends PlatformStackProps {
  /** Name of the ECS cluster. */
  readonly clusterName: string;
  /** The services that are watched, by a name that stays. Their logs are archived too. */
  readonly services: Readonly<Record<string, WatchedService>>;
  /** When their alarms call, or why there are none. */
  readonly alarms: ServiceAlarms | NoAlarms;
  /** Name of the topic that the alarms tell. */
  readonly topicName: string;
  /** Further groups that are archived, by a name that stays: `{ audit, "flow-logs" }`. */
  readonly furtherLogGroups: Readonly<Record<string, LogGroupRef>>;
  /** How logs are archived, or `"none"`: they end with their retention. */
  readonly archive: LogArchiveConfig | "none";
  /** Days for which this layer keeps logs of its own in CloudWatch Logs. */
  readonly logRetentionDays: number;
  /**
   * The Slack channel that shows the topic.
   *
   * @default - none
   */
  readonly slack?: SlackChannelIds | undefined;
  /**
   * E-mail addresses that receive every alarm.
   *
   * @default - none
   */
  readonly emailAddresses?: readonly string[] | undefined;
}

/** What other layers learn of the observability layer. */
export interface ObservabilityExports {
  /** ARN of the topic that alarms tell. */
  readonly topicArn: string;
}

/** The observability layer: alarms, the topic and the channel that they reach, and the archive of logs. */
export class ObservabilityStack extends PlatformStack {
  /** What other layers learn of it. */
  public readonly exports: ObservabilityExports;

  public constructor(scope: App, props: ObservabilityStackProps) {
    super(scope, "observability", props);
    const { environment, topicName, slack, emailAddresses = [], alarms, archive } = props;
    const { account } = environment;

    const topic = new MonitoringTopic(this, "topic", { topicName, account, emailAddresses });
    this.exports = { topicArn: topic.topicArn };
    if (slack) {
      new SlackChannel(this, "slack", {
        name: `${environment.system}-${environment.name}`,
        account,
        slack,
        topicArns: [topic.topicArn],
      });
    }
    if (!isNoAlarms(alarms)) {
      this.watch(props, alarms, topic.topicArn);
    }
    if (archive !== "none") {
      this.archive(props, archive);
    }
    this.publish("monitoring_topic_arn", topic.topicArn, "ARN of the topic that alarms tell");
  }

  private watch(
    { environment, clusterName, services }: ObservabilityStackProps,
    { cpu, memory, errorLinesAbove }: ServiceAlarms,
    topicArn: string,
  ): void {
    const { system, name: environmentName } = environment;
    for (const [key, { name: serviceName, logGroup }] of Object.entries(services)) {
      const namePrefix = `${system}-${environmentName}-${key}`;
      new EcsServiceAlarms(this, `${key}-service`, {
        namePrefix,
        clusterName,
        serviceName,
        cpu,
        memory,
        topicArns: [topicArn],
      });
      new LogErrorAlarm(this, `${key}-log`, {
        namePrefix,
        logGroupName: logGroup.name,
        metricNamespace: `${system}/${environmentName}`,
        aboveLines: errorLinesAbove,
        topicArns: [topicArn],
      });
    }
  }

  private archive(
    { environment, services, furtherLogGroups, logRetentionDays }: ObservabilityStackProps,
    { glacierAfterDays, expireAfterDays }: LogArchiveConfig,
  ): void {
    const { system, name: environmentName, account, region, protection } = environment;
    const name = `${system}-${environmentName}-log-archive`;
    const twice = Object.keys(furtherLogGroups).find((key) => key in services);
    if (twice !== undefined) {
      refuse({
        path: `${this.node.path}/furtherLogGroups`,
        rule: "names no group like a service",
        got: twice,
        fix: "give the group another name",
      });
    }
    const archive = new LogArchive(this, "archive", {
      name,
      bucketName: `${name}-${account}`,
      account,
      region,
      logGroups: {
        ...Object.fromEntries(Object.entries(services).map(([key, { logGroup }]) => [key, logGroup])),
        ...furtherLogGroups,
      },
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
}
