import { disabledControls } from "../../../constructs/governance/findings-register";
import type { StandardId } from "../../../constructs/governance/security-standards";
import type { AccountKey, Organization } from "../organization/config";
import type { SecurityConfig } from "./config";
import { standardsOf } from "./policies";

/** What an account does itself where the security account does not do it for all of them. */
export interface OwnSecurity {
  /** The standards that it is held against. */
  readonly standards: readonly StandardId[];
  /** Controls that do not hold there, each with the reason. */
  readonly disabledControls: Readonly<Record<string, string>>;
  /** What its own trail records beside management events. */
  readonly records: SecurityConfig["records"];
}

/** What an account would do itself: the same that the security account does for it. */
export function ownSecurityOf(
  account: AccountKey,
  security: SecurityConfig,
  organization: Organization,
): OwnSecurity {
  const { findings, records } = security;
  const reasonOf = (control: string): string =>
    Object.values(findings).find(
      (finding) => finding.control === control && finding.environments.includes(account),
    )?.reason ?? "";
  return {
    standards: standardsOf(account, security, organization),
    disabledControls: Object.fromEntries(
      disabledControls(findings, account).map((control) => [control, reasonOf(control)]),
    ),
    records: {
      network: records.network,
      data: Object.fromEntries(
        Object.entries(records.data)
          .filter(([, { accounts }]) => accounts.includes(account))
          .map(([name, events]) => [name, { ...events, accounts: [account] }]),
      ),
    },
  };
}
