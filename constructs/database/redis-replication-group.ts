import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { throwProblems } from "../core/errors";
import { checkedName, physicalName } from "../core/naming";
import { SecurityGroup } from "../network/security-group";
import { LogGroup, type LogGroupRef } from "../observability/log-group";
import { RedisAuthToken, type RedisAuthTokenProps } from "./redis-auth-token";
import { redisProblems } from "./redis-rules";

const PORT = 6379;
const FAMILY = "redis7";
const LOG_TYPES = ["engine-log", "slow-log"] as const;

/** Names of what stands around a cluster, where its own does not give them. */
export interface RedisNames {
  /**
   * Name of the subnet group. A change replaces the cluster.
   *
   * @default - the cluster's name
   */
  readonly subnetGroup?: string;
  /**
   * Name of the parameter group.
   *
   * @default - the cluster's name
   */
  readonly parameterGroup?: string;
  /**
   * Name of the security group. A change replaces it.
   *
   * @default - the cluster's name and `-redis`
   */
  readonly securityGroup?: string;
}

/** Values of a {@link RedisReplicationGroup}. */
export interface RedisReplicationGroupProps {
  /** Name of the cluster: lower-case letters, digits and hyphens, at most 40. A change replaces it. */
  readonly replicationGroupId: string;
  /** Version of Redis, `7.0` or `7.1`. A lower one replaces the cluster. */
  readonly engineVersion: string;
  /** Type of every node: `cache.r6g.large`. */
  readonly nodeType: string;
  /** VPC of the cluster's security group. */
  readonly vpcId: string;
  /** Subnets of at least two zones, without a way to the internet. */
  readonly subnetIds: readonly string[];
  /** Number of shards over which the keys are spread, 1 to 500. */
  readonly shards: number;
  /** Number of copies of each shard beside its primary, in other zones, 1 to 5. */
  readonly replicasPerShard: number;
  /** The secret of the token that clients show. */
  readonly authToken: Omit<RedisAuthTokenProps, "replicationGroupId" | "protection">;
  /** Whether a deleted cluster leaves a final snapshot. */
  readonly protection: Protection;
  /** Days for which the daily snapshots are kept, 0 (none are taken) to 35. */
  readonly snapshotRetentionDays: number;
  /** Where slow commands and the engine's messages go, as JSON. */
  readonly log: {
    /** Name of the log group: `/aws/elasticache/openwan-redis`. */
    readonly groupName: string;
    /** Days for which events are kept: one of CloudWatch Logs' retentions. */
    readonly retentionDays: number;
    /**
     * ARN of a KMS key that CloudWatch Logs of the Region may use.
     *
     * @default - encrypted with a key of AWS's own
     */
    readonly kmsKeyArn?: string;
  };
  /**
   * Parameters beside cluster mode, by name: `{ timeout: "300" }`.
   *
   * @default - Redis's own values
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * When ElastiCache takes snapshots and maintains the cluster, in UTC, 60 minutes each at least:
   * `{ snapshot: "03:00-05:00", maintenance: "sun:05:00-sun:07:00" }`.
   *
   * @default - chosen by AWS at creation
   */
  readonly windows?: { readonly snapshot: string; readonly maintenance: string };
  /**
   * ARN of the KMS key that encrypts data on disk and snapshots. A change replaces the cluster.
   *
   * @default - a key of ElastiCache's own
   */
  readonly kmsKeyArn?: string;
  /**
   * ARN of the topic that learns of failovers, maintenance and errors; ElastiCache publishes to unencrypted ones only.
   *
   * @default - nobody is told
   */
  readonly eventsTopicArn?: string;
  /**
   * Names of the groups around it.
   *
   * @default - made of the cluster's name
   */
  readonly names?: RedisNames;
}

/**
 * A Redis 7 cluster in cluster mode over several zones, in private subnets, with its token, parameters, log and
 * security group.
 *
 * Encrypted at rest and in transit: clients connect by TLS, show the token and follow the cluster protocol from the
 * configuration endpoint. Its security group has no rule of its own: whoever may connect states the flow to
 * {@link RedisReplicationGroup.securityGroup}. Minor versions are not raised by AWS, because going back to the stated
 * one would replace the cluster.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Redis-RedisCluster.html
 */
