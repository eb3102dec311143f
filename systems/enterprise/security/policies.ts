import { disabledControls } from "../../../constructs/governance/findings-register";
import type { SecurityPolicy } from "../../../constructs/governance/security-hub";
import {
  demandedStandards,
  type StandardId,
  USUAL_STANDARDS,
} from "../../../constructs/governance/security-standards";
import { accountsOf } from "../organization/accounts";
import type { AccountKey, Organization } from "../organization/config";
import type { SecurityConfig } from "./config";

/** The standards of an account: those that the organization's demands add, but where systems are developed the usual. */
export function standardsOf(
  account: AccountKey,
  { standards, reduced }: SecurityConfig,
  { compliance }: Organization,
): readonly StandardId[] {
  return reduced.includes(account)
    ? USUAL_STANDARDS
    : [...new Set([...demandedStandards(compliance), ...standards.further])];
}

/** What each account is held against, one policy an account; controls that do not hold follow from the register. */
export function securityPolicies(
  security: SecurityConfig,
  organization: Organization,
): Readonly<Record<string, SecurityPolicy>> {
  return Object.fromEntries(
    accountsOf(organization.accounts).map(([key, { id }]) => [
      key,
      {
        policyName: key,
        description: `What the account ${key} is held against`,
        standards: standardsOf(key, security, organization),
        disabledControls: disabledControls(security.findings, key),
        targets: { [key]: id },
      },
    ]),
  );
}

/** The accounts of some keys that the organization has, as keys and ids. */
export function idsOf(keys: readonly AccountKey[], { accounts }: Organization): readonly string[] {
  return keys.flatMap((key) => accounts[key]?.id ?? []);
}
