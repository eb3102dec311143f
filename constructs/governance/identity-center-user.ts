import { IdentitystoreUser } from "@cdktf/provider-aws/lib/identitystore-user";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";

/** Values of an {@link IdentityCenterUser}. */
export interface IdentityCenterUserProps {
  /** Id of the identity store: `d-…`. A change replaces the user. */
  readonly identityStoreId: string;
  /** Name that the user signs in with, 1 to 128 characters. A change replaces the user. */
  readonly userName: string;
  /** Given name. */
  readonly givenName: string;
  /** Family name. */
  readonly familyName: string;
  /** Address to which Identity Center writes. */
  readonly email: string;
}

/**
 * A person in Identity Center's own directory. Terraform sets neither password nor second factor: Identity Center asks
 * for both, see its settings for one-time passwords and for MFA.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/userswithoutpwd.html
 */
export class IdentityCenterUser extends Construct {
  /** Id of the user within the identity store. */
  public readonly userId: string;

  /** @throws ProblemsError when the user name is not one that Identity Center accepts */
  public constructor(scope: Construct, id: string, props: IdentityCenterUserProps) {
    super(scope, id);
    const { identityStoreId, userName, givenName, familyName, email } = props;
    this.userId = new IdentitystoreUser(this, "user", {
      identityStoreId,
      userName: checkedName("aws_identitystore_user", userName, this.node.path),
      displayName: `${givenName} ${familyName}`,
      name: { givenName, familyName },
      emails: { value: email, primary: true },
    }).userId;
  }
}
