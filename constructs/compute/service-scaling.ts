import {
  AppautoscalingPolicy,
  type AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration as TargetTracking,
} from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";

/** What the number of tasks follows. */
export type ScalingMeasure =
  /** Average use of the reserved CPU, in per cent, 1 to 100. */
  | { readonly measure: "cpu"; readonly targetPercent: number }
  /** Average use of the reserved memory, in per cent, 1 to 100. */
  | { readonly measure: "memory"; readonly targetPercent: number }
  /** Messages that wait in an SQS queue: the average that scaling aims at for the whole queue, 1 or more. */
  | { readonly measure: "queue-depth"; readonly queueName: string; readonly targetMessages: number };

/** How quickly scaling keeps a measure at its target. */
export interface ScalingPace {
  /**
   * Seconds to wait after removing tasks before removing more.
   *
   * @default - 300, as Application Auto Scaling has it for ECS
   */
  readonly scaleInCooldownSeconds?: number | undefined;
  /**
   * Seconds to wait after adding tasks before adding more.
   *
   * @default - 300, as Application Auto Scaling has it for ECS
   */
  readonly scaleOutCooldownSeconds?: number | undefined;
}

/** One measure that scaling keeps at a target, and how quickly. */
export type ScalingTarget = ScalingMeasure & ScalingPace;

/** Between which numbers of tasks a service scales, and by what. */
export interface ScalingRange {
  /** Fewest tasks, 0 or more. */
  readonly minTasks: number;
  /** Most tasks, at least `minTasks`. */
  readonly maxTasks: number;
  /**
   * What the number follows, by name. With several, the one that wants most tasks decides; tasks are removed only when
   * all of them agree.
   */
  readonly targets: Readonly<Record<string, ScalingTarget>>;
}

/** Values of a {@link ServiceScaling}. */
export interface ServiceScalingProps extends ScalingRange {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Name of the service. */
  readonly serviceName: string;
}

/**
 * Changes the number of a service's tasks so that each measure stays near its target.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export class ServiceScaling extends Construct {
  /** @throws ProblemsError when the range is empty or a target out of bounds */
  public constructor(scope: Construct, id: string, props: ServiceScalingProps) {
    super(scope, id);
    throwProblems(scalingProblems(props, this.node.path));
    const { clusterName, serviceName, minTasks, maxTasks, targets } = props;

    const target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      resourceId: `service/${clusterName}/${serviceName}`,
      scalableDimension: "ecs:service:DesiredCount",
      minCapacity: minTasks,
      maxCapacity: maxTasks,
    });
    for (const [name, scalingTarget] of Object.entries(targets)) {
      new AppautoscalingPolicy(this, name, {
        name,
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        resourceId: target.resourceId,
        scalableDimension: target.scalableDimension,
        targetTrackingScalingPolicyConfiguration: targetTracking(scalingTarget),
      });
    }
  }
}

/**
 * What is wrong with a range; nothing when a service can scale by it.
 *
 * @param path - where the range stands
 */
export function scalingProblems(
  { minTasks, maxTasks, targets }: ScalingRange,
  path: string,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (!Number.isInteger(minTasks) || minTasks < 0) {
    problems.push({
      path: `${path}.minTasks`,
      rule: "must be a whole number of tasks, 0 or more",
      got: minTasks,
      fix: "say the fewest tasks that may run",
    });
  }
  if (!Number.isInteger(maxTasks) || maxTasks < minTasks) {
    problems.push({
      path: `${path}.maxTasks`,
      rule: `must be a whole number of tasks, at least minTasks (${minTasks})`,
      got: maxTasks,
      fix: "raise maxTasks or lower minTasks",
    });
  }
  if (Object.keys(targets).length === 0) {
    problems.push({
      path: `${path}.targets`,
      rule: "scaling follows at least one measure",
      got: undefined,
      fix: "name one, or leave scaling out",
    });
  }
  for (const [name, target] of Object.entries(targets)) {
    problems.push(...targetProblems(target, `${path}.targets.${name}`));
  }
  return problems;
}

function targetProblems(target: ScalingTarget, path: string): readonly Problem[] {
  if (target.measure === "queue-depth") {
    return target.targetMessages >= 1
      ? []
      : [
          {
            path: `${path}.targetMessages`,
            rule: "must be 1 or more",
            got: target.targetMessages,
            fix: "say how many messages may wait",
          },
        ];
  }
  return target.targetPercent >= 1 && target.targetPercent <= 100
    ? []
    : [
        {
          path: `${path}.targetPercent`,
          rule: "must be a percentage from 1 to 100",
          got: target.targetPercent,
          fix: "choose a value in that range, such as 70",
        },
      ];
}

function targetTracking(target: ScalingTarget): TargetTracking {
  const { scaleInCooldownSeconds, scaleOutCooldownSeconds } = target;
  return {
    ...measureOf(target),
    ...(scaleInCooldownSeconds === undefined ? {} : { scaleInCooldown: scaleInCooldownSeconds }),
    ...(scaleOutCooldownSeconds === undefined ? {} : { scaleOutCooldown: scaleOutCooldownSeconds }),
  };
}

function measureOf(measure: ScalingMeasure): TargetTracking {
  switch (measure.measure) {
    case "cpu":
      return predefined("ECSServiceAverageCPUUtilization", measure.targetPercent);
    case "memory":
      return predefined("ECSServiceAverageMemoryUtilization", measure.targetPercent);
    case "queue-depth":
      return {
        targetValue: measure.targetMessages,
        customizedMetricSpecification: {
          namespace: "AWS/SQS",
          metricName: "ApproximateNumberOfMessagesVisible",
          statistic: "Average",
          dimensions: [{ name: "QueueName", value: measure.queueName }],
        },
      };
  }
}

function predefined(predefinedMetricType: string, targetValue: number): TargetTracking {
  return { targetValue, predefinedMetricSpecification: { predefinedMetricType } };
}
