import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { Certificate } from "./certificate";
import { CLOUDFRONT_REGION } from "./web-acl";

/** The certificates of a site's domain, validated. */
export interface SiteCertificateArns {
  /** ARN of the one in us-east-1, which the distribution shows to viewers. */
  readonly viewerArn: string;
  /** ARN of the one in the environment's Region, which the load balancer shows to the distribution. */
  readonly loadBalancerArn: string;
}

/** Where the certificates of a site's domain come from: made here and proven in its hosted zone, or made elsewhere. */
export type SiteCertificates = "issue" | SiteCertificateArns;

/** Values of {@link siteCertificates}. */
export interface SiteCertificatesProps {
  /** Domain of the site: `app.example.com`. */
  readonly domainName: string;
  /** Hosted zone in which the domain is proven. */
  readonly hostedZoneId: string;
  /** Region of the load balancer. */
  readonly region: string;
  /** Provider of us-east-1. */
  readonly northVirginia: AwsProvider;
  /**
   * Where they come from.
   *
   * @default "issue"
   */
  readonly certificates?: SiteCertificates | undefined;
}

/**
 * The certificates under which a distribution and the load balancer behind it answer to one domain: the distribution
 * forwards the viewer's Host header and checks the load balancer's certificate against it.
 *
 * ACM keeps certificates by Region, so there are two; where the load balancer is in us-east-1 too, one does for both.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
export function siteCertificates(scope: Construct, props: SiteCertificatesProps): SiteCertificateArns {
  const { domainName, hostedZoneId, region, northVirginia, certificates = "issue" } = props;
  if (certificates !== "issue") {
    return certificates;
  }
  const viewer = new Certificate(scope, "viewer-certificate", {
    domainName,
    proof: { hostedZoneId },
    provider: northVirginia,
  });
  if (region === CLOUDFRONT_REGION) {
    return { viewerArn: viewer.arn, loadBalancerArn: viewer.arn };
  }
  const loadBalancer = new Certificate(scope, "load-balancer-certificate", {
    domainName,
    proof: { provenBy: viewer },
  });
  return { viewerArn: viewer.arn, loadBalancerArn: loadBalancer.arn };
}
