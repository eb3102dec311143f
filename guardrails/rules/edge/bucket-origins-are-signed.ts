import { type GuardRail } from "../../guard-rail";
import { mustBeStated } from "../../verdicts";
import { blocks } from "../../workspace";

/** `EDG-005`: requests to buckets are signed. */
export const bucketOriginsAreSigned: GuardRail = {
  id: "EDG-005",
  title: "A distribution signs its requests to buckets",
  why: "the bucket would have to admit everyone",
  fix: "give the origin an origin access control",
  controls: { fsbp: ["CloudFront.13"], checkov: ["CKV2_AWS_46"] },
  types: ["aws_cloudfront_distribution"],
  check: ({ attributes }) =>
    blocks(attributes, "origin")
      .filter((origin) => blocks(origin, "custom_origin_config").length === 0)
      .filter((origin) => blocks(origin, "vpc_origin_config").length === 0)
      .flatMap((origin) => mustBeStated(origin, "origin_access_control_id")),
};
