import { disabledControls } from "../../../constructs/governance/findings-register";
import type { SecurityPolicy } from "../../../constructs/governance/security-hub";
import { demandedStandards, USUAL_STANDARDS } from "../../../constructs/governance/security-standards";
import { accountsOf } from "../organization/accounts";
import type { AccountKey, Organization } from "../organization/config";
import type { SecurityConfig } from "./config";

/**
 * What each account is held against, one policy an account: the standards follow from the organization's demands, but
 * where systems are developed the usual ones are enough; controls that do not hold follow from the register.
 */
export function securityPolicies(
  { standards, reduced, findings }: SecurityConfig,
  { accounts, compliance }: Organization,
): Readonly<Record<string, SecurityPolicy>> {
  const demanded = [...new Set([...demandedStandards(compliance), ...standards.further])];
  return Object.fromEntries(
    accountsOf(accounts).map(([key, { id }]) => [
      key,
      {
        policyName: key,
        description: `What the account ${key} is held against`,
        standards: reduced.includes(key) ? USUAL_STANDARDS : demanded,
        disabledControls: disabledControls(findings, key),
        targets: { [key]: id },
      },
    ]),
  );
}

/** The accounts of some keys that the organization has, as keys and ids. */
export function idsOf(keys: readonly AccountKey[], { accounts }: Organization): readonly string[] {
  return keys.flatMap((key) => accounts[key]?.id ?? []);
}
