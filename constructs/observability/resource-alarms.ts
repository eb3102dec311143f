import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { Alarm, type AlarmCondition } from "./alarm";
import type { AlarmLevel, Monitoring, PlannedAlarm } from "./catalogue/monitoring";
import { isMath, type Metric, type MetricMath, type Statistic } from "./metric";

/**
 * What differs from the catalogue in one alarm. Thresholds do not: they follow from the resource's settings and from
 * what is declared of it.
 */
export interface AlarmChange extends Partial<
  Pick<AlarmCondition, "periodSeconds" | "evaluationPeriods" | "datapointsToAlarm">
> {
  /**
   * Complete name of the alarm.
   *
   * @default - the name of what is watched and the ending of the catalogue
   */
  readonly alarmName?: string;
  /**
   * How soon somebody must act.
   *
   * @default - as the catalogue says
   */
  readonly level?: AlarmLevel;
  /**
   * How the data points of a period become one number.
   *
   * @default - as the catalogue says
   */
  readonly statistic?: Statistic;
}

/** A choice among the alarms that the catalogue recommends. */
export interface AlarmSelection {
  /** The alarms that are made. */
  readonly alarms: readonly string[];
  /** Why the others are not: `"the system's description names seven alarms"`. */
  readonly because: string;
}

/** Values of {@link ResourceAlarms}. */
export interface ResourceAlarmsProps {
  /** Name of what is watched, with which the alarms' names begin: `openwan-backend` makes `openwan-backend-high-cpu`. */
  readonly namePrefix: string;
  /** What the catalogue says about it. */
  readonly monitoring: Monitoring;
  /** ARN of the topic that an alarm of a level tells. */
  readonly topicArns: Readonly<Record<AlarmLevel, string>>;
  /**
   * Which of the catalogue's alarms are made.
   *
   * @default - all
   */
  readonly only?: AlarmSelection;
  /**
   * What differs from the catalogue, by alarm.
   *
   * @default - nothing
   */
  readonly changes?: Readonly<Record<string, AlarmChange>>;
  /**
   * `"off"` keeps the alarms for looking at, without telling anybody.
   *
   * @default "on"
   */
  readonly actions?: "on" | "off";
  /**
   * Region of the metrics, where the alarms and their topics must be too.
   *
   * @default - the stack's
   */
  readonly region?: string;
  /**
   * Key of a tag that carries the level of each alarm.
   *
   * @default - none
   */
  readonly levelTag?: string;
}

/**
 * The alarms that the catalogue recommends for one resource, each with the topic of its level.
 *
 * @see docs/adr/056-monitoring-catalogue.md
 */
export class ResourceAlarms extends Construct {
  /** @throws ProblemsError when choice or changes name no alarm of the catalogue, or make one that CloudWatch refuses */
  public constructor(scope: Construct, id: string, props: ResourceAlarmsProps) {
    super(scope, id);
    const { namePrefix, monitoring, topicArns, only, changes = {}, actions = "on", region, levelTag } = props;
    throwProblems(choiceProblems(monitoring, only, changes, this.node.path));

    for (const [key, planned] of Object.entries(monitoring.alarms)) {
      if (only && !only.alarms.includes(key)) {
        continue;
      }
      const { alarmName, level = planned.level, statistic, ...condition } = changes[key] ?? {};
      const { comparison, threshold, periodSeconds, evaluationPeriods, missingData } = planned;
      new Alarm(this, key, {
        alarmName: alarmName ?? `${namePrefix}-${planned.nameEnding}`,
        description: planned.describe(namePrefix),
        metric: withStatistic(planned.metric, statistic),
        comparison,
        threshold,
        periodSeconds,
        evaluationPeriods,
        ...(missingData === undefined ? {} : { missingData }),
        ...condition,
        topicArns: [topicArns[level]],
        actions,
        ...(region === undefined ? {} : { region }),
        ...(levelTag === undefined ? {} : { tags: { [levelTag]: level } }),
      });
    }
  }
}

function choiceProblems(
  { alarms }: Monitoring,
  only: AlarmSelection | undefined,
  changes: Readonly<Record<string, AlarmChange>>,
  path: string,
): readonly Problem[] {
  const known = Object.keys(alarms);
  const made = only ? known.filter((key) => only.alarms.includes(key)) : known;
  const unknown = (where: string, keys: readonly string[], from: readonly string[]): readonly Problem[] =>
    keys
      .filter((key) => !from.includes(key))
      .map((got) => ({
        path: `${path}.${where}`,
        rule: "names alarms that the catalogue makes here",
        got,
        fix: from.length === 0 ? "leave it out: there is none" : `use one of ${from.join(", ")}`,
      }));
  return [
    ...unknown("only", only?.alarms ?? [], known),
    ...unknown("changes", Object.keys(changes), made),
    ...Object.entries(changes)
      .filter(([key, { level }]) => isTooUrgent(alarms[key], level))
      .map(([key, { level }]) => ({
        path: `${path}.changes.${key}.level`,
        rule: `is ${alarms[key]?.atMost ?? ""} at most`,
        got: level,
        fix: "leave it out",
      })),
  ];
}

function isTooUrgent(planned: PlannedAlarm | undefined, level: AlarmLevel | undefined): boolean {
  return planned?.atMost === "WARN" && level === "ERROR";
}

function withStatistic(metric: Metric | MetricMath, statistic: Statistic | undefined): Metric | MetricMath {
  if (statistic === undefined) {
    return metric;
  }
  return isMath(metric)
    ? {
        ...metric,
        metrics: Object.fromEntries(
          Object.entries(metric.metrics).map(([id, one]) => [id, { ...one, statistic }]),
        ),
      }
    : { ...metric, statistic };
}
