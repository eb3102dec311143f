import { aws, elsewhere, type Flow, the } from "../../flows";
import { type LogKindKey, logBucketName } from "../audit/names";
import { notices } from "../baseline/flows";
import type { SecurityAccountConfig } from "../config";
import { NAMES } from "./names";

/** What the security services find, whom they tell, and where they keep it. */
export function securityFlows({ organization, security }: SecurityAccountConfig): readonly Flow[] {
  const audit = { name: "audit", account: organization.accounts.audit.id };
  const key = the("key", NAMES.findingsKeyAlias);
  const delivered: readonly (readonly [string, LogKindKey])[] = [
    ["cloudtrail", "cloudtrail"],
    ...("off" in security.guardDuty ? [] : [["guardduty", "guardduty"] as const]),
    ...("off" in security.macie ? [] : [["macie", "macie"] as const]),
  ];
  return [
    ...Object.keys(security.topics).flatMap((topic) => notices(the("topic", `${NAMES.findings}-${topic}`))),
    {
      from: aws("events"),
      to: key,
      path: ["resource-policy"],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      reason: "findings lie encrypted in the topics",
    },
    ...reminderFlows(NAMES.reviewRole, `${NAMES.findings}-${security.review.topic}`, ["EN-049"]),
    ...reminderFlows(NAMES.auditRole, `${NAMES.findings}-${security.audit.topic}`, ["EN-113", "EN-148"]),
    ...delivered.map(([service, kind]): Flow => ({
      from: aws(service),
      to: elsewhere(audit, "bucket", logBucketName(kind, organization)),
      path: ["delivery"],
      reason: "kept in the log archive, where this account changes nothing",
      rows: ["EN-019", "EN-071"],
    })),
  ];
}

/** Scheduler reminds people, in a message that lies encrypted in its topic. */
function reminderFlows(role: string, topic: string, rows: readonly string[]): readonly Flow[] {
  const reminder = { from: the("role", role), assumedBy: "scheduler", rows };
  return [
    { ...reminder, to: the("topic", topic), actions: ["sns:Publish"], reason: "reminds of what is due" },
    {
      ...reminder,
      to: the("key", NAMES.findingsKeyAlias),
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      reason: "the key of the reminder",
    },
  ];
}
