import { Apigatewayv2VpcLink } from "@cdktf/provider-aws/lib/apigatewayv2-vpc-link";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { Port } from "../network/port";
import { SecurityGroup } from "../network/security-group";
import type { LoadBalancerBackend } from "./api-backend";

/** Values of a {@link VpcLink}. */
export interface VpcLinkProps {
  /** Name of the link and of its security group: at most 128 letters, digits, spaces and _.-. */
  readonly name: string;
  /** VPC of the load balancer. */
  readonly vpcId: string;
  /** Subnets in which the link has its interfaces, one for each zone of the load balancer. A change replaces the link. */
  readonly subnetIds: readonly string[];
  /** The load balancer that the link leads to. */
  readonly backend: LoadBalancerBackend;
}

/**
 * A link of the second version, by which REST and HTTP APIs alike reach a load balancer that has no public address. No
 * network load balancer stands between.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html
 */
export class VpcLink extends Construct {
  /** Id of the link, which integrations name. */
  public readonly vpcLinkId: string;

  /** @throws ProblemsError when API Gateway or EC2 would not accept the name */
  public constructor(scope: Construct, id: string, props: VpcLinkProps) {
    super(scope, id);
    const { name, vpcId, subnetIds, backend } = props;
    const group = new SecurityGroup(this, "vpc-link", {
      vpcId,
      name: `${name}-vpc-link`,
      description: "Interfaces of API Gateway in the network: requests to the load balancer alone",
    });
    group.connections.allowTo(backend.securityGroup, Port.tcp(backend.port), "requests that the API takes");

    this.vpcLinkId = new Apigatewayv2VpcLink(this, "link", {
      name: checkedName("aws_apigatewayv2_vpc_link", name, this.node.path),
      subnetIds: [...subnetIds],
      securityGroupIds: [group.securityGroupId],
    }).id;
  }
}
