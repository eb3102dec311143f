import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { refuse } from "../core/errors";
import type { PlannedSubnet } from "./network-layout";
import type { ZoneLetter } from "./zones";

const ANYWHERE_IPV4 = "0.0.0.0/0";

/** Values of a {@link SubnetTier}. */
export interface SubnetTierProps {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** AWS Region code. */
  readonly region: string;
  /** The subnets, one in each zone, in the order of the zones; at least one. */
  readonly subnets: readonly PlannedSubnet[];
  /** Whether all subnets share a route table or each zone has its own. */
  readonly routeTables: "shared" | "per-zone";
  /** Name tag of a zone's subnet. */
  readonly subnetName: (zone: ZoneLetter) => string;
  /** Name tag of a route table; without a zone for the shared one. */
  readonly routeTableName: (zone?: ZoneLetter) => string;
  /**
   * Whether what is launched in the subnets gets a public address unasked.
   *
   * @default false
   */
  readonly mapPublicIpOnLaunch?: boolean | undefined;
}

/** Where a route leads: exactly one of the three gateways, or a network interface. */
export type RouteTarget =
  | { readonly gatewayId: string }
  | { readonly natGatewayId: string }
  | { readonly networkInterfaceId: string }
  | { readonly transitGatewayId: string };

interface ZonedRouteTable {
  readonly zone: ZoneLetter | undefined;
  readonly routeTableId: string;
}

/**
 * A tier of a network: a subnet in each zone with its route table. Without a route the tier talks within its VPC
 * alone.
 *
 * Subnets are keyed by zone letter, so that a zone that comes or goes leaves the others alone.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
 */
export class SubnetTier extends Construct {
  /** Ids of the subnets by zone letter, in the order of the zones. */
  public readonly subnetIdByZone: Readonly<Partial<Record<ZoneLetter, string>>>;
  /** Blocks of the subnets by zone letter, in the order of the zones. */
  public readonly cidrByZone: Readonly<Partial<Record<ZoneLetter, string>>>;
  /** Ids of the route tables: the shared one, or the zones' in their order. */
  public readonly routeTableIds: readonly string[];
  /** Id of the shared route table, or of the first zone's. */
  public readonly mainRouteTableId: string;

  private readonly tables: readonly ZonedRouteTable[];

  public constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const { subnets, routeTables, vpcId, region, subnetName, mapPublicIpOnLaunch = false } = props;
    const shared = routeTables === "shared" ? this.addRouteTable(props) : undefined;
    const tables: ZonedRouteTable[] = shared ? [shared] : [];

    const ids = subnets.map(({ zone, cidr }) => {
      const table = shared ?? this.addRouteTable(props, zone);
      if (table !== shared) {
        tables.push(table);
      }
      const subnet = new Subnet(this, `subnet-${zone}`, {
        vpcId,
        availabilityZone: `${region}${zone}`,
        cidrBlock: cidr,
        mapPublicIpOnLaunch,
        tags: { Name: subnetName(zone) },
      });
      new RouteTableAssociation(this, `route-table-association-${zone}`, {
        subnetId: subnet.id,
        routeTableId: table.routeTableId,
      });
      return [zone, subnet.id] as const;
    });
    if (mapPublicIpOnLaunch) {
      acknowledge(this, "NET-007", { reason: "the network's values ask for public addresses in this tier" });
    }
    const [first] = tables;
    if (ids.length === 0 || first === undefined) {
      refuse({ path: this.node.path, rule: "needs a subnet", got: [], fix: "give it a zone" });
    }
    this.tables = tables;
    this.mainRouteTableId = first.routeTableId;
    this.routeTableIds = tables.map(({ routeTableId }) => routeTableId);
    this.subnetIdByZone = Object.fromEntries(ids);
    this.cidrByZone = Object.fromEntries(subnets.map(({ zone, cidr }) => [zone, cidr]));
  }

  /** Ids of the subnets, in the order of the zones. */
  public get subnetIds(): readonly string[] {
    return Object.values(this.subnetIdByZone);
  }

  /**
   * Id of the subnet in a zone.
   *
   * @throws ProblemsError when the tier has none there
   */
  public subnetIdIn(zone: ZoneLetter): string {
    return (
      this.subnetIdByZone[zone] ??
      refuse({
        path: this.node.path,
        rule: `has no subnet in zone ${zone}`,
        got: zone,
        fix: `use one of ${Object.keys(this.subnetIdByZone).join(", ")}`,
      })
    );
  }

  /** Leads all traffic that has no nearer route to a target, which may differ by zone where the tables do. */
  public addDefaultRoute(
    targetIn: (zone: ZoneLetter | undefined) => RouteTarget,
    dependsOn: readonly ITerraformDependable[] = [],
  ): readonly Route[] {
    return this.addRoute("default-route", ANYWHERE_IPV4, targetIn, dependsOn);
  }

  /** Leads the traffic to a block to a target. */
  public addRouteTo(
    cidr: string,
    target: RouteTarget,
    dependsOn: readonly ITerraformDependable[] = [],
  ): void {
    this.addRoute(`route-to-${cidr.replace(/[./]/g, "-")}`, cidr, () => target, dependsOn);
  }

  private addRoute(
    id: string,
    cidr: string,
    targetIn: (zone: ZoneLetter | undefined) => RouteTarget,
    dependsOn: readonly ITerraformDependable[],
  ): readonly Route[] {
    return this.tables.map(
      ({ zone, routeTableId }) =>
        new Route(this, zoned(id, zone), {
          routeTableId,
          destinationCidrBlock: cidr,
          ...targetIn(zone),
          ...(dependsOn.length > 0 ? { dependsOn: [...dependsOn] } : {}),
        }),
    );
  }

  private addRouteTable({ vpcId, routeTableName }: SubnetTierProps, zone?: ZoneLetter): ZonedRouteTable {
    const table = new RouteTable(this, zoned("route-table", zone), {
      vpcId,
      tags: { Name: routeTableName(zone) },
    });
    return { zone, routeTableId: table.id };
  }
}

function zoned(id: string, zone: ZoneLetter | undefined): string {
  return zone === undefined ? id : `${id}-${zone}`;
}
