import type { Check, Checks, Config } from "./check";
import { providerDocs } from "./check";
import { blocksOf, isOpen, isSet } from "./paths";
import { conflicts, each, exactlyOne, known, length, oneOf, rule, shaped } from "./rules";

const CDN_DOCS = providerDocs("aws_cloudfront_distribution");
const CACHE = providerDocs("aws_cloudfront_cache_policy");
const CACHE_API = "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html";
const KEY = "parameters_in_cache_key_and_forwarded_to_origin";
const METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

function behaviour(path: string): readonly Check[] {
  return [
    oneOf(`${path}.viewer_protocol_policy`, ["allow-all", "https-only", "redirect-to-https"], CDN_DOCS),
    oneOf(`${path}.allowed_methods`, METHODS, CDN_DOCS),
    oneOf(`${path}.cached_methods`, ["GET", "HEAD", "OPTIONS"], CDN_DOCS),
    oneOf(`${path}.function_association.event_type`, ["viewer-request", "viewer-response"], CDN_DOCS),
    oneOf(
      `${path}.lambda_function_association.event_type`,
      ["viewer-request", "viewer-response", "origin-request", "origin-response"],
      CDN_DOCS,
    ),
    conflicts([`${path}.cache_policy_id`, `${path}.forwarded_values`], CDN_DOCS),
  ];
}

const originsExist: Check = rule(
  "every behaviour must name an origin of the distribution",
  CDN_DOCS,
  (config) => {
    const blocks = (name: string): readonly Config[] => blocksOf(config, name);
    const origins = new Set(
      [...blocks("origin"), ...blocks("origin_group")].map((origin) => origin["origin_id"]),
    );
    const wanted = [...blocks("default_cache_behavior"), ...blocks("ordered_cache_behavior")].map(
      (item) => item["target_origin_id"],
    );
    const missing = wanted.find((id): id is string => typeof id === "string" && !origins.has(id));
    return missing === undefined || [...origins].some((id) => typeof id !== "string") ? undefined : missing;
  },
);

const aliasesHaveCertificate: Check = rule(
  "aliases need a certificate other than CloudFront's own",
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
  (config) => {
    const aliases = config["aliases"];
    const own = blocksOf(config, "viewer_certificate").some(
      (certificate) => known(certificate, "cloudfront_default_certificate") === "true",
    );
    return own && Array.isArray(aliases) && aliases.length > 0 ? String(aliases[0]) : undefined;
  },
);

const risingTtls: Check = rule("min_ttl, default_ttl and max_ttl must rise", CACHE_API, (config) => {
  const ttls = ["min_ttl", "default_ttl", "max_ttl"].map((ttl) => known(config, ttl));
  const given = ttls.filter((ttl) => ttl !== undefined).map(Number);
  return given.some((ttl, index) => ttl < (given[index - 1] ?? 0)) ? given.join(", ") : undefined;
});

/** A list of names goes with the behaviours that name some, and only with those. */
function named(block: string, behaviour: string, list: string): Check {
  return rule(
    `${list} go with whitelist and allExcept alone`,
    CACHE,
    (config) => {
      const how = known(config, behaviour);
      const wanted = how === "whitelist" || how === "allExcept";
      const given = blocksOf(config, list).some(({ items }) => isSet(items));
      return how === undefined || isOpen(config[list]) || wanted === given
        ? undefined
        : `${how} ${given ? "with" : "without"} ${list}`;
    },
    `${KEY}.${block}`,
  );
}

