import type { Checks } from "./check";
import { providerDocs } from "./check";
import { blocksOf, isSet } from "./paths";
import {
  amongst,
  between,
  count,
  exactlyOne,
  json,
  known,
  length,
  oneOf,
  requires,
  rule,
  shaped,
} from "./rules";

const GROUP = providerDocs("aws_cloudwatch_log_group");
const ALARM = providerDocs("aws_cloudwatch_metric_alarm");
const QUERY = providerDocs("aws_cloudwatch_query_definition");
const QUERY_API =
  "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html";
const SAMPLING = providerDocs("aws_xray_sampling_rule");
const SAMPLING_API = "https://docs.aws.amazon.com/xray/latest/api/API_SamplingRule.html";
const DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const CANARY = providerDocs("aws_synthetics_canary");
const CANARY_API = "https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CreateCanary.html";

/** Logs, alarms and dashboards. */
export const OBSERVABILITY: Checks = {
  aws_synthetics_canary: [
    shaped("name", /^[0-9a-z_-]{1,255}$/, "must be 1 to 255 lower-case letters, digits and _-", CANARY_API),
    shaped("handler", /^[\w./-]+\.[\w-]+$/, "must be a file and a function of it", CANARY_API),
    shaped(
      "schedule.expression",
      /^(rate\((0 minute|1 minute|1 hour|([2-9]|[1-5]\d|60) minutes)\)|cron\(.+\))$/,
      "must be a rate of 1 to 60 minutes or a cron expression",
      CANARY_API,
    ),
    shaped("artifact_s3_location", /^s3:\/\/.+/, "must be a place in S3 that begins with s3://", CANARY),
    oneOf("artifact_config.s3_encryption.encryption_mode", ["SSE_KMS", "SSE_S3"], CANARY),
    between("run_config.timeout_in_seconds", 3, 840, CANARY_API),
    between("success_retention_period", 1, 1024, CANARY_API),
    between("failure_retention_period", 1, 1024, CANARY_API),
    exactlyOne(["zip_file", "s3_bucket"], CANARY),
    requires("s3_bucket", "s3_key", CANARY),
  ],
  aws_cloudwatch_log_data_protection_policy: [
    json("policy_document", providerDocs("aws_cloudwatch_log_data_protection_policy")),
  ],
  aws_cloudwatch_log_group: [
    shaped(
      "name",
      /^[A-Za-z0-9_\-/.#]{1,512}$/,
      "must be 1 to 512 letters, digits and _-/.#",
      "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
    ),
    amongst("retention_in_days", DAYS, GROUP),
    oneOf("log_group_class", ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"], GROUP),
  ],
  aws_cloudwatch_log_metric_filter: [
    length("name", 1, 512, providerDocs("aws_cloudwatch_log_metric_filter")),
  ],
  aws_cloudwatch_metric_alarm: [
    length("alarm_name", 1, 255, ALARM),
    length("alarm_description", 0, 1024, ALARM),
    oneOf(
      "comparison_operator",
      [
        "GreaterThanOrEqualToThreshold",
        "GreaterThanThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
        "LessThanLowerOrGreaterThanUpperThreshold",
        "LessThanLowerThreshold",
        "GreaterThanUpperThreshold",
      ],
      ALARM,
    ),
    oneOf("statistic", ["SampleCount", "Average", "Sum", "Minimum", "Maximum"], ALARM),
    oneOf("treat_missing_data", ["breaching", "notBreaching", "ignore", "missing"], ALARM),
    between("evaluation_periods", 1, 86400, ALARM),
    rule("period must be 10, 20, 30 or a multiple of 60 seconds", ALARM, (config) => {
      const period = known(config, "period");
      return period !== undefined && ![10, 20, 30].includes(Number(period)) && Number(period) % 60 !== 0
        ? period
        : undefined;
    }),
    rule("exactly one of statistic and extended_statistic goes with metric_name", ALARM, (config) => {
      const given = ["statistic", "extended_statistic"].filter((argument) => isSet(config[argument]));
      return isSet(config["metric_name"]) && given.length !== 1 ? given.join(", ") || "none" : undefined;
    }),
    rule("one of metric_name and metric_query must be set", ALARM, (config) =>
      isSet(config["metric_name"]) === isSet(config["metric_query"])
        ? isSet(config["metric_name"])
          ? "both"
          : "neither"
        : undefined,
    ),
    rule(
      "an alarm calculates with at most 10 metrics",
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html",
      (config) => {
        const metrics = blocksOf(config, "metric_query").filter((query) => isSet(query["metric"]));
        return metrics.length > 10 ? String(metrics.length) : undefined;
      },
    ),
    rule("datapoints_to_alarm must not be above evaluation_periods", ALARM, (config) => {
      const [points, periods] = [known(config, "datapoints_to_alarm"), known(config, "evaluation_periods")];
      return points !== undefined && periods !== undefined && Number(points) > Number(periods)
        ? `${points} of ${periods}`
        : undefined;
    }),
  ],
  aws_cloudwatch_query_definition: [
    length("name", 1, 255, QUERY),
    shaped(
      "name",
      /^[^:*/]+(?:\/[^:*/]+)*$/,
      "must have no colon or asterisk, and a slash only between other characters",
      QUERY,
    ),
    length("query_string", 1, 10_000, QUERY_API),
    count("log_group_names", 0, 50, QUERY_API),
  ],
  aws_xray_sampling_rule: [
    length("rule_name", 1, 32, SAMPLING),
    between("priority", 1, 9999, SAMPLING),
    between("fixed_rate", 0, 1, SAMPLING_API),
    between("reservoir_size", 0, Number.MAX_SAFE_INTEGER, SAMPLING),
    ...["service_name", "service_type", "host"].map((argument) => length(argument, 0, 64, SAMPLING)),
    length("http_method", 0, 10, SAMPLING),
    length("url_path", 0, 128, SAMPLING),
  ],
  aws_cloudwatch_dashboard: [
    json(
      "dashboard_body",
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html",
      (parsed) => {
        const { widgets } = parsed as { readonly widgets?: unknown };
        return Array.isArray(widgets) ? misplacedWidget(widgets) : "no widgets";
      },
    ),
    shaped(
      "dashboard_name",
      /^[A-Za-z0-9_-]{1,255}$/,
      "must be 1 to 255 letters, digits, hyphens and underscores",
      providerDocs("aws_cloudwatch_dashboard"),
    ),
  ],
  aws_budgets_budget: [
    oneOf(
      "budget_type",
      [
        "USAGE",
        "COST",
        "RI_UTILIZATION",
        "RI_COVERAGE",
        "SAVINGS_PLANS_UTILIZATION",
        "SAVINGS_PLANS_COVERAGE",
      ],
      providerDocs("aws_budgets_budget"),
    ),
    oneOf(
      "time_unit",
      ["MONTHLY", "QUARTERLY", "ANNUALLY", "DAILY", "CUSTOM"],
      providerDocs("aws_budgets_budget"),
    ),
    oneOf("notification.notification_type", ["ACTUAL", "FORECASTED"], providerDocs("aws_budgets_budget")),
  ],
};

/** What is wrong with the size or the place of a dashboard's widgets. */
function misplacedWidget(widgets: readonly unknown[]): string | undefined {
  const limits = { x: [0, 23], y: [0, Infinity], width: [1, 24], height: [1, 1000] } as const;
  for (const widget of widgets as readonly Readonly<Record<string, unknown>>[]) {
    for (const [side, [least, most]] of Object.entries(limits)) {
      const value = widget[side];
      if (
        value !== undefined &&
        !(Number.isInteger(value) && Number(value) >= least && Number(value) <= most)
      ) {
        return `a widget whose ${side} is ${JSON.stringify(value)}`;
      }
    }
  }
  return undefined;
}
