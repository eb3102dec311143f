import { Construct } from "constructs";
import { Alarm } from "./alarm";

const PERIOD_SECONDS = 300;
const EVALUATION_PERIODS = 3;

/** When the use of a resource is too high. */
export interface UtilizationThreshold {
  /** Percentage of what the tasks reserve above which it is; 0 to 100, more when tasks may burst. */
  readonly abovePercent: number;
  /**
   * Length of a period in seconds.
   *
   * @default 300
   */
  readonly periodSeconds?: number;
  /**
   * Number of periods in a row.
   *
   * @default 3
   */
  readonly evaluationPeriods?: number;
}

/** Values of {@link EcsServiceAlarms}. */
export interface EcsServiceAlarmsProps {
  /** What the alarms' names begin with: `openwan-backend` makes `openwan-backend-high-cpu`. */
  readonly namePrefix: string;
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Name of the service. */
  readonly serviceName: string;
  /** When the average use of CPU is too high. */
  readonly cpu: UtilizationThreshold;
  /** When the average use of memory is too high. */
  readonly memory: UtilizationThreshold;
  /** ARNs of the topics that are told. */
  readonly topicArns: readonly string[];
}

/**
 * The two alarms on what an ECS service uses: CPU and memory, each the average over its tasks.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export class EcsServiceAlarms extends Construct {
  public constructor(scope: Construct, id: string, props: EcsServiceAlarmsProps) {
    super(scope, id);
    const { namePrefix, clusterName, serviceName, topicArns } = props;

    const alarm = (resource: "cpu" | "memory", metricName: string): void => {
      const {
        abovePercent,
        periodSeconds = PERIOD_SECONDS,
        evaluationPeriods = EVALUATION_PERIODS,
      } = props[resource];
      new Alarm(this, resource, {
        alarmName: `${namePrefix}-high-${resource}`,
        description: `${metricName} of ${namePrefix} is above ${abovePercent} %: look at its load, then at its size or its scaling`,
        metric: {
          namespace: "AWS/ECS",
          name: metricName,
          dimensions: { ClusterName: clusterName, ServiceName: serviceName },
          statistic: "Average",
        },
        comparison: ">",
        threshold: abovePercent,
        periodSeconds,
        evaluationPeriods,
        topicArns,
      });
    };
    alarm("cpu", "CPUUtilization");
    alarm("memory", "MemoryUtilization");
  }
}
