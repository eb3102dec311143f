import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { DataAwsSsoadminInstances } from "@cdktf/provider-aws/lib/data-aws-ssoadmin-instances";
import { type App, Fn } from "cdktf";
import { acknowledge } from "../constructs/core/acknowledgement";
import { AccountAssignment } from "../constructs/governance/account-assignment";
import { IdentityCenterUser } from "../constructs/governance/identity-center-user";
import { MemberAccount } from "../constructs/governance/member-account";
import { OrganizationalUnit } from "../constructs/governance/organizational-unit";
import { PermissionSet } from "../constructs/governance/permission-set";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** The person who is let into the accounts. */
export interface IdentityUser {
  /** Name that the user signs in with. */
  readonly userName: string;
  /** Given name. */
  readonly givenName: string;
  /** Family name. */
  readonly familyName: string;
  /** Address to which Identity Center writes. */
  readonly email: string;
}

/** An account, and what the user may do in it. */
export interface IdentityAccount {
  /** Name of the account, 1 to 50 characters. */
  readonly accountName: string;
  /** Address of its root user, of which no other AWS account has the same. */
  readonly email: string;
  /** Name of the permission set by which the user enters it, at most 32 characters. */
  readonly permissionSetName: string;
  /** ARNs of AWS's managed policies that the user has there, by key. */
  readonly managedPolicies: Readonly<Record<string, string>>;
  /**
   * Hours after which the user signs in anew, 1 to 12.
   *
   * @default 1
   */
  readonly sessionHours?: number | undefined;
  /**
   * Why the user may be an administrator there, where a managed policy makes the user one.
   *
   * @default - the user is none
   */
  readonly administratorBecause?: string | undefined;
}

/** Values of an {@link IdentityStack}. */
export interface IdentityStackProps extends PlatformStackProps {
  /** Name of the organizational unit under the root. */
  readonly unitName: string;
  /** The accounts in it, by key. */
  readonly accounts: Readonly<Record<string, IdentityAccount>>;
  /** Who is let in. */
  readonly user: IdentityUser;
}

/**
 * The identity layer of the management account: an organizational unit with accounts, and a user of Identity Center who
 * has a permission set of its own in each of them.
 *
 * The organization and Identity Center are there already: both are turned on by hand, once.
 *
 * Outputs: `access_portal_url` and `<account>_account_id`.
 */
export class IdentityStack extends PlatformStack {
  /** @throws ProblemsError when Organizations or Identity Center would refuse a value */
  public constructor(scope: App, props: IdentityStackProps) {
    super(scope, "identity", props);
    const { unitName, accounts, user } = props;
    const organization = new DataAwsOrganizationsOrganization(this, "organization", {});
    // AWS has one instance of Identity Center for an organization, but tells of it as a list.
    const { arns, identityStoreIds } = new DataAwsSsoadminInstances(this, "identity-center", {});
    const instanceArn = Fn.element(arns, 0) as string;
    const identityStoreId = Fn.element(identityStoreIds, 0) as string;

    const { unitId } = new OrganizationalUnit(this, "unit", {
      name: unitName,
      parentId: organization.roots.get(0).id,
    });
    const { userId } = new IdentityCenterUser(this, "user", { identityStoreId, ...user });

    for (const [key, account] of Object.entries(accounts)) {
      const { accountName, email, permissionSetName, managedPolicies, sessionHours } = account;
      const { administratorBecause } = account;
      const { accountId } = new MemberAccount(this, `${key}-account`, {
        name: accountName,
        email,
        parentId: unitId,
      });
      const permissionSet = new PermissionSet(this, `${key}-permissions`, {
        instanceArn,
        name: permissionSetName,
        description: `Work in ${accountName}`,
        managedPolicies,
        ...(sessionHours === undefined ? {} : { sessionHours }),
      });
      if (administratorBecause !== undefined) {
        acknowledge(permissionSet, "IAM-005", { reason: administratorBecause });
      }
      new AccountAssignment(this, `${key}-assignment`, { permissionSet, accountId, principal: { userId } });
      this.publish(`${key.replaceAll("-", "_")}_account_id`, accountId, `Account id of ${accountName}`);
    }
    this.publish(
      "access_portal_url",
      `https://${identityStoreId}.awsapps.com/start`,
      "Where users sign in and choose an account",
    );
  }
}
