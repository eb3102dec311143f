import { plannedCidr } from "./address-plan";
import type { NetworkConfig, TierConfig } from "./network-config";
import { type ZoneLetter, zoneLetters } from "./zones";

/** Subnets of a tier in one zone. */
export interface PlannedSubnet {
  /** Letter of the zone. */
  readonly zone: ZoneLetter;
  /** Block of the subnet. */
  readonly cidr: string;
}

/** Letters of the zones that a network spans, in order of use. */
export function networkZones(
  config: NetworkConfig,
  availabilityZones: readonly string[],
): readonly ZoneLetter[] {
  return config.zones ?? zoneLetters(availabilityZones);
}

/**
 * The subnets of a tier, one in each zone, with given or planned blocks.
 *
 * @throws ProblemsError when the plan has no room for one of them
 */
export function tierSubnets(
  config: NetworkConfig,
  { slot, cidrs }: TierConfig,
  zones: readonly ZoneLetter[],
): readonly PlannedSubnet[] {
  return zones.flatMap((zone) => {
    const cidr = cidrs?.[zone] ?? (slot === undefined ? undefined : plannedCidr(config, slot, zone));
    return cidr === undefined ? [] : [{ zone, cidr }];
  });
}

/** Names of the tiers that the internet gateway serves. */
export function publicTiers(config: NetworkConfig): readonly string[] {
  return Object.entries(config.tiers)
    .filter(([, { egress }]) => egress === "internet-gateway")
    .map(([name]) => name);
}

/** The zones with a NAT, empty when there is none. */
export function natZones(
  { nat, natZone }: NetworkConfig,
  zones: readonly ZoneLetter[],
): readonly ZoneLetter[] {
  if (nat === "none") {
    return [];
  }
  return nat === "gateway-per-zone" ? zones : [natZone ?? zones[0]].filter((zone) => zone !== undefined);
}

/** Whether each zone of a tier needs a route table of its own, as each leads to another NAT gateway. */
export function hasTablePerZone({ nat }: NetworkConfig, { egress }: TierConfig): boolean {
  return nat === "gateway-per-zone" && egress === "nat";
}
