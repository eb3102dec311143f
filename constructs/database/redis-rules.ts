import type { Problem } from "../core/errors";
import { subnetProblems } from "./database-rules";
import type { RedisReplicationGroupProps } from "./redis-replication-group";
import { windowProblems } from "./service-windows";

const ENGINE_VERSION = /^7\.[01]$/;
const NODE_TYPE = /^cache\.[a-z]+\d+[a-z]*\.[a-z0-9]+$/;
const MOST_NODES = 500;
const MOST_REPLICAS = 5;
const LONGEST_SNAPSHOT_DAYS = 35;
const SHORTEST_WINDOW_MINUTES = 60;
/** What ElastiCache decides itself, with the reason. */
const UNAVAILABLE_PARAMETERS: Readonly<Record<string, string>> = {
  appendfsync: "ElastiCache writes no append-only file",
  appendonly: "ElastiCache writes no append-only file; replicas and snapshots keep the data",
  "cluster-enabled": "the construct sets it",
  "cluster-node-timeout": "ElastiCache decides on failover itself",
  save: "ElastiCache takes snapshots in their window instead",
};

/** The values of a cluster that rules are about. */
export type RedisValues = Pick<
  RedisReplicationGroupProps,
  | "engineVersion"
  | "nodeType"
  | "shards"
  | "replicasPerShard"
  | "subnetIds"
  | "snapshotRetentionDays"
  | "parameters"
  | "windows"
>;

/** Everything about a cluster's values that ElastiCache would refuse. */
export function redisProblems(props: RedisValues, path: string): readonly Problem[] {
  const { engineVersion, nodeType, subnetIds, snapshotRetentionDays, windows, parameters = {} } = props;
  return [
    ...shapeProblems(
      engineVersion,
      ENGINE_VERSION,
      "is a version of Redis 7",
      "7.0",
      `${path}.engineVersion`,
    ),
    ...shapeProblems(
      nodeType,
      NODE_TYPE,
      "is a node type of ElastiCache",
      "cache.r6g.large",
      `${path}.nodeType`,
    ),
    ...subnetProblems(subnetIds, `${path}.subnetIds`),
    ...sizeProblems(props, path),
    ...outside(snapshotRetentionDays, 0, LONGEST_SNAPSHOT_DAYS, `${path}.snapshotRetentionDays`),
    ...parameterProblems(parameters, `${path}.parameters`),
    ...(windows === undefined
      ? []
      : windowProblems(
          { daily: windows.snapshot, weekly: windows.maintenance },
          {
            dailyPath: `${path}.windows.snapshot`,
            weeklyPath: `${path}.windows.maintenance`,
            leastMinutes: SHORTEST_WINDOW_MINUTES,
          },
        )),
  ];
}

function shapeProblems(
  value: string,
  shape: RegExp,
  rule: string,
  example: string,
  path: string,
): readonly Problem[] {
  return shape.test(value) ? [] : [{ path, rule, got: value, fix: `write it like ${example}` }];
}

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Redis-RedisCluster.html */
function sizeProblems({ shards, replicasPerShard }: RedisValues, path: string): readonly Problem[] {
  const nodes = shards * (1 + replicasPerShard);
  const problems = [
    ...outside(shards, 1, MOST_NODES, `${path}.shards`),
    // Without a replica a shard has nothing to fail over to, which Multi-AZ asks for.
    ...outside(replicasPerShard, 1, MOST_REPLICAS, `${path}.replicasPerShard`),
  ];
  return problems.length > 0 || nodes <= MOST_NODES
    ? problems
    : [
        {
          path: `${path}.shards`,
          rule: `has at most ${MOST_NODES} nodes with all replicas`,
          got: nodes,
          fix: "lower shards or replicasPerShard",
        },
      ];
}

function parameterProblems(parameters: Readonly<Record<string, string>>, path: string): readonly Problem[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    const reason = UNAVAILABLE_PARAMETERS[name];
    return reason === undefined
      ? []
      : [
          {
            path: `${path}.${name}`,
            rule: `is no parameter to set: ${reason}`,
            got: value,
            fix: "remove it",
          },
        ];
  });
}

function outside(value: number, least: number, most: number, path: string): readonly Problem[] {
  return Number.isInteger(value) && value >= least && value <= most
    ? []
    : [{ path, rule: `is ${least} to ${most}`, got: value, fix: "choose a number of that range" }];
}
