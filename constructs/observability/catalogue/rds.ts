import type { Metric } from "../metric";
import {
  CONNECTIONS_ABOVE_PERCENT,
  GIB,
  highCpu,
  type InstanceCapacity,
  instanceMetric,
  lowMemory,
  manyConnections,
} from "./database-instance";
import {
  because,
  forEach,
  type Monitoring,
  monitoring,
  optional,
  type PlannedAlarm,
  USUAL,
} from "./monitoring";

const FREE_STORAGE_BELOW = 0.1;
/** RDS enlarges a volume that grows by itself at 10 %: what is below that has not been enlarged. */
const FREE_GROWING_STORAGE_BELOW = 0.05;

/** An RDS instance as its metrics know it. */
export interface RdsInstanceResource extends InstanceCapacity {
  /** Identifier of the instance. */
  readonly identifier: string;
  /** Size of its volume in GiB. */
  readonly allocatedStorageGiB: number;
  /**
   * Whether the volume grows by itself.
   *
   * @default false
   */
  readonly storageGrows?: boolean;
  /**
   * Identifiers of its read replicas, by a name that stays.
   *
   * @default - none
   */
  readonly replicas?: Readonly<Record<string, string>>;
}

/** What is declared of an RDS instance. */
export interface RdsInstanceObjectives {
  /**
   * Percentage of the most connections above which too few are left.
   *
   * @default 95
   */
  readonly connectionsAbovePercent?: number;
  /**
   * Seconds by which a replica may be behind.
   *
   * @default - readers take what they find
   */
  readonly replicaLagAboveSeconds?: number;
}

/** Metrics that dashboards show of an RDS instance beside those of its alarms. */
export type RdsMetric =
  | "CPUUtilization"
  | "DatabaseConnections"
  | "FreeStorageSpace"
  | "FreeableMemory"
  | "ReadLatency"
  | "WriteLatency";

const STATEMENTS = "slow statements are looked for in Performance Insights and in the slow query log";

const REASONS = {
  ...because(STATEMENTS, "ReadLatency", "WriteLatency", "DiskQueueDepth", "DBLoad"),
  ...because("nothing is promised of the replicas, or there are none", "ReplicaLag"),
  ...because("a figure of use", "ReadIOPS", "WriteIOPS", "ReadThroughput", "WriteThroughput"),
  ...because("a figure of use", "NetworkReceiveThroughput", "NetworkTransmitThroughput", "BinLogDiskUsage"),
  ...because("too little memory shows as FreeableMemory first", "SwapUsage"),
  ...because("the class has no credits to use up, or its CPU tells", "CPUCreditBalance", "BurstBalance"),
};

/** A metric of an RDS instance: the average, as dashboards show it. */
export function rdsMetric(identifier: string, name: RdsMetric): Metric {
  return instanceMetric(identifier, name);
}

/**
 * What is watched of an RDS instance: CPU, memory, storage, connections, and replicas that fall behind.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export function rdsInstance(
  resource: RdsInstanceResource,
  objectives: RdsInstanceObjectives = {},
): Monitoring {
  const { identifier, replicas = {} } = resource;
  const { connectionsAbovePercent = CONNECTIONS_ABOVE_PERCENT, replicaLagAboveSeconds } = objectives;
  return monitoring(
    {
      cpu: highCpu(identifier),
      memory: lowMemory(identifier, resource),
      storage: lowStorage(resource),
      connections: manyConnections(identifier, resource, connectionsAbovePercent),
      ...forEach(replicas, (replica) => ({
        lag: optional(replicaLagAboveSeconds, (seconds) => ({
          ...USUAL,
          level: "WARN",
          nameEnding: "lag",
          describe: (subject) =>
            `A replica of ${subject} is more than ${seconds} seconds behind: look at its load and at long transactions`,
          metric: instanceMetric(replica, "ReplicaLag"),
          comparison: ">",
          threshold: seconds,
        })),
      })),
    },
    REASONS,
  );
}

function lowStorage({
  identifier,
  allocatedStorageGiB,
  storageGrows = false,
}: RdsInstanceResource): PlannedAlarm {
  const below = storageGrows ? FREE_GROWING_STORAGE_BELOW : FREE_STORAGE_BELOW;
  return {
    ...USUAL,
    level: "ERROR",
    nameEnding: "low-storage",
    describe: (subject) =>
      `${subject} has less than ${below * 100} % of its storage left and stops when there is none: enlarge it`,
    metric: instanceMetric(identifier, "FreeStorageSpace"),
    comparison: "<",
    threshold: Math.round(allocatedStorageGiB * GIB * below),
  };
}
