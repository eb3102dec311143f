import { type Inventory, type Resource } from "../inventory";
import { nextHopIn, routeTableOf } from "./routes";
import { contains } from "./rules";

/** A network that flows name, with the block that its attachment leads to: what an environment knows of others. */
export interface AttachedNetwork {
  /** What flows call it. */
  readonly name: string;
  /** Its block. */
  readonly cidr: string;
  /** Id of its attachment. */
  readonly attachmentId: string;
}

interface Via {
  readonly what: string;
  readonly address: string;
}

/** How packets leave a network, or where they stop. */
type Exit = "internet-gateway" | "transit-gateway" | { readonly address: string; readonly why: string };

/** A way through a transit gateway, as far as it goes. */
export interface TransitWay {
  /** The resources that lead there. */
  readonly via: readonly Via[];
  /** Where it ends: the attachment that it leaves by, the internet, or nowhere. */
  readonly end: Resource | "internet" | "nowhere";
  /** Where and why it ends, when it ends nowhere. */
  readonly stop?: { readonly address: string; readonly why: string };
}

/** The block that stands for all addresses of the internet. */
export const ANY_ADDRESS = "0.0.0.0/0";
const OWN_ATTACHMENT = "aws_ec2_transit_gateway_vpc_attachment";
const MOST_HOPS = 10;

/** The resource that stands for an attachment in the environment, by its id or handle. */
export function attachmentOf(inventory: Inventory, value: unknown): Resource | undefined {
  return (
    inventory.find("aws_ec2_transit_gateway_vpc_attachment", value) ??
    inventory.find("aws_ec2_transit_gateway_vpc_attachment_accepter", value) ??
    inventory
      .all("aws_ec2_transit_gateway_vpc_attachment_accepter")
      .find(({ attributes }) => attributes["transit_gateway_attachment_id"] === value) ??
    OTHER_ATTACHMENTS.flatMap((type) =>
      inventory.all(type).filter(({ address }) => String(value).startsWith(`{${address}}.`)),
    ).at(0)
  );
}

/** Attachments that are an attribute of something else. */
const OTHER_ATTACHMENTS = ["aws_vpn_connection", "aws_networkfirewall_firewall"];

/** The tables of the environment's transit gateway with the attachments whose packets they route. */
export function associationsOf(inventory: Inventory): readonly {
  readonly association: Resource;
  readonly attachment: Resource | undefined;
  readonly table: Resource;
}[] {
  return inventory.all("aws_ec2_transit_gateway_route_table_association").flatMap((association) => {
    const { transit_gateway_attachment_id: id, transit_gateway_route_table_id: tableId } =
      association.attributes;
    const table = inventory.find("aws_ec2_transit_gateway_route_table", tableId);
    return table ? [{ association, attachment: attachmentOf(inventory, id), table }] : [];
  });
}

/**
 * Follows packets that come in by an attachment towards a block, from table to table, through the environment's own
 * network where an attachment leads there.
 *
 * @param networks - blocks of the other networks, which propagated routes lead to
 */
export function follow(
  inventory: Inventory,
  from: Resource,
  cidr: string,
  networks: readonly AttachedNetwork[],
): TransitWay {
  const via: Via[] = [];
  const stop = (address: string, why: string): TransitWay => ({
    via,
    end: "nowhere",
    stop: { address, why },
  });
  let attachment = from;
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    const entry = associationsOf(inventory).find((one) => one.attachment === attachment);
    if (!entry) {
      return stop(attachment.address, "is associated with no route table of the transit gateway");
    }
    via.push({ what: "association", address: entry.association.address });
    const route = transitRoute(inventory, entry.table, cidr, networks);
    if (!route) {
      return stop(entry.table.address, `no route to ${cidr}`);
    }
    if (!route.to) {
      return stop(route.address, `drops what is bound for ${cidr}`);
    }
    via.push({ what: "transit-gateway", address: route.address });
    attachment = route.to;
    via.push({ what: "attachment", address: attachment.address });
    if (attachment.type === "aws_networkfirewall_firewall") {
      via.push({ what: "firewall", address: attachment.address });
      continue;
    }
    if (attachment.type !== OWN_ATTACHMENT || hasBlock(inventory, attachment, cidr)) {
      return { via, end: attachment };
    }
    const exits = subnetsOfAttachment(inventory, attachment).map((one) => exitOf(inventory, one, cidr, via));
    const closed = exits.find((exit) => typeof exit === "object");
    if (closed || exits.length === 0) {
      return stop(closed?.address ?? attachment.address, closed?.why ?? "has no subnets");
    }
    if (exits.includes("internet-gateway")) {
      return { via, end: "internet" };
    }
  }
  return stop(attachment.address, `leads in circles towards ${cidr}`);
}

