import { Construct } from "constructs";
import { refuse } from "../core/errors";
import { BucketPolicy, type BucketRef } from "../storage/bucket-policy";
import { CachePolicy, type CachePolicyProps } from "./cache-policy";
import type { PathBehaviour } from "./cdn-behaviours";
import type { BucketOrigin } from "./cdn-origins";
import { MANAGED_RESPONSE_HEADERS_POLICIES } from "./managed-policies";

/** Paths that are answered from a bucket. */
export interface MediaPath extends Pick<PathBehaviour, "pathPattern" | "methods"> {
  /** Key of the cache policy. */
  readonly cachePolicy: string;
}

/** Values of a {@link MediaOrigin}. */
export interface MediaOriginProps {
  /** The bucket, made in an earlier layer with `policyIn: "a-later-layer"`; its policy stands here. */
  readonly bucket: BucketRef;
  /** Id of the origin within the distribution: `S3-openwan-media`. Part of addresses: keep it. */
  readonly originId: string;
  /** How long answers are kept, by a key that stays. */
  readonly cachePolicies: Readonly<Record<string, CachePolicyProps>>;
  /** Paths that the bucket answers; the first that matches takes the request. */
  readonly paths: readonly MediaPath[];
}

/**
 * A bucket of an earlier layer as a distribution serves it: its policy, the cache policies and the behaviours of its
 * paths.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export class MediaOrigin extends Construct {
  /** The origin by its id, as a distribution takes it. */
  public readonly origins: Readonly<Record<string, BucketOrigin>>;
  /** The behaviours of its paths. */
  public readonly behaviours: readonly PathBehaviour[];

  /** @throws ProblemsError when a path names a cache policy that is not there */
  public constructor(scope: Construct, id: string, props: MediaOriginProps) {
    super(scope, id);
    const { bucket, originId, cachePolicies, paths } = props;

    this.origins = { [originId]: { bucket: new BucketPolicy(this, "bucket", { bucket }) } };
    const policyIds = new Map(
      Object.entries(cachePolicies).map(([key, policy]) => [
        key,
        new CachePolicy(this, `${key}-cache`, policy).policyId,
      ]),
    );
    this.behaviours = paths.map(({ cachePolicy, ...path }) => ({
      ...path,
      origin: originId,
      cachePolicyId:
        policyIds.get(cachePolicy) ??
        refuse({
          path: `${this.node.path}.paths.${path.pathPattern}.cachePolicy`,
          rule: `is one of ${[...policyIds.keys()].join(", ") || "none"}`,
          got: cachePolicy,
          fix: "choose one of them, or add it to cachePolicies",
        }),
      responseHeadersPolicyId: MANAGED_RESPONSE_HEADERS_POLICIES.securityHeaders,
    }));
  }
}
