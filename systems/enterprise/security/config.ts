/** What the security account keeps, and who reads it. */
export interface SecurityConfig {
  /** What it holds. */
  readonly kind: "security";
}

/** The values of the security account. */
export const SECURITY: SecurityConfig = { kind: "security" };
