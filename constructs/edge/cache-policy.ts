import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";

/** Values of a {@link CachePolicy}. */
export interface CachePolicyProps {
  /** Name, once in the account: at most 128 letters, digits, - and _. */
  readonly name: string;
  /** Seconds for which an answer is kept at least, whatever the origin says; 0 leaves it to the origin. */
  readonly minTtlSeconds: number;
  /** Seconds for which an answer is kept of which the origin says nothing. */
  readonly defaultTtlSeconds: number;
  /** Seconds for which an answer is kept at most, whatever the origin says. */
  readonly maxTtlSeconds: number;
  /**
   * Headers that are part of the cache key and reach the origin.
   *
   * @default - none
   */
  readonly headers?: readonly string[];
  /**
   * Query strings that are part of the cache key and reach the origin: none, all, or these.
   *
   * @default "none"
   */
  readonly queryStrings?: "none" | "all" | readonly string[];
}

/**
 * What makes two requests the same to CloudFront, and for how long their answer is kept. Cookies are never part of it;
 * compressed and plain answers are kept apart.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html
 */
export class CachePolicy extends Construct {
  /** Id of the policy, which a behaviour names. */
  public readonly policyId: string;

  /** @throws ProblemsError when TTLs are out of order, or a header cannot be part of the key */
  public constructor(scope: Construct, id: string, props: CachePolicyProps) {
    super(scope, id);
    const { name, minTtlSeconds, defaultTtlSeconds, maxTtlSeconds, headers = [] } = props;
    const { queryStrings = "none" } = props;
    throwProblems(cachePolicyProblems(props, this.node.path));

    this.policyId = new CloudfrontCachePolicy(this, "policy", {
      name: checkedName("aws_cloudfront_cache_policy", name, this.node.path),
      minTtl: minTtlSeconds,
      defaultTtl: defaultTtlSeconds,
      maxTtl: maxTtlSeconds,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig:
          headers.length === 0
            ? { headerBehavior: "none" }
            : { headerBehavior: "whitelist", headers: { items: [...headers] } },
        queryStringsConfig:
          typeof queryStrings === "string"
            ? { queryStringBehavior: queryStrings }
            : { queryStringBehavior: "whitelist", queryStrings: { items: [...queryStrings] } },
        enableAcceptEncodingGzip: true,
        enableAcceptEncodingBrotli: true,
      },
    }).id;
  }
}

/**
 * What CloudFront would refuse in a cache policy, and TTLs that keep nothing.
 *
 * @param path - where the policy's values stand, for the errors
 */
export function cachePolicyProblems(props: CachePolicyProps, path: string): readonly Problem[] {
  const { minTtlSeconds, defaultTtlSeconds, maxTtlSeconds, headers = [] } = props;
  const ttls = Object.entries({ minTtlSeconds, defaultTtlSeconds, maxTtlSeconds });
  const odd = ttls.filter(([, ttl]) => !Number.isInteger(ttl) || ttl < 0);
  return [
    ...odd.map(([key, ttl]) => ({
      path: `${path}.${key}`,
      rule: "is a whole number of seconds from 0",
      got: ttl,
      fix: "choose such a number",
    })),
    ...(odd.length > 0 || (minTtlSeconds <= defaultTtlSeconds && defaultTtlSeconds <= maxTtlSeconds)
      ? []
      : [
          {
            path,
            rule: "the minimum, default and maximum TTL rise",
            got: ttls.map(([, ttl]) => ttl).join(", "),
            fix: "put them in order",
          },
        ]),
    ...(maxTtlSeconds === 0
      ? [
          {
            path: `${path}.maxTtlSeconds`,
            rule: "keeps something",
            got: 0,
            fix: "raise it, or use MANAGED_CACHE_POLICIES.cachingDisabled",
          },
        ]
      : []),
    ...headers
      .filter((header) => header.toLowerCase() === "accept-encoding")
      .map((header) => ({
        path: `${path}.headers`,
        rule: "leave Accept-Encoding to CloudFront, which sorts it into plain, gzip and Brotli",
        got: header,
        fix: "remove it",
      })),
  ];
}
