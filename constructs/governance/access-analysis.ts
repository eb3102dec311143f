import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { Construct } from "constructs";
import { refuse } from "../core/errors";
import { checkedName } from "../core/naming";

const MOST_UNUSED_DAYS = 365;

/** What is said of access that nobody uses. AWS bills it by role and user. */
export interface UnusedAccess {
  /** Name of the analyzer. A change replaces it. */
  readonly analyzerName: string;
  /** Days without use after which access counts as unused, 1 to 365. A change replaces the analyzer. */
  readonly unusedAfterDays: number;
  /** Ids of accounts that are left out. */
  readonly exceptAccounts: readonly string[];
}

/** Values of {@link AccessAnalysis}. */
export interface AccessAnalysisProps {
  /** Name of the analyzer of access from outside. A change replaces it. */
  readonly externalAnalyzerName: string;
  /**
   * What is said of access that nobody uses.
   *
   * @default - nothing
   */
  readonly unused?: UnusedAccess | undefined;
}

/**
 * IAM Access Analyzer of a whole organization, in the account that administers it: who from outside reaches something,
 * and which roles, keys and permissions nobody uses.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
 */
export class AccessAnalysis extends Construct {
  /** @throws ProblemsError when a name or the days are not acceptable */
  public constructor(scope: Construct, id: string, { externalAnalyzerName, unused }: AccessAnalysisProps) {
    super(scope, id);
    const { path } = this.node;
    new AccessanalyzerAnalyzer(this, "external", {
      analyzerName: checkedName("aws_accessanalyzer_analyzer", externalAnalyzerName, path),
      type: "ORGANIZATION",
    });
    if (!unused) {
      return;
    }
    const { analyzerName, unusedAfterDays, exceptAccounts } = unused;
    if (!Number.isInteger(unusedAfterDays) || unusedAfterDays < 1 || unusedAfterDays > MOST_UNUSED_DAYS) {
      refuse({
        path: `${path}.unused.unusedAfterDays`,
        rule: `is a whole number of days from 1 to ${MOST_UNUSED_DAYS}`,
        got: unusedAfterDays,
        fix: "choose such a number, 90 for a quarter",
      });
    }
    new AccessanalyzerAnalyzer(this, "unused", {
      analyzerName: checkedName("aws_accessanalyzer_analyzer", analyzerName, path),
      type: "ORGANIZATION_UNUSED_ACCESS",
      configuration: {
        unusedAccess: {
          unusedAccessAge: unusedAfterDays,
          ...(exceptAccounts.length === 0
            ? {}
            : { analysisRule: { exclusion: [{ accountIds: [...exceptAccounts] }] } }),
        },
      },
    });
  }
}
