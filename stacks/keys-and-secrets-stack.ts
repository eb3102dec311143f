import type { App } from "cdktf";
import { EncryptionKey, type EncryptionKeyRef } from "../constructs/identity/encryption-key";
import { GeneratedSecret } from "../constructs/identity/generated-secret";
import type { KeyUser } from "../constructs/identity/key-policy";
import type { RoleRef } from "../constructs/identity/role-grants";
import { ServiceRole } from "../constructs/identity/service-role";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** One encryption key of the layer. */
export interface LayerKey {
  /** Name under which people find the key: `alias/openwan-rds`. */
  readonly alias: string;
  /** What the key encrypts. */
  readonly description: string;
  /** Services that use it. */
  readonly users: readonly KeyUser[];
}

/** One generated secret of the layer. */
export interface LayerSecret {
  /** Name of the secret: `openwan/jwt/secret`. */
  readonly secretName: string;
  /** What the value is for. */
  readonly description: string;
  /** Key of the secret's JSON: `secret`. */
  readonly key: string;
  /** Number of the current value, from 1; one more makes a new value at the next apply. */
  readonly version: number;
}

/** Values of a {@link KeysAndSecretsStack}. */
export interface KeysAndSecretsStackProps<
  Key extends string,
  Secret extends string,
> extends PlatformStackProps {
  /** Encryption keys by a name that stays: `{ rds: { … } }`. */
  readonly keys: Readonly<Record<Key, LayerKey>>;
  /** Generated secrets by a name that stays: `{ jwt: { … } }`. */
  readonly secrets: Readonly<Record<Secret, LayerSecret>>;
  /** The role that the tasks of the system's services share. What it may do, the services' layer grants. */
  readonly taskRole: {
    /** Name of the role: `openwan-ecs-task-role`. A change replaces it. */
    readonly name: string;
  };
  /**
   * Days in which a deleted secret of a protected environment can be brought back, 7 to 30.
   *
   * @default 30
   */
  readonly secretRecoveryWindowDays?: number;
}

/** What other layers learn of keys, secrets and role. Values of secrets are not among it. */
export interface KeysAndSecretsExports<Key extends string, Secret extends string> {
  /** The encryption keys, by name. */
  readonly keys: Readonly<Record<Key, EncryptionKeyRef>>;
  /** ARNs of the generated secrets, by name. */
  readonly secrets: Readonly<Record<Secret, { readonly arn: string }>>;
  /** The role that the tasks share. */
  readonly taskRole: RoleRef;
}

/**
 * The security layer: what the other layers encrypt with, the secrets that belong to none of them, and the role of the
 * system's tasks, which policies of queues and keys name before there are tasks.
 */
export class KeysAndSecretsStack<Key extends string, Secret extends string> extends PlatformStack {
  /** What other layers learn of keys, secrets and role. */
  public readonly exports: KeysAndSecretsExports<Key, Secret>;

  public constructor(scope: App, props: KeysAndSecretsStackProps<Key, Secret>) {
    super(scope, "security", props);
    const { environment, keys, secrets, taskRole, secretRecoveryWindowDays } = props;
    const { account, region, protection } = environment;

    const role = new ServiceRole(this, "task-role", {
      name: taskRole.name,
      description: `What the tasks of ${environment.system} act with`,
      service: "ecs-tasks.amazonaws.com",
      source: { account, arn: `arn:aws:ecs:${region}:${account}:*` },
    });
    this.exports = {
      keys: mapped(
        keys,
        (name, key) => new EncryptionKey(this, `${name}-key`, { ...key, account, region, protection }).ref,
      ),
      secrets: mapped(secrets, (name, secret) => ({
        arn: new GeneratedSecret(this, `${name}-secret`, {
          ...secret,
          protection,
          ...(secretRecoveryWindowDays === undefined ? {} : { recoveryWindowDays: secretRecoveryWindowDays }),
        }).secretArn,
      })),
      taskRole: role.ref,
    };
  }
}

function mapped<Name extends string, From, To>(
  values: Readonly<Record<Name, From>>,
  make: (name: Name, value: From) => To,
): Readonly<Record<Name, To>> {
  const entries = Object.entries(values) as [Name, From][];
  return Object.fromEntries(entries.map(([name, value]) => [name, make(name, value)])) as Record<Name, To>;
}
