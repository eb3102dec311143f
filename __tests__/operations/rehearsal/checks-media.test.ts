import type { Config } from "../../../operations/rehearsal/checks/check";
import { checksOf } from "../../../operations/rehearsal/checks/registry";
import { UNKNOWN, type Value } from "../../../operations/rehearsal/provider/codec";

function findings(type: string, config: Readonly<Record<string, Value>>): readonly string[] {
  return checksOf(type).flatMap((check) => check.find(config).map(({ message }) => message));
}

const KEY = "parameters_in_cache_key_and_forwarded_to_origin";
const cached = (more: Config = {}, key: Config = {}): Config => ({
  name: "preview",
  min_ttl: 0,
  default_ttl: 60,
  max_ttl: 3600,
  [KEY]: [
    {
      headers_config: [{ header_behavior: "none" }],
      cookies_config: [{ cookie_behavior: "none" }],
      query_strings_config: [{ query_string_behavior: "none" }],
      ...key,
    },
  ],
  ...more,
});
const distribution = (certificate: Config, aliases: readonly string[]): Config => ({
  aliases,
  origin: [{ origin_id: "alb" }],
  default_cache_behavior: [{ target_origin_id: "alb" }],
  viewer_certificate: [certificate],
});
const OWN = { cloudfront_default_certificate: true };
const lifecycle = (...rules: readonly Config[]): Config => ({
  rule: rules.map((rule) => ({ id: "one", status: "Enabled", ...rule })),
});
const cors = (more: Config): Config => ({
  cors_rule: [{ allowed_methods: ["GET"], allowed_origins: ["https://example.com"], ...more }],
});

/** A type, a configuration that passes, one that does not, and the words of the refusal. */
const CASES: readonly (readonly [string, Config, Config, RegExp])[] = [
  [
    "aws_cloudfront_distribution",
    distribution(OWN, []),
    distribution(OWN, ["www.example.com"]),
    /aliases need a certificate other than CloudFront's own, got www.example.com/,
  ],
  [
    "aws_cloudfront_distribution",
    distribution({ acm_certificate_arn: "arn:aws:acm:us-east-1:1:certificate/1" }, ["www.example.com"]),
    distribution({ acm_certificate_arn: "arn:aws:acm:eu-west-1:1:certificate/1" }, ["www.example.com"]),
    /must be in us-east-1, got eu-west-1/,
  ],
  ["aws_cloudfront_cache_policy", cached(), cached({ min_ttl: 61 }), /must rise, got 61, 60, 3600/],
  ["aws_cloudfront_cache_policy", cached({ max_ttl: UNKNOWN }), cached({ name: "a.b" }), /1 to 128 letters/],
  [
    "aws_cloudfront_cache_policy",
    cached({}, { headers_config: [{ header_behavior: "whitelist", headers: [{ items: ["Origin"] }] }] }),
    cached({}, { headers_config: [{ header_behavior: "whitelist" }] }),
    /whitelist and allExcept alone, got whitelist without headers/,
  ],
  [
    "aws_cloudfront_cache_policy",
    cached({}, { query_strings_config: [{ query_string_behavior: "all" }] }),
    cached(
      {},
      { query_strings_config: [{ query_string_behavior: "all", query_strings: [{ items: ["v"] }] }] },
    ),
    /got all with query_strings/,
  ],
  [
    "aws_cloudfront_cache_policy",
    cached({}, { headers_config: [{ header_behavior: "none" }] }),
    cached({}, { headers_config: [{ header_behavior: "allViewer" }] }),
    /header_behavior must be one of none, whitelist, got "allViewer"/,
  ],
  [
    "aws_cloudfront_cache_policy",
    cached({}, { headers_config: [{ header_behavior: "whitelist", headers: [{ items: ["Accept"] }] }] }),
    cached(
      {},
      { headers_config: [{ header_behavior: "whitelist", headers: [{ items: ["Accept-Encoding"] }] }] },
    ),
    /must leave Accept-Encoding to CloudFront/,
  ],
  [
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle({ transition: [{ days: 90, storage_class: "GLACIER" }], expiration: [{ days: 91 }] }),
    lifecycle({ transition: [{ days: 90, storage_class: "GLACIER" }], expiration: [{ days: 90 }] }),
    /expiration must come after every transition, got 90 and 90 days/,
  ],
  [
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle({
      noncurrent_version_transition: [{ noncurrent_days: 30, storage_class: "GLACIER" }],
      noncurrent_version_expiration: [{ noncurrent_days: 90 }],
    }),
    lifecycle({
      noncurrent_version_transition: [{ noncurrent_days: 30, storage_class: "GLACIER" }],
      noncurrent_version_expiration: [{ noncurrent_days: 7 }],
    }),
    /got 30 and 7 days/,
  ],
  [
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle({ noncurrent_version_transition: [{ noncurrent_days: 30, storage_class: "STANDARD_IA" }] }),
    lifecycle({ noncurrent_version_transition: [{ noncurrent_days: 29, storage_class: "STANDARD_IA" }] }),
    /have not been current for 30 days/,
  ],
  [
    "aws_s3_bucket_lifecycle_configuration",
    lifecycle({ expiration: [{ days: 1 }] }, { id: "two", expiration: [{ days: 2 }] }),
    lifecycle({ expiration: [{ days: 1 }] }, { expiration: [{ days: 2 }] }),
    /ids of their own, got one/,
  ],
  [
    "aws_s3_bucket_cors_configuration",
    cors({ allowed_origins: ["https://*.example.com"] }),
    cors({ allowed_origins: ["https://*.*.com"] }),
    /at most one star each/,
  ],
  [
    "aws_s3_bucket_cors_configuration",
    cors({ allowed_headers: ["*"] }),
    cors({ allowed_headers: ["x-*-*"] }),
    /at most one star each/,
  ],
];

describe("what CloudFront and S3 refuse", () => {
  test.each(CASES)("%s: one passes, one is refused", (type, right, wrong, words) => {
    expect(findings(type, right)).toEqual([]);
    expect(findings(type, wrong)).toEqual([expect.stringMatching(words)]);
  });
});
