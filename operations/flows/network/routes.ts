import type { Attributes } from "../documents";
import { blocks, type Inventory, type Resource, strings } from "../inventory";
import { contains } from "./rules";

/** Where a route leads. */
export interface NextHop {
  /** Address of the route. */
  readonly address: string;
  /** What it leads to. */
  readonly kind: "internet-gateway" | "nat-gateway" | "nat-instance" | "transit-gateway" | "other";
  /** The NAT, gateway or attachment, where the environment has it. */
  readonly target: Resource | undefined;
}

/** Where a subnet's packets for the internet go. */
export type DefaultRoute = NextHop;

const ANYWHERE = ["0.0.0.0/0", "::/0"];

/** The route table of a subnet: its own, or the main one of the VPC. */
export function routeTableOf(inventory: Inventory, subnet: Resource): Resource | undefined {
  const own = inventory
    .all("aws_route_table_association")
    .find(({ attributes }) => inventory.find("aws_subnet", attributes["subnet_id"]) === subnet);
  const main = inventory
    .all("aws_main_route_table_association")
    .find(({ attributes }) => attributes["vpc_id"] === subnet.attributes["vpc_id"]);
  return inventory.find("aws_route_table", (own ?? main)?.attributes["route_table_id"]);
}

/** The routes of a table to the internet. */
export function defaultRoutes(inventory: Inventory, table: Resource): readonly DefaultRoute[] {
  return routesOf(inventory, table).filter(({ blocks: to }) => to.some((block) => ANYWHERE.includes(block)));
}

/** Where a table sends what is bound for a block, which the longest prefix decides. */
export function nextHopIn(inventory: Inventory, table: Resource, cidr: string): NextHop | undefined {
  return routesOf(inventory, table)
    .flatMap((route) =>
      route.blocks.filter((block) => contains(block, cidr)).map((block) => ({ route, block })),
    )
    .sort((one, other) => prefixOf(other.block) - prefixOf(one.block))
    .at(0)?.route;
}

function prefixOf(block: string): number {
  return Number(block.split("/")[1] ?? 0);
}

function routesOf(
  inventory: Inventory,
  table: Resource,
): readonly (NextHop & { readonly blocks: readonly string[] })[] {
  const standalone = inventory
    .all("aws_route")
    .filter(({ attributes }) => inventory.find("aws_route_table", attributes["route_table_id"]) === table);
  const inline = blocks(table.attributes["route"]).map((attributes) => ({
    address: table.address,
    attributes,
  }));
  return [...standalone, ...inline].map(({ address, attributes }) => ({
    address,
    blocks: [
      attributes["destination_cidr_block"],
      attributes["destination_ipv6_cidr_block"],
      attributes["cidr_block"],
    ].filter((block): block is string => typeof block === "string"),
    ...targetOf(inventory, attributes, table),
  }));
}

function targetOf(inventory: Inventory, attributes: Attributes, table: Resource): Omit<NextHop, "address"> {
  const transit = attributes["transit_gateway_id"];
  if (typeof transit === "string") {
    const target = inventory
      .all("aws_ec2_transit_gateway_vpc_attachment")
      .find(
        (one) =>
          one.attributes["transit_gateway_id"] === transit &&
          one.attributes["vpc_id"] === table.attributes["vpc_id"],
      );
    return { kind: "transit-gateway", target };
  }
  const gateway = inventory.find("aws_internet_gateway", attributes["gateway_id"]);
  if (gateway) {
    return { kind: "internet-gateway", target: gateway };
  }
  const nat = inventory.find("aws_nat_gateway", attributes["nat_gateway_id"]);
  if (nat) {
    return { kind: "nat-gateway", target: nat };
  }
  const instance = inventory
    .all("aws_instance")
    .find(
      ({ address }) => attributes["network_interface_id"] === `{${address}}.primary_network_interface_id`,
    );
  return instance ? { kind: "nat-instance", target: instance } : { kind: "other", target: undefined };
}

/** The gateway endpoint of a service that a route table uses. */
export function gatewayEndpoint(
  inventory: Inventory,
  service: string,
  table: Resource | undefined,
): Resource | undefined {
  return inventory
    .all("aws_vpc_endpoint")
    .find(
      ({ attributes }) =>
        attributes["vpc_endpoint_type"] === "Gateway" &&
        String(attributes["service_name"]).endsWith(`.${service}`) &&
        (table === undefined || strings(attributes["route_table_ids"]).includes(`{${table.address}}`)),
    );
}
