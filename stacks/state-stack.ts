import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { App } from "cdktf";
import { checkedName } from "../constructs/core/naming";
import { accountDecidesByIam } from "../constructs/identity/key-policy";
import { policyDocument } from "../constructs/identity/policy-document";
import { withoutAlarms } from "../constructs/observability/no-alarms";
import { PrivateBucket } from "../constructs/storage/private-bucket";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Days for which an overwritten state stays readable, to go back to after a bad apply. */
const OLD_STATE_DAYS = 365;
/** Days between asking for the key's deletion and losing every state for good; the longest that KMS grants. */
const KEY_DELETION_WINDOW_DAYS = 30;

/** Values of a {@link StateStack}. */
export type StateStackProps = PlatformStackProps;

/**
 * The remote state of an account: a versioned, encrypted, private bucket, the table that holds the locks, and the key
 * for both. Nothing in it can be destroyed by Terraform, because every other workspace of the account stands on it.
 *
 * It keeps its own state in the bucket that it creates; `npm run bootstrap` makes that possible.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export class StateStack extends PlatformStack {
  public constructor(scope: App, props: StateStackProps) {
    super(scope, "state", props);
    const { account, state } = props.environment;

    const key = new KmsKey(this, "key", {
      description: "Encrypts Terraform state and its locks",
      enableKeyRotation: true,
      deletionWindowInDays: KEY_DELETION_WINDOW_DAYS,
      policy: policyDocument(accountDecidesByIam(account)),
      lifecycle: { preventDestroy: true },
    });
    const alias = new KmsAlias(this, "key-alias", {
      name: checkedName("aws_kms_alias", aliasName(state.kmsKeyArn), this.node.path),
      targetKeyId: key.keyId,
    });

    const { bucket } = new PrivateBucket(this, "state", {
      bucketName: state.bucket,
      kmsKeyArn: key.arn,
      removal: "retain",
      lifecycle: [{ id: "old-states", noncurrentExpirationDays: OLD_STATE_DAYS }],
    });

    const table = new DynamodbTable(this, "locks", {
      name: checkedName("aws_dynamodb_table", state.lockTable, this.node.path),
      billingMode: "PAY_PER_REQUEST",
      hashKey: "LockID",
      attribute: [{ name: "LockID", type: "S" }],
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: true,
      serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
      lifecycle: { preventDestroy: true },
    });

    withoutAlarms(this, ["bucket", "table"], {
      noAlarmsBecause: "whoever deploys learns at once when a state cannot be read, written or locked",
    });

    this.publish("state_bucket", bucket.id, "Name of the bucket that holds the Terraform state");
    this.publish("lock_table", table.name, "Name of the table that holds the state locks");
    this.publish("state_key_alias", alias.arn, "ARN of the alias of the key that encrypts the state");
  }
}

function aliasName(arn: string): string {
  return arn.slice(arn.indexOf(":alias/") + 1);
}
