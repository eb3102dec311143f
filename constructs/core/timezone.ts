import type { Problem } from "./errors";

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
