import { CustomerGateway } from "@cdktf/provider-aws/lib/customer-gateway";
import { DataAwsEc2TransitGatewayDxGatewayAttachment } from "@cdktf/provider-aws/lib/data-aws-ec2-transit-gateway-dx-gateway-attachment";
import { DxGateway } from "@cdktf/provider-aws/lib/dx-gateway";
import { DxGatewayAssociation } from "@cdktf/provider-aws/lib/dx-gateway-association";
import { VpnConnection } from "@cdktf/provider-aws/lib/vpn-connection";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import type { DirectConnectConfig, VpnConfig } from "./hub-rules";
import type { TransitSite } from "./transit-routing";

/** BGP numbers above this one stand in an argument of their own. */
const LONGEST_SHORT_ASN = 2_147_483_647;

/** Values of {@link HubSites}. */
export interface HubSitesProps {
  /** Id of the transit gateway. */
  readonly transitGatewayId: string;
  /** What names begin with: `enterprise-network`. */
  readonly name: string;
  /** VPN connections by the site that each leads to. */
  readonly vpns: Readonly<Record<string, VpnConfig>>;
  /** Direct Connect gateways by the site that each leads to. */
  readonly directConnects: Readonly<Record<string, DirectConnectConfig>>;
}

/**
 * Where networks outside AWS meet the hub: VPN connections with two tunnels each, and Direct Connect gateways. Lines and
 * their virtual interfaces are ordered by hand; the keys of the tunnels lie in Secrets Manager.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/create-tgw-vpn-attachment.html
 * @see https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-transit-gateways.html
 */
export class HubSites extends Construct {
  /** The sites by name, as the hub routes to them. */
  public readonly sites: Readonly<Record<string, TransitSite>>;

  /** @throws ProblemsError when a name is not acceptable */
  public constructor(scope: Construct, id: string, props: HubSitesProps) {
    super(scope, id);
    this.sites = {
      ...Object.fromEntries(
        Object.entries(props.vpns).map(([site, vpn]) => [site, this.addVpn(site, vpn, props)]),
      ),
      ...Object.fromEntries(
        Object.entries(props.directConnects).map(([site, line]) => [
          site,
          this.addDirectConnect(site, line, props),
        ]),
      ),
    };
  }

  private addVpn(
    site: string,
    { deviceAddress, deviceAsn, staticCidrs = [] }: VpnConfig,
    { transitGatewayId, name }: HubSitesProps,
  ): TransitSite {
    const tags = { Name: `${name}-${site}` };
    const device = new CustomerGateway(this, `${site}-device`, {
      type: "ipsec.1",
      ipAddress: deviceAddress,
      ...(deviceAsn > LONGEST_SHORT_ASN
        ? { bgpAsnExtended: String(deviceAsn) }
        : { bgpAsn: String(deviceAsn) }),
      tags,
    });
    const vpn = new VpnConnection(this, `${site}-vpn`, {
      type: "ipsec.1",
      customerGatewayId: device.id,
      transitGatewayId,
      staticRoutesOnly: staticCidrs.length > 0,
      // Else the state holds the keys of both tunnels.
      presharedKeyStorage: "SecretsManager",
      tags,
    });
    return { attachmentId: vpn.transitGatewayAttachmentId, staticCidrs };
  }

  private addDirectConnect(
    site: string,
    { amazonSideAsn, allowedPrefixes }: DirectConnectConfig,
    { transitGatewayId, name }: HubSitesProps,
  ): TransitSite {
    const gateway = new DxGateway(this, `${site}-gateway`, {
      name: checkedName("aws_dx_gateway", `${name}-${site}`, this.node.path),
      amazonSideAsn: String(amazonSideAsn),
    });
    const association = new DxGatewayAssociation(this, `${site}-association`, {
      dxGatewayId: gateway.id,
      associatedGatewayId: transitGatewayId,
      allowedPrefixes: [...allowedPrefixes],
    });
    // The association makes the attachment, and does not tell its id.
    const attachment = new DataAwsEc2TransitGatewayDxGatewayAttachment(this, `${site}-attachment`, {
      transitGatewayId,
      dxGatewayId: gateway.id,
      dependsOn: [association],
    });
    return { attachmentId: attachment.id, staticCidrs: [] };
  }
}
