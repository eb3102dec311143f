import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import type { Route } from "@cdktf/provider-aws/lib/route";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { refuse, throwProblems } from "../core/errors";
import type { LogGroupRef } from "../observability/log-group";
import { GATEWAY_SERVICES } from "./endpoint-services";
import { FlowLog } from "./flow-log";
import { NatGateways } from "./nat-gateways";
import { NatInstance, type ServedSubnet } from "./nat-instance";
import type { NetworkConfig, TierConfig } from "./network-config";
import { hasTablePerZone, natZones, networkZones, publicTiers, tierSubnets } from "./network-layout";
import type { NetworkNames } from "./network-names";
import { networkProblems } from "./network-rules";
import { SubnetTier } from "./subnet-tier";
import { TransitGatewayAttachment } from "./transit-gateway-attachment";
import { Vpc } from "./vpc";
import { VpcEndpoints } from "./vpc-endpoints";
import type { ZoneLetter } from "./zones";

/** Values of a {@link Network}. */
export interface NetworkProps {
  /** The 12 digits of the AWS account. */
  readonly account: string;
  /** AWS Region code. */
  readonly region: string;
  /** Availability zones that the environment may use, in order of use: `ap-northeast-1a`. */
  readonly availabilityZones: readonly string[];
  /** The network's values; {@link networkProblems} finds nothing wrong with them. */
  readonly config: NetworkConfig;
  /** The physical names within the network. */
  readonly names: NetworkNames;
  /**
   * Id of the transit gateway that `config.transitGateway` attaches the network to.
   *
   * @default - none
   */
  readonly transitGatewayId?: string | undefined;
  /**
   * Policies of endpoints as JSON, by service.
   *
   * @default - AWS's policy: every call that the caller's own permissions allow
   */
  readonly endpointPolicies?: Readonly<Record<string, string>> | undefined;
}

/**
 * The network of one environment: a VPC, its tiers of subnets, the ways out that they ask for, endpoints and the flow
 * log.
 *
 * @throws ProblemsError with all that is wrong with the values
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/how-it-works.html
 */
export class Network extends Construct {
  /** Id of the VPC. */
  public readonly vpcId: string;
  /** Letters of the zones that the network spans, in order of use. */
  public readonly zones: readonly ZoneLetter[];
  /** The tiers by name. */
  public readonly tiers: ReadonlyMap<string, SubnetTier>;
  /** The NAT instance; undefined when `nat` is another. */
  public readonly natInstance: NatInstance | undefined;
  /** The NAT gateways; undefined when `nat` is another. */
  public readonly natGateways: NatGateways | undefined;
  /** The endpoints; undefined when there are none. */
  public readonly endpoints: VpcEndpoints | undefined;
  /** The attachment to the transit gateway; undefined when there is none. */
  public readonly transitGateway: TransitGatewayAttachment | undefined;
  /** The log group of the flow log; undefined when the log goes elsewhere or nowhere. */
  public readonly flowLogGroup: LogGroupRef | undefined;

