import type { GithubConfig } from "../../../constructs/identity/github-config";
import type { EnterpriseConfig } from "../config";
import { type AccountKey, GLOBAL_REGION, type Organization, type OrganizationAccount } from "./config";

/** Role by which the management account enters an account that it made, for the first deployments. */
export const FIRST_ADMINISTRATOR = "OrganizationAccountAccessRole";

/** Key of the account that administers the security services of all. */
export const ADMINISTRATOR = "security";

/** Puts the ids that variables state for the accounts where each account knows the others. */
export function accountsKnownAs(
  config: EnterpriseConfig,
  ids: Readonly<Record<string, string>>,
): EnterpriseConfig {
  const { organization, github } = config;
  return {
    ...config,
    organization: { ...organization, accounts: withIds(organization.accounts, ids) },
    github: namedAfter(github, organization.accounts, ids),
  };
}

/** The names of buckets in it hold ids of accounts, which are replaced with those of the accounts themselves. */
function namedAfter(
  github: GithubConfig,
  accounts: Organization["accounts"],
  ids: Readonly<Record<string, string>>,
): GithubConfig {
  const replaced = new Map(accountsOf(accounts).map(([key, { id }]) => [id, ids[key] ?? id]));
  return JSON.parse(JSON.stringify(github), (_key, value: unknown) =>
    typeof value === "string"
      ? value.replaceAll(/(?<!\d)\d{12}(?!\d)/g, (id) => replaced.get(id) ?? id)
      : value,
  ) as GithubConfig;
}

function withIds(
  accounts: Organization["accounts"],
  ids: Readonly<Record<string, string>>,
): Organization["accounts"] {
  return Object.fromEntries(
    accountsOf(accounts).map(([key, account]) => [key, { ...account, id: ids[key] ?? account.id }]),
  ) as unknown as Organization["accounts"];
}

/** The accounts with their keys, in the order in which they are stated. */
export function accountsOf(
  accounts: Organization["accounts"],
): readonly (readonly [AccountKey, OrganizationAccount])[] {
  return Object.entries(accounts) as [AccountKey, OrganizationAccount][];
}

/** The Regions in which accounts work, the home Region first. */
export function workingRegions({
  homeRegion,
  backupRegion,
  furtherRegions,
}: Organization): readonly string[] {
  return [...new Set([homeRegion, backupRegion, GLOBAL_REGION, ...furtherRegions])];
}

/** The Regions in which one account works: regulated data stay out of those that not everybody needs. */
export function workingRegionsOf(account: string, organization: Organization): readonly string[] {
  return workingRegions(account === "regulated" ? { ...organization, furtherRegions: [] } : organization);
}
