import { fileSystemIsEncrypted } from "../../../guardrails/rules/storage/file-system-is-encrypted";
import { bucketBlocksPublicAccess } from "../../../guardrails/rules/storage/bucket-blocks-public-access";
import { bucketDropsUnfinishedUploads } from "../../../guardrails/rules/storage/bucket-drops-unfinished-uploads";
import { bucketKeepsOldVersions } from "../../../guardrails/rules/storage/bucket-keeps-old-versions";
import { bucketPolicyAdmitsNoEveryone } from "../../../guardrails/rules/storage/bucket-policy-admits-no-everyone";
import { bucketRefusesPlainHttp } from "../../../guardrails/rules/storage/bucket-refuses-plain-http";
import { bucketStatesItsEncryption } from "../../../guardrails/rules/storage/bucket-states-its-encryption";
import type { Attributes } from "../../../guardrails/workspace";
import { findings, policy, type Resources } from "../findings";

const BUCKET = { aws_s3_bucket: { files: { bucket: "files" } } };
const ITS = "${aws_s3_bucket.files.id}";

/** A bucket with one more resource that configures it. */
const bucketWith = (type: string, attributes: Attributes, bucket = ITS): Resources => ({
  ...BUCKET,
  [type]: { setting: { bucket, ...attributes } },
});
const ALL_FOUR = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const DENY_HTTP = {
  Sid: "DenyPlainHttp",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

describe("guard rails of storage", () => {
  it("S3-001 finds a bucket without a block, with a block of another, and with a part of it off", () => {
    const rule = bucketBlocksPublicAccess;
    const type = "aws_s3_bucket_public_access_block";
    expect(findings(rule, BUCKET)).toEqual(["aws_s3_bucket.files: no aws_s3_bucket_public_access_block"]);
    expect(findings(rule, bucketWith(type, ALL_FOUR, "${aws_s3_bucket.others.id}"))).toEqual([
      "aws_s3_bucket.files: no aws_s3_bucket_public_access_block",
    ]);
    expect(findings(rule, bucketWith(type, { ...ALL_FOUR, block_public_policy: false }))).toEqual([
      "aws_s3_bucket.files: block_public_policy = false",
    ]);
  });

  it("S3-001 accepts a bucket that blocks all four ways", () => {
    expect(
      findings(bucketBlocksPublicAccess, bucketWith("aws_s3_bucket_public_access_block", ALL_FOUR)),
    ).toEqual([]);
  });

  it("S3-002 finds a bucket that does not state its encryption, and accepts one that does", () => {
    expect(findings(bucketStatesItsEncryption, BUCKET)).toEqual([
      "aws_s3_bucket.files: no encryption configuration",
    ]);
    expect(
      findings(
        bucketStatesItsEncryption,
        bucketWith("aws_s3_bucket_server_side_encryption_configuration", { rule: [{}] }),
      ),
    ).toEqual([]);
  });

  it.each([
    ["no policy", BUCKET, ["aws_s3_bucket.files: no bucket policy"]],
    [
      "another statement",
      bucketWith("aws_s3_bucket_policy", { policy: policy({ ...DENY_HTTP, Condition: {} }) }),
      ["aws_s3_bucket.files: no such statement"],
    ],
    [
      "one that denies a single role",
      bucketWith("aws_s3_bucket_policy", {
        policy: policy({ ...DENY_HTTP, Principal: { AWS: "arn:aws:iam::111111111111:role/r" } }),
      }),
      ["aws_s3_bucket.files: no such statement"],
    ],
    [
      "one that Terraform writes",
      bucketWith("aws_s3_bucket_policy", { policy: "${data.aws_iam_policy_document.p.json}" }),
      ["?aws_s3_bucket.files: a policy that Terraform writes"],
    ],
  ])("S3-003 finds a bucket with %s", (_, resources, expected) => {
    expect(findings(bucketRefusesPlainHttp, resources)).toEqual(expected);
  });

  it("S3-003 accepts a bucket that denies plain HTTP to everyone", () => {
    expect(
      findings(bucketRefusesPlainHttp, bucketWith("aws_s3_bucket_policy", { policy: policy(DENY_HTTP) })),
    ).toEqual([]);
  });

  it("S3-004 finds a protected bucket without versions, and lets a disposable one be", () => {
    expect(findings(bucketKeepsOldVersions, BUCKET)).toEqual(["aws_s3_bucket.files: no versioning"]);
    expect(findings(bucketKeepsOldVersions, BUCKET, "disposable")).toEqual([]);
    expect(
      findings(
        bucketKeepsOldVersions,
        bucketWith("aws_s3_bucket_versioning", { versioning_configuration: { status: "Suspended" } }),
      ),
    ).toEqual(["aws_s3_bucket.files: versioning_configuration.status = Suspended"]);
  });

  it("S3-004 accepts a protected bucket with versions", () => {
    expect(
      findings(
        bucketKeepsOldVersions,
        bucketWith("aws_s3_bucket_versioning", { versioning_configuration: { status: "Enabled" } }),
      ),
    ).toEqual([]);
  });

  it.each(["*", { AWS: "*" }, { AWS: ["arn:aws:iam::111111111111:root", "*"] }])(
    "S3-005 finds a policy that allows %j",
    (principal) => {
      expect(
        findings(bucketPolicyAdmitsNoEveryone, {
          aws_s3_bucket_policy: {
            p: {
              policy: policy({ Sid: "Read", Effect: "Allow", Principal: principal, Action: "s3:GetObject" }),
            },
          },
        }),
      ).toEqual(["aws_s3_bucket_policy.p: Read: allows everyone without a condition"]);
    },
  );

  it.each([
    { Effect: "Deny", Principal: "*" },
    { Effect: "Allow", Principal: { Service: "cloudfront.amazonaws.com" } },
    { Effect: "Allow", Principal: "*", Condition: { IpAddress: { "aws:SourceIp": "198.51.100.7/32" } } },
  ])("S3-005 accepts %j", (statement) => {
    expect(
      findings(bucketPolicyAdmitsNoEveryone, {
        aws_s3_bucket_policy: { p: { policy: policy({ Action: "s3:GetObject", ...statement }) } },
      }),
    ).toEqual([]);
  });

  it.each([
    ["no lifecycle", BUCKET],
    [
      "a rule that is off",
      bucketWith("aws_s3_bucket_lifecycle_configuration", {
        rule: [{ status: "Disabled", abort_incomplete_multipart_upload: { days_after_initiation: 7 } }],
      }),
    ],
    [
      "other rules only",
      bucketWith("aws_s3_bucket_lifecycle_configuration", {
        rule: [{ status: "Enabled", expiration: { days: 7 } }],
      }),
    ],
  ])("S3-006 finds a bucket with %s", (_, resources) => {
    expect(findings(bucketDropsUnfinishedUploads, resources)).toEqual(["aws_s3_bucket.files: no such rule"]);
  });

  it("S3-006 accepts a bucket that drops unfinished uploads", () => {
    expect(
      findings(
        bucketDropsUnfinishedUploads,
        bucketWith("aws_s3_bucket_lifecycle_configuration", {
          rule: [{ status: "Enabled", abort_incomplete_multipart_upload: { days_after_initiation: 7 } }],
        }),
      ),
    ).toEqual([]);
  });
});

describe("guard rails of file systems", () => {
  it("EFS-001 finds a file system in clear text", () => {
    expect(findings(fileSystemIsEncrypted, { aws_efs_file_system: { f: {} } })).toEqual([
      "aws_efs_file_system.f: encrypted = nothing",
    ]);
    expect(findings(fileSystemIsEncrypted, { aws_efs_file_system: { f: { encrypted: true } } })).toEqual([]);
  });
});
