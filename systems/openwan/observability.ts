import { instanceMemoryGiB } from "../../constructs/database/rds-instance-class";
import { CLOUDFRONT_REGION } from "../../constructs/edge/web-acl";
import { loadBalancer } from "../../constructs/observability/catalogue/alb";
import { ecsService, ecsServiceMetric } from "../../constructs/observability/catalogue/ecs";
import { cache } from "../../constructs/observability/catalogue/elasticache";
import { rdsInstance, rdsMetric } from "../../constructs/observability/catalogue/rds";
import { queue } from "../../constructs/observability/catalogue/sqs";
import { webAcl } from "../../constructs/observability/catalogue/waf";
import type { WatchedResource } from "../../constructs/observability/watching";
import type { ObservabilityStackProps } from "../../stacks/observability-stack";
import type { OpenwanConfig } from "./config";
import { LOG_GROUPS, NAMES } from "./names";

/** Two periods of five minutes, as the description's first alarm has it. */
const TWICE = { evaluationPeriods: 2 };
/** Why the rest of what the catalogue recommends is not watched. */
export const SEVEN_ALARMS =
  "the system's description names seven alarms; the others of the catalogue are a choice away";
/** CloudWatch calculates with at most ten metrics. */
const MOST_NODES_OF_AN_ALARM = 10;
const SHARD_DIGITS = 4;
const ERRORS = "filter @message like /ERROR/";

/** What is watched and looked at, as the layers before export it. */
export interface Watched {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Name of the backend's service. */
  readonly backendName: string;
  /** Name of the primary instance. */
  readonly databaseIdentifier: string;
  /** Names of the cache's nodes. */
  readonly cacheNodes: readonly string[];
  /** Name of the transcoding queue. */
  readonly queueName: string;
  /** Seconds for which it keeps messages. */
  readonly queueRetentionSeconds: number;
  /** Last part of the load balancer's ARN. */
  readonly loadBalancerArnSuffix: string;
  /** Name of the web ACL's metric. */
  readonly webAclName: string;
}

/** Topics, alarms, dashboard, queries and sampling rules of an environment. */
export function observability(
  config: OpenwanConfig,
  watched: Watched,
): Omit<ObservabilityStackProps, "environment"> {
  const { notified, logRetentionDays } = config;
  return {
    topics: {
      alerts: { topicName: "openwan-alerts", emailAddresses: notified.alerts },
      critical: { topicName: "openwan-critical", emailAddresses: notified.critical },
      // CloudFront's metrics are in one Region.
      security: {
        topicName: "openwan-security",
        emailAddresses: notified.security,
        region: CLOUDFRONT_REGION,
      },
    },
    levels: { WARN: "alerts", ERROR: "critical" },
    alarms: alarms(config, watched),
    logGroups: {
      "load-balancer": { logGroupName: LOG_GROUPS.loadBalancer, retentionDays: logRetentionDays.edge },
    },
    dashboards: { [NAMES.dashboard]: widgets(watched) },
    queries: QUERIES,
    samplingRules: SAMPLING_RULES,
  };
}

function alarms({ database }: OpenwanConfig, watched: Watched): Readonly<Record<string, WatchedResource>> {
  const { clusterName, backendName, databaseIdentifier, cacheNodes, queueName } = watched;
  return {
    "backend-service": {
      namePrefix: NAMES.backend,
      monitoring: ecsService(
        { clusterName, serviceName: backendName },
        { cpuAbovePercent: 80, memoryAbovePercent: 85 },
      ),
      changes: { cpu: TWICE, memory: TWICE },
    },
    database: {
      namePrefix: "openwan-db",
      monitoring: rdsInstance(
        {
          identifier: databaseIdentifier,
          memoryGiB: instanceMemoryGiB(database.instanceClass) ?? 1,
          maxConnections: Number(database.parameters["max_connections"]?.value),
          allocatedStorageGiB: database.storage.allocatedGiB,
          storageGrows: database.storage.maxGiB !== undefined,
        },
        { connectionsAbovePercent: 90 },
      ),
      only: { alarms: ["connections"], because: SEVEN_ALARMS },
      changes: { connections: { alarmName: "openwan-db-connection-high", level: "ERROR", ...TWICE } },
    },
    ...cacheAlarms(cacheNodes),
    queue: {
      namePrefix: "openwan-sqs",
      monitoring: queue(
        { queueName, retentionSeconds: watched.queueRetentionSeconds },
        { backlogAbove: 1000 },
      ),
      only: { alarms: ["backlog"], because: SEVEN_ALARMS },
      changes: { backlog: { statistic: "Average", ...TWICE } },
    },
    "load-balancer": {
      namePrefix: "openwan-alb",
      monitoring: loadBalancer({ arnSuffix: watched.loadBalancerArnSuffix }, { targetErrorsAbove: 10 }),
    },
    "web-acl": {
      namePrefix: "openwan-waf",
      monitoring: webAcl({ metricName: watched.webAclName, scope: "cloudfront" }, { blockedAbove: 100 }),
      topics: { WARN: "security", ERROR: "security" },
      region: CLOUDFRONT_REGION,
      changes: { blocked: TWICE },
    },
  };
}

