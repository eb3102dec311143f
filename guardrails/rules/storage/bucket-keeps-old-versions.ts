import { type GuardRail, notCompliant } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `S3-004`: versions of protected buckets. */
export const bucketKeepsOldVersions: GuardRail = {
  id: "S3-004",
  title: "A bucket of a protected environment keeps old versions",
  why: "an object that is overwritten or deleted by mistake is gone",
  fix: "set versioning on the bucket",
  controls: { checkov: ["CKV_AWS_21"] },
  types: ["aws_s3_bucket"],
  check: (bucket, workspace) => {
    if (workspace.environment.protection === "disposable") {
      return [];
    }
    const [versioning] = workspace.referringTo(bucket, "aws_s3_bucket_versioning", "bucket");
    return versioning
      ? mustBe(versioning.attributes, "versioning_configuration.status", ["Enabled"])
      : [notCompliant("no versioning")];
  },
};
