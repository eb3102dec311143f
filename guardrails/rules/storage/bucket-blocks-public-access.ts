import { type GuardRail, notCompliant } from "../../guard-rail";
import { mustBe } from "../../verdicts";

const SETTINGS = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
];

/** `S3-001`: buckets block public access. */
export const bucketBlocksPublicAccess: GuardRail = {
  id: "S3-001",
  title: "A bucket blocks public access in all four ways",
  why: "one policy or ACL set later by mistake would publish its objects",
  fix: "use PrivateBucket, or acknowledge what has to be public",
  controls: {
    fsbp: ["S3.2", "S3.3", "S3.8"],
    cis: ["2.1.4"],
    checkov: ["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV2_AWS_6"],
  },
  types: ["aws_s3_bucket"],
  check: (bucket, workspace) => {
    const [block] = workspace.referringTo(bucket, "aws_s3_bucket_public_access_block", "bucket");
    return block
      ? SETTINGS.flatMap((setting) => mustBe(block.attributes, setting, [true]))
      : [notCompliant("no aws_s3_bucket_public_access_block")];
  },
};
