import { StateStack } from "../../stacks/state-stack";
import { ENVIRONMENT, synthesizeApp } from "../support/synthesis";

const workspace = synthesizeApp((app) => new StateStack(app, { environment: ENVIRONMENT }))["state-test"]!;

describe("StateStack", () => {
  it("makes the bucket that the backends of the account name", () => {
    expect(workspace.one("aws_s3_bucket", "state_bucket")).toEqual({
      bucket: "example-state",
      lifecycle: { prevent_destroy: true },
    });
    expect(workspace.json["terraform"]!["backend"]).toMatchObject({ s3: { bucket: "example-state" } });
  });

  it("makes the table of locks with the key that Terraform expects", () => {
    expect(workspace.one("aws_dynamodb_table", "locks")).toEqual({
      name: "example-lock",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "LockID",
      attribute: [{ name: "LockID", type: "S" }],
      point_in_time_recovery: { enabled: true },
      deletion_protection_enabled: true,
      server_side_encryption: { enabled: true, kms_key_arn: "${aws_kms_key.key.arn}" },
      lifecycle: { prevent_destroy: true },
    });
  });

  it("keeps versions of every state for a year", () => {
    expect(workspace.one("aws_s3_bucket_versioning", "state_versioning")["versioning_configuration"]).toEqual(
      {
        status: "Enabled",
      },
    );
    expect(workspace.one("aws_s3_bucket_lifecycle_configuration", "state_lifecycle")["rule"]).toContainEqual({
      id: "old-states",
      status: "Enabled",
      filter: [{}],
      noncurrent_version_expiration: [{ noncurrent_days: 365 }],
    });
  });

  it("blocks every kind of public access", () => {
    expect(workspace.one("aws_s3_bucket_public_access_block", "state_public-access")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it("refuses plain HTTP", () => {
    const { policy } = workspace.one("aws_s3_bucket_policy", "state_policy");

    expect(JSON.parse(policy as string)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyPlainHttp",
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:*"],
          Resource: ["${aws_s3_bucket.state_bucket.arn}", "${aws_s3_bucket.state_bucket.arn}/*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("encrypts with a key of its own under the alias that the backends name", () => {
    expect(workspace.one("aws_kms_key", "key")).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    expect(workspace.one("aws_kms_alias", "key-alias")).toEqual({
      name: "alias/example-state",
      target_key_id: "${aws_kms_key.key.key_id}",
    });
    expect(
      workspace.one("aws_s3_bucket_server_side_encryption_configuration", "state_encryption")["rule"],
    ).toEqual([
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: "${aws_kms_key.key.arn}",
        },
        bucket_key_enabled: true,
      },
    ]);
  });

  it("publishes bucket, table and key under stable names", () => {
    expect(Object.keys(workspace.json["output"]!).sort()).toEqual([
      "lock_table",
      "state_bucket",
      "state_key_alias",
    ]);
  });
});
