import type { CloudfrontDistributionDefaultCacheBehavior } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import type { Problem } from "../core/errors";
import type { CdnOrigin } from "./cdn-origins";

const METHODS = {
  read: ["GET", "HEAD"],
  "read-and-options": ["GET", "HEAD", "OPTIONS"],
  all: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
} as const;
const CACHED_METHODS = ["GET", "HEAD"];

/** How requests are answered. */
export interface CdnBehaviour {
  /** Id of the origin. */
  readonly origin: string;
  /** Methods that reach the origin; the others are refused. */
  readonly methods: keyof typeof METHODS;
  /** Id of the cache policy: one of `MANAGED_CACHE_POLICIES`, or of a policy of one's own. */
  readonly cachePolicyId: string;
  /**
   * Id of the policy that says what the origin is sent beside the cache key.
   *
   * @default - nothing
   */
  readonly originRequestPolicyId?: string;
  /**
   * Id of the policy that adds headers to responses.
   *
   * @default - none
   */
  readonly responseHeadersPolicyId?: string;
  /**
   * ARN of the CloudFront Function that sees each request first.
   *
   * @default - none
   */
  readonly viewerRequestFunctionArn?: string;
  /**
   * What happens to plain HTTP: it is redirected, or refused.
   *
   * @default "redirect-to-https"
   */
  readonly plainHttp?: "redirect-to-https" | "https-only";
  /**
   * Whether CloudFront compresses what the viewer takes compressed.
   *
   * @default true
   */
  readonly compress?: boolean;
}

/** A behaviour for some paths. */
export interface PathBehaviour extends CdnBehaviour {
  /** Paths that it is for: `/api/*`. */
  readonly pathPattern: string;
}

/** Renders a behaviour as Terraform takes it. */
export function renderBehaviour(behaviour: CdnBehaviour): CloudfrontDistributionDefaultCacheBehavior {
  const { origin, methods, cachePolicyId, originRequestPolicyId, responseHeadersPolicyId } = behaviour;
  const { viewerRequestFunctionArn, plainHttp = "redirect-to-https", compress = true } = behaviour;
  return {
    targetOriginId: origin,
    viewerProtocolPolicy: plainHttp,
    allowedMethods: [...METHODS[methods]],
    cachedMethods: CACHED_METHODS,
    compress,
    cachePolicyId,
    ...(originRequestPolicyId === undefined ? {} : { originRequestPolicyId }),
    ...(responseHeadersPolicyId === undefined ? {} : { responseHeadersPolicyId }),
    ...(viewerRequestFunctionArn === undefined
      ? {}
      : { functionAssociation: [{ eventType: "viewer-request", functionArn: viewerRequestFunctionArn }] }),
  };
}

/** What does not fit together in origins and behaviours. */
export function behaviourProblems(
  origins: Readonly<Record<string, CdnOrigin>>,
  all: readonly CdnBehaviour[],
  behaviours: readonly PathBehaviour[],
  path: string,
): readonly Problem[] {
  const patterns = behaviours.map(({ pathPattern }) => pathPattern);
  return [
    ...all
      .filter(({ origin }) => !(origin in origins))
      .map(({ origin }) => ({
        path: `${path}.behaviours`,
        rule: `name an origin of ${Object.keys(origins).join(", ")}`,
        got: origin,
        fix: "choose one of them",
      })),
    ...patterns
      .filter((pattern, index) => patterns.indexOf(pattern) !== index)
      .map((pattern) => ({
        path: `${path}.behaviours`,
        rule: "have a path pattern of their own each",
        got: pattern,
        fix: "remove the second",
      })),
  ];
}
