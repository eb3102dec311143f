import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import type { App } from "cdktf";
import {
  RedisReplicationGroup,
  type RedisReplicationGroupProps,
} from "../constructs/database/redis-replication-group";
import type { SecurityGroupRef } from "../constructs/network/peer";
import type { LogGroupRef } from "../constructs/observability/log-group";
import { MonitoringTopic } from "../constructs/observability/monitoring-topic";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of a {@link CacheStack}. */
export interface CacheStackProps
  extends PlatformStackProps, Omit<RedisReplicationGroupProps, "protection" | "eventsTopicArn"> {
  /** The topic that learns of failovers, maintenance and errors. */
  readonly events: {
    /** Name of the topic: `openwan-redis-events`. A change replaces it. */
    readonly topicName: string;
    /**
     * E-mail addresses that receive every event, after their owners confirm the mail that AWS sends.
     *
     * @default - none
     */
    readonly emailAddresses?: readonly string[];
  };
}

/** What other layers learn of the cache. The token is not among it: tasks read it from the secret. */
export interface CacheExports {
  /** Host name from which clients learn of the shards. */
  readonly configurationEndpoint: string;
  /** Port on which the cluster listens. */
  readonly port: number;
  /** ARN of the secret with the token. */
  readonly authTokenSecretArn: string;
  /** Name of the cluster. */
  readonly replicationGroupId: string;
  /** Names of the nodes, which metrics carry as CacheClusterId. */
  readonly memberClusterIds: readonly string[];
  /** Group of the cluster, to which clients state their flows. */
  readonly securityGroup: SecurityGroupRef;
  /** Group of the log of slow commands and engine messages. */
  readonly logGroup: LogGroupRef;
  /** ARN of the topic of events. */
  readonly eventsTopicArn: string;
}

/** The cache layer: a Redis cluster with its token, log and topic of events. */
export class CacheStack extends PlatformStack {
  /** What other layers learn of the cache. */
  public readonly exports: CacheExports;

  public constructor(scope: App, props: CacheStackProps) {
    super(scope, "cache", props);
    const { environment, events, ...redis } = props;
    const { account, protection } = environment;

    new RandomProvider(this, "random");
    const topic = new MonitoringTopic(this, "events", { ...events, account, toldByElastiCache: true });
    const cluster = new RedisReplicationGroup(this, "redis", {
      ...redis,
      protection,
      eventsTopicArn: topic.topicArn,
    });
    this.exports = {
      configurationEndpoint: cluster.configurationEndpoint,
      port: cluster.port,
      authTokenSecretArn: cluster.authTokenSecretArn,
      replicationGroupId: cluster.replicationGroupId,
      memberClusterIds: cluster.memberClusterIds,
      securityGroup: cluster.securityGroup.ref,
      logGroup: cluster.logGroup,
      eventsTopicArn: topic.topicArn,
    };
    this.publish("cache_host", cluster.configurationEndpoint, "Configuration endpoint of the Redis cluster");
    this.publish("cache_secret_arn", cluster.authTokenSecretArn, "ARN of the cluster's token");
  }
}
