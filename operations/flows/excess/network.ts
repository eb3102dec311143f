import type { Inventory } from "../inventory";
import { describeEnd } from "../kinds";
import { type Landscape, memberOf } from "../landscape";
import type { Member } from "../network/member";
import { MEMBER_TYPES } from "../network/members";
import { defaultRoutes, routeTableOf } from "../network/routes";
import { RUNNING_TASKS, runsOf } from "../network/tasks";
import { contains, describeRule, meets, type Rule } from "../network/rules";
import { describeMember } from "../proof/connection";
import type { Proof } from "../proof/trail";
import type { CannotTell, Excess } from "./finding";

const ANYWHERE = "0.0.0.0/0";

/** Types that lead to networks of others. */
const OTHER_NETWORKS = [
  "aws_vpc_peering_connection",
  "aws_vpc_peering_connection_accepter",
  "aws_ec2_transit_gateway_vpc_attachment",
  "aws_vpn_connection",
  "aws_vpn_gateway",
  "aws_dx_gateway_association",
  "aws_egress_only_internet_gateway",
];

/** Types that can close what security groups open. */
const FURTHER_FILTERS = ["aws_network_acl", "aws_network_acl_rule", "aws_networkfirewall_firewall"];

/** Types that name security groups and join none. */
const NAMING_GROUPS = [
  "aws_security_group",
  "aws_default_security_group",
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
];

/** What the network lets through and no flow needs. */
export function networkExcess(landscape: Landscape, proofs: readonly Proof[]): readonly Excess[] {
  const rules = landscape.rules.flatMap((rule) => excessOfRule(rule, usersOf(rule.address, proofs)));
  const idle = new Set(rules.map(({ address }) => address));
  return [
    ...rules,
    ...pairs(landscape, proofs, idle),
    ...dataTiers(landscape),
    ...OTHER_NETWORKS.flatMap((type) =>
      landscape.inventory
        .all(type)
        .filter(({ address }) => usersOf(address, proofs).length === 0)
        .map(({ address }) => ({ address, what: "leads to another network; no flow needs it" })),
    ),
    ...landscape.inventory
      .all("aws_route_table")
      .flatMap((table) => defaultRoutes(landscape.inventory, table))
      .filter(({ address }) => usersOf(address, proofs).length === 0)
      .map(({ address }) => ({ address, what: "leads to the internet; no flow needs it" })),
  ];
}

/** What joins the network or leads out of it in a way that is not known here. */
export function networkUndecided({ inventory, rules }: Landscape): readonly CannotTell[] {
  const runners = runsOf(inventory).map(({ runner }) => runner);
  return [
    ...inventory.resources
      .filter((resource) => {
        const { type, attributes } = resource;
        const known = RUNNING_TASKS.includes(type)
          ? runners.includes(resource)
          : MEMBER_TYPES.includes(type) || NAMING_GROUPS.includes(type) || type.startsWith("data.");
        return !known && JSON.stringify(attributes).includes("aws_security_group.");
      })
      .map(({ address, type }) => ({ address, why: `what ${type} reaches through its security group` })),
    ...FURTHER_FILTERS.flatMap((type) =>
      inventory
        .all(type)
        .map(({ address }) => ({ address, why: "whether it stops what security groups let through" })),
    ),
    ...inventory
      .all("aws_vpc_endpoint")
      .filter(({ attributes }) => "policy" in attributes)
      .map(({ address }) => ({ address, why: "whether the endpoint's policy lets the flows through" })),
    ...rules
      .filter(({ peer }) => peer.kind === "unknown")
      .map(({ address }) => ({ address, why: "whom the rule admits before Terraform runs" })),
    ...inventory
      .all("aws_route_table")
      .flatMap((table) => defaultRoutes(inventory, table))
      .filter(({ kind }) => kind === "other")
      .map(({ address }) => ({ address, why: "where the default route leads" })),
  ];
}

function usersOf(address: string, proofs: readonly Proof[]): readonly Proof[] {
  return proofs.filter(({ links }) => links.some((link) => link.address === address));
}

function excessOfRule(rule: Rule, users: readonly Proof[]): readonly Excess[] {
  const { address, direction, ports, peer } = rule;
  const lets = `${direction === "ingress" ? "admits" : "lets out"} ${describeRule(rule)}`;
  if (users.length === 0) {
    return [{ address, what: `${lets}; no flow needs it` }];
  }
  const needed = [...new Set(users.map(({ flow }) => flow.port ?? "all"))];
  const exact = needed.includes("all") || (ports[0] === ports[1] && needed.includes(ports[0]));
  const wide = peer.kind === "cidr" && !users.some(({ flow }) => fills(rule, flow));
  return [
    ...(exact ? [] : [{ address, what: `${lets}; flows need tcp ${needed.join(", ")} only` }]),
    ...(wide
      ? [
          {
            address,
            what: `${lets}; flows need ${[...new Set(users.map(({ flow }) => describeEnd(direction === "ingress" ? flow.from : flow.to)))].join(", ")} only`,
          },
        ]
      : []),
  ];
}

