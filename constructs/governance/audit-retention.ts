import type { Problem } from "../core/errors";

/** What says how long audit logs are kept; days of one's own come with the reason for them. */
export type AuditStandard =
  "default" | "pci-dss" | "gdpr" | { readonly days: number; readonly reason: string };

/** Days for which audit logs are kept, by where they lie. */
export interface AuditRetention {
  /** Days in S3. */
  readonly fileDays: number;
  /** Days in CloudWatch Logs, which offers some numbers alone: never less than what the standard asks. */
  readonly logGroupDays: number;
}

/** A year with its leap day, the least that PCI DSS and the guideline ask for. */
const YEAR: AuditRetention = { fileDays: 366, logGroupDays: 365 };
/** A year and a half; of CloudWatch Logs' numbers 545 is too short. */
const YEAR_AND_A_HALF: AuditRetention = { fileDays: 549, logGroupDays: 731 };
const SHORTEST_DAYS = 365;
const LONGEST_DAYS = 3653;
/** What CloudWatch Logs offers from a year on. */
const LOG_GROUP_DAYS = [365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** How long audit logs are kept under a standard. */
export function auditRetention(standard: AuditStandard): AuditRetention {
  switch (standard) {
    case "default":
    case "pci-dss":
      return YEAR;
    case "gdpr":
      return YEAR_AND_A_HALF;
    default:
      return {
        fileDays: standard.days,
        logGroupDays: LOG_GROUP_DAYS.find((days) => days >= standard.days) ?? LONGEST_DAYS,
      };
  }
}

/** What is wrong with days of one's own: fewer than any standard allows, or without a reason. */
export function auditStandardProblems(standard: AuditStandard, path: string): readonly Problem[] {
  if (typeof standard === "string") {
    return [];
  }
  const { days, reason } = standard;
  return [
    ...(Number.isInteger(days) && days >= SHORTEST_DAYS && days <= LONGEST_DAYS
      ? []
      : [
          {
            path: `${path}.days`,
            rule: `is a whole number of days from ${SHORTEST_DAYS} to ${LONGEST_DAYS}`,
            got: days,
            fix: "keep audit logs for a year at least",
          },
        ]),
    ...(reason.trim() === ""
      ? [{ path: `${path}.reason`, rule: "says why", got: reason, fix: "name the demand that it follows" }]
      : []),
  ];
}
