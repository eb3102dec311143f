import { type GuardRail, notCompliant } from "../../guard-rail";
import { blocks } from "../../workspace";

/** `S3-006`: unfinished uploads end. */
export const bucketDropsUnfinishedUploads: GuardRail = {
  id: "S3-006",
  title: "A bucket drops uploads that were never finished",
  why: "their parts are invisible in listings and are paid for until somebody looks",
  fix: "give its lifecycle a rule with abort_incomplete_multipart_upload",
  controls: { fsbp: ["S3.13"], checkov: ["CKV_AWS_300"] },
  types: ["aws_s3_bucket"],
  check: (bucket, workspace) => {
    const lifecycles = workspace.referringTo(bucket, "aws_s3_bucket_lifecycle_configuration", "bucket");
    const aborts = lifecycles
      .flatMap(({ attributes }) => blocks(attributes, "rule"))
      .some(
        (rule) =>
          rule["status"] === "Enabled" && blocks(rule, "abort_incomplete_multipart_upload").length > 0,
      );
    return aborts ? [] : [notCompliant("no such rule")];
  },
};
