import type { AlarmCondition } from "../alarm";
import { isMath, type Metric, type MetricMath } from "../metric";

/** How soon somebody must act: on an ERROR at once, on a WARN within several business days. */
export type AlarmLevel = "ERROR" | "WARN";

/** An alarm of the catalogue: everything about it but whom it tells. */
export interface PlannedAlarm extends AlarmCondition {
  /** How soon somebody must act. */
  readonly level: AlarmLevel;
  /** The most urgent level that it may be given. */
  readonly atMost?: AlarmLevel;
  /** What its name ends with, after the name of what is watched: `high-cpu`. */
  readonly nameEnding: string;
  /** What is wrong when it calls and what to look at, given the name of what is watched. */
  readonly describe: (subject: string) => string;
  /** What is measured. */
  readonly metric: Metric | MetricMath;
  /** The metric that a calculation is about, which is not the one that it divides by. */
  readonly about?: string;
}

/** What the catalogue says about one resource. */
export interface Monitoring {
  /** The alarms, by a name that stays. */
  readonly alarms: Readonly<Record<string, PlannedAlarm>>;
  /** For each metric that is deliberately without alarm, why. */
  readonly unwatched: Readonly<Record<string, string>>;
}

/** How alarms look at a metric where its file says nothing else: three periods of five minutes in a row. */
export const USUAL = { periodSeconds: 300, evaluationPeriods: 3 } as const;

/** How alarms look at what is wrong at the first sight: one period of a minute. */
export const AT_ONCE = { periodSeconds: 60, evaluationPeriods: 1 } as const;

/**
 * What is watched of a resource and what is not: alarms that no objective asks for are `undefined` and fall out, and a
 * reason falls out when an alarm watches its metric after all.
 *
 * @param alarms - the alarms by a name that stays
 * @param reasons - why a metric is not watched, of every metric that is not watched in any case
 */
export function monitoring(
  alarms: Readonly<Record<string, PlannedAlarm | undefined>>,
  reasons: Readonly<Record<string, string>>,
): Monitoring {
  const planned = Object.fromEntries(
    Object.entries(alarms).filter((entry): entry is [string, PlannedAlarm] => entry[1] !== undefined),
  );
  const watched = new Set(Object.values(planned).map(watchedMetric));
  return {
    alarms: planned,
    unwatched: Object.fromEntries(Object.entries(reasons).filter(([metric]) => !watched.has(metric))),
  };
}

/** The alarm on a declared value; none where nothing is declared. */
export function optional<T>(
  declared: T | undefined,
  plan: (value: T) => PlannedAlarm,
): PlannedAlarm | undefined {
  return declared === undefined ? undefined : plan(declared);
}

/** One reason for several metrics. */
export function because(reason: string, ...metrics: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(metrics.map((metric) => [metric, reason]));
}

/** The alarms made for each of several things, as `<thing>-<alarm>`. */
export function forEach<T>(
  things: Readonly<Record<string, T>>,
  alarmsOf: (thing: T, key: string) => Readonly<Record<string, PlannedAlarm | undefined>>,
): Readonly<Record<string, PlannedAlarm | undefined>> {
  return Object.fromEntries(
    Object.entries(things).flatMap(([key, thing]) =>
      Object.entries(alarmsOf(thing, key)).map(([id, alarm]) => [
        `${key}-${id}`,
        alarm && { ...alarm, nameEnding: `${key}-${alarm.nameEnding}` },
      ]),
    ),
  );
}

function watchedMetric({ metric, about }: PlannedAlarm): string | undefined {
  return about ?? (isMath(metric) ? undefined : metric.name);
}
