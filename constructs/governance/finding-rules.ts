import {
  SecurityhubAutomationRule,
  type SecurityhubAutomationRuleActionsFindingFieldsUpdate,
  type SecurityhubAutomationRuleCriteria,
} from "@cdktf/provider-aws/lib/securityhub-automation-rule";
import { Construct } from "constructs";
import { refuse } from "../core/errors";
import { checkedName } from "../core/naming";
import { SEVERITIES } from "./finding-severity";
import type { FindingsRegister, RegisteredFinding } from "./findings-register";
import type { SecurityHub } from "./security-hub";

/** Rules that one administrator can have. */
const MOST_RULES = 100;
const UPDATED_BY = "findings-register";

/** Values of {@link FindingRules}. */
export interface FindingRulesProps {
  /** Security Hub, which must be there first. */
  readonly hub: SecurityHub;
  /** What was decided about findings. */
  readonly register: FindingsRegister;
  /** Ids of the accounts of each environment that the register speaks of. */
  readonly accounts: Readonly<Record<string, readonly string[]>>;
  /** Ids of the accounts whose findings of severity MEDIUM are planned for as they come. */
  readonly plannedAccounts: readonly string[];
}

/**
 * The register at work: what it says of single findings becomes rules by which Security Hub labels or suppresses them,
 * and findings of severity MEDIUM are marked as seen and planned.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/automation-rules.html
 */
export class FindingRules extends Construct {
  private readonly hub: SecurityHub;

  /** @throws ProblemsError when the rules are more than Security Hub takes */
  public constructor(scope: Construct, id: string, props: FindingRulesProps) {
    super(scope, id);
    const { hub, register, accounts, plannedAccounts } = props;
    this.hub = hub;
    const single = Object.entries(register).filter(([, { resource }]) => resource !== "whole-control");
    if (single.length + 1 > MOST_RULES) {
      refuse({
        path: `${this.node.path}.register`,
        rule: `holds at most ${MOST_RULES - 1} decisions about single resources`,
        got: single.length,
        fix: "give up the control as a whole where most of its findings are accepted",
      });
    }

    single.forEach(([name, finding], index) => {
      this.addRule(name, {
        order: index + 1,
        description: `Pattern ${finding.pattern}: ${finding.reason}`,
        criteria: {
          complianceSecurityControlId: [equal(finding.control)],
          resourceId: [equal(arnOf(finding))],
          awsAccountId: finding.environments.flatMap((environment) => accounts[environment] ?? []).map(equal),
        },
        update: updateOf(finding),
      });
    });
    if (plannedAccounts.length > 0) {
      this.addRule("planned", {
        // After the decisions about single findings.
        order: MOST_RULES,
        description: `Pattern D: MEDIUM findings are planned for within ${SEVERITIES.MEDIUM.resolvedWithin}`,
        criteria: {
          severityLabel: [equal("MEDIUM")],
          workflowStatus: [equal("NEW")],
          awsAccountId: plannedAccounts.map(equal),
        },
        update: {
          workflow: [{ status: "NOTIFIED" }],
          userDefinedFields: { pattern: "D", resolvedWithin: SEVERITIES.MEDIUM.resolvedWithin },
        },
      });
    }
  }

  private addRule(
    name: string,
    rule: {
      readonly order: number;
      readonly description: string;
      readonly criteria: SecurityhubAutomationRuleCriteria;
      readonly update: SecurityhubAutomationRuleActionsFindingFieldsUpdate;
    },
  ): void {
    new SecurityhubAutomationRule(this, name, {
      ruleName: checkedName("aws_securityhub_automation_rule", name, this.node.path),
      ruleOrder: rule.order,
      ruleStatus: "ENABLED",
      description: rule.description,
      isTerminal: true,
      criteria: [{ ...rule.criteria, recordState: [equal("ACTIVE")] }],
      actions: [{ type: "FINDING_FIELDS_UPDATE", findingFieldsUpdate: [rule.update] }],
      dependsOn: [this.hub.ready],
    });
  }
}

function equal(value: string): { comparison: string; value: string } {
  return { comparison: "EQUALS", value };
}

function arnOf({ resource }: RegisteredFinding): string {
  return resource === "whole-control" ? "" : resource.arn;
}

/**
 * Suppressed is what nobody mends any more. What is still to be mended keeps its status and tells of its deadline, and
 * what is accepted as it is must be seen again when it gets worse.
 */
function updateOf(finding: RegisteredFinding): SecurityhubAutomationRuleActionsFindingFieldsUpdate {
  const { pattern, reason, measure, owner, due } = finding;
  const text = [`Pattern ${pattern}: ${reason}`, ...(measure === undefined ? [] : [`Instead: ${measure}`])];
  const status = STATUSES[pattern];
  return {
    ...(status === undefined ? {} : { workflow: [{ status }] }),
    note: [{ text: text.join(" "), updatedBy: UPDATED_BY }],
    userDefinedFields: { pattern, owner, ...(due === undefined ? {} : { due }) },
  };
}

const STATUSES: Readonly<Record<RegisteredFinding["pattern"], string | undefined>> = {
  A: undefined,
  B: "SUPPRESSED",
  C: "SUPPRESSED",
  D: "NOTIFIED",
  E: undefined,
};
