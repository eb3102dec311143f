import type { End, Flow } from "../../../systems/flows";
import type { Resource } from "../inventory";
import { describeEnd } from "../kinds";
import { type Landscape, serviceOf } from "../landscape";
import type { Member } from "../network/member";
import { defaultRoutes, gatewayEndpoint, routeTableOf } from "../network/routes";
import { contains, lets, meets, type Rule } from "../network/rules";
import type { Trail } from "./trail";
import { proveAttachment } from "./transit";

const ANYWHERE = "0.0.0.0/0";
const WAYS_OUT: readonly string[] = ["nat-gateway", "nat-instance", "internet-gateway", "transit-gateway"];

/** ECR is two endpoints: one that logs in, one that serves images. */
const ENDPOINTS_OF: Readonly<Record<string, readonly string[]>> = {
  ecr: ["ecr.api", "ecr.dkr"],
  cloudwatch: ["monitoring"],
};

/** A connection between two that are in the network: security groups both ways, and that the target listens. */
export function proveConnection(
  landscape: Landscape,
  from: Member,
  to: Member,
  flow: Flow,
  trail: Trail,
): void {
  const { port = "all" } = flow;
  const tcp = port === "all" ? "any port" : `tcp ${port}`;
  trail.either(
    rulesThat(landscape, "egress", from, (rule) => meets(rule, to) && lets(rule, port)),
    "egress",
    groupsOf(from),
    `no egress rule to ${describeMember(to)} on ${tcp}`,
  );
  trail.either(
    rulesThat(landscape, "ingress", to, (rule) => meets(rule, from) && lets(rule, port)),
    "ingress",
    groupsOf(to),
    `no ingress rule from ${describeMember(from)} on ${tcp}`,
  );
  if (
    (to.kind === "database" || to.kind === "cache") &&
    typeof port === "number" &&
    !to.ports.includes(port)
  ) {
    trail.gap(to.resource.address, `listens on ${to.ports.join(", ")}, not on ${port}`);
  }
}

/** A way out of the VPC, to the internet or to AWS services by their public addresses. */
export function proveWayOut(landscape: Landscape, from: Member, flow: Flow, trail: Trail): void {
  const { port = "all", path = [] } = flow;
  const kind = path.find((hop) => WAYS_OUT.includes(hop));
  if (kind === undefined) {
    trail.gap(from.resource.address, "is said to leave the VPC, by no gateway; state it in the path");
    return;
  }
  trail.either(
    rulesThat(
      landscape,
      "egress",
      from,
      (rule) => rule.peer.kind === "cidr" && rule.peer.value === ANYWHERE && lets(rule, port),
    ),
    "egress",
    groupsOf(from),
    `no egress rule to ${ANYWHERE} on ${port === "all" ? "any port" : `tcp ${port}`}`,
  );
  for (const subnet of from.subnets) {
    proveDefaultRoute(landscape, subnet, kind, flow, trail);
  }
  if (kind === "internet-gateway" && !from.isPublic) {
    trail.gap(from.resource.address, "has no public address, which an internet gateway needs");
  }
}

/** The default route of a subnet, and that of its NAT. */
export function proveDefaultRoute(
  landscape: Landscape,
  subnet: Resource,
  kind: string,
  flow: Flow,
  trail: Trail,
): void {
  const { inventory, members } = landscape;
  const table = routeTableOf(inventory, subnet);
  const routes = table ? defaultRoutes(inventory, table).filter((route) => route.kind === kind) : [];
  const [route] = routes;
  if (!route) {
    trail.gap((table ?? subnet).address, `no default route to a ${kind}`);
    return;
  }
  trail.link("route", route.address);
  if (route.kind === "nat-gateway") {
    const home = inventory.find("aws_subnet", route.target?.attributes["subnet_id"]);
    trail.link(kind, route.target?.address ?? route.address);
    if (home) {
      proveDefaultRoute(landscape, home, "internet-gateway", flow, trail);
    }
  }
  if (route.kind === "transit-gateway") {
    proveAttachment(landscape, subnet, route, trail);
  }
  if (route.kind === "nat-instance") {
    const nat = members.find(({ resource }) => resource === route.target);
    if (nat) {
      proveNatInstance(landscape, nat, subnet, flow, trail);
    }
  }
}

