import type { Problem } from "./errors";

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * What is wrong with a time of day; nothing when it is one.
 *
 * @param path - where the time stands
 */
export function timeOfDayProblems(time: string, path: string): readonly Problem[] {
  return CLOCK.test(time)
    ? []
    : [{ path, rule: "must be a time of day", got: time, fix: "write it like 03:00" }];
}

/** Minutes since midnight of a time of day. */
export function minutesOfDay(time: string): number {
  const [, hours, minutes] = CLOCK.exec(time) ?? [];
  return Number(hours) * 60 + Number(minutes);
}

/**
 * What is wrong with the name of a time zone; nothing when it is one of the IANA's.
 *
 * @param path - where the name stands
 */
export function timezoneProblems(name: string, path: string): readonly Problem[] {
  return isTimezone(name)
    ? []
    : [
        {
          path,
          rule: "must be the IANA name of a time zone",
          got: name,
          fix: "write it like Asia/Tokyo",
        },
      ];
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
