import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { FmsAdminAccount } from "@cdktf/provider-aws/lib/fms-admin-account";
import { GuarddutyOrganizationAdminAccount } from "@cdktf/provider-aws/lib/guardduty-organization-admin-account";
import { Inspector2DelegatedAdminAccount } from "@cdktf/provider-aws/lib/inspector2-delegated-admin-account";
import { Macie2OrganizationAdminAccount } from "@cdktf/provider-aws/lib/macie2-organization-admin-account";
import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityhubOrganizationAdminAccount } from "@cdktf/provider-aws/lib/securityhub-organization-admin-account";
import { Construct } from "constructs";

/** Services that register an administrator with Organizations itself, once for all Regions. */
const REGISTERED = {
  config: "config.amazonaws.com",
  "config-set-up": "config-multiaccountsetup.amazonaws.com",
  "access-analyzer": "access-analyzer.amazonaws.com",
} as const;

/** Services that have an administrator in each Region. */
const REGIONAL = {
  guardduty: (scope: Construct, id: string, adminAccountId: string, region: string) =>
    new GuarddutyOrganizationAdminAccount(scope, id, { adminAccountId, region }),
  macie: (scope: Construct, id: string, adminAccountId: string, region: string) =>
    new Macie2OrganizationAdminAccount(scope, id, { adminAccountId, region }),
  inspector: (scope: Construct, id: string, accountId: string, region: string) =>
    new Inspector2DelegatedAdminAccount(scope, id, { accountId, region }),
} as const;

/** Values of {@link DelegatedAdministration}. */
export interface DelegatedAdministrationProps {
  /** The 12 digits of the account that becomes administrator of the services. */
  readonly accountId: string;
  /** Region of Security Hub's central configuration, from which it reaches the others. */
  readonly homeRegion: string;
  /** Regions in which GuardDuty, Macie and Inspector are administered. */
  readonly regions: readonly string[];
  /**
   * Provider in us-east-1, where alone Firewall Manager takes an administrator.
   *
   * @default - Firewall Manager is not used
   */
  readonly firewallManagerIn?: AwsProvider | undefined;
}

/**
 * Makes one account of the organization the administrator of its security services, so that the management account
 * administers none of them and runs nothing.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
 */
export class DelegatedAdministration extends Construct {
  public constructor(scope: Construct, id: string, props: DelegatedAdministrationProps) {
    super(scope, id);
    const { accountId, homeRegion, regions, firewallManagerIn } = props;

    new CloudtrailOrganizationDelegatedAdminAccount(this, "cloudtrail", { accountId });
    for (const [key, servicePrincipal] of Object.entries(REGISTERED)) {
      new OrganizationsDelegatedAdministrator(this, key, { accountId, servicePrincipal });
    }
    new SecurityhubOrganizationAdminAccount(this, "security-hub", {
      adminAccountId: accountId,
      region: homeRegion,
    });
    for (const [key, register] of Object.entries(REGIONAL)) {
      for (const region of regions) {
        register(this, `${key}-${region}`, accountId, region);
      }
    }
    if (firewallManagerIn) {
      new FmsAdminAccount(this, "firewall-manager", { accountId, provider: firewallManagerIn });
    }
  }
}
