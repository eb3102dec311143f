import { type Metric, NOT_NEGATIVE, PERCENT, type Statistic } from "../metric";
import { type PlannedAlarm, USUAL } from "./monitoring";

/** Bytes of a gibibyte. */
export const GIB = 1_073_741_824;
const CPU_FROM_PERCENT = 90;
const FREE_MEMORY_BELOW = 0.05;
/** Part of the most connections above which too few are left, in percent. */
export const CONNECTIONS_ABOVE_PERCENT = 95;

/** What alarms must know of the class and the settings of a database's instance. */
export interface InstanceCapacity {
  /** Memory of the instance class in GiB. */
  readonly memoryGiB: number;
  /** Number of connections that its parameter group allows. */
  readonly maxConnections: number;
}

/** A metric of one instance. */
export function instanceMetric(identifier: string, name: string, statistic: Statistic = "Average"): Metric {
  return {
    namespace: "AWS/RDS",
    name,
    dimensions: { DBInstanceIdentifier: identifier },
    statistic,
    range: name === "CPUUtilization" ? PERCENT : NOT_NEGATIVE,
  };
}

/** The alarm on an instance whose CPU is used up. */
export function highCpu(identifier: string): PlannedAlarm {
  return {
    ...USUAL,
    level: "WARN",
    nameEnding: "high-cpu",
    describe: (subject) =>
      `CPU of ${subject} is at ${CPU_FROM_PERCENT} % or more: look at its heaviest statements, then at its class`,
    metric: instanceMetric(identifier, "CPUUtilization"),
    comparison: ">=",
    threshold: CPU_FROM_PERCENT,
  };
}

/** The alarm on an instance whose memory is used up. */
export function lowMemory(identifier: string, { memoryGiB }: InstanceCapacity): PlannedAlarm {
  return {
    ...USUAL,
    level: "WARN",
    nameEnding: "low-memory",
    describe: (subject) =>
      `${subject} has less than ${FREE_MEMORY_BELOW * 100} % of its memory left: look at its connections and caches, then at its class`,
    metric: instanceMetric(identifier, "FreeableMemory"),
    comparison: "<",
    threshold: Math.round(memoryGiB * GIB * FREE_MEMORY_BELOW),
  };
}

/** The alarm on an instance that soon takes no more connections. */
export function manyConnections(
  identifier: string,
  { maxConnections }: InstanceCapacity,
  abovePercent: number,
): PlannedAlarm {
  return {
    ...USUAL,
    level: "WARN",
    nameEnding: "many-connections",
    describe: (subject) =>
      `${subject} has more than ${abovePercent} % of its ${maxConnections} connections in use: look for clients that keep them`,
    metric: instanceMetric(identifier, "DatabaseConnections"),
    comparison: ">",
    threshold: Math.floor((maxConnections * abovePercent) / 100),
  };
}
