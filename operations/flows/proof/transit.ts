import type { End, Flow } from "../../../systems/flows";
import type { Resource } from "../inventory";
import type { Landscape } from "../landscape";
import {
  ANY_ADDRESS,
  type AttachedNetwork,
  attachmentOf,
  follow,
  subnetsOfAttachment,
} from "../network/transit";
import type { Member } from "../network/member";
import type { Trail } from "./trail";

type Network = Extract<End, { readonly kind: "network" }>;

/** From an attached network through the hub, to the internet or to another network, and back. */
export function proveTransit(
  landscape: Landscape,
  { from, to }: Flow & { readonly from: Network },
  networks: readonly AttachedNetwork[],
  trail: Trail,
): void {
  const { inventory } = landscape;
  const source = attachmentOf(inventory, from.attachmentId);
  if (!source) {
    trail.gap(from.attachmentId, `the attachment of ${from.name} is not taken`);
    return;
  }
  trail.link("attachment", source.address);
  const target = to.kind === "network" ? attachmentOf(inventory, to.attachmentId) : undefined;
  const there = follow(inventory, source, to.kind === "network" ? to.cidr : ANY_ADDRESS, networks);
  for (const { what, address } of there.via) {
    trail.link(what, address);
  }
  if (there.stop) {
    trail.gap(there.stop.address, there.stop.why);
  } else if (there.end !== (target ?? "internet")) {
    trail.gap(source.address, `packets for ${to.name} end elsewhere`);
  }
  // What comes back enters by the attachment of whoever answers: the network with the way out, or the other network.
  const back = target ?? ownAttachment(landscape);
  const answer = back && follow(inventory, back, from.cidr, networks);
  for (const { what, address } of answer?.via ?? []) {
    trail.link(what, address);
  }
  if (answer?.stop) {
    trail.gap(answer.stop.address, `${answer.stop.why}, so that no answer reaches ${from.name}`);
  }
}

/** What another network reaches lies in one that is attached to a transit gateway. */
export function proveArrival({ inventory }: Landscape, to: Member, trail: Trail): void {
  const vpc = to.subnets[0]?.attributes["vpc_id"];
  trail.either(
    inventory
      .all("aws_ec2_transit_gateway_vpc_attachment")
      .filter(({ attributes }) => attributes["vpc_id"] === vpc),
    "transit-gateway",
    to.resource.address,
    "lies in a network that is attached to no transit gateway",
  );
}

function ownAttachment({ inventory }: Landscape): Resource | undefined {
  return inventory.all("aws_ec2_transit_gateway_vpc_attachment")[0];
}

/** A default route to a transit gateway needs an attachment there, with an interface in the subnet's zone. */
export function proveAttachment(
  { inventory }: Landscape,
  subnet: Resource,
  route: { readonly address: string; readonly target: Resource | undefined },
  trail: Trail,
): void {
  if (!route.target) {
    trail.gap(route.address, "leads to a transit gateway to which the network is not attached");
    return;
  }
  trail.link("transit-gateway", route.target.address);
  const zone = subnet.attributes["availability_zone"];
  const zones = subnetsOfAttachment(inventory, route.target).map(
    ({ attributes }) => attributes["availability_zone"],
  );
  if (!zones.includes(zone)) {
    trail.gap(route.target.address, `has no subnet in ${String(zone)}, where ${subnet.address} lies`);
  }
}
