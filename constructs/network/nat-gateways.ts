import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { refuse } from "../core/errors";
import type { ZoneLetter } from "./zones";

/** A public subnet that a NAT gateway stands in. */
export interface PublicSubnet {
  /** Letter of its zone. */
  readonly zone: ZoneLetter;
  /** Id of the subnet. */
  readonly subnetId: string;
}

/** Values of {@link NatGateways}. */
export interface NatGatewaysProps {
  /** The public subnets that get a gateway; at least one. */
  readonly subnets: readonly PublicSubnet[];
  /** The internet gateway, without which a NAT gateway cannot work. */
  readonly internetGateway: ITerraformDependable;
  /** Name tag of a zone's gateway. */
  readonly gatewayName: (zone: ZoneLetter) => string;
  /** Name tag of the Elastic IP of a zone's gateway. */
  readonly addressName: (zone: ZoneLetter) => string;
}

/**
 * Public NAT gateways with an Elastic IP each: one zone's for all, or one in every zone.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
export class NatGateways extends Construct {
  /** Public addresses of the gateways, in the order of the zones. */
  public readonly publicIps: readonly string[];

  private readonly firstGatewayId: string;
  private readonly gatewayIds: ReadonlyMap<ZoneLetter, string>;

  public constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    const { subnets, internetGateway, gatewayName, addressName } = props;

    const gateways = subnets.map(({ zone, subnetId }) => {
      const address = new Eip(this, `eip-${zone}`, {
        domain: "vpc",
        tags: { Name: addressName(zone) },
        dependsOn: [internetGateway],
      });
      const gateway = new NatGateway(this, `gateway-${zone}`, {
        subnetId,
        allocationId: address.id,
        connectivityType: "public",
        tags: { Name: gatewayName(zone) },
        dependsOn: [internetGateway],
      });
      return { zone, gateway, address };
    });
    const [first] = gateways;
    if (first === undefined) {
      refuse({ path: this.node.path, rule: "needs a public subnet", got: [], fix: "name a zone with one" });
    }
    this.firstGatewayId = first.gateway.id;
    this.gatewayIds = new Map(gateways.map(({ zone, gateway }) => [zone, gateway.id]));
    this.publicIps = gateways.map(({ address }) => address.publicIp);
  }

  /** The gateway that a route table leads to: its zone's where there is one, the only one otherwise. */
  public gatewayIdFor(zone: ZoneLetter | undefined): string {
    const own = zone === undefined ? undefined : this.gatewayIds.get(zone);
    return own ?? this.firstGatewayId;
  }
}
