import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";

const ORIGIN_TLS = ["TLSv1.2"];
const HTTP_PORT = 80;
const HTTPS_PORT = 443;

/** Values of a {@link VpcOrigin}. */
export interface VpcOriginProps {
  /** Name of the origin: at most 64 letters, digits, - and _. */
  readonly name: string;
  /** ARN of the load balancer, which needs no public address. */
  readonly loadBalancerArn: string;
  /** What CloudFront speaks with it. */
  readonly protocol: "https-only" | "http-only";
}

/**
 * The way by which CloudFront reaches a load balancer within a network, so that nobody can go around it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export class VpcOrigin extends Construct {
  /** Id of the origin, which a distribution names. */
  public readonly vpcOriginId: string;

  /** @throws ProblemsError when CloudFront would not accept the name */
  public constructor(scope: Construct, id: string, { name, loadBalancerArn, protocol }: VpcOriginProps) {
    super(scope, id);
    this.vpcOriginId = new CloudfrontVpcOrigin(this, "origin", {
      vpcOriginEndpointConfig: [
        {
          name: checkedName("aws_cloudfront_vpc_origin", name, this.node.path),
          arn: loadBalancerArn,
          httpPort: HTTP_PORT,
          httpsPort: HTTPS_PORT,
          originProtocolPolicy: protocol,
          originSslProtocols: [{ items: ORIGIN_TLS, quantity: ORIGIN_TLS.length }],
        },
      ],
    }).id;
  }
}
