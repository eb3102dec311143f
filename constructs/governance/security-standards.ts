import type { Problem } from "../core/errors";

/** How strictly a standard judges. */
export type Strength = "basic-" | "basic" | "strict" | "strict, with detailed technical rules";

interface Standard {
  readonly strength: Strength;
  readonly arn: (region: string) => string;
}

function standard(name: string, strength: Strength): Standard {
  return { strength, arn: (region) => `arn:aws:securityhub:${region}::standards/${name}` };
}

/**
 * The standards that Security Hub knows, each with how strict it is.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html
 */
const STANDARDS = {
  "fsbp-1.0.0": standard("aws-foundational-security-best-practices/v/1.0.0", "basic-"),
  "cis-1.2.0": {
    strength: "basic",
    arn: () => "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0",
  },
  "cis-1.4.0": standard("cis-aws-foundations-benchmark/v/1.4.0", "basic"),
  "cis-3.0.0": standard("cis-aws-foundations-benchmark/v/3.0.0", "basic"),
  "cis-5.0.0": standard("cis-aws-foundations-benchmark/v/5.0.0", "basic"),
  "nist-800-53-5.0.0": standard("nist-800-53/v/5.0.0", "strict"),
  "nist-800-171-2.0.0": standard("nist-800-171/v/2.0.0", "strict"),
  "pci-dss-3.2.1": standard("pci-dss/v/3.2.1", "strict, with detailed technical rules"),
  "pci-dss-4.0.1": standard("pci-dss/v/4.0.1", "strict, with detailed technical rules"),
  "resource-tagging-1.0.0": standard("aws-resource-tagging-standard/v/1.0.0", "basic"),
} as const satisfies Record<string, Standard>;

/** A standard and its version. */
export type StandardId = keyof typeof STANDARDS;

/** The ids of all standards. */
export const STANDARD_IDS = Object.keys(STANDARDS) as readonly StandardId[];

/** What every account is held against where nothing else is demanded. */
export const USUAL_STANDARDS: readonly StandardId[] = ["fsbp-1.0.0", "cis-3.0.0"];

/** What demands a choice of standards. */
export interface StandardDemands {
  /** Whether it works for a government agency. */
  readonly governmentAgency: boolean;
  /** Whether it settles by credit card. */
  readonly cardPayments: boolean;
}

/** The usual standards, and those that an industry demands beside them. */
export function demandedStandards({
  governmentAgency,
  cardPayments,
}: StandardDemands): readonly StandardId[] {
  return [
    ...USUAL_STANDARDS,
    ...(governmentAgency ? (["nist-800-53-5.0.0"] as const) : []),
    ...(cardPayments ? (["pci-dss-4.0.1"] as const) : []),
  ];
}

/** ARN of a standard in a Region. */
export function standardArn(id: StandardId, region: string): string {
  return STANDARDS[id].arn(region);
}

/** How strictly a standard judges. */
export function strengthOf(id: StandardId): Strength {
  return STANDARDS[id].strength;
}

/** Standards of a set of accounts, and until when two versions of one may stand side by side. */
export interface StandardChoice {
  /** The standards, each once. */
  readonly standards: readonly StandardId[];
  /**
   * Last day of a migration, during which the version before and the one after are both enabled: `2027-06-30`.
   *
   * @default - one version of each standard
   */
  readonly migrateUntil?: string | undefined;
}

/**
 * What is wrong with a choice: a standard that does not exist, or two versions of one without an end.
 *
 * @param today - the day of the check: `2027-01-31`
 */
export function standardProblems(
  { standards, migrateUntil }: StandardChoice,
  today: string,
  path: string,
): readonly Problem[] {
  const unknown = standards.filter((id) => !(STANDARD_IDS as readonly string[]).includes(id));
  const families = standards.map((id) => id.replace(/-[\d.]+$/, ""));
  const twice = standards.filter((_id, index) => families.indexOf(families[index] ?? "") !== index);
  return [
    ...unknown.map((got) => ({
      path: `${path}.standards`,
      rule: "are standards of Security Hub",
      got,
      fix: `choose among ${STANDARD_IDS.join(", ")}`,
    })),
    ...(twice.length > 0 && (migrateUntil === undefined || migrateUntil < today)
      ? [
          {
            path: `${path}.migrateUntil`,
            rule: "two versions of a standard stand side by side until a day to come",
            got: migrateUntil,
            fix: `state the last day of the migration, or drop a version of ${twice.join(", ")}`,
          },
        ]
      : []),
  ];
}
