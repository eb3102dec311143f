import { OrganizationsAccount } from "@cdktf/provider-aws/lib/organizations-account";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";

const ADMINISTRATION_ROLE = "OrganizationAccountAccessRole";
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const EMAIL_LENGTH = { least: 6, most: 64 } as const;

/** Values of a {@link MemberAccount}. */
export interface MemberAccountProps {
  /** Name of the account, 1 to 50 characters. */
  readonly name: string;
  /** Address of its root user, 6 to 64 characters, of which no other AWS account has the same. */
  readonly email: string;
  /** Id of the unit, or of the root, in which it lies. A change moves the account. */
  readonly parentId: string;
  /**
   * Role in the account that the management account may assume.
   *
   * @default "OrganizationAccountAccessRole"
   */
  readonly administrationRole?: string | undefined;
}

/**
 * An account of the organization, made from the management account.
 *
 * An account is no resource that comes and goes: closed, it stays for 90 days more. So Terraform refuses to destroy or
 * replace one; who wants to give it up takes it out of the state and closes it by hand.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_create.html
 */
export class MemberAccount extends Construct {
  /** The 12 digits of the account. */
  public readonly accountId: string;

  /** @throws ProblemsError when the name or the address is not one that Organizations accepts */
  public constructor(scope: Construct, id: string, props: MemberAccountProps) {
    super(scope, id);
    const { name, email, parentId, administrationRole = ADMINISTRATION_ROLE } = props;
    const { path } = this.node;
    throwProblems(accountEmailProblems(email, `${path}.email`));

    this.accountId = new OrganizationsAccount(this, "account", {
      name: checkedName("aws_organizations_account", name, path),
      email,
      parentId,
      roleName: checkedName("aws_iam_role", administrationRole, path),
      // AWS does not tell the role's name again, so for an account that was imported it would look like a change.
      lifecycle: { preventDestroy: true, ignoreChanges: ["role_name"] },
    }).id;
  }
}

/** What is wrong with the address of an account's root user; nothing when Organizations accepts it. */
export function accountEmailProblems(email: string, path: string): readonly Problem[] {
  const { least, most } = EMAIL_LENGTH;
  return EMAIL.test(email) && email.length >= least && email.length <= most
    ? []
    : [
        {
          path,
          rule: `must be an e-mail address of ${least} to ${most} characters`,
          got: email,
          fix: "write it like aws+stg@example.com",
        },
      ];
}
