/** Severities of findings as Security Hub labels them, but for those that only inform. */
export type FindingSeverity = "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";

/**
 * What becomes of a finding: it is mended within a month (A), the control does not hold here (B), it cannot be mended and
 * a measure stands in for it (C), it is planned for (D), or it is accepted until it gets worse (E).
 */
export type FindingPattern = "A" | "B" | "C" | "D" | "E";

/** What a severity means for whoever is told of it. */
export interface SeverityMeaning {
  /** How soon somebody reacts to a finding that is new and that nobody expected. */
  readonly reaction: string;
  /** By when it is resolved at the latest, which is the deadline of what was found on the first day too. */
  readonly resolvedWithin: string;
  /** What may become of it. */
  readonly patterns: readonly FindingPattern[];
}

/** The one place that knows deadlines and patterns of each severity. */
export const SEVERITIES: Readonly<Record<FindingSeverity, SeverityMeaning>> = {
  CRITICAL: { reaction: "at once", resolvedWithin: "1 month", patterns: ["A", "B", "C"] },
  HIGH: { reaction: "by the next business day", resolvedWithin: "1 month", patterns: ["A", "B", "C"] },
  MEDIUM: { reaction: "in the monthly review", resolvedWithin: "6 months", patterns: ["D"] },
  LOW: { reaction: "none", resolvedWithin: "no deadline, until it becomes MEDIUM", patterns: ["E"] },
};
