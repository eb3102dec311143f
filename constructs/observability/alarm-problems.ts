import { Token } from "cdktf";
import type { Problem } from "../core/errors";
import type { AlarmCondition } from "./alarm";
import { isMath, type Metric, type MetricMath, type ValueRange } from "./metric";

const SHORT_PERIODS_SECONDS: readonly number[] = [10, 20, 30];
const PERIOD_STEP_SECONDS = 60;
/** CloudWatch looks back at most a day with periods below an hour, and a week with others. */
const LOOK_BACK_SECONDS = { belowAnHour: 86_400, fromAnHour: 604_800 };
const HOUR_SECONDS = 3600;
const MOST_METRICS = 10;
const METRIC_ID = /^[a-z]\w{0,254}$/;

/** The id under which an alarm returns the result of a calculation. */
export const RESULT_ID = "result";

/**
 * Everything that CloudWatch would refuse of an alarm, or that would make it never or always call.
 *
 * @param path - path of the alarm
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function alarmProblems(
  condition: AlarmCondition,
  metric: Metric | MetricMath,
  topicArns: readonly string[],
  path: string,
): readonly Problem[] {
  return [
    ...timeProblems(condition, path),
    ...thresholdProblems(condition, metric.range, path),
    ...(isMath(metric) ? mathProblems(metric, path) : []),
    ...(topicArns.length === 0
      ? [{ path: `${path}.topicArns`, rule: "tells at least one topic", got: "none", fix: "name one" }]
      : []),
  ];
}

function timeProblems(condition: AlarmCondition, path: string): readonly Problem[] {
  const { periodSeconds, evaluationPeriods, datapointsToAlarm = evaluationPeriods } = condition;
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
  return problems;
}

function thresholdProblems(
  { comparison, threshold }: AlarmCondition,
  range: ValueRange | undefined,
  path: string,
): readonly Problem[] {
  if (!Number.isFinite(threshold) || Token.isUnresolved(threshold)) {
    return [
      {
        path: `${path}.threshold`,
        rule: "is a number that is known before anything exists",
        got: Token.isUnresolved(threshold) ? "one that Terraform knows only later" : String(threshold),
        fix: "state it, or calculate it from stated values",
      },
    ];
  }
  const outcome = range && foregoneOutcome(comparison, threshold, range);
  return range && outcome
    ? [
        {
          path: `${path}.threshold`,
          rule: `lies within what the metric can be, ${range.least} to ${range.most ?? "any"}`,
          got: `${comparison} ${threshold}, which ${outcome} holds`,
          fix: "choose a threshold that is crossed only when something is wrong",
        },
      ]
    : [];
}

/** Whether a comparison with what can be within a range is decided before anything is measured. */
function foregoneOutcome(
  comparison: AlarmCondition["comparison"],
  threshold: number,
  { least, most = Infinity }: ValueRange,
): "never" | "always" | undefined {
  const [never, always] = {
    ">": [threshold >= most, threshold < least],
    ">=": [threshold > most, threshold <= least],
    "<": [threshold <= least, threshold > most],
    "<=": [threshold < least, threshold >= most],
  }[comparison];
  return never ? "never" : always ? "always" : undefined;
}

function mathProblems({ metrics }: MetricMath, path: string): readonly Problem[] {
  const ids = Object.keys(metrics);
  const wrongIds = ids.filter((id) => !METRIC_ID.test(id) || id === RESULT_ID);
  return [
    ...wrongIds.map((got) => ({
      path: `${path}.metrics`,
      rule: `an id in an expression is a lower-case letter and then letters, digits and _, other than ${RESULT_ID}`,
      got,
      fix: "rename it",
    })),
    ...(ids.length === 0 || ids.length > MOST_METRICS
      ? [
          {
            path: `${path}.metrics`,
            rule: `an alarm calculates with 1 to ${MOST_METRICS} metrics`,
            got: ids.length,
            fix: "divide them among several alarms",
          },
        ]
      : []),
  ];
}
