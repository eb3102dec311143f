import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { refuse } from "../core/errors";
import { checkedName } from "../core/naming";
import { accountDecidesByIam, type KeyPlace, type KeyUser, keyUserStatements } from "./key-policy";
import { policyDocument, type PolicyStatement } from "./policy-document";

/** Days between asking for a key's deletion and losing what it encrypts for good: the longest and the shortest. */
const PROTECTED_DELETION_DAYS = 30;
const DISPOSABLE_DELETION_DAYS = 7;

/** A key as other stacks see it. */
export interface EncryptionKeyRef {
  /** ARN of the key. */
  readonly arn: string;
}

/** Values of an {@link EncryptionKey}. */
export interface EncryptionKeyProps extends KeyPlace {
  /** Name under which people find the key: `alias/openwan-rds`. A change replaces the alias alone. */
  readonly alias: string;
  /** What the key encrypts. */
  readonly description: string;
  /** Whether its deletion can be taken back for 30 days, or for 7. */
  readonly protection: Protection;
  /**
   * Services that use the key, each for what it keeps in the key's account.
   *
   * @default - only who IAM policies of the account admit
   */
  readonly users?: readonly KeyUser[];
  /**
   * Statements of the key policy beside those of the account and the users.
   *
   * @default - none
   */
  readonly statements?: readonly PolicyStatement[];
  /**
   * Tags beside those of the stack, by which policies find the key.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Whether `region` is another than that of the stack, as for the copies of backups.
   *
   * @default "stack"
   */
  readonly placedIn?: "stack" | "region";
}

/**
 * A symmetric KMS key with an alias, whose material KMS renews every year. IAM policies of its account decide who else
 * uses it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export class EncryptionKey extends Construct {
  /** ARN of the key. */
  public readonly arn: string;

  /** @throws ProblemsError when the alias is not one that KMS accepts, or a user is named twice */
  public constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { alias, description, account, region, protection, users = [], statements = [], tags } = props;
    const placement = props.placedIn === "region" ? { region } : {};
    const { path } = this.node;
    const twice = users.find((user, index) => users.indexOf(user) !== index);
    if (twice !== undefined) {
      refuse({ path: `${path}.users`, rule: "names each service once", got: twice, fix: "remove one" });
    }

    const key = new KmsKey(this, "key", {
      description,
      enableKeyRotation: true,
      ...(tags && { tags }),
      deletionWindowInDays: protection === "protected" ? PROTECTED_DELETION_DAYS : DISPOSABLE_DELETION_DAYS,
      policy: policyDocument(
        accountDecidesByIam(account),
        ...users.flatMap((user) => keyUserStatements(user, { account, region })),
        ...statements,
      ),
      ...placement,
    });
    new KmsAlias(this, "alias", {
      name: checkedName("aws_kms_alias", alias, path),
      targetKeyId: key.keyId,
      ...placement,
    });
    this.arn = key.arn;
  }

  /** The key as other stacks see it. */
  public get ref(): EncryptionKeyRef {
    return { arn: this.arn };
  }
}
