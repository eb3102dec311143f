import type { Problem } from "../core/errors";
import type { ServiceRole } from "../identity/service-role";
import type { RdsEngine } from "./rds-engine";

const INTERVALS: readonly number[] = [1, 5, 10, 15, 30, 60];
/** Included in the price of an instance; longer ones are not. */
const PERFORMANCE_INSIGHTS_DAYS = 7;

/** What is measured of an instance beside CloudWatch's own metrics. */
export interface RdsMonitoring {
  /**
   * Enhanced Monitoring: the figures of the operating system every 1, 5, 10, 15, 30 or 60 seconds, sent by a role that
   * {@link rdsMonitoringRole} makes.
   *
   * @default - off
   */
  readonly enhanced?: { readonly intervalSeconds: number; readonly role: ServiceRole };
  /**
   * Load by statement, wait and user, kept for 7 days. MySQL lacks it on micro and small classes.
   *
   * @default "on"
   */
  readonly performanceInsights?: "on" | "off";
}

/** Arguments of the resource that the monitoring decides. */
interface MonitoringArguments {
  readonly monitoringInterval?: number;
  readonly monitoringRoleArn?: string;
  readonly performanceInsightsEnabled?: boolean;
  readonly performanceInsightsRetentionPeriod?: number;
  readonly performanceInsightsKmsKeyId?: string;
}

/** The monitoring as arguments that instance and replica have alike. */
export function monitoringArguments(
  { enhanced, performanceInsights = "on" }: RdsMonitoring,
  kmsKeyArn: string | undefined,
): MonitoringArguments {
  return {
    ...(enhanced === undefined
      ? {}
      : { monitoringInterval: enhanced.intervalSeconds, monitoringRoleArn: enhanced.role.arn }),
    ...(performanceInsights === "off"
      ? {}
      : {
          performanceInsightsEnabled: true,
          performanceInsightsRetentionPeriod: PERFORMANCE_INSIGHTS_DAYS,
          ...(kmsKeyArn === undefined ? {} : { performanceInsightsKmsKeyId: kmsKeyArn }),
        }),
  };
}

/**
 * What RDS would refuse of the monitoring of an instance.
 *
 * @param path - where the monitoring stands
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html
 */
export function monitoringProblems(
  { enhanced, performanceInsights = "on" }: RdsMonitoring,
  { name, classesWithoutPerformanceInsights }: RdsEngine,
  instanceClass: string,
  path: string,
): readonly Problem[] {
  return [
    ...(enhanced === undefined || INTERVALS.includes(enhanced.intervalSeconds)
      ? []
      : [
          {
            path: `${path}.enhanced.intervalSeconds`,
            rule: `is one of ${INTERVALS.join(", ")}`,
            got: enhanced.intervalSeconds,
            fix: "choose one of them, or leave enhanced out",
          },
        ]),
    ...(performanceInsights === "off" || !classesWithoutPerformanceInsights.includes(instanceClass)
      ? []
      : [
          {
            path: `${path}.performanceInsights`,
            rule: `is not offered for ${name} on ${instanceClass}`,
            got: performanceInsights,
            fix: "switch it off or choose a larger class",
          },
        ]),
  ];
}