/** CloudFront. */
export const CDN: Checks = {
  aws_cloudfront_distribution: [
    ...behaviour("default_cache_behavior"),
    ...behaviour("ordered_cache_behavior"),
    originsExist,
    oneOf("price_class", ["PriceClass_All", "PriceClass_200", "PriceClass_100", "None"], CDN_DOCS),
    oneOf("http_version", ["http1.1", "http2", "http3", "http2and3"], CDN_DOCS),
    oneOf(
      "viewer_certificate.minimum_protocol_version",
      [
        "SSLv3",
        "TLSv1",
        "TLSv1_2016",
        "TLSv1.1_2016",
        "TLSv1.2_2018",
        "TLSv1.2_2019",
        "TLSv1.2_2021",
        "TLSv1.2_2025",
        "TLSv1.3_2025",
      ],
      CDN_DOCS,
    ),
    oneOf("viewer_certificate.ssl_support_method", ["sni-only", "vip", "static-ip"], CDN_DOCS),
    oneOf("restrictions.geo_restriction.restriction_type", ["blacklist", "none", "whitelist"], CDN_DOCS),
    oneOf(
      "origin.custom_origin_config.origin_protocol_policy",
      ["http-only", "https-only", "match-viewer"],
      CDN_DOCS,
    ),
    oneOf(
      "origin.custom_origin_config.origin_ssl_protocols",
      ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"],
      CDN_DOCS,
    ),
    shaped(
      "default_root_object",
      /^[^/]/,
      "must not begin with a slash",
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
    ),
    exactlyOne(
      [
        "viewer_certificate.acm_certificate_arn",
        "viewer_certificate.cloudfront_default_certificate",
        "viewer_certificate.iam_certificate_id",
      ],
      CDN_DOCS,
    ),
    each(
      "viewer_certificate.acm_certificate_arn",
      "must be in us-east-1",
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
      (value) => {
        const region = String(value).split(":")[3];
        return region === "us-east-1" || region === "" ? undefined : String(region);
      },
    ),
    aliasesHaveCertificate,
    each(
      "web_acl_id",
      "must be a global web ACL",
      "https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html",
      (value) => (String(value).includes(":regional/") ? String(value) : undefined),
    ),
  ],
  aws_cloudfront_origin_access_control: [
    length("name", 1, 64, providerDocs("aws_cloudfront_origin_access_control")),
    oneOf(
      "origin_access_control_origin_type",
      ["lambda", "mediapackagev2", "mediastore", "s3"],
      providerDocs("aws_cloudfront_origin_access_control"),
    ),
    oneOf(
      "signing_behavior",
      ["always", "never", "no-override"],
      providerDocs("aws_cloudfront_origin_access_control"),
    ),
    oneOf("signing_protocol", ["sigv4"], providerDocs("aws_cloudfront_origin_access_control")),
  ],
  aws_cloudfront_function: [
    shaped(
      "name",
      /^[A-Za-z0-9_-]{1,64}$/,
      "must be 1 to 64 letters, digits, hyphens and underscores",
      "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html",
    ),
    oneOf("runtime", ["cloudfront-js-1.0", "cloudfront-js-2.0"], providerDocs("aws_cloudfront_function")),
    length(
      "code",
      1,
      10240,
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
    ),
  ],
  aws_cloudfront_cache_policy: [
    shaped("name", /^[\w-]{1,128}$/, "must be 1 to 128 letters, digits, hyphens and underscores", CACHE_API),
    risingTtls,
    oneOf(`${KEY}.headers_config.header_behavior`, ["none", "whitelist"], CACHE),
    oneOf(`${KEY}.cookies_config.cookie_behavior`, ["none", "whitelist", "allExcept", "all"], CACHE),
    oneOf(
      `${KEY}.query_strings_config.query_string_behavior`,
      ["none", "whitelist", "allExcept", "all"],
      CACHE,
    ),
    named("headers_config", "header_behavior", "headers"),
    named("cookies_config", "cookie_behavior", "cookies"),
    named("query_strings_config", "query_string_behavior", "query_strings"),
    each(
      `${KEY}.headers_config.headers.items`,
      "must leave Accept-Encoding to CloudFront where it compresses",
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html",
      (value) => (String(value).toLowerCase() === "accept-encoding" ? String(value) : undefined),
    ),
  ],
};