function proveNatInstance(
  landscape: Landscape,
  nat: Member,
  subnet: Resource,
  flow: Flow,
  trail: Trail,
): void {
  const cidr = String(subnet.attributes["cidr_block"]);
  trail.link("nat-instance", nat.resource.address);
  if (nat.resource.attributes["source_dest_check"] !== false) {
    trail.gap(nat.resource.address, "source_dest_check is not off, so it forwards nothing");
  }
  proveBlock(landscape, cidr, nat, { ...flow, port: flow.port ?? "all" }, trail);
  trail.either(
    rulesThat(
      landscape,
      "egress",
      nat,
      (rule) => rule.peer.value === ANYWHERE && lets(rule, flow.port ?? "all"),
    ),
    "egress",
    groupsOf(nat),
    `no egress rule to ${ANYWHERE}`,
  );
  for (const home of nat.subnets) {
    proveDefaultRoute(landscape, home, "internet-gateway", flow, trail);
  }
}

/** A connection from a block of addresses to somebody in the network. */
export function proveBlock(landscape: Landscape, cidr: string, to: Member, flow: Flow, trail: Trail): void {
  const { port = "all" } = flow;
  trail.either(
    rulesThat(
      landscape,
      "ingress",
      to,
      (rule) => rule.peer.kind === "cidr" && contains(rule.peer.value, cidr) && lets(rule, port),
    ),
    "ingress",
    groupsOf(to),
    `no ingress rule from ${cidr} on ${port === "all" ? "all ports" : `tcp ${port}`}`,
  );
}

/** The way from the network to the API of an AWS service. */
export function proveWayToAws(landscape: Landscape, from: Member, to: End, flow: Flow, trail: Trail): void {
  const { path = [] } = flow;
  const service = serviceOf(to);
  if (path.includes("interface-endpoint")) {
    for (const name of ENDPOINTS_OF[service] ?? [service]) {
      proveInterfaceEndpoint(landscape, from, name, flow, trail);
    }
  } else if (path.includes("gateway-endpoint")) {
    proveGatewayEndpoint(landscape, from, service, flow, trail);
  } else {
    proveWayOut(landscape, from, flow, trail);
  }
}

function proveInterfaceEndpoint(
  landscape: Landscape,
  from: Member,
  service: string,
  flow: Flow,
  trail: Trail,
): void {
  const endpoint = landscape.members.find(({ kind, name }) => kind === "endpoint" && name === service);
  if (!endpoint) {
    trail.gap(vpcOf(landscape, from), `no interface endpoint of ${service}`);
    return;
  }
  trail.link("endpoint", endpoint.resource.address);
  if (endpoint.resource.attributes["private_dns_enabled"] !== true) {
    trail.gap(endpoint.resource.address, "has no private DNS, so clients look for the public addresses");
  }
  proveConnection(landscape, from, endpoint, flow, trail);
}

function proveGatewayEndpoint(
  landscape: Landscape,
  from: Member,
  service: string,
  flow: Flow,
  trail: Trail,
): void {
  const { inventory } = landscape;
  const { port = "all" } = flow;
  const any = gatewayEndpoint(inventory, service, undefined);
  if (!any) {
    trail.gap(vpcOf(landscape, from), `no gateway endpoint of ${service}`);
    return;
  }
  trail.link("endpoint", any.address);
  for (const subnet of from.subnets) {
    const table = routeTableOf(inventory, subnet);
    if (!table || !gatewayEndpoint(inventory, service, table)) {
      trail.gap(any.address, `is not in the route table ${(table ?? subnet).address}`);
    }
  }
  const list = `{${any.address}}.prefix_list_id`;
  trail.either(
    rulesThat(
      landscape,
      "egress",
      from,
      ({ peer, ...rule }) =>
        (peer.value === list || peer.value === ANYWHERE) && lets({ ...rule, peer }, port),
    ),
    "egress",
    groupsOf(from),
    `no egress rule to the prefix list of ${service} on tcp ${port}`,
  );
}

/** Rules of a member's groups in one direction that do what is asked. */
export function rulesThat(
  { rules }: Landscape,
  direction: Rule["direction"],
  { groups }: Member,
  asked: (rule: Rule) => boolean,
): readonly Rule[] {
  return rules.filter((rule) => rule.direction === direction && groups.includes(rule.group) && asked(rule));
}

/** Addresses of a member's groups. */
export function groupsOf({ groups, resource }: Member): string {
  return groups.map((group) => group.replace(/^\{(.*)\}$/, "$1")).join(", ") || resource.address;
}

/** How a member reads: `service backend-service`. */
export function describeMember({ kind, name }: Member): string {
  return kind === "endpoint" ? `endpoint ${name}` : describeEnd({ kind, name });
}

function vpcOf({ inventory }: Landscape, { subnets, resource }: Member): string {
  return inventory.find("aws_vpc", subnets[0]?.attributes["vpc_id"])?.address ?? resource.address;
}
