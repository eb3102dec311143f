import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { refuse, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { alarmProblems, RESULT_ID } from "./alarm-problems";
import { isMath, type Metric, type MetricMath } from "./metric";

const OPERATORS = {
  ">": "GreaterThanThreshold",
  ">=": "GreaterThanOrEqualToThreshold",
  "<": "LessThanThreshold",
  "<=": "LessThanOrEqualToThreshold",
} as const;

/** Where each alarm of a stack stands, by Region and name. */
const PATHS = new WeakMap<TerraformStack, Map<string, string>>();

/** When and how an alarm calls. */
export interface AlarmCondition {
  /** How the metric is held against the threshold; `">"` reads: in alarm when the metric is above it. */
  readonly comparison: keyof typeof OPERATORS;
  /** Threshold in the metric's unit. */
  readonly threshold: number;
  /** Length of a period in seconds: 10, 20, 30 or a multiple of 60. */
  readonly periodSeconds: number;
  /** Number of the latest periods that are looked at. */
  readonly evaluationPeriods: number;
  /**
   * How many of them must be beyond the threshold.
   *
   * @default - all
   */
  readonly datapointsToAlarm?: number;
  /**
   * What a period without data counts as.
   *
   * @default "notBreaching"
   */
  readonly missingData?: "notBreaching" | "breaching" | "ignore" | "missing";
}

/** Values of an {@link Alarm}. */
export interface AlarmProps extends AlarmCondition {
  /** Name of the alarm, unique in account and Region: what the message shows. */
  readonly alarmName: string;
  /** What is wrong when it calls, and what to look at. */
  readonly description: string;
  /** What is measured. */
  readonly metric: Metric | MetricMath;
  /** ARNs of the topics that are told when it goes into alarm; at least one, in the alarm's Region. */
  readonly topicArns: readonly string[];
  /**
   * Whether the topics are also told when it recovers.
   *
   * @default false
   */
  readonly tellsRecovery?: boolean;
  /**
   * `"off"` keeps the alarm for looking at, without telling anybody.
   *
   * @default "on"
   */
  readonly actions?: "on" | "off";
  /**
   * Region of metric and alarm, which are always together.
   *
   * @default - the stack's
   */
  readonly region?: string;
  /**
   * Tags beside those of the stack.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A CloudWatch alarm that tells topics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export class Alarm extends Construct {
  /** ARN of the alarm. */
  public readonly alarmArn: string;

  /** @throws ProblemsError with everything that CloudWatch would refuse, or when the stack has an alarm of that name */
  public constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { alarmName, description, metric, comparison, threshold, evaluationPeriods, topicArns } = props;
    const { datapointsToAlarm, missingData = "notBreaching", tellsRecovery = false, actions = "on" } = props;
    const { region, tags } = props;
    const { path } = this.node;
    throwProblems(alarmProblems(props, metric, topicArns, path));
    this.claim(alarmName, region);

    const alarm = new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: checkedName("aws_cloudwatch_metric_alarm", alarmName, path),
      alarmDescription: description,
      ...measured(metric, props.periodSeconds),
      comparisonOperator: OPERATORS[comparison],
      threshold,
      evaluationPeriods,
      ...(datapointsToAlarm === undefined ? {} : { datapointsToAlarm }),
      treatMissingData: missingData,
      alarmActions: [...topicArns],
      ...(tellsRecovery ? { okActions: [...topicArns] } : {}),
      ...(actions === "off" ? { actionsEnabled: false } : {}),
      ...(region === undefined ? {} : { region }),
      ...(tags === undefined ? {} : { tags: { ...tags } }),
    });
    this.alarmArn = alarm.arn;
  }

  /** Two alarms of one name would be one in AWS, changed back and forth at every apply. */
  private claim(alarmName: string, region = "the stack's Region"): void {
    const stack = TerraformStack.of(this);
    const paths = PATHS.get(stack) ?? new Map<string, string>();
    PATHS.set(stack, paths);
    const key = `${region} ${alarmName}`;
    const other = paths.get(key);
    if (other !== undefined) {
      refuse({
        path: `${this.node.path}.alarmName`,
        rule: `is another than that of ${other}`,
        got: alarmName,
        fix: "rename one of the two alarms",
      });
    }
    paths.set(key, this.node.path);
  }
}

function measured(metric: Metric | MetricMath, periodSeconds: number) {
  if (isMath(metric)) {
    return {
      metricQuery: [
        { id: RESULT_ID, expression: metric.expression, label: metric.expression, returnData: true },
        ...Object.entries(metric.metrics).map(([id, { namespace, name, dimensions, statistic }]) => ({
          id,
          metric: { namespace, metricName: name, dimensions, stat: statistic, period: periodSeconds },
        })),
      ],
    };
  }
  const { namespace, name, dimensions, statistic } = metric;
  return {
    namespace,
    metricName: name,
    dimensions,
    ...(statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic }),
    period: periodSeconds,
  };
}
