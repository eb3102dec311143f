import { Ec2TransitGatewayRoute } from "@cdktf/provider-aws/lib/ec2-transit-gateway-route";
import { Ec2TransitGatewayRouteTable } from "@cdktf/provider-aws/lib/ec2-transit-gateway-route-table";
import { Ec2TransitGatewayRouteTableAssociation } from "@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-association";
import { Ec2TransitGatewayRouteTablePropagation } from "@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-propagation";
import { Ec2TransitGatewayVpcAttachmentAccepter } from "@cdktf/provider-aws/lib/ec2-transit-gateway-vpc-attachment-accepter";
import { Construct } from "constructs";

const ANYWHERE = "0.0.0.0/0";

/** A spoke whose attachment the hub lets in. */
export interface TransitSpoke {
  /** Id of the attachment that the spoke's account made: `tgw-attach-…`. */
  readonly attachmentId: string;
  /** Block of its VPC. */
  readonly cidr: string;
  /** The spokes and sites that it reaches, each of which reaches it too. */
  readonly reaches: readonly string[];
}

/** A network outside AWS that is attached by VPN or Direct Connect. */
export interface TransitSite {
  /** Id of its attachment. */
  readonly attachmentId: string;
  /** Blocks that are reached through it where it does not tell them by BGP; empty where it does. */
  readonly staticCidrs: readonly string[];
}

/** Values of a {@link TransitRouting}. */
export interface TransitRoutingProps {
  /** Id of the gateway. */
  readonly transitGatewayId: string;
  /** What the name tags of the route tables begin with. */
  readonly name: string;
  /** Attachment of the network through which everyone reaches the internet. */
  readonly egressAttachmentId: string;
  /** Block that holds those of all spokes: what is no more than a part of it is nobody's internet. */
  readonly supernet: string;
  /** The spokes by name. */
  readonly spokes: Readonly<Record<string, TransitSpoke>>;
  /** The sites by name. */
  readonly sites: Readonly<Record<string, TransitSite>>;
  /**
   * Attachment of the firewall that looks at what spokes send to the internet, and at what comes back.
   *
   * @default - none
   */
  readonly firewallAttachmentId?: string | undefined;
}

/**
 * Who reaches whom through a transit gateway. Each spoke has a route table of its own: it reaches the internet, and of
 * the other spokes and sites those that are stated. Everything else of the organization's block is dropped: the NAT of
 * the egress network would lead it back in by another name.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-isolated.html
 */
export class TransitRouting extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: TransitRoutingProps,
  ) {
    super(scope, id);
    const { egressAttachmentId, firewallAttachmentId, supernet, spokes, sites } = props;
    const attachments = this.acceptedAttachments();

    // What comes back from the internet: through the firewall, where there is one, or to the spokes at once.
    const egress = this.table("egress", egressAttachmentId);
    if (firewallAttachmentId === undefined) {
      this.propagateAll(egress, "egress", attachments);
    } else {
      this.route("egress-to-spokes", egress, supernet, firewallAttachmentId);
      const firewall = this.table("firewall", firewallAttachmentId);
      this.route("firewall-to-internet", firewall, ANYWHERE, egressAttachmentId);
      this.propagateAll(firewall, "firewall", attachments);
    }

    for (const [name, { reaches }] of Object.entries(spokes)) {
      const table = this.table(name, attachments.get(name) ?? "");
      this.route(`${name}-to-internet`, table, ANYWHERE, firewallAttachmentId ?? egressAttachmentId);
      this.drop(`${name}-drops-the-rest`, table, supernet);
      for (const other of reaches) {
        this.reach(name, table, other, attachments);
      }
    }
    for (const [name, { attachmentId }] of Object.entries(sites)) {
      const table = this.table(name, attachmentId);
      for (const [spoke] of Object.entries(spokes).filter(([, { reaches }]) => reaches.includes(name))) {
        this.propagate(`${name}-reaches-${spoke}`, table, attachments.get(spoke) ?? "");
      }
    }
  }

  /** The spokes' attachments, which wait until the hub takes them. */
  private acceptedAttachments(): ReadonlyMap<string, string> {
    return new Map(
      Object.entries(this.props.spokes).map(([name, { attachmentId }]) => {
        const accepter = new Ec2TransitGatewayVpcAttachmentAccepter(this, `${name}-accepted`, {
          transitGatewayAttachmentId: attachmentId,
          transitGatewayDefaultRouteTableAssociation: false,
          transitGatewayDefaultRouteTablePropagation: false,
          tags: { Name: `${this.props.name}-${name}` },
        });
        return [name, accepter.id];
      }),
    );
  }

  private table(name: string, attachmentId: string): Ec2TransitGatewayRouteTable {
    const table = new Ec2TransitGatewayRouteTable(this, `${name}-table`, {
      transitGatewayId: this.props.transitGatewayId,
      tags: { Name: `${this.props.name}-${name}` },
    });
    new Ec2TransitGatewayRouteTableAssociation(this, `${name}-association`, {
      transitGatewayAttachmentId: attachmentId,
      transitGatewayRouteTableId: table.id,
    });
    return table;
  }

  private reach(
    name: string,
    table: Ec2TransitGatewayRouteTable,
    other: string,
    attachments: ReadonlyMap<string, string>,
  ): void {
    const site = this.props.sites[other];
    const attachmentId = site?.attachmentId ?? attachments.get(other) ?? "";
    this.propagate(`${name}-reaches-${other}`, table, attachmentId);
    for (const cidr of site?.staticCidrs ?? []) {
      this.route(`${name}-reaches-${other}-${cidr.replace(/[./]/g, "-")}`, table, cidr, attachmentId);
    }
  }

  private propagateAll(
    table: Ec2TransitGatewayRouteTable,
    from: string,
    attachments: ReadonlyMap<string, string>,
  ): void {
    for (const [name, attachmentId] of attachments) {
      this.propagate(`${from}-reaches-${name}`, table, attachmentId);
    }
  }

  private propagate(id: string, table: Ec2TransitGatewayRouteTable, attachmentId: string): void {
    new Ec2TransitGatewayRouteTablePropagation(this, id, {
      transitGatewayAttachmentId: attachmentId,
      transitGatewayRouteTableId: table.id,
    });
  }

  private route(
    id: string,
    table: Ec2TransitGatewayRouteTable,
    destinationCidrBlock: string,
    attachmentId: string,
  ): void {
    new Ec2TransitGatewayRoute(this, id, {
      destinationCidrBlock,
      transitGatewayAttachmentId: attachmentId,
      transitGatewayRouteTableId: table.id,
    });
  }

  private drop(id: string, table: Ec2TransitGatewayRouteTable, destinationCidrBlock: string): void {
    new Ec2TransitGatewayRoute(this, id, {
      destinationCidrBlock,
      blackhole: true,
      transitGatewayRouteTableId: table.id,
    });
  }
}
