import type { Attributes } from "../documents";
import { blocks, type Inventory, type Resource, strings } from "../inventory";

/** Where a subnet's packets for the internet go. */
export interface DefaultRoute {
  /** Address of the route. */
  readonly address: string;
  /** What it leads to. */
  readonly kind: "internet-gateway" | "nat-gateway" | "nat-instance" | "other";
  /** The NAT or gateway, where the environment has it. */
  readonly target: Resource | undefined;
}

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
  const standalone = inventory
    .all("aws_route")
    .filter(({ attributes }) => inventory.find("aws_route_table", attributes["route_table_id"]) === table);
  const inline = blocks(table.attributes["route"]).map((attributes) => ({
    address: table.address,
    attributes,
  }));
  return [...standalone, ...inline]
    .filter(({ attributes }) =>
      [
        attributes["destination_cidr_block"],
        attributes["destination_ipv6_cidr_block"],
        attributes["cidr_block"],
      ].some((block) => ANYWHERE.includes(String(block))),
    )
    .map(({ address, attributes }) => ({ address, ...targetOf(inventory, attributes) }));
}

function targetOf(inventory: Inventory, attributes: Attributes): Omit<DefaultRoute, "address"> {
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
