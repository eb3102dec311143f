import { type ServiceWindows, windowProblems } from "../../../constructs/database/service-windows";

const RULES = { dailyPath: "backup", weeklyPath: "maintenance", leastMinutes: 30 };
const found = (windows: ServiceWindows) =>
  windowProblems(windows, RULES).map(({ path, rule }) => `${path} ${rule}`);

describe("the windows of a service", () => {
  test.each<[string, ServiceWindows]>([
    ["one right after the other", { daily: "03:00-04:00", weekly: "mon:04:00-mon:05:00" }],
    ["one right before the other", { daily: "05:00-06:00", weekly: "mon:04:00-mon:05:00" }],
    ["a day that passes midnight", { daily: "23:30-00:30", weekly: "mon:00:30-mon:01:00" }],
    ["a week that passes Sunday", { daily: "12:00-13:00", weekly: "sun:23:30-mon:00:30" }],
  ])("may be %s", (_case, windows) => {
    expect(found(windows)).toEqual([]);
  });

  test.each<[string, ServiceWindows, string]>([
    [
      "overlap by a minute",
      { daily: "03:00-04:01", weekly: "mon:04:00-mon:05:00" },
      "maintenance does not overlap the daily window 03:00-04:01",
    ],
    [
      "overlap on the last day of the week",
      { daily: "23:30-00:30", weekly: "sun:23:00-mon:00:00" },
      "maintenance does not overlap the daily window 23:30-00:30",
    ],
    [
      "lie one within the other",
      { daily: "02:00-06:00", weekly: "wed:03:00-wed:04:00" },
      "maintenance does not overlap the daily window 02:00-06:00",
    ],
    [
      "be shorter than half an hour",
      { daily: "03:00-03:29", weekly: "mon:04:00-mon:05:00" },
      "backup lasts at least 30 minutes",
    ],
    [
      "name no such hour",
      { daily: "24:00-01:00", weekly: "mon:04:00-mon:05:00" },
      "backup is a window of UTC times, two digits each",
    ],
    [
      "name no such day",
      { daily: "03:00-04:00", weekly: "Mon:04:00-Mon:05:00" },
      "maintenance is a window of UTC times, two digits each",
    ],
  ])("may not %s", (_case, windows, rule) => {
    expect(found(windows)).toEqual([rule]);
  });
});
