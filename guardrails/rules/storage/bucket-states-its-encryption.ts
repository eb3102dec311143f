import { type GuardRail, notCompliant } from "../../guard-rail";

/** `S3-002`: encryption of buckets is stated. */
export const bucketStatesItsEncryption: GuardRail = {
  id: "S3-002",
  title: "A bucket states how it encrypts its objects",
  why: "the default is there, but a reviewer cannot see which key it means",
  fix: "make an aws_s3_bucket_server_side_encryption_configuration",
  controls: { checkov: ["CKV_AWS_19"] },
  types: ["aws_s3_bucket"],
  check: (bucket, workspace) =>
    workspace.referringTo(bucket, "aws_s3_bucket_server_side_encryption_configuration", "bucket").length > 0
      ? []
      : [notCompliant("no encryption configuration")],
};
