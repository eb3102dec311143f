import { TerraformOutput } from "cdktf";
import { StorageStack, type StoredBucket } from "../../stacks/storage-stack";
import type { Protection } from "../../constructs/core/environment";
import { BareStack, ENVIRONMENT, synthesizeApp, type Workspace } from "../support/synthesis";

const KEY = "arn:aws:kms:us-east-1:111111111111:key/1";
const MEDIA: StoredBucket = {
  bucketName: "openwan-media-111111111111-us-east-1",
  kmsKeyArn: KEY,
  policyIn: "a-later-layer",
  lifecycle: [
    {
      id: "TransitionOldVersions",
      noncurrentTransitions: [{ days: 30, storageClass: "GLACIER" }],
      noncurrentExpirationDays: 90,
    },
    { id: "DeleteIncompleteUploads", abortUploadsAfterDays: 7 },
    {
      id: "TransitionPreviewToIA",
      prefix: "preview/",
      transitions: [{ days: 90, storageClass: "STANDARD_IA" }],
    },
  ],
};

const synthesize = (protection: Protection, bucket: StoredBucket = MEDIA): Record<string, Workspace> =>
  synthesizeApp((app) => {
    const { exports } = new StorageStack(app, {
      environment: { ...ENVIRONMENT, protection },
      buckets: { media: bucket },
    });
    new TerraformOutput(new BareStack(app, "reader"), "bucket", { value: exports.media, staticId: true });
  });

describe("the storage layer", () => {
  const workspaces = synthesize("protected");
  const storage = workspaces["storage-test"]!;

  test("OW-123: holds a bucket under its literal name, which Terraform refuses to destroy", () => {
    expect(storage.one("aws_s3_bucket", "media_bucket")).toEqual({
      bucket: "openwan-media-111111111111-us-east-1",
      lifecycle: { prevent_destroy: true },
    });
  });

  test("a disposable bucket goes with its objects", () => {
    expect(synthesize("disposable")["storage-test"]!.one("aws_s3_bucket", "media_bucket")).toEqual({
      bucket: "openwan-media-111111111111-us-east-1",
      force_destroy: true,
    });
  });

  test("OW-127, OW-133, OW-D08: it is versioned, and encrypted with the system's key and bucket keys", () => {
    expect(storage.one("aws_s3_bucket_versioning", "media_versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(
      storage.one("aws_s3_bucket_server_side_encryption_configuration", "media_encryption")["rule"],
    ).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY },
        bucket_key_enabled: true,
      },
    ]);
  });

  test("OW-124, OW-128 to OW-132, OW-D07: its lifecycle has the three rules, and none touches current originals", () => {
    const rules = storage.one("aws_s3_bucket_lifecycle_configuration", "media_lifecycle")[
      "rule"
    ] as readonly Readonly<Record<string, unknown>>[];

    expect(rules.map(({ id }) => id)).toEqual([
      "TransitionOldVersions",
      "DeleteIncompleteUploads",
      "TransitionPreviewToIA",
    ]);
    expect(rules.filter((rule) => "expiration" in rule)).toEqual([]);
    expect(rules.filter((rule) => "transition" in rule)).toMatchObject([
      { filter: [{ prefix: "preview/" }] },
    ]);
  });

  test("OW-067, OW-140: other layers learn its name, ARN and host name", () => {
    const attribute = (name: string) =>
      `\${data.terraform_remote_state.cross-stack-reference-input-storage-test.outputs.to-other-stacks-aws_s3_bucket-media_bucket-${name}}`;

    expect(workspaces["reader-test"]!.json["output"]!["bucket"]).toMatchObject({
      value: {
        name: attribute("id"),
        arn: attribute("arn"),
        regionalDomainName: attribute("bucket_regional_domain_name"),
      },
    });
    expect(storage.json["output"]!["media_bucket"]).toMatchObject({
      value: "${aws_s3_bucket.media_bucket.id}",
    });
  });

  test("OW-134: pages of the site may use it", () => {
    const cors = [{ allowedOrigins: ["https://openwan.example.com"], allowedMethods: ["GET"] as const }];

    expect(
      synthesize("protected", { ...MEDIA, cors })["storage-test"]!.one(
        "aws_s3_bucket_cors_configuration",
        "media_cors",
      ),
    ).toMatchObject({ cors_rule: [{ allowed_origins: ["https://openwan.example.com"] }] });
  });

  test("a bucket that no later layer reads keeps its policy", () => {
    const { policyIn: _later, ...bucket } = MEDIA;

    expect(synthesize("protected", bucket)["storage-test"]!.ids("aws_s3_bucket_policy")).toEqual([
      "media_policy",
    ]);
  });
});
