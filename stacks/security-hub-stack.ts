import { SecurityhubInsight } from "@cdktf/provider-aws/lib/securityhub-insight";
import type { App } from "cdktf";
import { FindingRules, type FindingRulesProps } from "../constructs/governance/finding-rules";
import { SecurityHub, type SecurityHubConfiguration } from "../constructs/governance/security-hub";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of a {@link SecurityHubStack}. */
export interface SecurityHubStackProps extends PlatformStackProps {
  /** How accounts come to be held against something. */
  readonly configuration: SecurityHubConfiguration;
  /** What was decided about findings. */
  readonly findings: Omit<FindingRulesProps, "hub">;
  /** Names of the lists of open MEDIUM and LOW findings, which the monthly review goes through, by key. */
  readonly reviewLists: Readonly<
    Record<string, { readonly name: string; readonly accounts: readonly string[] }>
  >;
}

/** The Security Hub layer: what every account is held against, and what was decided about what was found. */
export class SecurityHubStack extends PlatformStack {
  /** @throws ProblemsError when a name is not acceptable, or the decisions are too many */
  public constructor(scope: App, props: SecurityHubStackProps) {
    super(scope, "security-hub", props);
    const { environment, configuration, findings, reviewLists } = props;
    const hub = new SecurityHub(this, "hub", { region: environment.region, configuration });
    new FindingRules(this, "rules", { ...findings, hub });
    for (const [key, { name, accounts }] of Object.entries(reviewLists)) {
      new SecurityhubInsight(this, `${key}-review`, {
        name,
        groupByAttribute: "SeverityLabel",
        filters: {
          severityLabel: ["MEDIUM", "LOW"].map(equal),
          recordState: [equal("ACTIVE")],
          workflowStatus: ["NEW", "NOTIFIED"].map(equal),
          awsAccountId: accounts.map(equal),
        },
        dependsOn: [hub.ready],
      });
    }
  }
}

function equal(value: string): { comparison: string; value: string } {
  return { comparison: "EQUALS", value };
}
