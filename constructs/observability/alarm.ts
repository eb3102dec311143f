import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";

const OPERATORS = {
  ">": "GreaterThanThreshold",
  ">=": "GreaterThanOrEqualToThreshold",
  "<": "LessThanThreshold",
  "<=": "LessThanOrEqualToThreshold",
} as const;
const SHORT_PERIODS_SECONDS: readonly number[] = [10, 20, 30];
const PERIOD_STEP_SECONDS = 60;
/** CloudWatch looks back at most a day with periods below an hour, and a week with others. */
const LOOK_BACK_SECONDS = { belowAnHour: 86_400, fromAnHour: 604_800 };
const HOUR_SECONDS = 3600;
const EXPRESSION_ID = "result";

/** How the data points of a period become one number; `p90` is the 90th percentile. */
export type Statistic = "Average" | "Sum" | "Minimum" | "Maximum" | "SampleCount" | `p${number}`;

/** A metric of CloudWatch. */
export interface Metric {
  /** Namespace: `AWS/ECS`. */
  readonly namespace: string;
  /** Name within the namespace: `CPUUtilization`. */
  readonly name: string;
  /** Dimensions, exactly those under which the metric is published. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** How the data points of a period become one number. */
  readonly statistic: Statistic;
}

/** A calculation over metrics: `{ expression: "errors / requests", metrics: { errors, requests } }`. */
export interface MetricMath {
  /** Expression over the ids of {@link MetricMath.metrics}. */
  readonly expression: string;
  /** The metrics by their id in the expression: lower-case first letter, then letters, digits and _. */
  readonly metrics: Readonly<Record<string, Metric>>;
}

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
  /** ARNs of the topics that are told when it goes into alarm; at least one. */
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
}

/**
 * A CloudWatch alarm that tells topics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export class Alarm extends Construct {
  /** ARN of the alarm. */
  public readonly alarmArn: string;

  /** @throws ProblemsError with everything that CloudWatch would refuse */
  public constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { alarmName, description, metric, comparison, threshold, evaluationPeriods, topicArns } = props;
    const { datapointsToAlarm, missingData = "notBreaching", tellsRecovery = false, actions = "on" } = props;
    const { path } = this.node;
    throwProblems(problemsOf(props, path));

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
    });
    this.alarmArn = alarm.arn;
  }
}

function measured(metric: Metric | MetricMath, periodSeconds: number) {
  if ("expression" in metric) {
    return {
      metricQuery: [
        { id: EXPRESSION_ID, expression: metric.expression, label: metric.expression, returnData: true },
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

function problemsOf(props: AlarmProps, path: string): readonly Problem[] {
  const { periodSeconds, evaluationPeriods, datapointsToAlarm = evaluationPeriods, topicArns } = props;
  const problems: Problem[] = [];
  const whole = (value: number): boolean => Number.isInteger(value) && value > 0;
  if (
    !SHORT_PERIODS_SECONDS.includes(periodSeconds) &&
    !(whole(periodSeconds) && periodSeconds % PERIOD_STEP_SECONDS === 0)
  ) {
    problems.push({
      path: `${path}.periodSeconds`,
      rule: "is 10, 20, 30 or a multiple of 60",
      got: periodSeconds,
      fix: "choose such a period",
    });
  }
  if (!whole(evaluationPeriods)) {
    problems.push({
      path: `${path}.evaluationPeriods`,
      rule: "is a whole number from 1",
      got: evaluationPeriods,
      fix: "choose such a number",
    });
  }
  if (!whole(datapointsToAlarm) || datapointsToAlarm > evaluationPeriods) {
    problems.push({
      path: `${path}.datapointsToAlarm`,
      rule: `is a whole number from 1 to the ${evaluationPeriods} evaluation periods`,
      got: datapointsToAlarm,
      fix: "choose such a number",
    });
  }
  const lookBack =
    periodSeconds < HOUR_SECONDS ? LOOK_BACK_SECONDS.belowAnHour : LOOK_BACK_SECONDS.fromAnHour;
  if (periodSeconds * evaluationPeriods > lookBack) {
    problems.push({
      path,
      rule: `looks back at most ${lookBack} seconds`,
      got: periodSeconds * evaluationPeriods,
      fix: "evaluate fewer or shorter periods",
    });
  }
  if (topicArns.length === 0) {
    problems.push({
      path: `${path}.topicArns`,
      rule: "tells at least one topic",
      got: "none",
      fix: "name one",
    });
  }
  return problems;
}
