import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `CMP-001`: IMDSv2. */
export const metadataByTokenOnly: GuardRail = {
  id: "CMP-001",
  title: "An instance gives its metadata only to those with a token",
  why: "a request forged through the application would read the role's credentials",
  fix: "set metadata_options.http_tokens to required",
  controls: { fsbp: ["EC2.8", "EC2.170", "AutoScaling.3"], cis: ["5.6"], checkov: ["CKV_AWS_79"] },
  types: ["aws_instance", "aws_launch_template"],
  check: ({ attributes }) => mustBe(attributes, "metadata_options.http_tokens", ["required"]),
};
