import type { AccountContact, ContactKind } from "../../../constructs/governance/account-contacts";
import type { OptionalPolicyKey } from "./policies";

/** The values that the management account alone has. */
export interface ManagementValues {
  /** Whether the root users' credentials of member accounts can be removed from here. */
  readonly rootAccess: "central" | "each-account";
  /** Whether Firewall Manager is used, of use with many accounts or firewalls. */
  readonly firewallManager: boolean;
  /** Policies beside those that always stand: in force, or left out with a reason. */
  readonly optionalPolicies: Readonly<
    Record<OptionalPolicyKey, "in-force" | { readonly leftOutBecause: string }>
  >;
  /** Regions that the data of the regulated account may not leave. */
  readonly regulatedRegions: readonly string[];
  /** Whom AWS writes to about every account. */
  readonly contacts: Readonly<Partial<Record<ContactKind, AccountContact>>>;
  /** Keys of the tags by which costs are divided. */
  readonly costTagKeys: readonly string[];
  /** Addresses that are told when somebody makes an IAM user in the management account. */
  readonly alertAddresses: readonly string[];
}

/** The values of the management account. Contacts and addresses are examples. */
export const MANAGEMENT: ManagementValues = {
  rootAccess: "central",
  firewallManager: false,
  optionalPolicies: { membership: "in-force", "audit-resources": "in-force" },
  regulatedRegions: ["ap-northeast-1", "ap-northeast-3"],
  contacts: {
    billing: {
      name: "Accounting",
      title: "Accounting",
      email: "aws+billing@example.com",
      phoneNumber: "+81 3 0000 0000",
    },
    operations: {
      name: "Platform team",
      title: "Platform team",
      email: "aws+operations@example.com",
      phoneNumber: "+81 3 0000 0000",
    },
    security: {
      name: "Security team",
      title: "Security team",
      email: "aws+security-contact@example.com",
      phoneNumber: "+81 3 0000 0000",
    },
  },
  costTagKeys: ["Env", "System", "Owner", "Project", "Function"],
  alertAddresses: ["aws+alerts@example.com"],
};
