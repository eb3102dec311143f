import { NOT_NEGATIVE } from "../metric";
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

const FREE_LOCAL_STORAGE_BELOW = 0.1;

/** What alarms must know of an Aurora instance. */
export interface AuroraInstanceCapacity extends InstanceCapacity {
  /** Local storage of the instance class in GiB, where PostgreSQL sorts and keeps its logs. */
  readonly localStorageGiB: number;
}

/** An Aurora PostgreSQL cluster as its metrics know it. */
export interface AuroraPostgresqlResource {
  /** Identifier of the cluster. */
  readonly clusterIdentifier: string;
  /** Identifiers of its instances, by a name that stays. */
  readonly instances: Readonly<Record<string, string>>;
  /** Class and settings of the instances. */
  readonly capacity: AuroraInstanceCapacity;
}

/** What is declared of the cluster. */
export interface AuroraPostgresqlObjectives {
  /**
   * Number of bytes that its volume is expected to hold at most.
   *
   * @default - nothing is expected: the bill tells
   */
  readonly expectedVolumeBytes?: number;
}

const STATEMENTS =
  "slow statements and idle sessions are looked for in Performance Insights at regular times";

const REASONS = {
  ...because("nothing is expected of its size: the bill tells", "VolumeBytesUsed"),
  ...because(STATEMENTS, "CommitLatency", "ReadLatency", "WriteLatency", "Deadlocks", "DBLoad"),
  ...because("replicas share the volume and are seldom behind", "AuroraReplicaLag"),
  ...because("a figure of use", "VolumeReadIOPs", "VolumeWriteIOPs", "NetworkThroughput", "EngineUptime"),
  ...because(
    "a low ratio is normal after a restart and after large reads",
    "BufferCacheHitRatio",
    "SwapUsage",
  ),
};

/**
 * What is watched of an Aurora PostgreSQL cluster: CPU, memory, local storage and connections of each instance, and the
 * size of the volume against what is expected.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
export function auroraPostgresql(
  { clusterIdentifier, instances, capacity }: AuroraPostgresqlResource,
  objectives: AuroraPostgresqlObjectives = {},
): Monitoring {
  return monitoring(
    {
      ...forEach(instances, (identifier) => ({
        cpu: highCpu(identifier),
        memory: lowMemory(identifier, capacity),
        "local-storage": lowLocalStorage(identifier, capacity),
        connections: manyConnections(identifier, capacity, CONNECTIONS_ABOVE_PERCENT),
      })),
      volume: optional(objectives.expectedVolumeBytes, (bytes) => ({
        ...USUAL,
        level: "WARN",
        nameEnding: "large",
        describe: (subject) =>
          `The volume of ${subject} holds more than the ${bytes} bytes that are expected: look at what grows`,
        metric: {
          namespace: "AWS/RDS",
          name: "VolumeBytesUsed",
          dimensions: { DBClusterIdentifier: clusterIdentifier },
          statistic: "Average",
          range: NOT_NEGATIVE,
        },
        comparison: ">",
        threshold: bytes,
      })),
    },
    REASONS,
  );
}

function lowLocalStorage(identifier: string, { localStorageGiB }: AuroraInstanceCapacity): PlannedAlarm {
  return {
    ...USUAL,
    level: "ERROR",
    nameEnding: "low-local-storage",
    describe: (subject) =>
      `${subject} has less than ${FREE_LOCAL_STORAGE_BELOW * 100} % of its local storage left and stops sorting without it: look at its sorts and logs`,
    metric: instanceMetric(identifier, "FreeLocalStorage"),
    comparison: "<",
    threshold: Math.round(localStorageGiB * GIB * FREE_LOCAL_STORAGE_BELOW),
  };
}
