import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { Construct } from "constructs";
import { refuse } from "../core/errors";

const MINIMUM_LENGTH = 14;
const REMEMBERED = 24;
const LENGTHS = { least: 6, most: 128 } as const;

/** Values of a {@link PasswordPolicy}. */
export interface PasswordPolicyProps {
  /**
   * Characters that a password has at least, 6 to 128.
   *
   * @default 14
   */
  readonly minimumLength?: number | undefined;
}

/**
 * What passwords of the account's IAM users are like: long, of all kinds of characters, never one of the last 24, and
 * without an end. Who must change a password that they remember chooses a weaker one; what leaks is met by the second
 * factor.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export class PasswordPolicy extends Construct {
  /** @throws ProblemsError when the length is not one that IAM accepts */
  public constructor(scope: Construct, id: string, props: PasswordPolicyProps = {}) {
    super(scope, id);
    const { minimumLength = MINIMUM_LENGTH } = props;
    const { least, most } = LENGTHS;
    if (!Number.isInteger(minimumLength) || minimumLength < least || minimumLength > most) {
      refuse({
        path: `${this.node.path}.minimumLength`,
        rule: `is a whole number from ${least} to ${most}`,
        got: minimumLength,
        fix: `choose such a number, or leave it out for ${MINIMUM_LENGTH}`,
      });
    }
    new IamAccountPasswordPolicy(this, "policy", {
      minimumPasswordLength: minimumLength,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      passwordReusePrevention: REMEMBERED,
      allowUsersToChangePassword: true,
    });
  }
}
