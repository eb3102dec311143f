import type { Resource } from "../inventory";
import type { Landscape } from "../landscape";
import { ANY_ADDRESS, associationsOf, type AttachedNetwork, attachmentOf, follow } from "../network/transit";
import type { Proof } from "../proof/trail";
import type { Excess } from "./finding";

/** Where a transit gateway leads and no flow says so: between attached networks, to the internet, or to strangers. */
export function transitExcess(
  landscape: Landscape,
  proofs: readonly Proof[],
  networks: readonly AttachedNetwork[],
): readonly Excess[] {
  const { inventory } = landscape;
  const named = new Map<Resource, AttachedNetwork>();
  for (const network of networks) {
    const attachment = attachmentOf(inventory, network.attachmentId);
    if (attachment) {
      named.set(attachment, network);
    }
  }
  return [
    ...strangers(landscape, named),
    ...[...named].flatMap(([source, network]) => {
      const others = [...named.values()].filter((other) => other !== network);
      return [{ name: "internet", cidr: ANY_ADDRESS }, ...others]
        .filter(({ name }) => !isStated(network.name, name, proofs))
        .flatMap(({ name, cidr }) => {
          const { end, via } = follow(inventory, source, cidr, networks);
          const leads =
            end === "internet" ? name === "internet" : end !== "nowhere" && named.get(end)?.cidr === cidr;
          const first = via.find(({ what }) => what === "transit-gateway");
          return leads && first
            ? [{ address: first.address, what: `leads ${network.name} to ${name}; no flow says so` }]
            : [];
        });
    }),
  ];
}

/** What a flow opens is answered, so that it stands for both directions. */
function isStated(one: string, other: string, proofs: readonly Proof[]): boolean {
  return proofs.some(
    ({ flow: { from, to } }) =>
      (from.kind === "network" && from.name === one && to.name === other) ||
      (from.kind === "network" && from.name === other && to.name === one),
  );
}

/** Attachments that the gateway takes, or learns routes of, and that no flow names. */
function strangers(
  { inventory }: Landscape,
  named: ReadonlyMap<Resource, AttachedNetwork>,
): readonly Excess[] {
  const isKnown = (attachment: Resource): boolean =>
    named.has(attachment) ||
    attachment.type === "aws_ec2_transit_gateway_vpc_attachment" ||
    attachment.type === "aws_networkfirewall_firewall";
  const propagations = inventory
    .all("aws_ec2_transit_gateway_route_table_propagation")
    .map((propagation) => ({
      address: propagation.address,
      attachment: attachmentOf(inventory, propagation.attributes["transit_gateway_attachment_id"]),
    }));
  const associations = associationsOf(inventory).map(({ association, attachment }) => ({
    address: association.address,
    attachment,
  }));
  return [...associations, ...propagations]
    .filter(({ attachment }) => attachment === undefined || !isKnown(attachment))
    .map(({ address }) => ({ address, what: "lets in a network that no flow names" }));
}
