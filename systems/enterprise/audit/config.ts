import type { LogBucketKeeping } from "../../../constructs/governance/log-bucket";
import type { LogKindKey } from "./names";

/** What the audit account keeps, and how auditors ask of it. */
export interface AuditConfig {
  /** How each kind of log is kept; for how long says the organization's audit standard. */
  readonly logs: Readonly<Record<LogKindKey, LogBucketKeeping>>;
  /** GiB that one query of an auditor may read, 1 or more: AWS bills queries by what they read. */
  readonly mostGiBScanned: number;
}

/** The values of the audit account. */
export const AUDIT: AuditConfig = {
  logs: {
    cloudtrail: { writer: "cloudtrail", locked: true, smallFiles: true },
    // AWS Config does not deliver to a bucket with a lock (docs/adr/083-locked-log-archive.md).
    config: { writer: "config", locked: false, smallFiles: true },
    vpcflow: { writer: "flow-logs", locked: true, smallFiles: false },
    guardduty: { writer: "guardduty", locked: true, smallFiles: true },
    macie: { writer: "macie", locked: true, smallFiles: true },
    sessions: { writer: "accounts", locked: true, smallFiles: true },
    loadbalancer: { writer: "load-balancers", locked: true, smallFiles: false },
    application: { writer: "accounts", locked: true, smallFiles: false },
  },
  mostGiBScanned: 100,
};