export class RedisReplicationGroup extends Construct {
  /** Name of the cluster. */
  public readonly replicationGroupId: string;
  /** Host name from which clients learn of the shards. */
  public readonly configurationEndpoint: string;
  /** Port on which it listens. */
  public readonly port = PORT;
  /** ARN of the secret with the token. */
  public readonly authTokenSecretArn: string;
  /** Names of the nodes, which metrics carry as CacheClusterId. */
  public readonly memberClusterIds: readonly string[];
  /** Group of the cluster; it opens no connection of its own. */
  public readonly securityGroup: SecurityGroup;
  /** Group of its log. */
  public readonly logGroup: LogGroupRef;

  /** @throws ProblemsError with everything about the values that ElastiCache would refuse */
  public constructor(scope: Construct, id: string, props: RedisReplicationGroupProps) {
    super(scope, id);
    const { protection, windows, kmsKeyArn, eventsTopicArn, shards, replicasPerShard } = props;
    const { parameters = {}, names = {} } = props;
    const { path } = this.node;
    throwProblems(redisProblems(props, path));
    const name = checkedName("aws_elasticache_replication_group", props.replicationGroupId, path);

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: props.vpcId,
      name: names.securityGroup ?? physicalName("aws_security_group", [name, "redis"], path),
      description: `Redis cluster ${name}`,
      peerName: "cache",
    });
    const token = new RedisAuthToken(this, "auth-token", {
      ...props.authToken,
      replicationGroupId: name,
      protection,
    });
    const { groupName, ...kept } = props.log;
    const log = new LogGroup(this, "log", { logGroupName: groupName, ...kept });
    this.logGroup = log.ref;
    const subnets = new ElasticacheSubnetGroup(this, "subnets", {
      name: checkedName("aws_elasticache_subnet_group", names.subnetGroup ?? name, path),
      description: `Private subnets of the Redis cluster ${name}`,
      subnetIds: [...props.subnetIds],
    });
    const parameterGroup = new ElasticacheParameterGroup(this, "parameters", {
      name: checkedName("aws_elasticache_parameter_group", names.parameterGroup ?? name, path),
      family: FAMILY,
      description: `Parameters of the Redis cluster ${name}`,
      parameter: Object.entries({ ...parameters, "cluster-enabled": "yes" }).map(([parameter, value]) => ({
        name: parameter,
        value,
      })),
    });

    const cluster = new ElasticacheReplicationGroup(this, "cluster", {
      replicationGroupId: name,
      description: `Redis cluster ${name}`,
      engine: "redis",
      engineVersion: props.engineVersion,
      autoMinorVersionUpgrade: "false",
      nodeType: props.nodeType,
      numNodeGroups: shards,
      replicasPerNodeGroup: replicasPerShard,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      port: PORT,
      subnetGroupName: subnets.name,
      securityGroupIds: [this.securityGroup.securityGroupId],
      parameterGroupName: parameterGroup.name,
      atRestEncryptionEnabled: "true",
      ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }),
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      authToken: token.token,
      // Takes a new token beside the one that running clients still show.
      authTokenUpdateStrategy: "ROTATE",
      snapshotRetentionLimit: props.snapshotRetentionDays,
      ...(windows === undefined
        ? {}
        : { snapshotWindow: windows.snapshot, maintenanceWindow: windows.maintenance }),
      ...(protection === "disposable" ? {} : { finalSnapshotIdentifier: `${name}-final` }),
      ...(eventsTopicArn === undefined ? {} : { notificationTopicArn: eventsTopicArn }),
      logDeliveryConfiguration: LOG_TYPES.map((logType) => ({
        logType,
        logFormat: "json",
        destinationType: "cloudwatch-logs",
        destination: log.name,
      })),
    });
    this.replicationGroupId = cluster.replicationGroupId;
    this.configurationEndpoint = cluster.configurationEndpointAddress;
    this.authTokenSecretArn = token.secretArn;
    this.memberClusterIds = memberClusterIds(name, shards, 1 + replicasPerShard);
  }
}

/** ElastiCache numbers shards with four digits and nodes with three, from 1. */
function memberClusterIds(name: string, shards: number, nodesPerShard: number): readonly string[] {
  const numbers = (count: number, digits: number): readonly string[] =>
    Array.from({ length: count }, (_item, index) => String(index + 1).padStart(digits, "0"));
  return numbers(shards, 4).flatMap((shard) =>
    numbers(nodesPerShard, 3).map((node) => `${name}-${shard}-${node}`),
  );
}
