import type { Monitoring } from "../../constructs/observability/catalogue/monitoring";
import { ResourceAlarms } from "../../constructs/observability/resource-alarms";
import { type Attributes, synthesizeStack } from "./synthesis";

/** What an alarm of the level WARN does. */
export const WARNS = { alarm_actions: ["arn:aws:sns:us-east-1:111111111111:warn"] };
/** What an alarm of the level ERROR does. */
export const CALLS = { alarm_actions: ["arn:aws:sns:us-east-1:111111111111:error"] };
/** How alarms look at a metric where the catalogue says nothing else. */
export const USUALLY = { period: 300, evaluation_periods: 3, treat_missing_data: "notBreaching" };

/** The synthesized alarms of a resource by their id in the catalogue. */
export function synthesizeMonitoring(monitoring: Monitoring): Readonly<Record<string, Attributes>> {
  const workspace = synthesizeStack(
    (stack) =>
      new ResourceAlarms(stack, "r", {
        namePrefix: "shop",
        monitoring,
        topicArns: { WARN: WARNS.alarm_actions[0]!, ERROR: CALLS.alarm_actions[0]! },
      }),
  );
  return Object.fromEntries(
    Object.entries(workspace.all("aws_cloudwatch_metric_alarm")).map(([id, alarm]) => [
      id.replace(/^r_(.*)_alarm$/, "$1"),
      alarm,
    ]),
  );
}

/** The calculation of an alarm: its expression, and each metric by its id as `name statistic dimensions`. */
export function calculationOf(alarm: Attributes | undefined): {
  readonly expression: unknown;
  readonly metrics: Readonly<Record<string, unknown>>;
} {
  const [result, ...metrics] = alarm?.["metric_query"] as readonly {
    readonly id: string;
    readonly expression?: string;
    readonly metric?: Readonly<Record<string, unknown>>;
  }[];
  return {
    expression: result?.expression,
    metrics: Object.fromEntries(
      metrics.map(({ id, metric }) => [
        id,
        [metric?.["metric_name"], metric?.["stat"], metric?.["dimensions"]],
      ]),
    ),
  };
}
