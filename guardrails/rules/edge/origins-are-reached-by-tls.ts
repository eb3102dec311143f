import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";
import { blocks } from "../../workspace";

/** `EDG-004`: origins are reached by TLS. */
export const originsAreReachedByTls: GuardRail = {
  id: "EDG-004",
  title: "A distribution reaches its origins by TLS",
  why: "the last part of the way would be readable",
  fix: "set origin_protocol_policy to https-only",
  controls: { fsbp: ["CloudFront.9", "CloudFront.10"], checkov: [] },
  types: ["aws_cloudfront_distribution"],
  check: ({ attributes }) =>
    blocks(attributes, "origin")
      .filter((origin) => blocks(origin, "custom_origin_config").length > 0)
      .flatMap((origin) => mustBe(origin, "custom_origin_config.origin_protocol_policy", ["https-only"])),
};
