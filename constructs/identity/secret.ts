import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { refuse } from "../core/errors";
import { checkedName } from "../core/naming";

/** Days in which the deleted secret of a protected environment can be brought back; the longest AWS grants. */
const RECOVERY_WINDOW_DAYS = 30;
const SHORTEST_RECOVERY_WINDOW_DAYS = 7;

/** What every secret needs, whatever it holds. */
export interface SecretProps {
  /** Name of the secret: `openwan/jwt/secret`. A change replaces it. */
  readonly secretName: string;
  /** Whether the deleted secret can be brought back, or is gone at once so that its name is free. */
  readonly protection: Protection;
  /**
   * Days in which the deleted secret of a protected environment can be brought back, 7 to 30.
   *
   * @default 30
   */
  readonly recoveryWindowDays?: number;
  /**
   * ARN of the KMS key that encrypts the secret. Its readers need `kms:Decrypt` on it.
   *
   * @default - the account's key alias/aws/secretsmanager
   */
  readonly kmsKeyArn?: string;
}

/**
 * Makes a secret without a value.
 *
 * @param description - what it is for, as the console shows it
 * @throws ProblemsError when the name or the window is not acceptable
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html
 */
export function secretIn(
  scope: Construct,
  id: string,
  {
    secretName,
    protection,
    recoveryWindowDays = RECOVERY_WINDOW_DAYS,
    kmsKeyArn,
    description,
  }: SecretProps & { readonly description: string },
): SecretsmanagerSecret {
  const { path } = scope.node;
  if (
    !Number.isInteger(recoveryWindowDays) ||
    recoveryWindowDays < SHORTEST_RECOVERY_WINDOW_DAYS ||
    recoveryWindowDays > RECOVERY_WINDOW_DAYS
  ) {
    refuse({
      path: `${path}.recoveryWindowDays`,
      rule: `is ${SHORTEST_RECOVERY_WINDOW_DAYS} to ${RECOVERY_WINDOW_DAYS} days`,
      got: recoveryWindowDays,
      fix: "choose a number of that range",
    });
  }
  return new SecretsmanagerSecret(scope, id, {
    name: checkedName("aws_secretsmanager_secret", secretName, path),
    description,
    recoveryWindowInDays: protection === "protected" ? recoveryWindowDays : 0,
    ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }),
  });
}

/**
 * Holds the number of a generated value, which stands beside a write-only argument, against what Terraform can count.
 *
 * @param what - what is generated: `password`
 * @param path - where the number stands, for the error
 * @throws ProblemsError when it is no whole number from 1
 */
export function checkedVersion(version: number, what: string, path: string): number {
  if (!Number.isInteger(version) || version < 1) {
    refuse({
      path,
      rule: `the version of a ${what} is a whole number from 1`,
      got: version,
      fix: `begin with 1 and raise it by one for a new ${what}`,
    });
  }
  return version;
}
