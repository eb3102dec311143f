import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { MainRouteTableAssociation } from "@cdktf/provider-aws/lib/main-route-table-association";
import { Vpc as AwsVpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";

/** Values of a {@link Vpc}. */
export interface VpcProps {
  /** Block of the VPC, /16 to /28. A change replaces it. */
  readonly cidr: string;
  /** Name tag of the VPC. */
  readonly name: string;
  /** Name tag of its default security group. */
  readonly defaultSecurityGroupName: string;
  /**
   * Whether the VPC resolves names through Amazon's resolver.
   *
   * @default true
   */
  readonly dnsSupport?: boolean | undefined;
  /**
   * Whether instances get names, which private names of interface endpoints need too.
   *
   * @default true
   */
  readonly dnsHostnames?: boolean | undefined;
}

/**
 * A VPC whose default security group is emptied, so that nothing talks that nobody gave a security group.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/configure-your-vpc.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2
 */
export class Vpc extends Construct {
  /** Id of the VPC. */
  public readonly vpcId: string;

  public constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { cidr, name, defaultSecurityGroupName, dnsSupport = true, dnsHostnames = true } = props;

    const vpc = new AwsVpc(this, "vpc", {
      cidrBlock: cidr,
      enableDnsSupport: dnsSupport,
      enableDnsHostnames: dnsHostnames,
      tags: { Name: name },
    });
    this.vpcId = vpc.id;

    // Empty lists, not absent ones: Terraform then also removes what somebody adds by hand.
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: vpc.id,
      ingress: [],
      egress: [],
      tags: { Name: defaultSecurityGroupName },
    });
  }

  /** Opens the VPC to the internet; a subnet is reached only once its route table leads there. */
  public addInternetGateway(name: string): InternetGateway {
    return new InternetGateway(this, "internet-gateway", { vpcId: this.vpcId, tags: { Name: name } });
  }

  /** Makes a route table serve the subnets that have none of their own. */
  public useMainRouteTable(routeTableId: string): void {
    new MainRouteTableAssociation(this, "main-route-table", { vpcId: this.vpcId, routeTableId });
  }
}
