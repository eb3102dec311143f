import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { EphemeralResource } from "../core/ephemeral-resource";
import { refuse } from "../core/errors";
import { checkedName } from "../core/naming";

/** Long enough for any engine's rules, and within the 41 characters that Aurora MySQL takes. */
const PASSWORD_LENGTH = 32;
/**
 * Characters that no password has: `/`, `@`, quotes and space, which RDS refuses; the backslash, which JSON would
 * escape; and those that a shell or a connection URL would read as something else.
 */
const EXCLUDED_CHARACTERS = "/@\"' \\$`!&;<>|*?#%(){}[]^~,:=";
/** Staging label under which the bare password waits until everything else of the secret is known. */
const GENERATED_STAGE = "GENERATED";
/** Days in which the deleted secret of a protected environment can be brought back; the longest AWS grants. */
const RECOVERY_WINDOW_DAYS = 30;

/** Values of {@link DatabaseCredentials}. */
export interface DatabaseCredentialsProps {
  /** Name of the secret: `/aurora/credentials`. A change replaces it. */
  readonly secretName: string;
  /** Name of the user that the password is for. */
  readonly username: string;
  /**
   * Number of the current password, a whole number from 1. Raising it by one generates a new password at the next
   * apply and sets it in database and secret; nothing else ever does.
   */
  readonly passwordVersion: number;
  /** Whether the deleted secret can be brought back for 30 days, or is gone at once so that its name is free. */
  readonly protection: Protection;
  /**
   * ARN of the KMS key that encrypts the secret. Its readers need `kms:Decrypt` on it.
   *
   * @default - the account's key alias/aws/secretsmanager
   */
  readonly kmsKeyArn?: string;
}

/**
 * A database user's credentials in one secret, generated in place: the password stands in no code, plan or state.
 *
 * The password is made once per {@link DatabaseCredentialsProps.passwordVersion} and stored as a version of the secret
 * of its own. Database and final secret both read it back from there, so an apply that breaks off anywhere is finished
 * by the next one with the same password (docs/adr/020-database-password.md).
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret_version
 */
export class DatabaseCredentials extends Construct {
  /** ARN of the secret. */
  public readonly secretArn: string;
  /** Name of the user. */
  public readonly username: string;
  /** The password; Terraform takes it in write-only arguments alone. */
  public readonly password: string;
  /** Number of the password, for the argument that stands beside a write-only one. */
  public readonly passwordVersion: number;

  private readonly secret: SecretsmanagerSecret;

  /** @throws ProblemsError when the name or the version is not acceptable */
  public constructor(scope: Construct, id: string, props: DatabaseCredentialsProps) {
    super(scope, id);
    const { secretName, username, passwordVersion, protection, kmsKeyArn } = props;
    const { path } = this.node;
    if (!Number.isInteger(passwordVersion) || passwordVersion < 1) {
      refuse({
        path,
        rule: "the version of a password is a whole number from 1",
        got: passwordVersion,
        fix: "begin with 1 and raise it by one for a new password",
      });
    }

    this.secret = new SecretsmanagerSecret(this, "secret", {
      name: checkedName("aws_secretsmanager_secret", secretName, path),
      description: `Credentials of the database user ${username}`,
      recoveryWindowInDays: protection === "protected" ? RECOVERY_WINDOW_DAYS : 0,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }),
    });

    const random = new EphemeralResource(this, "random", {
      type: "aws_secretsmanager_random_password",
      arguments: {
        password_length: PASSWORD_LENGTH,
        exclude_characters: EXCLUDED_CHARACTERS,
        require_each_included_type: true,
      },
    });
    const generated = new SecretsmanagerSecretVersion(this, "generated", {
      secretId: this.secret.id,
      secretStringWo: random.attribute("random_password"),
      secretStringWoVersion: passwordVersion,
      versionStages: [GENERATED_STAGE],
      // AWS moves its own labels (AWSCURRENT, then AWSPREVIOUS) onto this version as the other one comes and goes.
      lifecycle: { ignoreChanges: ["version_stages"] },
    });
    const readBack = new EphemeralResource(this, "password", {
      type: "aws_secretsmanager_secret_version",
      arguments: { secret_id: generated.secretId, version_id: generated.versionId },
    });

    this.secretArn = this.secret.arn;
    this.username = username;
    this.password = readBack.attribute("secret_string");
    this.passwordVersion = passwordVersion;
  }

  /**
   * Writes the secret that applications read: `username`, `password` and what else a client needs, as JSON. It
   * becomes AWSCURRENT after the database has the password, because it refers to the database's endpoint.
   *
   * @param connection - further keys of the JSON: `{ host, port }`; numbers must be known at synthesis
   */
  public complete(connection: Readonly<Record<string, string | number>>): void {
    const { username, password } = this;
    new SecretsmanagerSecretVersion(this, "current", {
      secretId: this.secret.id,
      secretStringWo: JSON.stringify({ username, password, ...connection }),
      secretStringWoVersion: this.passwordVersion,
    });
  }
}
