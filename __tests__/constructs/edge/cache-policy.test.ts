import { CachePolicy, type CachePolicyProps } from "../../../constructs/edge/cache-policy";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL: CachePolicyProps = {
  name: "openwan-preview",
  minTtlSeconds: 0,
  defaultTtlSeconds: 86_400,
  maxTtlSeconds: 31_536_000,
};

const policy = (change: Partial<CachePolicyProps> = {}) =>
  synthesizeStack((stack) => new CachePolicy(stack, "preview", { ...MINIMAL, ...change })).one(
    "aws_cloudfront_cache_policy",
    "preview_policy",
  );

describe("a cache policy", () => {
  test("OW-145, OW-148 to OW-151: keeps answers by path alone, compressed and plain apart", () => {
    expect(policy()).toEqual({
      name: "openwan-preview",
      min_ttl: 0,
      default_ttl: 86_400,
      max_ttl: 31_536_000,
      parameters_in_cache_key_and_forwarded_to_origin: {
        cookies_config: { cookie_behavior: "none" },
        headers_config: { header_behavior: "none" },
        query_strings_config: { query_string_behavior: "none" },
        enable_accept_encoding_gzip: true,
        enable_accept_encoding_brotli: true,
      },
    });
  });

  test("OW-146: takes headers into the key, which reach the origin", () => {
    expect(policy({ headers: ["Origin", "Access-Control-Request-Method"] })).toMatchObject({
      parameters_in_cache_key_and_forwarded_to_origin: {
        headers_config: {
          header_behavior: "whitelist",
          headers: { items: ["Origin", "Access-Control-Request-Method"] },
        },
      },
    });
  });

  test.each<[string, NonNullable<CachePolicyProps["queryStrings"]>, unknown]>([
    ["all query strings", "all", { query_string_behavior: "all" }],
    ["some", ["v"], { query_string_behavior: "whitelist", query_strings: { items: ["v"] } }],
  ])("takes %s into the key", (_case, queryStrings, rendered) => {
    expect(policy({ queryStrings })).toMatchObject({
      parameters_in_cache_key_and_forwarded_to_origin: { query_strings_config: rendered },
    });
  });

  test("takes equal TTLs", () => {
    expect(() => policy({ minTtlSeconds: 60, defaultTtlSeconds: 60, maxTtlSeconds: 60 })).not.toThrow();
  });

  test.each<[string, Partial<CachePolicyProps>, string]>([
    [
      "a default below the minimum",
      { minTtlSeconds: 100_000 },
      "unit-test/preview: the minimum, default and maximum TTL rise, got 100000, 86400, 31536000; put them in order",
    ],
    ["a maximum below the default", { maxTtlSeconds: 3600 }, "got 0, 86400, 3600; put them in order"],
    ["half a second", { minTtlSeconds: 0.5 }, "minTtlSeconds: is a whole number of seconds from 0, got 0.5"],
    ["nothing kept", { defaultTtlSeconds: 0, maxTtlSeconds: 0 }, "maxTtlSeconds: keeps something, got 0"],
    ["a header of CloudFront's", { headers: ["accept-encoding"] }, "leave Accept-Encoding to CloudFront"],
    ["a name with a dot", { name: "a.b" }, "the name of an aws_cloudfront_cache_policy is made of"],
  ])("is refused with %s", (_case, change, refusal) => {
    expect(refusalOf(() => policy(change))).toContain(refusal);
  });
});
