/**
 * How much Database Insights learns: `"standard"` keeps load by statement, wait and user for 7 days at no charge;
 * `"advanced"` keeps it for 15 months with locks and plans, and is billed by the instances' size.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Database-Insights.html
 */
export type DatabaseInsights = "standard" | "advanced";

/** Days that the advanced mode demands, the longest that there are without a choice of months. */
const ADVANCED_DAYS = 465;

interface InsightsArguments {
  readonly performanceInsightsEnabled?: boolean;
  readonly performanceInsightsRetentionPeriod?: number;
  readonly performanceInsightsKmsKeyId?: string;
}

/** What the cluster says about it: nothing in the standard mode, which instances have by themselves. */
export function insightsOfCluster(
  insights: DatabaseInsights,
  kmsKeyArn: string | undefined,
): InsightsArguments & { readonly databaseInsightsMode?: string } {
  return insights === "standard"
    ? {}
    : { databaseInsightsMode: "advanced", ...insightsOfInstance(insights, kmsKeyArn) };
}

/** What an instance says about it. */
export function insightsOfInstance(
  insights: DatabaseInsights,
  kmsKeyArn: string | undefined,
): InsightsArguments {
  return {
    performanceInsightsEnabled: true,
    ...(insights === "standard" ? {} : { performanceInsightsRetentionPeriod: ADVANCED_DAYS }),
    ...(kmsKeyArn === undefined ? {} : { performanceInsightsKmsKeyId: kmsKeyArn }),
  };
}
