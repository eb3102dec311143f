import { Ec2TransitGatewayVpcAttachment } from "@cdktf/provider-aws/lib/ec2-transit-gateway-vpc-attachment";
import { Construct } from "constructs";
import { refuse } from "../core/errors";

/** Values of a {@link TransitGatewayAttachment}. */
export interface TransitGatewayAttachmentProps {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Ids of the subnets that hold the attachment, one in each zone that shall reach the gateway. */
  readonly subnetIds: readonly string[];
  /** Id of the transit gateway; shared with this account when another one owns it. */
  readonly transitGatewayId: string;
  /** Name tag of the attachment. */
  readonly name: string;
  /**
   * Whether both directions of a connection keep to one zone, as stateful firewalls behind the attachment need.
   *
   * @default false
   */
  readonly applianceMode?: boolean | undefined;
}

/**
 * The spoke end of a hub-and-spoke network: a VPC's attachment to a transit gateway. Which route table of the gateway
 * serves it is the hub's to say.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
export class TransitGatewayAttachment extends Construct {
  /** The attachment, on which routes to the gateway depend. */
  public readonly attachment: Ec2TransitGatewayVpcAttachment;

  public constructor(scope: Construct, id: string, props: TransitGatewayAttachmentProps) {
    super(scope, id);
    const { vpcId, subnetIds, transitGatewayId, name, applianceMode = false } = props;
    if (subnetIds.length === 0) {
      refuse({ path: this.node.path, rule: "needs a subnet", got: [], fix: "name a tier with subnets" });
    }
    this.attachment = new Ec2TransitGatewayVpcAttachment(this, "attachment", {
      vpcId,
      subnetIds: [...subnetIds],
      transitGatewayId,
      applianceModeSupport: applianceMode ? "enable" : "disable",
      dnsSupport: "enable",
      tags: { Name: name },
    });
  }
}
