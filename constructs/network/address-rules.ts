import type { Problem } from "../core/errors";
import { type PlanFault, planFaults, readVpcCidr, slotFault, zoneFault } from "./address-plan";
import { type CidrBlock, contains, isCidrFault, overlaps, readCidr } from "./cidr";
import type { NetworkConfig, TierConfig } from "./network-config";
import { tierSubnets } from "./network-layout";
import { ZONE_LETTERS, type ZoneLetter } from "./zones";

interface PlacedSubnet {
  readonly tier: string;
  readonly zone: ZoneLetter;
  readonly planned: boolean;
  readonly path: string;
  readonly block: CidrBlock;
}

/** All that is wrong with the addresses of a network. */
export function addressProblems(
  config: NetworkConfig,
  zones: readonly ZoneLetter[],
  path: string,
): readonly Problem[] {
  const vpc = readVpcCidr(config.cidr);
  const tiers = Object.entries(config.tiers);
  const planned = tiers.some(([, { slot }]) => slot !== undefined);
  const planProblems = planned || "about" in vpc ? planFaults(config).map((fault) => at(fault, path)) : [];
  const problems = [
    ...planProblems,
    ...tiers.flatMap(([name, tier]) => tierProblems(config, name, tier, zones, `${path}.tiers.${name}`)),
    ...repeatedSlots(config, path),
  ];
  if ("about" in vpc) {
    return problems;
  }
  // Overlaps are told among the blocks that can be read; a block that is wrong in itself is told above.
  const placed = planProblems.length === 0 ? placedSubnets(config, zones, path) : [];
  return [
    ...problems,
    ...placed.filter(({ block }) => !contains(vpc, block)).map((subnet) => outsideVpc(subnet, config.cidr)),
    ...placed.flatMap((subnet, index) => overlapping(subnet, placed.slice(0, index))),
  ];
}

function tierProblems(
  config: NetworkConfig,
  name: string,
  { slot, cidrs }: TierConfig,
  zones: readonly ZoneLetter[],
  path: string,
): readonly Problem[] {
  if ((slot === undefined) === (cidrs === undefined)) {
    return [
      {
        path,
        rule: "has either a slot of the address plan or cidrs of its own",
        got: slot === undefined ? "neither" : "both",
        fix: slot === undefined ? "add one of the two" : "remove one of the two",
      },
    ];
  }
  if (slot !== undefined) {
    const faults = [slotFault(config, slot), ...zones.map((zone) => zoneFault(config, zone))];
    return faults.filter((fault) => fault !== undefined).map((fault) => at(fault, path));
  }
  return [...missingZones(name, cidrs, zones, path), ...givenCidrs(cidrs ?? {}, zones, path)];
}

function missingZones(
  name: string,
  cidrs: TierConfig["cidrs"],
  zones: readonly ZoneLetter[],
  path: string,
): readonly Problem[] {
  return zones
    .filter((zone) => cidrs?.[zone] === undefined)
    .map((zone) => ({
      path: `${path}.cidrs.${zone}`,
      rule: `tier ${name} needs a block in every zone of the network (${zones.join(", ")})`,
      got: undefined,
      fix: `add a free block for zone ${zone}`,
    }));
}

function givenCidrs(
  cidrs: NonNullable<TierConfig["cidrs"]>,
  zones: readonly ZoneLetter[],
  path: string,
): readonly Problem[] {
  return Object.entries(cidrs).flatMap(([zone, cidr]): readonly Problem[] => {
    const block = readVpcCidr(cidr);
    const malformed = "about" in block ? [{ ...withoutAbout(block), path: `${path}.cidrs.${zone}` }] : [];
    const elsewhere = zones.some((used) => used === zone)
      ? []
      : [
          {
            path: `${path}.cidrs.${zone}`,
            rule: `zone ${zone} is none of the network's zones (${zones.join(", ")})`,
            got: cidr,
            fix: "remove the block or add the zone to the network and its environment",
          },
        ];
    return [...malformed, ...elsewhere];
  });
}

function repeatedSlots({ tiers }: NetworkConfig, path: string): readonly Problem[] {
  const ownerOfSlot = new Map<number, string>();
  return Object.entries(tiers).flatMap(([name, { slot }]) => {
    if (slot === undefined) {
      return [];
    }
    const owner = ownerOfSlot.get(slot);
    ownerOfSlot.set(slot, owner ?? name);
    return owner === undefined
      ? []
      : [
          {
            path: `${path}.tiers.${name}.slot`,
            rule: `is the slot of tier ${owner} already`,
            got: slot,
            fix: `choose a free slot: ${freeSlot(tiers)} is the first`,
          },
        ];
  });
}

function freeSlot(tiers: NetworkConfig["tiers"]): number {
  const taken = new Set(Object.values(tiers).map(({ slot }) => slot));
  let slot = 0;
  while (taken.has(slot)) {
    slot += 1;
  }
  return slot;
}

function placedSubnets(
  config: NetworkConfig,
  zones: readonly ZoneLetter[],
  path: string,
): readonly PlacedSubnet[] {
  return Object.entries(config.tiers).flatMap(([tier, values]) => {
    const { slot, cidrs } = values;
    if (slot !== undefined && (cidrs !== undefined || slotFault(config, slot))) {
      return [];
    }
    const usable = slot === undefined ? ZONE_LETTERS : zones.filter((zone) => !zoneFault(config, zone));
    return tierSubnets(config, values, usable).flatMap(({ zone, cidr }): readonly PlacedSubnet[] => {
      const block = readCidr(cidr);
      const where = slot === undefined ? `cidrs.${zone}` : "slot";
      return isCidrFault(block)
        ? []
        : [{ tier, zone, planned: slot !== undefined, path: `${path}.tiers.${tier}.${where}`, block }];
    });
  });
}

function outsideVpc({ path, block }: PlacedSubnet, vpc: string): Problem {
  return {
    path,
    rule: `lies outside the VPC (${vpc})`,
    got: block.text,
    fix: "choose a free block inside it",
  };
}

function overlapping(subnet: PlacedSubnet, earlier: readonly PlacedSubnet[]): readonly Problem[] {
  return (
    earlier
      // Planned blocks overlap only where a slot is taken twice, which is told as such.
      .filter(({ planned, block }) => overlaps(block, subnet.block) && !(planned && subnet.planned))
      .map(({ tier, zone, block }) => ({
        path: subnet.path,
        rule: `overlaps tier ${tier} zone ${zone} (${block.text})`,
        got: subnet.block.text,
        fix: "choose a free block",
      }))
  );
}

const PLACE: Readonly<Record<PlanFault["about"], string>> = {
  cidr: ".cidr",
  bits: ".tierBits",
  slot: ".slot",
  zone: "",
};

function at(fault: PlanFault, path: string): Problem {
  return { path: `${path}${PLACE[fault.about]}`, ...withoutAbout(fault) };
}

function withoutAbout({ rule, got, fix }: PlanFault): Omit<Problem, "path"> {
  return { rule, got, fix };
}
