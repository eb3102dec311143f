import { type GuardRail, cannotTell, notCompliant } from "../../guard-rail";
import { deniesPlainHttp, statementsOf } from "../../policies";

/** `S3-003`: buckets refuse plain HTTP. */
export const bucketRefusesPlainHttp: GuardRail = {
  id: "S3-003",
  title: "A bucket refuses requests without TLS",
  why: "requests and objects could be read on their way",
  fix: "deny s3:* where aws:SecureTransport is false, as PrivateBucket does",
  controls: { fsbp: ["S3.5"], cis: ["2.1.1"], checkov: ["CKV_AWS_379"] },
  types: ["aws_s3_bucket"],
  check: (bucket, workspace) => {
    const [policy] = workspace.referringTo(bucket, "aws_s3_bucket_policy", "bucket");
    if (!policy) {
      return [notCompliant("no bucket policy")];
    }
    const statements = statementsOf(policy.attributes["policy"]);
    if (!statements) {
      return [cannotTell("a policy that Terraform writes")];
    }
    return statements.some(deniesPlainHttp) ? [] : [notCompliant("no such statement")];
  },
};
