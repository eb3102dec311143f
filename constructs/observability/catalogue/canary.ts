import { PERCENT } from "../metric";
import { because, type Monitoring, monitoring } from "./monitoring";

/** Runs in a row of which each must fail. */
const RUNS = 2;

/** A canary as its metrics know it. */
export interface CanaryResource {
  /** Name of the canary. */
  readonly canaryName: string;
  /** Minutes between two runs. */
  readonly everyMinutes: number;
}

const REASONS = {
  ...because("SuccessPercent tells it, with the runs that did not happen", "Failed"),
  ...because("what clients feel is promised of the API or the load balancer, and watched there", "Duration"),
  ...because("for finding out why a run failed", "2xx", "4xx", "5xx", "Failed requests"),
};

/**
 * What is watched of a canary: that no two runs in a row fail. Without data it does not run, which is as bad.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html
 */
export function canary({ canaryName, everyMinutes }: CanaryResource): Monitoring {
  return monitoring(
    {
      failing: {
        periodSeconds: everyMinutes * 60,
        evaluationPeriods: RUNS,
        level: "ERROR",
        nameEnding: "failing",
        describe: (subject) =>
          `${subject} has failed ${RUNS} times in a row: the application does not answer; look at the run, then at the services behind it`,
        metric: {
          namespace: "CloudWatchSynthetics",
          name: "SuccessPercent",
          dimensions: { CanaryName: canaryName },
          statistic: "Average",
          range: PERCENT,
        },
        comparison: "<",
        threshold: 100,
        missingData: "breaching",
      },
    },
    REASONS,
  );
}
