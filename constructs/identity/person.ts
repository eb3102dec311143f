import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";

/** Values of a {@link Person}. */
export interface PersonProps {
  /** Name that the person signs in with, at most 64 letters, digits and `_+=,.@-`. */
  readonly userName: string;
  /** Names of the groups that the person is in; all of them. */
  readonly groupNames: readonly string[];
}

/**
 * A person as an IAM user, without password, access key or MFA device: those are issued by hand and never stand in a
 * state. When the person leaves, they are deleted with the user.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_create.html
 */
export class Person extends Construct {
  /** @throws ProblemsError when the name is not one that IAM accepts */
  public constructor(scope: Construct, id: string, { userName, groupNames }: PersonProps) {
    super(scope, id);
    const user = new IamUser(this, "user", {
      name: checkedName("aws_iam_user", userName, this.node.path),
      forceDestroy: true,
    });
    new IamUserGroupMembership(this, "groups", { user: user.name, groups: [...groupNames] });
  }
}
