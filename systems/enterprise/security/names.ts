/** What the security account calls its parts. */
export const NAMES = {
  findings: "findings",
  findingsKeyAlias: "alias/findings",
  externalAccess: "organization-external-access",
  unusedAccess: "organization-unused-access",
  firewalls: "organization",
  tickets: "findings-tickets",
  auditSchedule: "information-monthly-audit",
  auditRole: "information-monthly-audit",
  reviewSchedule: "findings-monthly-review",
  reviewRole: "findings-monthly-review",
} as const;

/** Region whose endpoint takes the configuration of Slack's channels: the nearest of the four that AWS has. */
export const SLACK_REGION = "ap-southeast-1";
