import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin";
import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { Connections } from "../network/connections";
import { Peer, type SecurityGroupRef } from "../network/peer";
import { Port } from "../network/port";

/** AWS's list of the addresses from which CloudFront calls origins. */
const CLOUDFRONT_PREFIX_LIST = "com.amazonaws.global.cloudfront.origin-facing";
const ORIGIN_TLS = ["TLSv1.2"];
const HTTP_PORT = 80;
const HTTPS_PORT = 443;

/** Values of a {@link VpcOrigin}. */
export interface VpcOriginProps {
  /** Name of the origin: at most 64 letters, digits, - and _. */
  readonly name: string;
  /** ARN of the load balancer, which needs no public address. */
  readonly loadBalancerArn: string;
  /** The group of the load balancer, which gains the flow from CloudFront. */
  readonly securityGroup: SecurityGroupRef;
  /** Port of its listener: 443 for HTTPS, 80 for HTTP. */
  readonly port: number;
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
  public constructor(scope: Construct, id: string, props: VpcOriginProps) {
    super(scope, id);
    const { name, loadBalancerArn, securityGroup, port } = props;
    this.vpcOriginId = new CloudfrontVpcOrigin(this, "origin", {
      vpcOriginEndpointConfig: [
        {
          name: checkedName("aws_cloudfront_vpc_origin", name, this.node.path),
          arn: loadBalancerArn,
          httpPort: HTTP_PORT,
          httpsPort: HTTPS_PORT,
          originProtocolPolicy: port === HTTPS_PORT ? "https-only" : "http-only",
          originSslProtocols: [{ items: ORIGIN_TLS, quantity: ORIGIN_TLS.length }],
        },
      ],
    }).id;
    const { id: prefixListId } = new DataAwsEc2ManagedPrefixList(this, "cloudfront-addresses", {
      name: CLOUDFRONT_PREFIX_LIST,
    });
    new Connections(this, securityGroup).allowFrom(
      Peer.prefixList(prefixListId, "cloudfront"),
      Port.tcp(port),
      "requests that the distribution forwards within the network",
    );
  }
}
