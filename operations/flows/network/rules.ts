import { Netmask } from "netmask";
import { blocks, type Inventory, type Resource, strings } from "../inventory";
import type { Member } from "./member";

/** What a rule of a security group lets through. */
export interface Rule {
  /** Address of the rule, or of the group that states it inline. */
  readonly address: string;
  /** Whether it speaks of what comes or of what goes. */
  readonly direction: "ingress" | "egress";
  /** Handle of the group that has the rule. */
  readonly group: string;
  /** Handle of a group, a block, or a prefix list. */
  readonly peer: { readonly kind: "group" | "cidr" | "prefix-list" | "unknown"; readonly value: string };
  /** `tcp`, or `-1` for all. */
  readonly protocol: string;
  /** First and last port; all of them where the protocol is `-1`. */
  readonly ports: readonly [number, number];
}

const ALL_PROTOCOLS = "-1";
const ALL_PORTS: readonly [number, number] = [0, 65535];

/** Every rule of every group, whichever way it is written. */
export function rulesOf(inventory: Inventory): readonly Rule[] {
  const standalone = (["ingress", "egress"] as const).flatMap((direction) =>
    inventory.all(`aws_vpc_security_group_${direction}_rule`).map((rule) => standaloneRule(rule, direction)),
  );
  const inline = ["aws_security_group", "aws_default_security_group"].flatMap((type) =>
    inventory
      .all(type)
      .flatMap((group) =>
        (["ingress", "egress"] as const).flatMap((direction) =>
          blocks(group.attributes[direction]).flatMap((block) =>
            inlineRules(group.address, `{${group.address}}`, direction, block),
          ),
        ),
      ),
  );
  const old = inventory
    .all("aws_security_group_rule")
    .flatMap(({ address, attributes }) =>
      inlineRules(
        address,
        String(attributes["security_group_id"]),
        attributes["type"] === "egress" ? "egress" : "ingress",
        { ...attributes, security_groups: attributes["source_security_group_id"] },
      ),
    );
  return [...standalone, ...inline, ...old];
}

function standaloneRule({ address, attributes }: Resource, direction: Rule["direction"]): Rule {
  const peers = {
    group: attributes["referenced_security_group_id"],
    cidr: attributes["cidr_ipv4"] ?? attributes["cidr_ipv6"],
    "prefix-list": attributes["prefix_list_id"],
  } as const;
  const [kind, value] = (Object.entries(peers) as [keyof typeof peers, unknown][]).find(
    ([, peer]) => typeof peer === "string" && !peer.includes("${"),
  ) ?? ["unknown", "?"];
  return {
    address,
    direction,
    group: String(attributes["security_group_id"]),
    peer: { kind, value: String(value) },
    ...span(attributes["ip_protocol"], attributes["from_port"], attributes["to_port"]),
  };
}

function inlineRules(
  address: string,
  group: string,
  direction: Rule["direction"],
  block: Readonly<Record<string, unknown>>,
): readonly Rule[] {
  const reach = span(block["protocol"], block["from_port"], block["to_port"]);
  const peers: readonly Rule["peer"][] = [
    ...strings(block["security_groups"]).map((value) => ({ kind: "group" as const, value })),
    ...(block["self"] === true ? [{ kind: "group" as const, value: group }] : []),
    ...[...strings(block["cidr_blocks"]), ...strings(block["ipv6_cidr_blocks"])].map((value) => ({
      kind: "cidr" as const,
      value,
    })),
    ...strings(block["prefix_list_ids"]).map((value) => ({ kind: "prefix-list" as const, value })),
  ];
  return (peers.length > 0 ? peers : [{ kind: "unknown" as const, value: "?" }]).map((peer) => ({
    address,
    direction,
    group,
    peer,
    ...reach,
  }));
}

function span(protocol: unknown, from: unknown, to: unknown): Pick<Rule, "protocol" | "ports"> {
  const all = String(protocol) === ALL_PROTOCOLS;
  return { protocol: String(protocol), ports: all ? ALL_PORTS : [Number(from), Number(to)] };
}

/** Whether a rule lets a port through; `all` asks for every port of every protocol. */
export function lets({ protocol, ports: [first, last] }: Rule, port: number | "all"): boolean {
  if (port === "all") {
    return protocol === ALL_PROTOCOLS;
  }
  return (protocol === "tcp" || protocol === ALL_PROTOCOLS) && first <= port && port <= last;
}

/** Whether a rule's peer is the member, or a block that all of the member's subnets lie in. */
export function meets({ peer }: Rule, { groups, subnets }: Member): boolean {
  if (peer.kind === "group") {
    return groups.includes(peer.value);
  }
  return (
    peer.kind === "cidr" &&
    subnets.length > 0 &&
    subnets.every(({ attributes }) => contains(peer.value, String(attributes["cidr_block"])))
  );
}

/** Whether one IPv4 block lies in another. */
export function contains(outer: string, inner: string): boolean {
  try {
    return new Netmask(outer).contains(new Netmask(inner));
  } catch {
    return false; // IPv6, or not known before Terraform runs.
  }
}

/** How a rule reads: `tcp 443 from 0.0.0.0/0`. */
export function describeRule({ protocol, ports: [first, last], direction, peer }: Rule): string {
  const ports =
    protocol === ALL_PROTOCOLS ? "all traffic" : `${protocol} ${first === last ? first : `${first}-${last}`}`;
  return `${ports} ${direction === "ingress" ? "from" : "to"} ${peer.value.replace(/^\{(.*)\}/, "$1")}`;
}
