import { Token } from "cdktf";
import { type Problem, throwProblems } from "../core/errors";

/**
 * Days for which CloudWatch Logs can keep the events of a log group.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * What is wrong with a retention in days; nothing when CloudWatch Logs knows it. The next longer one is the remedy.
 *
 * @param path - where the retention stands
 */
export function logRetentionProblems(days: number, path: string): readonly Problem[] {
  if (!Token.isUnresolved(days) && LOG_RETENTION_DAYS.includes(days)) {
    return [];
  }
  const longer = LOG_RETENTION_DAYS.find((known) => known > days) ?? LOG_RETENTION_DAYS.at(-1);
  return [
    {
      path,
      rule: `log events are kept for one of ${LOG_RETENTION_DAYS.join(", ")} days`,
      got: days,
      fix: `choose one of them, such as ${String(longer)}`,
    },
  ];
}

/**
 * Holds a retention in days against those that CloudWatch Logs knows.
 *
 * @param path - where the retention stands, for the error
 * @throws ProblemsError when it is another number
 */
export function checkedRetentionDays(days: number, path: string): number {
  throwProblems(logRetentionProblems(days, path));
  return days;
}
