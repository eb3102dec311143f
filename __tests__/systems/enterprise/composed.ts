import { type EnterpriseConfig, environmentsOf } from "../../../systems/enterprise/config";
import { type Organization, ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { enterprise } from "../../../systems/enterprise/system";
import { composeEnvironment } from "../../../systems/build";
import { forAnyConfig } from "../../../systems/registry";
import { validConfigs } from "../../../systems/validation";
import { synthesizeApp, type Workspace } from "../../support/synthesis";

/** A change of one account's values. */
export type Change = (config: EnterpriseConfig) => EnterpriseConfig;

/** What becomes of some accounts of an organization, by stack id; the values of all are checked as always. */
export function synthesizeAccounts(
  names: readonly string[],
  organization: Organization = ORGANIZATION,
  change: Change = (config) => config,
): Readonly<Record<string, Workspace>> {
  const system = systemOf(organization, change);
  const configs = validConfigs(system, {});
  return synthesizeApp((app) => {
    for (const name of names) {
      composeEnvironment(app, system, configs[name]!);
    }
  });
}

/** The problems of an organization's values, one a line; nothing when they are valid. */
export function problemsOf(
  organization: Organization,
  change: Change = (config) => config,
): readonly string[] {
  try {
    validConfigs(systemOf(organization, change), {});
    return [];
  } catch (error) {
    return (error as Error).message.split("\n");
  }
}

/** The organization with other values. */
export function organizationWith(values: Partial<Organization>): Organization {
  return { ...ORGANIZATION, ...values };
}

/** The organization with other values of some accounts. */
export function accountsWith(
  accounts: Readonly<Partial<Record<string, Partial<Organization["accounts"]["dev"]>>>>,
): Organization {
  return organizationWith({
    accounts: {
      ...ORGANIZATION.accounts,
      ...Object.fromEntries(
        Object.entries(accounts).map(([key, values]) => [
          key,
          { ...ORGANIZATION.accounts[key as "dev"], ...values },
        ]),
      ),
    },
  });
}

function systemOf(organization: Organization, change: Change): ReturnType<typeof forAnyConfig> {
  const environments = Object.fromEntries(
    Object.entries(environmentsOf(organization)).map(([name, config]) => [name, change(config)]),
  );
  return forAnyConfig({ ...enterprise, environments });
}
