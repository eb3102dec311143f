import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubConfigurationPolicy } from "@cdktf/provider-aws/lib/securityhub-configuration-policy";
import { SecurityhubConfigurationPolicyAssociation } from "@cdktf/provider-aws/lib/securityhub-configuration-policy-association";
import { SecurityhubFindingAggregator } from "@cdktf/provider-aws/lib/securityhub-finding-aggregator";
import { SecurityhubMember } from "@cdktf/provider-aws/lib/securityhub-member";
import { SecurityhubOrganizationConfiguration } from "@cdktf/provider-aws/lib/securityhub-organization-configuration";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { type StandardId, standardArn } from "./security-standards";

/** What some accounts are held against. */
export interface SecurityPolicy {
  /** Name of the policy: letters, digits and `-.!*\/`. */
  readonly policyName: string;
  /** Whom it is for. */
  readonly description: string;
  /** The standards, exactly these. */
  readonly standards: readonly StandardId[];
  /** Controls that do not hold there; every other one does, those of the future too. */
  readonly disabledControls: readonly string[];
  /** Accounts, units or the root to which it applies, by a name that stays: `{ prod: "810000000008" }`. */
  readonly targets: Readonly<Record<string, string>>;
}

/** How accounts come to be held against something: by policies from here, or each by a layer of its own. */
export type SecurityHubConfiguration =
  | {
      /** Policies by key. */
      readonly policies: Readonly<Record<string, SecurityPolicy>>;
    }
  | {
      /** Ids of the other accounts, by a name that stays; those that join come by themselves. */
      readonly members: Readonly<Record<string, string>>;
    };

/** Values of {@link SecurityHub}. */
export interface SecurityHubProps {
  /** Region from which all Regions are configured and in which their findings are seen. */
  readonly region: string;
  /** How accounts come to be held against something. */
  readonly configuration: SecurityHubConfiguration;
}

/**
 * Security Hub CSPM of an organization, in the account that administers it: findings of all accounts and Regions in one
 * place, and policies that say what each account is held against. No account can leave, and none has a choice of its
 * own, unless each is configured by a layer of its own.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
 */
export class SecurityHub extends Construct {
  /** What rules and insights wait for. */
  public readonly ready: SecurityhubOrganizationConfiguration;

  /** @throws ProblemsError when the name of a policy is not acceptable */
  public constructor(scope: Construct, id: string, { region, configuration }: SecurityHubProps) {
    super(scope, id);
    const account = new SecurityhubAccount(this, "account", {
      // The policies decide, of this account too.
      enableDefaultStandards: false,
      autoEnableControls: true,
      controlFindingGenerator: "SECURITY_CONTROL",
    });
    const aggregator = new SecurityhubFindingAggregator(this, "aggregator", {
      linkingMode: "ALL_REGIONS",
      dependsOn: [account],
    });
    const isCentral = "policies" in configuration;
    // Central configuration needs the aggregator first, and nothing that turns itself on.
    this.ready = new SecurityhubOrganizationConfiguration(this, "organization", {
      autoEnable: !isCentral,
      autoEnableStandards: "NONE",
      organizationConfiguration: { configurationType: isCentral ? "CENTRAL" : "LOCAL" },
      dependsOn: [aggregator],
    });
    if (isCentral) {
      this.addPolicies(region, configuration.policies);
      return;
    }
    for (const [name, accountId] of Object.entries(configuration.members)) {
      // The organization's administrator takes accounts in without an invitation.
      new SecurityhubMember(this, `${name}-member`, { accountId, invite: false, dependsOn: [this.ready] });
    }
  }

  private addPolicies(region: string, policies: Readonly<Record<string, SecurityPolicy>>): void {
    for (const [key, { policyName, description, standards, disabledControls, targets }] of Object.entries(
      policies,
    )) {
      const policy = new SecurityhubConfigurationPolicy(this, key, {
        name: checkedName("aws_securityhub_configuration_policy", policyName, this.node.path),
        description,
        configurationPolicy: {
          serviceEnabled: true,
          enabledStandardArns: standards.map((standard) => standardArn(standard, region)),
          securityControlsConfiguration: { disabledControlIdentifiers: [...disabledControls] },
        },
        dependsOn: [this.ready],
      });
      for (const [name, targetId] of Object.entries(targets)) {
        new SecurityhubConfigurationPolicyAssociation(this, `${key}-for-${name}`, {
          policyId: policy.id,
          targetId,
        });
      }
    }
  }
}
