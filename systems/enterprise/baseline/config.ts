/** What every account keeps, and who reads it. */
export interface BaselineConfig {
  /** What it holds. */
  readonly kind: "baseline";
}

/** The values of every account. */
export const BASELINE: BaselineConfig = { kind: "baseline" };