/** What a table of the transit gateway does with a block: the longest prefix wins, and a stated route before a propagated. */
function transitRoute(
  inventory: Inventory,
  table: Resource,
  cidr: string,
  networks: readonly AttachedNetwork[],
): { readonly address: string; readonly to: Resource | undefined } | undefined {
  const inTable = ({ attributes }: Resource): boolean =>
    inventory.find("aws_ec2_transit_gateway_route_table", attributes["transit_gateway_route_table_id"]) ===
    table;
  const stated = inventory
    .all("aws_ec2_transit_gateway_route")
    .filter(inTable)
    .map(({ address, attributes }) => ({
      address,
      cidr: String(attributes["destination_cidr_block"]),
      to:
        attributes["blackhole"] === true
          ? undefined
          : attachmentOf(inventory, attributes["transit_gateway_attachment_id"]),
    }));
  const propagated = inventory
    .all("aws_ec2_transit_gateway_route_table_propagation")
    .filter(inTable)
    .flatMap(({ address, attributes }) => {
      const to = attachmentOf(inventory, attributes["transit_gateway_attachment_id"]);
      const block = to && blockBehind(inventory, to, networks);
      return block === undefined ? [] : [{ address, cidr: block, to }];
    });
  return [...stated, ...propagated]
    .filter((route) => contains(route.cidr, cidr))
    .sort((one, other) => prefix(other.cidr) - prefix(one.cidr))[0];
}

/** The block that an attachment propagates. */
function blockBehind(
  inventory: Inventory,
  attachment: Resource,
  networks: readonly AttachedNetwork[],
): string | undefined {
  const vpc = inventory.find("aws_vpc", attachment.attributes["vpc_id"]);
  const named = networks.find(({ attachmentId }) => attachmentOf(inventory, attachmentId) === attachment);
  return named?.cidr ?? (vpc && String(vpc.attributes["cidr_block"]));
}

/** Where a subnet's packets leave its network: by its own route, or by that of its NAT. */
function exitOf(inventory: Inventory, subnet: Resource, cidr: string, via: Via[]): Exit {
  const table = routeTableOf(inventory, subnet);
  const hop = table && nextHopIn(inventory, table, cidr);
  if (!hop) {
    return { address: (table ?? subnet).address, why: `no route to ${cidr}` };
  }
  via.push({ what: "route", address: hop.address });
  if (hop.kind === "nat-gateway") {
    const home = inventory.find("aws_subnet", hop.target?.attributes["subnet_id"]);
    via.push({ what: "nat-gateway", address: hop.target?.address ?? hop.address });
    return home
      ? exitOf(inventory, home, cidr, via)
      : { address: hop.address, why: "leads to a NAT elsewhere" };
  }
  return hop.kind === "internet-gateway" || hop.kind === "transit-gateway"
    ? hop.kind
    : { address: hop.address, why: "leads nowhere that is known" };
}

function hasBlock(inventory: Inventory, { attributes }: Resource, cidr: string): boolean {
  const vpc = inventory.find("aws_vpc", attributes["vpc_id"]);
  return vpc !== undefined && contains(String(vpc.attributes["cidr_block"]), cidr);
}

/** The subnets in which an attachment has its network interfaces. */
export function subnetsOfAttachment(inventory: Inventory, { attributes }: Resource): readonly Resource[] {
  const handles = attributes["subnet_ids"];
  return (Array.isArray(handles) ? handles : []).flatMap(
    (handle) => inventory.find("aws_subnet", handle) ?? [],
  );
}

function prefix(cidr: string): number {
  return Number(cidr.split("/")[1] ?? 0);
}
