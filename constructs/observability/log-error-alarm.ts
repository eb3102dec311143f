import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { Alarm } from "./alarm";
import { AT_ONCE } from "./catalogue/monitoring";
import { NOT_NEGATIVE } from "./metric";

/** Any of the three ways in which programs write it. */
const ERROR_PATTERN = "?ERROR ?Error ?error";

/** Values of a {@link LogErrorAlarm}. */
export interface LogErrorAlarmProps {
  /** What the names of filter, metric and alarm begin with: `web-prod-backend` makes `web-prod-backend-log-errors`. */
  readonly namePrefix: string;
  /** Name of the log group. */
  readonly logGroupName: string;
  /** Namespace of the metric: `serverless-web/prod`. */
  readonly metricNamespace: string;
  /** ARNs of the topics that are told. */
  readonly topicArns: readonly string[];
  /**
   * Filter pattern of the lines that count.
   *
   * @default "?ERROR ?Error ?error"
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   */
  readonly pattern?: string;
  /**
   * Number of lines in a minute above which the alarm calls.
   *
   * @default 0
   */
  readonly aboveLines?: number;
  /**
   * `"off"` keeps the alarm for looking at, without telling anybody.
   *
   * @default "on"
   */
  readonly actions?: "on" | "off";
}

/** Counts the lines of a log group that tell of an error, and calls at the first one in a minute. */
export class LogErrorAlarm extends Construct {
  public constructor(scope: Construct, id: string, props: LogErrorAlarmProps) {
    super(scope, id);
    const { namePrefix, logGroupName, metricNamespace, topicArns } = props;
    const { pattern = ERROR_PATTERN, aboveLines = 0, actions = "on" } = props;
    const name = `${namePrefix}-log-errors`;

    new CloudwatchLogMetricFilter(this, "filter", {
      name: checkedName("aws_cloudwatch_log_metric_filter", name, this.node.path),
      logGroupName,
      pattern,
      metricTransformation: { namespace: metricNamespace, name, value: "1", unit: "Count" },
    });
    new Alarm(this, "errors", {
      alarmName: name,
      description: `${namePrefix} wrote errors: search its log group for them`,
      metric: {
        namespace: metricNamespace,
        name,
        dimensions: {},
        statistic: "Sum",
        range: NOT_NEGATIVE,
      },
      comparison: ">",
      threshold: aboveLines,
      ...AT_ONCE,
      topicArns,
      actions,
    });
  }
}
