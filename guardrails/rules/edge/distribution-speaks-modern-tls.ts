import { type GuardRail, notCompliant } from "../../guard-rail";
import { mustBe, shown } from "../../verdicts";
import { blocks } from "../../workspace";

const MODERN = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

/** `EDG-003`: distributions speak modern TLS. */
export const distributionSpeaksModernTls: GuardRail = {
  id: "EDG-003",
  title: "A distribution speaks HTTPS with TLS 1.2 or later to viewers",
  why: "older versions can be broken, and plain HTTP read",
  fix: "use a certificate of its own with TLSv1.2_2021 or later, and redirect to HTTPS",
  controls: {
    fsbp: ["CloudFront.3", "CloudFront.7", "CloudFront.15"],
    checkov: ["CKV_AWS_34", "CKV_AWS_174"],
  },
  types: ["aws_cloudfront_distribution"],
  check: ({ attributes }) => [
    ...mustBe(attributes, "viewer_certificate.minimum_protocol_version", MODERN),
    ...[...blocks(attributes, "default_cache_behavior"), ...blocks(attributes, "ordered_cache_behavior")]
      .filter(({ viewer_protocol_policy: policy }) => policy === "allow-all")
      .map((behaviour) =>
        notCompliant(`${shown(behaviour["path_pattern"] ?? "the default behaviour")} over plain HTTP`),
      ),
  ],
};
