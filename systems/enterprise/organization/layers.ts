import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import { AccountWatchStack } from "../../../stacks/account-watch-stack";
import { BillingStack } from "../../../stacks/billing-stack";
import { ExistingOrganizationStack } from "../../../stacks/existing-organization-stack";
import { OrganizationStack } from "../../../stacks/organization-stack";
import type { ManagementConfig } from "../config";
import { accountsOf, ADMINISTRATOR, workingRegions } from "./accounts";
import type { Organization } from "./config";
import type { ManagementValues } from "./management-config";
import { controlPolicies } from "./policies";

/** Services that work across the accounts. */
const TRUSTED_SERVICES = [
  "access-analyzer",
  "account",
  "backup",
  "cloudtrail",
  "config",
  "config-multiaccountsetup",
  "fms",
  "guardduty",
  "inspector2",
  "macie",
  "malware-protection.guardduty",
  "ram",
  "securityhub",
];

/** The layers of the management account: the organization, its costs, and a watch where no policy reaches. */
export function composeOrganization(app: App, environment: Environment, config: ManagementConfig): void {
  const { organization, management } = config;
  if (organization.landingZone === "own" && organization.payer === "own") {
    composeOwn(app, environment, organization, management);
  } else {
    new ExistingOrganizationStack(app, {
      environment,
      units: organization.units,
      accounts: Object.fromEntries(members(organization).map(([key, { name }]) => [key, name])),
    });
  }
  if (organization.payer === "own") {
    new BillingStack(app, { environment, costTagKeys: management.costTagKeys });
  }
  new AccountWatchStack(app, {
    environment,
    userCreation: {
      name: `${environment.system}-user-creation`,
      emailAddresses: management.alertAddresses,
    },
  });
}

function composeOwn(
  app: App,
  environment: Environment,
  organization: Organization,
  management: ManagementValues,
): void {
  const { rootAccess, firewallManager, contacts } = management;
  const services = [...TRUSTED_SERVICES, ...(rootAccess === "central" ? ["iam"] : [])];
  new OrganizationStack(app, {
    environment,
    trustedServices: services.map((service) => `${service}.amazonaws.com`),
    units: organization.units,
    accounts: Object.fromEntries(members(organization)),
    policies: controlPolicies(organization, management),
    administration: {
      account: ADMINISTRATOR,
      regions: workingRegions(organization),
      firewallManager,
    },
    rootAccess,
    contacts,
  });
}

function members({ accounts }: Organization): ReturnType<typeof accountsOf> {
  return accountsOf(accounts).filter(([key]) => key !== "management");
}
