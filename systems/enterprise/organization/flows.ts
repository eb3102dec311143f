import type { Environment } from "../../../constructs/core/environment";
import { ACCOUNT, aws, elsewhere, type Flow, otherAccount, the } from "../../flows";
import { notices } from "../baseline/flows";
import type { ManagementConfig } from "../config";
import { accountsOf } from "./accounts";

/** Services that the security account administers for all accounts. */
const HANDED_OVER = [
  "access-analyzer",
  "cloudtrail",
  "config",
  "config-multiaccountsetup",
  "guardduty",
  "inspector2",
  "macie",
  "securityhub",
];

/** What the management account hands over, and how it enters the accounts that it made. */
export function organizationFlows(
  { organization, management }: ManagementConfig,
  { system }: Environment,
): readonly Flow[] {
  const { accounts, landingZone, payer } = organization;
  const security = otherAccount({ name: accounts.security.name, account: accounts.security.id });
  const makes = landingZone === "own" && payer === "own";
  return [
    ...notices(the("topic", `${system}-user-creation`)),
    ...(makes
      ? [...HANDED_OVER, ...(management.firewallManager ? ["fms"] : [])].map((service): Flow => ({
          from: security,
          to: aws(service),
          path: ["delegation"],
          reason: "the security account administers it for all",
          rows: ["EN-020"],
        }))
      : []),
    ...accountsOf(makes ? accounts : ({} as typeof accounts))
      .filter(([key]) => key !== "management")
      .map(([, { name, id }]): Flow => ({
        from: ACCOUNT,
        to: elsewhere({ name, account: id }, "role", "OrganizationAccountAccessRole"),
        path: ["entry-role"],
        reason: "the first deployments of an account, before its own roles are there",
      })),
  ];
}
