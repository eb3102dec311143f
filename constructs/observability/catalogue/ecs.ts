import { type Metric, NOT_NEGATIVE, PERCENT } from "../metric";
import { because, type Monitoring, monitoring, type PlannedAlarm, USUAL } from "./monitoring";

/** An ECS service as its metrics know it. */
export interface EcsServiceResource {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Name of the service. */
  readonly serviceName: string;
  /**
   * What its tasks run on. On EC2 a task may use more CPU than it reserves, so that 100 % is no end.
   *
   * @default "fargate"
   */
  readonly runsOn?: "fargate" | "ec2";
}

/** What is declared of an ECS service. */
export interface EcsServiceObjectives {
  /**
   * Percentage of the reserved CPU above which the tasks' average is too high.
   *
   * @default - not watched
   */
  readonly cpuAbovePercent?: number;
  /**
   * Percentage of the reserved memory above which the tasks' average is too high.
   *
   * @default - not watched
   */
  readonly memoryAbovePercent?: number;
}

/** Metrics that ECS publishes of a service without Container Insights. */
export type EcsServiceMetric = "CPUUtilization" | "MemoryUtilization";

const CAPACITY = "a figure for planning capacity: whether the service answers is told by its load balancer";

const REASONS = {
  ...because(
    "how full the tasks are says nothing about whether they answer, and scaling acts on it already",
    "CPUUtilization",
    "MemoryUtilization",
  ),
  ...because(CAPACITY, "CpuUtilized", "MemoryUtilized", "NetworkRxBytes", "NetworkTxBytes"),
  ...because(CAPACITY, "StorageReadBytes", "StorageWriteBytes"),
  ...because(
    "too few healthy tasks show as HealthyHostCount of the target group",
    "RunningTaskCount",
    "PendingTaskCount",
  ),
};

/** A metric of an ECS service: the average over its tasks, as a percentage of what they reserve. */
export function ecsServiceMetric(service: EcsServiceResource, name: EcsServiceMetric): Metric {
  return {
    namespace: "AWS/ECS",
    name,
    dimensions: { ClusterName: service.clusterName, ServiceName: service.serviceName },
    statistic: "Average",
    range: service.runsOn === "ec2" ? NOT_NEGATIVE : PERCENT,
  };
}

/**
 * What is watched of an ECS service: nothing by itself, since its load balancer's health checks tell whether it works;
 * CPU and memory where a system declares how much is too much.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export function ecsService(service: EcsServiceResource, objectives: EcsServiceObjectives = {}): Monitoring {
  const use = (
    name: EcsServiceMetric,
    nameEnding: string,
    abovePercent: number | undefined,
  ): PlannedAlarm | undefined =>
    abovePercent === undefined
      ? undefined
      : {
          ...USUAL,
          level: "WARN",
          nameEnding,
          describe: (subject) =>
            `${name} of ${subject} is above ${abovePercent} %: look at its load, then at its size or its scaling`,
          metric: ecsServiceMetric(service, name),
          comparison: ">",
          threshold: abovePercent,
        };
  return monitoring(
    {
      cpu: use("CPUUtilization", "high-cpu", objectives.cpuAbovePercent),
      memory: use("MemoryUtilization", "high-memory", objectives.memoryAbovePercent),
    },
    REASONS,
  );
}
