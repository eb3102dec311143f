import type { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { EphemeralResource } from "../core/ephemeral-resource";
import { type Problem, throwProblems } from "../core/errors";
import { checkedVersion, secretIn, type SecretProps } from "../identity/secret";

/** Long enough for any engine's rules, and within the 41 characters that MySQL takes. */
const PASSWORD_LENGTH = 32;
/**
 * Characters that no password has: `/`, `@`, quotes and space, which RDS refuses; the backslash, which JSON would
 * escape; and those that a shell or a connection URL would read as something else.
 */
const EXCLUDED_CHARACTERS = "/@\"' \\$`!&;<>|*?#%(){}[]^~,:=";
/** Staging label under which the bare password waits until everything else of the secret is known. */
const GENERATED_STAGE = "GENERATED";
const DEFAULT_KEYS: CredentialKeys = {
  username: "username",
  password: "password",
  host: "host",
  port: "port",
};

/** Under which keys of its JSON the secret holds what a client needs; what has no key is not in it. */
export interface CredentialKeys {
  /** Key of the password: `password`, `DB_PASSWORD`. */
  readonly password: string;
  /**
   * Key of the user's name.
   *
   * @default - not in the secret
   */
  readonly username?: string;
  /**
   * Key of the host name.
   *
   * @default - not in the secret
   */
  readonly host?: string;
  /**
   * Key of the port, a number.
   *
   * @default - not in the secret
   */
  readonly port?: string;
  /**
   * Key of the first database's name.
   *
   * @default - not in the secret
   */
  readonly databaseName?: string;
}

/** Where a database is reached, for the secret. */
export interface Connection {
  /** Host name. */
  readonly host: string;
  /** Port, known at synthesis. */
  readonly port: number;
  /**
   * Name of the first database.
   *
   * @default - none is made
   */
  readonly databaseName?: string;
}

/** The user that is made with a database, and the secret that holds its password. */
export interface MasterUser extends Pick<SecretProps, "secretName" | "recoveryWindowDays"> {
  /** Name of the user: letters, digits and _, starting with a letter. A change replaces the database. */
  readonly username: string;
  /** Number of the current password, from 1; one more makes a new password. */
  readonly passwordVersion: number;
  /**
   * Keys of the secret's JSON.
   *
   * @default - username, password, host and port under these names
   */
  readonly keys?: CredentialKeys;
}

/** Values of {@link DatabaseCredentials}. */
export interface DatabaseCredentialsProps extends SecretProps {
  /** Name of the user that the password is for. */
  readonly username: string;
  /**
   * Number of the current password, a whole number from 1. Raising it by one generates a new password at the next
   * apply and sets it in database and secret; nothing else ever does.
   */
  readonly passwordVersion: number;
  /**
   * Keys of the secret's JSON.
   *
   * @default - username, password, host and port under these names
   */
  readonly keys?: CredentialKeys;
}

/**
 * A database user's credentials in one secret, generated in place: the password stands in no code, plan or state.
 *
 * The password is made once per {@link DatabaseCredentialsProps.passwordVersion} and stored as a version of the secret
 * of its own. Database and final secret both read it back from there, so an apply that breaks off anywhere is finished
 * by the next one with the same password (docs/adr/020-database-password.md). A value that somebody puts into the
 * secret later stands: Terraform compares nothing but the number.
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
  private readonly keys: CredentialKeys;

  /** @throws ProblemsError when the name, the version or the keys are not acceptable */
  public constructor(scope: Construct, id: string, props: DatabaseCredentialsProps) {
    super(scope, id);
    const { username, keys = DEFAULT_KEYS } = props;
    const { path } = this.node;
    const passwordVersion = checkedVersion(props.passwordVersion, "password", path);
    throwProblems(keyProblems(keys, `${path}.keys`));

    this.secret = secretIn(this, "secret", {
      ...props,
      description: `Credentials of the database user ${username}`,
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
    this.keys = keys;
  }

  /**
   * Writes the secret that applications read, as JSON. It becomes AWSCURRENT after the database has the password,
   * because it depends on the database.
   *
   * @param connection - where the database is reached
   * @param database - what must have the password first, where no key of the secret refers to it
   * @throws ProblemsError when the secret is to hold the name of a database that has none
   */
  public complete(connection: Connection, database?: ITerraformDependable): void {
    const { username, password, keys } = this;
    const values: Readonly<Record<string, string | number>> = { username, password, ...connection };
    const entries = Object.entries<string>({ ...keys });
    throwProblems(
      entries
        .filter(([part]) => values[part] === undefined)
        .map(([part, key]) => ({
          path: `${this.node.path}.keys.${part}`,
          rule: "is the key of something that the database has",
          got: key,
          fix: "name the first database, or remove the key",
        })),
    );
    new SecretsmanagerSecretVersion(this, "current", {
      secretId: this.secret.id,
      secretStringWo: JSON.stringify(Object.fromEntries(entries.map(([part, key]) => [key, values[part]]))),
      secretStringWoVersion: this.passwordVersion,
      ...(database === undefined ? {} : { dependsOn: [database] }),
    });
  }
}

function keyProblems(keys: CredentialKeys, path: string): readonly Problem[] {
  const names = Object.values<string>({ ...keys });
  return names
    .filter((name, index) => name === "" || names.indexOf(name) !== index)
    .map((name) => ({ path, rule: "names each key, and each once", got: name, fix: "rename or remove it" }));
}
