import { type Problem, refuse } from "../core/errors";
import { type CidrBlock, isCidrFault, readCidr, subBlock } from "./cidr";
import { ZONE_LETTERS, type ZoneLetter } from "./zones";

/** Largest block that AWS takes for a VPC or subnet, as prefix length. */
export const LARGEST_PREFIX = 16;
/** Smallest block that AWS takes for a VPC or subnet, as prefix length. */
export const SMALLEST_PREFIX = 28;

const DEFAULT_TIER_BITS = 4;
const DEFAULT_ZONE_BITS = 3;

/** How a VPC's addresses are divided among tiers and zones. */
export interface AddressPlan {
  /** The VPC's block, /16 to /28. */
  readonly cidr: string;
  /**
   * Bits that number the tiers' slots: 4 bits are 16 slots. A change moves every planned block.
   *
   * @default 4
   */
  readonly tierBits?: number | undefined;
  /**
   * Bits that number the zones within a slot: 3 bits are the zones a to h. A change moves every planned block.
   *
   * @default 3
   */
  readonly zoneBits?: number | undefined;
}

/** What is wrong with a plan or a place in it, and which value to correct. */
export interface PlanFault extends Omit<Problem, "path"> {
  /** The value at fault. */
  readonly about: "cidr" | "bits" | "slot" | "zone";
}

/**
 * The planned block of a tier's subnet in a zone.
 *
 * It follows from the VPC's block, the tier's slot and the zone's letter alone: every slot has its part of the VPC
 * and every letter its part of the slot, used or not. So no block moves when a tier or a zone comes or goes. In
 * 10.0.0.0/16 with the default bits, slot 1 zone c is 10.0.20.0/23.
 *
 * @param slot - the tier's number, 0 to 2^tierBits - 1
 * @throws ProblemsError when the plan has no room for it
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function plannedCidr(plan: AddressPlan, slot: number, zone: ZoneLetter): string {
  const path = `address plan of ${plan.cidr}`;
  const vpc = readVpcCidr(plan.cidr);
  if ("about" in vpc) {
    refuse({ path, ...vpc });
  }
  const fault = planFaults(plan)[0] ?? slotFault(plan, slot) ?? zoneFault(plan, zone);
  if (fault) {
    refuse({ path, ...fault });
  }
  const { tierBits, zoneBits } = bitsOf(plan);
  const tier = subBlock(vpc, vpc.prefix + tierBits, slot);
  return subBlock(tier, tier.prefix + zoneBits, ZONE_LETTERS.indexOf(zone)).text;
}

/** What is wrong with the plan itself, whatever its tiers. */
export function planFaults(plan: AddressPlan): readonly PlanFault[] {
  const vpc = readVpcCidr(plan.cidr);
  if ("about" in vpc) {
    return [vpc];
  }
  const { tierBits, zoneBits } = bitsOf(plan);
  const prefix = vpc.prefix + tierBits + zoneBits;
  return prefix <= SMALLEST_PREFIX
    ? []
    : [
        {
          about: "bits",
          rule: `leaves planned subnets of /${prefix}, and AWS takes /${SMALLEST_PREFIX} at the smallest`,
          got: `${tierBits} tier bits and ${zoneBits} zone bits in ${plan.cidr}`,
          fix: "lower one of the two or choose a larger VPC",
        },
      ];
}

/** Why a slot has no place in the plan; undefined when it has. */
export function slotFault(plan: AddressPlan, slot: number): PlanFault | undefined {
  const slots = 2 ** bitsOf(plan).tierBits;
  return Number.isInteger(slot) && slot >= 0 && slot < slots
    ? undefined
    : {
        about: "slot",
        rule: `must be a whole number from 0 to ${slots - 1}`,
        got: slot,
        fix: "choose a free slot of the plan or raise tierBits before anything is deployed",
      };
}

/** Why a zone has no place in the plan's slots; undefined when it has. */
export function zoneFault(plan: AddressPlan, zone: ZoneLetter): PlanFault | undefined {
  const { zoneBits } = bitsOf(plan);
  return ZONE_LETTERS.indexOf(zone) < 2 ** zoneBits
    ? undefined
    : {
        about: "zone",
        rule: `has no planned block, as ${zoneBits} zone bits end with zone ${ZONE_LETTERS[2 ** zoneBits - 1]}`,
        got: zone,
        fix: "give the tier its cidrs or raise zoneBits before anything is deployed",
      };
}

/** Reads the block of a VPC or subnet, which AWS takes from /16 to /28. */
export function readVpcCidr(text: string): CidrBlock | PlanFault {
  const block = readCidr(text);
  if (isCidrFault(block)) {
    return { about: "cidr", ...block, got: text };
  }
  if (block.prefix < LARGEST_PREFIX || block.prefix > SMALLEST_PREFIX) {
    return {
      about: "cidr",
      rule: `must have a prefix from /${LARGEST_PREFIX} to /${SMALLEST_PREFIX}`,
      got: text,
      fix: "choose a block that AWS takes",
    };
  }
  return block;
}

function bitsOf({ tierBits = DEFAULT_TIER_BITS, zoneBits = DEFAULT_ZONE_BITS }: AddressPlan) {
  return { tierBits, zoneBits };
}
