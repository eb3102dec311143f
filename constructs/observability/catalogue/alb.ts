import { type Metric, NOT_NEGATIVE, RATIO, type Statistic } from "../metric";
import {
  AT_ONCE,
  because,
  forEach,
  type Monitoring,
  monitoring,
  optional,
  type PlannedAlarm,
  USUAL,
} from "./monitoring";
import { errorRatio, type ServiceLevel, slowRequests } from "./service-level";

const SECONDS_PER_MILLISECOND = 0.001;

/** A target group as its metrics know it. */
export interface TargetGroupResource {
  /** The end of its ARN: `targetgroup/openwan-backend-tg/0123456789abcdef`. */
  readonly arnSuffix: string;
  /** Number of healthy targets below which it is no longer redundant enough, from 1. */
  readonly requiredTargets: number;
}

/** An application load balancer as its metrics know it. */
export interface LoadBalancerResource {
  /** The end of its ARN: `app/openwan-alb/0123456789abcdef`. */
  readonly arnSuffix: string;
  /**
   * Its target groups, by a name that stays.
   *
   * @default - none is watched
   */
  readonly targetGroups?: Readonly<Record<string, TargetGroupResource>>;
}

/** What is declared of a load balancer. */
export interface LoadBalancerObjectives extends ServiceLevel {
  /**
   * Whether it has requests at all times, so that none in five minutes is a sign of something broken before it.
   *
   * @default false
   */
  readonly alwaysOn?: boolean;
  /**
   * Percentage of requests that it may answer with an error of its own, above 0 and below 100.
   *
   * @default - not watched
   */
  readonly ownErrorsAbovePercent?: number;
  /**
   * Number of failed connections to targets in five minutes above which it calls.
   *
   * @default - not watched
   */
  readonly connectionErrorsAbove?: number;
  /**
   * Number of errors of the targets in a minute above which it calls, where no part of the requests is promised.
   *
   * @default - not watched
   */
  readonly targetErrorsAbove?: number;
}

const DEEP_HEALTH_CHECK = "a health check from outside that goes through the whole application tells it";

const REASONS = {
  ...because(
    "nothing is promised of it: a health check from outside tells whether the application answers",
    "HTTPCode_Target_5XX_Count",
    "TargetResponseTime",
  ),
  ...because("no target group is given with the number of targets that it needs", "HealthyHostCount"),
  ...because("how many targets are left is what counts, see HealthyHostCount", "UnHealthyHostCount"),
  ...because(DEEP_HEALTH_CHECK, "HTTPCode_ELB_5XX_Count", "TargetConnectionErrorCount"),
  ...because(DEEP_HEALTH_CHECK, "TargetTLSNegotiationErrorCount"),
  ...because("no requests for a while are normal here", "RequestCount"),
  ...because("a figure of use", "ActiveConnectionCount"),
};

/** A metric of a load balancer, or of one of its target groups. */
export function loadBalancerMetric(
  arnSuffix: string,
  name: string,
  statistic: Statistic,
  targetGroupArnSuffix?: string,
): Metric {
  return {
    namespace: "AWS/ApplicationELB",
    name,
    dimensions: {
      ...(targetGroupArnSuffix === undefined ? {} : { TargetGroup: targetGroupArnSuffix }),
      LoadBalancer: arnSuffix,
    },
    statistic,
    range: NOT_NEGATIVE,
  };
}

/**
 * What is watched of an application load balancer: that each target group has the targets that it needs, what is
 * promised of the whole, and what else a system declares.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function loadBalancer(
  { arnSuffix, targetGroups = {} }: LoadBalancerResource,
  objectives: LoadBalancerObjectives = {},
): Monitoring {
  const metric = (name: string, statistic: Statistic) => loadBalancerMetric(arnSuffix, name, statistic);
  const { ownErrorsAbovePercent, connectionErrorsAbove, targetErrorsAbove, alwaysOn = false } = objectives;
  return monitoring(
    {
      ...forEach(targetGroups, (group) => ({ "healthy-targets": healthyTargets(arnSuffix, group) })),
      "error-ratio": errorRatio(objectives, {
        errors: metric("HTTPCode_Target_5XX_Count", "Sum"),
        requests: metric("RequestCount", "Sum"),
      }),
      slow: slowRequests(objectives, metric("TargetResponseTime", "Average"), SECONDS_PER_MILLISECOND),
      "own-errors": optional(ownErrorsAbovePercent, (percent) => ({
        ...USUAL,
        level: "WARN",
        nameEnding: "own-5xx-ratio",
        describe: (subject) =>
          `${subject} itself answers more than ${percent} % of the requests with an error: look whether it has healthy targets`,
        metric: {
          expression: "errors / requests",
          metrics: {
            errors: metric("HTTPCode_ELB_5XX_Count", "Sum"),
            requests: metric("RequestCount", "Sum"),
          },
          range: RATIO,
        },
        about: "HTTPCode_ELB_5XX_Count",
        comparison: ">",
        threshold: percent / 100,
      })),
      "target-errors": optional(targetErrorsAbove, (count) => ({
        ...AT_ONCE,
        level: "ERROR",
        nameEnding: "5xx-errors",
        describe: (subject) =>
          `More than ${count} requests through ${subject} failed in a minute: look at the application's log`,
        metric: metric("HTTPCode_Target_5XX_Count", "Sum"),
        comparison: ">",
        threshold: count,
      })),
      "connection-errors": optional(connectionErrorsAbove, (count) => ({
        ...USUAL,
        level: "WARN",
        nameEnding: "connection-errors",
        describe: (subject) =>
          `${subject} cannot connect to its targets: look at their ports and security groups; their logs show nothing of it`,
        metric: metric("TargetConnectionErrorCount", "Sum"),
        comparison: ">",
        threshold: count,
      })),
      "no-requests": optional(alwaysOn || undefined, () => ({
        ...USUAL,
        level: "WARN",
        nameEnding: "no-requests",
        describe: (subject) => `No request reaches ${subject}: look at what lies before it, from DNS on`,
        metric: metric("RequestCount", "Sum"),
        comparison: "<=",
        threshold: 0,
        // A load balancer without requests publishes nothing at all.
        missingData: "breaching",
      })),
    },
    REASONS,
  );
}

function healthyTargets(arnSuffix: string, group: TargetGroupResource): PlannedAlarm {
  const { requiredTargets } = group;
  return {
    ...USUAL,
    periodSeconds: AT_ONCE.periodSeconds,
    level: "ERROR",
    nameEnding: "healthy-targets",
    describe: (subject) =>
      `A target group of ${subject} has fewer than the ${requiredTargets} healthy targets that it needs: look at the tasks and their health checks`,
    metric: loadBalancerMetric(arnSuffix, "HealthyHostCount", "Minimum", group.arnSuffix),
    comparison: "<",
    threshold: requiredTargets,
    missingData: "breaching",
  };
}