  private readonly config: NetworkConfig;
  private readonly vpc: Vpc;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps,
  ) {
    super(scope, id);
    const { config, names, availabilityZones } = props;
    this.refuseImpossible();
    this.config = config;
    this.zones = networkZones(config, availabilityZones);

    this.vpc = new Vpc(this, "vpc", {
      cidr: config.cidr,
      name: names.vpc(),
      defaultSecurityGroupName: names.defaultSecurityGroup(),
      dnsSupport: config.dnsSupport,
      dnsHostnames: config.dnsHostnames,
    });
    this.vpcId = this.vpc.vpcId;
    this.tiers = new Map(
      Object.entries(config.tiers).map(([name, tier]) => [name, this.addTier(name, tier)] as const),
    );
    if (config.mainRouteTable !== undefined) {
      this.vpc.useMainRouteTable(this.tier(config.mainRouteTable).mainRouteTableId);
    }

    const internet = this.openPublicTiers();
    this.natGateways = internet && this.addNatGateways(internet.gateway);
    this.natInstance = internet && this.addNatInstance(internet.routes);
    this.routeToNat();
    this.transitGateway = this.attachToTransitGateway();
    this.endpoints = this.addEndpoints();
    this.flowLogGroup = this.addFlowLog()?.logGroup;
  }

  /**
   * A tier by name.
   *
   * @throws ProblemsError when the network has no tier of that name
   */
  public tier(name: string): SubnetTier {
    const tier = this.tiers.get(name);
    return (
      tier ??
      refuse({
        path: this.node.path,
        rule: `has no tier ${name}`,
        got: name,
        fix: `use one of ${[...this.tiers.keys()].join(", ")}`,
      })
    );
  }

  private refuseImpossible(): void {
    const { config, availabilityZones, names, transitGatewayId } = this.props;
    const { path } = this.node;
    const unwired = config.transitGateway !== undefined && transitGatewayId === undefined;
    throwProblems([
      ...networkProblems(config, { zones: availabilityZones, path, names }),
      ...(unwired
        ? [
            {
              path: `${path}.transitGatewayId`,
              rule: "is needed to attach the network to a transit gateway",
              got: undefined,
              fix: "pass the id that its owner exports",
            },
          ]
        : []),
    ]);
  }

  private addTier(name: string, tier: TierConfig): SubnetTier {
    const { region, names } = this.props;
    return new SubnetTier(this, name, {
      vpcId: this.vpcId,
      region,
      subnets: tierSubnets(this.config, tier, this.zones),
      routeTables: hasTablePerZone(this.config, tier) ? "per-zone" : "shared",
      mapPublicIpOnLaunch: tier.mapPublicIpOnLaunch,
      subnetName: (zone) => names.subnet(name, zone),
      routeTableName: (zone) => names.routeTable(name, zone),
    });
  }

  private openPublicTiers(): { gateway: InternetGateway; routes: readonly Route[] } | undefined {
    const open = this.tiersWith("internet-gateway");
    if (open.length === 0) {
      return undefined;
    }
    const gateway = this.vpc.addInternetGateway(this.props.names.internetGateway());
    const routes = open.flatMap((tier) => tier.addDefaultRoute(() => ({ gatewayId: gateway.id })));
    return { gateway, routes };
  }

  private addNatGateways(internetGateway: InternetGateway): NatGateways | undefined {
    const { nat } = this.config;
    if (nat !== "gateway" && nat !== "gateway-per-zone") {
      return undefined;
    }
    const { names } = this.props;
    const tier = this.natTier();
    return new NatGateways(this, "nat", {
      subnets: natZones(this.config, this.zones).map((zone) => ({ zone, subnetId: tier.subnetIdIn(zone) })),
      internetGateway,
      gatewayName: names.natGateway,
      addressName: names.natAddress,
    });
  }

  private addNatInstance(internetRoute: readonly Route[]): NatInstance | undefined {
    const { nat, natInstance } = this.config;
    const [zone] = natZones(this.config, this.zones);
    if (nat !== "instance" || natInstance === undefined || zone === undefined) {
      return undefined;
    }
    const { names } = this.props;
    return new NatInstance(this, "nat", {
      vpcId: this.vpcId,
      subnetId: this.natTier().subnetIdIn(zone),
      served: this.servedSubnets(),
      internetRoute,
      instanceType: natInstance.instanceType,
      architecture: natInstance.architecture,
      name: names.natInstance(zone),
      ...(natInstance.publicAddress === "elastic" ? { elasticIpName: names.natAddress(zone) } : {}),
      securityGroupName: names.natSecurityGroup(),
      securityGroupDescription: names.natSecurityGroupDescription(),
      roleName: names.natRole(),
    });
  }

  private servedSubnets(): readonly ServedSubnet[] {
    return Object.entries(this.config.tiers)
      .filter(([, { egress }]) => egress === "nat")
      .flatMap(([name, tier]) =>
        tierSubnets(this.config, tier, this.zones).map(({ zone, cidr }) => ({
          name: `${name}-${zone}`,
          cidr,
        })),
      );
  }

  private routeToNat(): void {
    const { natGateways, natInstance } = this;
    for (const tier of this.tiersWith("nat")) {
      if (natInstance) {
        tier.addDefaultRoute(() => ({ networkInterfaceId: natInstance.networkInterfaceId }));
      }
      if (natGateways) {
        tier.addDefaultRoute((zone) => ({ natGatewayId: natGateways.gatewayIdFor(zone) }));
      }
    }
  }

  private attachToTransitGateway(): TransitGatewayAttachment | undefined {
    const { transitGatewayId, names } = this.props;
    const settings = this.config.transitGateway;
    if (settings === undefined || transitGatewayId === undefined) {
      return undefined;
    }
    const transitGateway = new TransitGatewayAttachment(this, "transit-gateway", {
      vpcId: this.vpcId,
      subnetIds: this.tier(settings.tier).subnetIds,
      transitGatewayId,
      name: names.transitGatewayAttachment(),
      applianceMode: settings.applianceMode,
    });
    // AWS refuses a route to a gateway that the VPC is not attached to yet.
    const attached = [transitGateway.attachment];
    for (const tier of this.tiersWith("transit-gateway")) {
      tier.addDefaultRoute(() => ({ transitGatewayId }), attached);
    }
    for (const [name, { transitGatewayCidrs = [] }] of Object.entries(this.config.tiers)) {
      for (const cidr of transitGatewayCidrs) {
        this.tier(name).addRouteTo(cidr, { transitGatewayId }, attached);
      }
    }
    return transitGateway;
  }

  private addEndpoints(): VpcEndpoints | undefined {
    const { gatewayEndpoints = {}, interfaceEndpoints } = this.config;
    const gateway = GATEWAY_SERVICES.flatMap((service) => {
      const tiers = gatewayEndpoints[service];
      return tiers ? [[service, tiers.flatMap((name) => this.tier(name).routeTableIds)] as const] : [];
    });
    if (gateway.length === 0 && interfaceEndpoints === undefined) {
      return undefined;
    }
    const { region, names, endpointPolicies } = this.props;
    return new VpcEndpoints(this, "endpoints", {
      vpcId: this.vpcId,
      region,
      gateway: Object.fromEntries(gateway),
      ...(interfaceEndpoints
        ? {
            interface: {
              services: interfaceEndpoints.services,
              subnetIds: this.tier(interfaceEndpoints.tier).subnetIds.slice(0, interfaceEndpoints.zoneCount),
              securityGroupName: names.endpointSecurityGroup(),
            },
          }
        : {}),
      endpointName: names.endpoint,
      ...(endpointPolicies ? { policies: endpointPolicies } : {}),
    });
  }

  private addFlowLog(): FlowLog | undefined {
    const { flowLog } = this.config;
    if (flowLog.destination === "none") {
      acknowledge(this, "NET-006", { reason: flowLog.reason });
      return undefined;
    }
    const { account, region, names } = this.props;
    return new FlowLog(this, "flow-log", {
      vpcId: this.vpcId,
      account,
      region,
      name: names.flowLog(),
      to: flowLog.destination === "s3" ? flowLog : { ...flowLog, roleName: names.flowLogRole() },
    });
  }

  private natTier(): SubnetTier {
    return this.tier(this.config.natTier ?? publicTiers(this.config)[0] ?? "public");
  }

  private tiersWith(egress: TierConfig["egress"]): readonly SubnetTier[] {
    return [...this.tiers]
      .filter(([name]) => this.config.tiers[name]?.egress === egress)
      .map(([, tier]) => tier);
  }
}
