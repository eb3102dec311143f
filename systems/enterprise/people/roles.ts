import type { PolicyStatement } from "../../../constructs/identity/policy-document";
import type { SwitchRolePermissions } from "../../../constructs/identity/switch-role";
import type { SwitchRoleSpec } from "../../../stacks/access-stack";
import { accountsOf } from "../organization/accounts";
import type { AccountKey, Organization } from "../organization/config";
import type { DutyKey, PeopleConfig } from "./config";
import { dataStatements, levelStatements } from "./data-access";
import { developerStatements, operatorStatements } from "./duties";

const SYSTEM = "enterprise";
const AWS_MANAGED = "arn:aws:iam::aws:policy";
/** Lists what there is, without reading data. */
const VIEW = {
  view: `${AWS_MANAGED}/job-function/ViewOnlyAccess`,
  metrics: `${AWS_MANAGED}/CloudWatchReadOnlyAccess`,
};

/** What each duty is for. */
const DESCRIPTIONS: Readonly<Record<DutyKey, string>> = {
  admin: "Administration, and repairs when nothing else helps",
  developer: "Development on what runs in the account",
  operator: "Operation of what runs in the account",
  readonly: "Looking at what there is, without its data",
  auditor: "Audits: settings, findings and logs, without a change",
};

/** Name of a role that people switch to, the same in each account. */
export function roleName(key: string): string {
  return `${SYSTEM}-${key}`;
}

/** ARN of a role that people switch to. */
export function roleArn(key: string, account: AccountKey, { accounts }: Organization): string {
  return `arn:aws:iam::${accounts[account]?.id ?? ""}:role/${roleName(key)}`;
}

/** The accounts of every role, by the role's key. */
export function accountsOfRoles({
  duties,
  data,
}: PeopleConfig): Readonly<Record<string, readonly AccountKey[]>> {
  return Object.fromEntries(
    Object.entries({ ...duties, ...data }).map(([key, { accounts }]) => [key, accounts]),
  );
}

/**
 * The roles of an account, by key.
 *
 * @param account - key of the account; one that the organization does not have has none
 * @param auditorPermissions - what auditors may do beside reading settings, where the logs lie in the account
 */
export function rolesOf(
  account: AccountKey,
  { duties, data, levels }: PeopleConfig,
  organization: Organization,
  auditorPermissions: readonly PolicyStatement[],
): Readonly<Record<string, SwitchRoleSpec>> {
  const id = Object.fromEntries(accountsOf(organization.accounts))[account]?.id ?? "";
  const own = Object.entries(duties).filter(([, { accounts }]) => accounts.includes(account));
  const files = Object.entries(data).filter(([, { accounts }]) => accounts.includes(account));
  return Object.fromEntries([
    ...own.map(([key, { sessionHours }]) => {
      const duty = key as DutyKey;
      const permissions = dutyPermissions(duty, id, auditorPermissions);
      const limit = levels[duty];
      return [
        key,
        {
          name: roleName(key),
          description: DESCRIPTIONS[duty],
          sessionHours,
          ...permissions,
          policies: {
            ...permissions.policies,
            ...(limit === undefined ? {} : { "data-levels": levelStatements(limit) }),
          },
        },
      ];
    }),
    ...files.map(([key, role]) => [
      key,
      {
        name: roleName(key),
        description: `Files of ${role.bucketName}: ${Object.keys(role.folders).join(", ")}`,
        sessionHours: role.sessionHours,
        policies: { files: dataStatements(role, { account: id, region: organization.homeRegion }) },
      },
    ]),
  ]) as Readonly<Record<string, SwitchRoleSpec>>;
}

function dutyPermissions(
  duty: DutyKey,
  account: string,
  auditorPermissions: readonly PolicyStatement[],
): SwitchRolePermissions {
  switch (duty) {
    case "admin":
      return {
        managedPolicies: { administrator: `${AWS_MANAGED}/AdministratorAccess` },
        unlimitedBecause: "the role for what no other may do, for an hour at a time and with a second factor",
      };
    case "developer":
      return { managedPolicies: VIEW, policies: { development: developerStatements(account) } };
    case "operator":
      return { managedPolicies: VIEW, policies: { operation: operatorStatements(account) } };
    case "readonly":
      return { managedPolicies: VIEW };
    case "auditor":
      return {
        managedPolicies: { ...VIEW, audit: `${AWS_MANAGED}/SecurityAudit` },
        ...(auditorPermissions.length > 0 ? { policies: { logs: auditorPermissions } } : {}),
      };
  }
}
