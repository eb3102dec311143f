import { Netmask } from "netmask";

const DOTTED_QUAD_AND_PREFIX = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** A block of IPv4 addresses. */
export interface CidrBlock {
  /** Canonical text: `10.0.21.0/24`. */
  readonly text: string;
  /** Length of the prefix in bits, 0 to 32. */
  readonly prefix: number;
  /** First address as an unsigned 32-bit number. */
  readonly first: number;
  /** Last address as an unsigned 32-bit number. */
  readonly last: number;
}

/** What is wrong with a text that should be a CIDR block: the rule it breaks and the remedy. */
export interface CidrFault {
  /** The rule that the text breaks, as a clause. */
  readonly rule: string;
  /** What to do, as an imperative clause. */
  readonly fix: string;
}

/**
 * Reads an IPv4 CIDR block, strictly: four plain decimal octets, a prefix length and no host bits, which is what AWS
 * stores. (Lenient readers take `10/8`, octal octets or stray host bits, and the block is then another one.)
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export function readCidr(text: string): CidrBlock | CidrFault {
  const parts = DOTTED_QUAD_AND_PREFIX.exec(text)?.slice(1);
  const valid = parts?.every((part, index) => {
    return String(Number(part)) === part && Number(part) <= (index === 4 ? 32 : 255);
  });
  if (!parts || !valid) {
    return { rule: "must be an IPv4 CIDR block", fix: "write it as 10.0.0.0/16" };
  }
  const network = new Netmask(text);
  const canonical = `${network.base}/${network.bitmask}`;
  if (canonical !== text) {
    return { rule: "has host bits set", fix: `write ${canonical}` };
  }
  return {
    text,
    prefix: network.bitmask,
    first: network.netLong,
    last: network.netLong + network.size - 1,
  };
}

/** Whether reading a CIDR block failed. */
export function isCidrFault(result: CidrBlock | CidrFault): result is CidrFault {
  return "rule" in result;
}

/** Whether two blocks share an address. */
export function overlaps(a: CidrBlock, b: CidrBlock): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: CidrBlock, inner: CidrBlock): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** The block at an index when a block is cut into equal parts with the given prefix length. */
export function subBlock(block: CidrBlock, prefix: number, index: number): CidrBlock {
  const size = 2 ** (32 - prefix);
  const first = block.first + index * size;
  const octets = [24, 16, 8, 0].map((shift) => (first >>> shift) & 255);
  return { text: `${octets.join(".")}/${prefix}`, prefix, first, last: first + size - 1 };
}
