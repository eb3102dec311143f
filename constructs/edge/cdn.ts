import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { physicalName } from "../core/naming";
import type { PrivateBucket } from "../storage/private-bucket";

const METHODS = {
  read: ["GET", "HEAD"],
  "read-and-options": ["GET", "HEAD", "OPTIONS"],
  all: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
} as const;
const CACHED_METHODS = ["GET", "HEAD"];
const VIEWER_TLS = "TLSv1.2_2021";
const ORIGIN_TLS = "TLSv1.2";
const HTTP_PORT = 80;
const HTTPS_PORT = 443;
/** The bucket policy's statement that lets the distribution read. */
const READ_SID = "AllowCloudFrontAccess";

/** A private bucket, read by this distribution alone through Origin Access Control. */
export interface BucketOrigin {
  /** The bucket; its policy gains the statement that lets the distribution read its objects. */
  readonly bucket: PrivateBucket;
}

/** A server that is reached over HTTPS. */
export interface HttpsOrigin {
  /** Host name at which it is reached: a load balancer's. */
  readonly domainName: string;
  /**
   * Headers that the distribution adds to each request. Their values stand in the state.
   *
   * @default - none
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Seconds for which the distribution waits for an answer, 1 to 120 (more by quota).
   *
   * @default 30
   */
  readonly readTimeoutSeconds?: number;
}

/** Where the distribution fetches what it does not have. */
export type CdnOrigin = BucketOrigin | HttpsOrigin;

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

/** Values of a {@link Cdn}. */
export interface CdnProps {
  /** Name that its parts and its comment carry. */
  readonly name: string;
  /** Host names of the distribution, all of them in the certificate. */
  readonly aliases: readonly string[];
  /** ARN of the validated certificate, in us-east-1. */
  readonly certificateArn: string;
  /** ARN of the web ACL of scope CLOUDFRONT; a distribution without one is not made. */
  readonly webAclArn: string;
  /** Origins by id. The id is part of addresses: keep it. */
  readonly origins: Readonly<Record<string, CdnOrigin>>;
  /** How requests are answered that no path behaviour takes. */
  readonly defaultBehaviour: CdnBehaviour;
  /**
   * Behaviours for paths; the first that matches takes the request.
   *
   * @default - none
   */
  readonly behaviours?: readonly PathBehaviour[];
  /**
   * Object that answers `/`: `index.html`.
   *
   * @default - none
   */
  readonly defaultRootObject?: string;
  /**
   * Edge locations that serve: all, all without the dearest, or North America, Europe and Israel.
   *
   * @default "PriceClass_All"
   */
  readonly priceClass?: "PriceClass_All" | "PriceClass_200" | "PriceClass_100";
  /**
   * What must be in place before the distribution changes, such as listener rules that know a new header value.
   *
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A CloudFront distribution behind a web ACL: HTTPS alone, TLS 1.2 at least, IPv4 and IPv6, HTTP/2 and HTTP/3.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Introduction.html
 */
export class Cdn extends Construct {
  /** Id of the distribution, which an invalidation names. */
  public readonly distributionId: string;
  /** ARN of the distribution. */
  public readonly distributionArn: string;
  /** Host name of CloudFront's own, to which alias records lead. */
  public readonly domainName: string;
  /** Hosted zone of that name. */
  public readonly hostedZoneId: string;

  /** @throws ProblemsError when behaviours and origins do not fit together */
  public constructor(scope: Construct, id: string, props: CdnProps) {
    super(scope, id);
    const { name, aliases, certificateArn, webAclArn, origins, defaultBehaviour, defaultRootObject } = props;
    const { behaviours = [], priceClass = "PriceClass_All", dependsOn = [] } = props;
    throwProblems(problemsOf(origins, [defaultBehaviour, ...behaviours], behaviours, this.node.path));

    const distribution = new CloudfrontDistribution(this, "distribution", {
      comment: name,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: "http2and3",
      priceClass,
      aliases: [...aliases],
      webAclId: webAclArn,
      ...(defaultRootObject === undefined ? {} : { defaultRootObject }),
      origin: Object.entries(origins).map(([originId, origin]) => this.renderOrigin(name, originId, origin)),
      defaultCacheBehavior: renderBehaviour(defaultBehaviour),
      orderedCacheBehavior: behaviours.map((behaviour) => ({
        pathPattern: behaviour.pathPattern,
        ...renderBehaviour(behaviour),
      })),
      restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
      viewerCertificate: {
        acmCertificateArn: certificateArn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: VIEWER_TLS,
      },
      ...(dependsOn.length > 0 ? { dependsOn: [...dependsOn] } : {}),
    });
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.domainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;

    for (const origin of Object.values(origins)) {
      if ("bucket" in origin) {
        origin.bucket.allow((bucketArn) => ({
          sid: READ_SID,
          principal: { service: "cloudfront.amazonaws.com" },
          actions: ["s3:GetObject"],
          resources: [`${bucketArn}/*`],
          conditions: { StringEquals: { "AWS:SourceArn": distribution.arn } },
        }));
      }
    }
  }

  private renderOrigin(name: string, originId: string, origin: CdnOrigin) {
    if ("bucket" in origin) {
      const access = new CloudfrontOriginAccessControl(this, `access-to-${originId}`, {
        name: physicalName("aws_cloudfront_origin_access_control", [name, originId], this.node.path),
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      });
      return {
        originId,
        domainName: origin.bucket.bucket.bucketRegionalDomainName,
        originAccessControlId: access.id,
      };
    }
    const { domainName, headers = {}, readTimeoutSeconds } = origin;
    return {
      originId,
      domainName,
      customHeader: Object.entries(headers).map(([header, value]) => ({ name: header, value })),
      customOriginConfig: {
        httpPort: HTTP_PORT,
        httpsPort: HTTPS_PORT,
        originProtocolPolicy: "https-only",
        originSslProtocols: [ORIGIN_TLS],
        ...(readTimeoutSeconds === undefined ? {} : { originReadTimeout: readTimeoutSeconds }),
      },
    };
  }
}

function renderBehaviour(behaviour: CdnBehaviour) {
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

function problemsOf(
  origins: CdnProps["origins"],
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
