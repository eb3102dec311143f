/** What the audit account keeps, and who reads it. */
export interface AuditConfig {
  /** What it holds. */
  readonly kind: "audit";
}

/** The values of the audit account. */
export const AUDIT: AuditConfig = { kind: "audit" };
