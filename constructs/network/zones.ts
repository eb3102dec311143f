/** The letters that tell apart the availability zones of a Region, in the order of their address blocks. */
export const ZONE_LETTERS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

/** An availability zone within its Region: `a` of `ap-northeast-1a`. */
export type ZoneLetter = (typeof ZONE_LETTERS)[number];

/** The letter of an availability zone: `a` of `ap-northeast-1a`; undefined for a zone of another kind. */
export function zoneLetter(availabilityZone: string): ZoneLetter | undefined {
  const last = availabilityZone.slice(-1);
  return ZONE_LETTERS.find((letter) => letter === last);
}

/** The letters of availability zones, in their order. */
export function zoneLetters(availabilityZones: readonly string[]): readonly ZoneLetter[] {
  return availabilityZones.map(zoneLetter).filter((letter) => letter !== undefined);
}