/** One alarm on the fullest node, or one for each shard where CloudWatch cannot compare all nodes in one. */
function cacheAlarms(nodes: readonly string[]): Readonly<Record<string, WatchedResource>> {
  const watched = (namePrefix: string, memberClusterIds: readonly string[]): WatchedResource => ({
    namePrefix,
    monitoring: cache({ memberClusterIds }, { memoryAbovePercent: 90 }),
    only: { alarms: ["memory"], because: SEVEN_ALARMS },
    changes: { memory: TWICE },
  });
  if (nodes.length <= MOST_NODES_OF_AN_ALARM) {
    return { cache: watched(NAMES.cache, nodes) };
  }
  const shards = [...new Set(nodes.map(shardOf))];
  return Object.fromEntries(
    shards.map((shard) => [
      `cache-${shard.slice(-SHARD_DIGITS)}`,
      watched(
        shard,
        nodes.filter((node) => shardOf(node) === shard),
      ),
    ]),
  );
}

/** The shard of a node: `openwan-redis-0001` of `openwan-redis-0001-002`. */
function shardOf(node: string): string {
  return node.replace(/-\d+$/, "");
}

function widgets({
  clusterName,
  backendName,
  databaseIdentifier,
}: Watched): NonNullable<ObservabilityStackProps["dashboards"]>[string] {
  const backend = { clusterName, serviceName: backendName };
  return {
    ecs: {
      kind: "metric",
      title: "ECS Resource Utilization",
      metrics: [ecsServiceMetric(backend, "CPUUtilization"), ecsServiceMetric(backend, "MemoryUtilization")],
      leftAxis: { min: 0, max: 100 },
    },
    rds: {
      kind: "metric",
      title: "RDS Performance",
      metrics: [
        rdsMetric(databaseIdentifier, "CPUUtilization"),
        rdsMetric(databaseIdentifier, "DatabaseConnections"),
        rdsMetric(databaseIdentifier, "ReadLatency"),
        rdsMetric(databaseIdentifier, "WriteLatency"),
      ],
    },
    errors: {
      kind: "log",
      title: "Recent Errors",
      logGroupNames: [LOG_GROUPS.backend],
      commands: ["fields @timestamp, @message", ERRORS, "sort @timestamp desc", "limit 20"],
    },
  };
}

const QUERIES: NonNullable<ObservabilityStackProps["queries"]> = {
  "error-rate": {
    queryName: "openwan/Error Rate",
    commands: ["fields @timestamp, @message", ERRORS, "stats count() as error_count by bin(5m)"],
    logGroupNames: [LOG_GROUPS.backend, LOG_GROUPS.worker],
  },
  "slow-queries": {
    queryName: "openwan/Slow Queries",
    commands: [
      "fields @timestamp, duration, query",
      'filter operation = "database.query" and duration > 1000',
      "sort duration desc",
      "limit 20",
    ],
    logGroupNames: [LOG_GROUPS.backend, LOG_GROUPS.worker],
  },
  "response-times": {
    queryName: "openwan/API Response Times",
    commands: [
      "fields @timestamp, api_endpoint, response_time",
      "stats avg(response_time) as avg_response, max(response_time) as max_response by api_endpoint",
      "sort avg_response desc",
    ],
    logGroupNames: [LOG_GROUPS.backend],
  },
};

/** The third takes every request that the others leave, so that X-Ray's own default never decides. */
const SAMPLING_RULES: NonNullable<ObservabilityStackProps["samplingRules"]> = {
  errors: {
    ruleName: "openwan-errors",
    priority: 100,
    reservoirSize: 1,
    fixedRate: 1,
    attributes: { error: "true" },
  },
  health: {
    ruleName: "openwan-health",
    priority: 200,
    reservoirSize: 0,
    fixedRate: 0.01,
    httpMethod: "GET",
    urlPath: "/health",
  },
  other: { ruleName: "openwan-other", priority: 300, reservoirSize: 1, fixedRate: 0.1 },
};
