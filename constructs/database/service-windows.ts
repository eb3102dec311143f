import type { Problem } from "../core/errors";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MINUTES_PER_DAY = 24 * 60;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;
const CLOCK = String.raw`([01]\d|2[0-3]):([0-5]\d)`;
const DAY = `(${DAYS.join("|")})`;
const DAILY = new RegExp(`^${CLOCK}-${CLOCK}$`);
const WEEKLY = new RegExp(`^${DAY}:${CLOCK}-${DAY}:${CLOCK}$`);

interface Span {
  readonly start: number;
  readonly minutes: number;
}

/** When a service copies and when it changes a database, in UTC. */
export interface ServiceWindows {
  /** Daily: `03:00-04:00`. May pass midnight. */
  readonly daily: string;
  /** Weekly, in lower case as AWS stores it: `mon:04:00-mon:05:00`. */
  readonly weekly: string;
}

/** Where the windows stand, and how short one may be. */
export interface WindowRules {
  /** Path of the daily window. */
  readonly dailyPath: string;
  /** Path of the weekly window. */
  readonly weeklyPath: string;
  /** Shortest window in minutes. */
  readonly leastMinutes: number;
}

/**
 * What is wrong with a daily and a weekly window: shape, length, or that they overlap, which AWS refuses.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html#USER_WorkingWithAutomatedBackups.BackupWindow
 */
export function windowProblems({ daily, weekly }: ServiceWindows, rules: WindowRules): readonly Problem[] {
  const { dailyPath, weeklyPath, leastMinutes } = rules;
  const dailySpan = dailySpanOf(daily);
  const weeklySpan = weeklySpanOf(weekly);
  if (dailySpan === undefined || weeklySpan === undefined) {
    return [
      ...(dailySpan === undefined ? [misshapen(dailyPath, daily, "03:00-04:00")] : []),
      ...(weeklySpan === undefined ? [misshapen(weeklyPath, weekly, "mon:04:00-mon:05:00")] : []),
    ];
  }
  const tooShort = [
    { path: dailyPath, got: daily, minutes: dailySpan.minutes },
    { path: weeklyPath, got: weekly, minutes: weeklySpan.minutes },
  ].filter(({ minutes }) => minutes < leastMinutes);
  return [
    ...tooShort.map(({ path, got }) => ({
      path,
      rule: `lasts at least ${leastMinutes} minutes`,
      got,
      fix: "lengthen it",
    })),
    ...(overlap(dailySpan, weeklySpan)
      ? [
          {
            path: weeklyPath,
            rule: `does not overlap the daily window ${daily}`,
            got: weekly,
            fix: "move one of the two",
          },
        ]
      : []),
  ];
}

function misshapen(path: string, got: string, example: string): Problem {
  return { path, rule: "is a window of UTC times, two digits each", got, fix: `write it like ${example}` };
}

function dailySpanOf(window: string): Span | undefined {
  const [, ...parts] = DAILY.exec(window) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  if (parts.length === 0) {
    return undefined;
  }
  return span(clock(fromHour, fromMinute), clock(toHour, toMinute), MINUTES_PER_DAY);
}

function weeklySpanOf(window: string): Span | undefined {
  const [, fromDay, fromHour, fromMinute, toDay, toHour, toMinute] = WEEKLY.exec(window) ?? [];
  if (fromDay === undefined || toDay === undefined) {
    return undefined;
  }
  const at = (day: string, hour: string | undefined, minute: string | undefined): number =>
    DAYS.indexOf(day) * MINUTES_PER_DAY + clock(Number(hour), Number(minute));
  return span(at(fromDay, fromHour, fromMinute), at(toDay, toHour, toMinute), MINUTES_PER_WEEK);
}

function clock(hour = 0, minute = 0): number {
  return hour * 60 + minute;
}

function span(start: number, end: number, cycle: number): Span {
  return { start, minutes: (end - start + cycle) % cycle };
}

function overlap(daily: Span, weekly: Span): boolean {
  return DAYS.some((_day, index) => {
    const start = index * MINUTES_PER_DAY + daily.start;
    const after = (start - weekly.start + MINUTES_PER_WEEK) % MINUTES_PER_WEEK;
    const before = (weekly.start - start + MINUTES_PER_WEEK) % MINUTES_PER_WEEK;
    return after < weekly.minutes || before < daily.minutes;
  });
}
