import { type GuardRail } from "../../guard-rail";
import { eachStatement } from "../../policies";

/** `S3-005`: bucket policies name whom they admit. */
export const bucketPolicyAdmitsNoEveryone: GuardRail = {
  id: "S3-005",
  title: "A bucket policy admits nobody whom it does not name",
  why: "an Allow for everyone without a condition publishes the bucket",
  fix: "name the principal, or limit the statement by a condition on its source",
  controls: { fsbp: ["S3.2", "S3.3"], checkov: ["CKV_AWS_70"] },
  types: ["aws_s3_bucket_policy"],
  check: ({ attributes }) =>
    eachStatement(attributes["policy"], ({ effect, principals, conditions }) =>
      effect === "Allow" && principals.some(({ name }) => name === "*") && conditions.length === 0
        ? "allows everyone without a condition"
        : undefined,
    ),
};
