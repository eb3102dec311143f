import { SsoadminAccountAssignment } from "@cdktf/provider-aws/lib/ssoadmin-account-assignment";
import { Construct } from "constructs";
import type { PermissionSet } from "./permission-set";

/** Who is let in: a user or a group of Identity Center, by its id in the identity store. */
export type AssignedPrincipal = { readonly userId: string } | { readonly groupId: string };

/** Values of an {@link AccountAssignment}. */
export interface AccountAssignmentProps {
  /** What the principal may do. */
  readonly permissionSet: PermissionSet;
  /** The 12 digits of the account in which it may do it. */
  readonly accountId: string;
  /** Who. */
  readonly principal: AssignedPrincipal;
}

/**
 * Lets a user or a group into an account with a permission set. All three are its identity: a change of one replaces
 * the assignment.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html
 */
export class AccountAssignment extends Construct {
  public constructor(scope: Construct, id: string, props: AccountAssignmentProps) {
    super(scope, id);
    const { permissionSet, accountId, principal } = props;
    const assignment = new SsoadminAccountAssignment(this, "assignment", {
      instanceArn: permissionSet.instanceArn,
      permissionSetArn: permissionSet.arn,
      targetType: "AWS_ACCOUNT",
      targetId: accountId,
      ...("userId" in principal
        ? { principalType: "USER", principalId: principal.userId }
        : { principalType: "GROUP", principalId: principal.groupId }),
    });
    permissionSet.policiesGoBefore(assignment);
  }
}
