import { Construct } from "constructs";
import { CachePolicy, type CachePolicyProps } from "./cache-policy";
import type { CdnBehaviour, PathBehaviour } from "./cdn-behaviours";
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  MANAGED_RESPONSE_HEADERS_POLICIES,
} from "./managed-policies";

/** Paths whose responses CloudFront keeps, because somebody has decided that it may. */
export interface CacheablePath extends Pick<
  CachePolicyProps,
  "minTtlSeconds" | "defaultTtlSeconds" | "maxTtlSeconds" | "queryStrings"
> {
  /** The paths: `/api/catalogue/*`. */
  readonly pathPattern: string;
  /**
   * Whether everyone may be given the same response, whoever caused it and without a token, or each user only their
   * own.
   */
  readonly sameFor: "everyone" | "one-user";
}

/** Values of {@link ApiBehaviours}. */
export interface ApiBehavioursProps {
  /** What the names of cache policies begin with. */
  readonly name: string;
  /** Id of the API's origin. */
  readonly origin: string;
  /** Paths whose responses are kept, by a name that stays. */
  readonly cacheablePaths: Readonly<Record<string, CacheablePath>>;
}

/**
 * How a distribution answers for an API: nothing is kept, as what a response shows depends on who asks, but for paths
 * that are declared to be kept.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html
 */
export class ApiBehaviours extends Construct {
  /** How requests are answered whose responses are not kept. */
  public readonly uncached: CdnBehaviour;
  /** The paths whose responses are kept; they come first. */
  public readonly cached: readonly PathBehaviour[];

  /** @throws ProblemsError when CloudFront would refuse how long something is kept */
  public constructor(scope: Construct, id: string, { name, origin, cacheablePaths }: ApiBehavioursProps) {
    super(scope, id);
    this.uncached = {
      origin,
      methods: "all",
      cachePolicyId: MANAGED_CACHE_POLICIES.cachingDisabled,
      // API Gateway finds an API by its own host name.
      originRequestPolicyId: MANAGED_ORIGIN_REQUEST_POLICIES.allViewerExceptHostHeader,
      responseHeadersPolicyId: MANAGED_RESPONSE_HEADERS_POLICIES.securityHeaders,
    };
    this.cached = Object.entries(cacheablePaths).map(([key, { pathPattern, sameFor, ...policy }]) => ({
      ...this.uncached,
      methods: "read-and-options",
      pathPattern,
      cachePolicyId: new CachePolicy(this, key, {
        name: `${name}-${key}`,
        ...policy,
        headers: sameFor === "one-user" ? ["Authorization"] : [],
      }).policyId,
    }));
  }
}
