import { refuse } from "../../core/errors";
import { type Metric, type MetricMath, PERCENT } from "../metric";
import { because, type Monitoring, monitoring, type PlannedAlarm, USUAL } from "./monitoring";

const MEMORY_ABOVE_PERCENT = 90;
const ENGINE_CPU_FROM_PERCENT = 90;
const NODE_ID = /^[a-z][a-z0-9-]*$/;

/** The nodes of a Redis OSS or Valkey replication group as their metrics know them. */
export interface CacheResource {
  /** Ids of the nodes: `openwan-redis-0001-001`. At most 10, the most that one alarm calculates with. */
  readonly memberClusterIds: readonly string[];
}

/** What is declared of a cache. */
export interface CacheObjectives {
  /**
   * Percentage of a node's memory above which it is too full.
   *
   * @default 90
   */
  readonly memoryAbovePercent?: number;
}

/** Metrics that are watched on every node. */
export type CacheNodeMetric = "DatabaseMemoryUsagePercentage" | "EngineCPUUtilization";

const USE = "a figure of use";

const REASONS = {
  ...because("one thread does the work: EngineCPUUtilization tells before it", "CPUUtilization"),
  ...because(
    "the node's memory as a percentage tells it",
    "FreeableMemory",
    "BytesUsedForCache",
    "SwapUsage",
  ),
  ...because("a cache that forgets what is old works as it should", "Evictions"),
  ...because(USE, "CacheHits", "CacheMisses", "CurrItems", "CurrConnections", "NewConnections"),
  ...because(USE, "NetworkBytesIn", "NetworkBytesOut"),
  ...because("failover and replacement are told by the group's own events", "ReplicationLag", "IsMaster"),
};

/**
 * The highest value of a metric among the nodes, so that one full node calls although the others are empty.
 *
 * @throws ProblemsError when there is no node
 */
export function highestOfNodes(
  { memberClusterIds }: CacheResource,
  name: CacheNodeMetric,
): Metric | MetricMath {
  const of = (node: string): Metric => ({
    namespace: "AWS/ElastiCache",
    name,
    dimensions: { CacheClusterId: node },
    statistic: "Average",
    range: PERCENT,
  });
  const [only, ...others] = memberClusterIds;
  if (only === undefined) {
    return refuse({
      path: "cache.memberClusterIds",
      rule: "names at least one node",
      got: "none",
      fix: "take them from the replication group",
    });
  }
  if (others.length === 0) {
    return of(only);
  }
  const metrics = Object.fromEntries(
    memberClusterIds.map((node, index) => [expressionId(node, index), of(node)]),
  );
  return { expression: `MAX([${Object.keys(metrics).join(", ")}])`, metrics, range: PERCENT };
}

/**
 * What is watched of a cache: the fullest node's memory, and the node whose engine is busiest.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
 */
export function cache(resource: CacheResource, objectives: CacheObjectives = {}): Monitoring {
  const { memoryAbovePercent = MEMORY_ABOVE_PERCENT } = objectives;
  const ofNodes = (name: CacheNodeMetric): Pick<PlannedAlarm, "metric" | "about"> => ({
    metric: highestOfNodes(resource, name),
    about: name,
  });
  return monitoring(
    {
      memory: {
        ...USUAL,
        level: "WARN",
        nameEnding: "memory-high",
        describe: (subject) =>
          `A node of ${subject} has more than ${memoryAbovePercent} % of its memory in use: look at its keys and their expiry, then at its class or the number of shards`,
        ...ofNodes("DatabaseMemoryUsagePercentage"),
        comparison: ">",
        threshold: memoryAbovePercent,
      },
      "engine-cpu": {
        ...USUAL,
        level: "WARN",
        nameEnding: "engine-busy",
        describe: (subject) =>
          `The engine of a node of ${subject} is ${ENGINE_CPU_FROM_PERCENT} % busy or more: look at the slow log, then at the number of shards`,
        ...ofNodes("EngineCPUUtilization"),
        comparison: ">=",
        threshold: ENGINE_CPU_FROM_PERCENT,
      },
    },
    REASONS,
  );
}

/** The node's id as an expression can name it; a number stands for one that only Terraform will know. */
function expressionId(node: string, index: number): string {
  return NODE_ID.test(node) ? node.replaceAll("-", "_") : `node_${index + 1}`;
}
