import { type GuardRail } from "../../guard-rail";
import { mustBeStated } from "../../verdicts";

/** `EDG-006`: distributions have a web ACL. */
export const distributionHasWebAcl: GuardRail = {
  id: "EDG-006",
  title: "A distribution stands behind a web ACL",
  why: "the application sees every probe of the internet itself",
  fix: "give it a web ACL",
  controls: { fsbp: ["CloudFront.6"], checkov: ["CKV_AWS_68"] },
  types: ["aws_cloudfront_distribution"],
  check: ({ attributes }) => mustBeStated(attributes, "web_acl_id"),
};