/** Whether the flow needs the whole block of the rule. */
function fills({ direction, peer }: Rule, { from, to }: Proof["flow"]): boolean {
  const end = direction === "ingress" ? from : to;
  if (end.kind === "internet") {
    return (end.cidrs ?? [ANYWHERE]).some((cidr) => contains(cidr, peer.value) || cidr === peer.value);
  }
  if (end.kind === "network") {
    return contains(end.cidr, peer.value);
  }
  return end.kind === "subnets" && end.cidrs.some((cidr) => contains(cidr, peer.value));
}

/** Every pair that could talk, by an egress rule here and an ingress rule there. */
function pairs(landscape: Landscape, proofs: readonly Proof[], idle: ReadonlySet<string>): readonly Excess[] {
  const { members, rules } = landscape;
  return members.flatMap((from) =>
    members
      .filter((to) => to !== from)
      .flatMap((to) => {
        const out = rules.filter((rule) => isOf(rule, "egress", from) && meets(rule, to));
        const into = rules.filter((rule) => isOf(rule, "ingress", to) && meets(rule, from));
        return out.flatMap((egress) =>
          into
            .filter((ingress) => !idle.has(ingress.address) && !idle.has(egress.address))
            .flatMap((ingress) => {
              const shared = overlap(egress, ingress);
              return shared && !isExplained(landscape, from, to, shared, proofs)
                ? [
                    {
                      address: ingress.address,
                      what: `lets ${describeMember(from)} reach ${describeMember(to)} on ${describePorts(shared)} (with ${egress.address}); no flow says so`,
                    },
                  ]
                : [];
            }),
        );
      }),
  );
}

function isOf(rule: Rule, direction: Rule["direction"], { groups }: Member): boolean {
  return rule.direction === direction && groups.includes(rule.group);
}

function overlap(one: Rule, other: Rule): readonly [number, number] | undefined {
  const compatible = one.protocol === other.protocol || one.protocol === "-1" || other.protocol === "-1";
  const first = Math.max(one.ports[0], other.ports[0]);
  const last = Math.min(one.ports[1], other.ports[1]);
  return compatible && first <= last ? [first, last] : undefined;
}

function isExplained(
  landscape: Landscape,
  from: Member,
  to: Member,
  [first, last]: readonly [number, number],
  proofs: readonly Proof[],
): boolean {
  return proofs.some(({ flow, links }) => {
    const port = flow.port === "all" || (first === last && flow.port === first);
    const target =
      memberOf(landscape, flow.to) === to ||
      (to.kind === "endpoint" && links.some(({ address }) => address === to.resource.address));
    return port && target && includesSource(landscape, flow.from, from);
  });
}

function includesSource(landscape: Landscape, end: Proof["flow"]["from"], member: Member): boolean {
  if (end.kind === "internet" || end.kind === "subnets") {
    const cidrs = end.cidrs ?? [ANYWHERE];
    return member.subnets.every(({ attributes }) =>
      cidrs.some((cidr) => contains(cidr, String(attributes["cidr_block"]))),
    );
  }
  return memberOf(landscape, end) === member;
}

function describePorts([first, last]: readonly [number, number]): string {
  return first === last ? `tcp ${first}` : `ports ${first}-${last}`;
}

/** Databases and caches lie where no route leads in from the internet. */
function dataTiers({ members, inventory }: Landscape): readonly Excess[] {
  return members
    .filter(({ kind }) => kind === "database" || kind === "cache")
    .flatMap((member) => [
      ...(member.isPublic
        ? [{ address: member.resource.address, what: `gives ${describeMember(member)} a public address` }]
        : []),
      ...internetRoutes(inventory, member).map((address) => ({
        address,
        what: `joins the subnets of ${describeMember(member)} to the internet`,
      })),
    ]);
}

function internetRoutes(inventory: Inventory, { subnets }: Member): readonly string[] {
  const tables = subnets.flatMap((subnet) => routeTableOf(inventory, subnet) ?? []);
  const routes = [...new Set(tables)].flatMap((table) => defaultRoutes(inventory, table));
  return routes.filter(({ kind }) => kind === "internet-gateway").map(({ address }) => address);
}
