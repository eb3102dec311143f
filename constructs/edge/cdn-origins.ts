import type { CloudfrontDistributionOrigin } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import type { Construct } from "constructs";
import { physicalName } from "../core/naming";
import type { ReadableBucket } from "../storage/bucket-statements";

const ORIGIN_TLS = "TLSv1.2";
const HTTP_PORT = 80;
const HTTPS_PORT = 443;
/** The bucket policy's statement that lets the distribution read. */
const READ_SID = "AllowCloudFrontAccess";

/** A private bucket, read by this distribution alone through Origin Access Control. */
export interface BucketOrigin {
  /** The bucket, whose policy gains the statement that lets the distribution read its objects. */
  readonly bucket: ReadableBucket;
}

/** A server that is reached over HTTPS, or over plain HTTP where it can have no certificate. */
export interface ServerOrigin {
  /** Host name at which it is reached: a load balancer's. */
  readonly domainName: string;
  /**
   * Headers that the distribution adds to each request. Their values stand in the state.
   *
   * @default - none
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * What stands before the path of each request on its way there: `/prod`, the stage of an API.
   *
   * @default - nothing
   */
  readonly path?: string;
  /**
   * Seconds for which the distribution waits for an answer, 1 to 120 (more by quota).
   *
   * @default 30
   */
  readonly readTimeoutSeconds?: number;
  /**
   * What the distribution speaks with it. CloudFront takes certificates of public authorities alone, and none of them
   * issues one for a name of Elastic Load Balancing's.
   *
   * @default "https-only"
   */
  readonly protocol?: "https-only" | "http-only";
}

/** A load balancer that has no public address, reached by a `VpcOrigin`. */
export interface NetworkOrigin {
  /** Id of the VPC origin. */
  readonly vpcOriginId: string;
  /** Host name of the load balancer. */
  readonly domainName: string;
}

/** Where the distribution fetches what it does not have. */
export type CdnOrigin = BucketOrigin | ServerOrigin | NetworkOrigin;

/**
 * Renders an origin as Terraform takes it; for a bucket it makes the access control below the given scope.
 *
 * @param distributionName - what the access control is named after, together with the origin's id
 */
export function renderOrigin(
  scope: Construct,
  distributionName: string,
  originId: string,
  origin: CdnOrigin,
): CloudfrontDistributionOrigin {
  if ("bucket" in origin) {
    const access = new CloudfrontOriginAccessControl(scope, `access-to-${originId}`, {
      name: physicalName(
        "aws_cloudfront_origin_access_control",
        [distributionName, originId],
        scope.node.path,
      ),
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    return { originId, domainName: origin.bucket.regionalDomainName, originAccessControlId: access.id };
  }
  if ("vpcOriginId" in origin) {
    const { vpcOriginId, domainName } = origin;
    return { originId, domainName, vpcOriginConfig: { vpcOriginId } };
  }
  const { domainName, path, headers = {}, readTimeoutSeconds, protocol = "https-only" } = origin;
  return {
    originId,
    domainName,
    ...(path === undefined ? {} : { originPath: path }),
    customHeader: Object.entries(headers).map(([header, value]) => ({ name: header, value })),
    customOriginConfig: {
      httpPort: HTTP_PORT,
      httpsPort: HTTPS_PORT,
      originProtocolPolicy: protocol,
      originSslProtocols: [ORIGIN_TLS],
      ...(readTimeoutSeconds === undefined ? {} : { originReadTimeout: readTimeoutSeconds }),
    },
  };
}

/** Lets a distribution read the objects of a bucket. */
export function allowDistribution(bucket: ReadableBucket, distributionArn: string): void {
  bucket.allow((bucketArn) => ({
    sid: READ_SID,
    principal: { service: "cloudfront.amazonaws.com" },
    actions: ["s3:GetObject"],
    resources: [`${bucketArn}/*`],
    conditions: { StringEquals: { "AWS:SourceArn": distributionArn } },
  }));
}
