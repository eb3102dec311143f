import type { Problem } from "../core/errors";
import { type CidrBlock, isCidrFault, overlaps, readCidr } from "./cidr";

/**
 * Blocks of IPv4 addresses by whose they are: `{ operator: "203.0.113.10/32" }`. The names are part of addresses: keep
 * them when a block changes its value.
 */
export type NamedCidrs = Readonly<Record<string, string>>;

/**
 * Blocks from which nothing comes over the internet: private networks, carriers' own, the host itself, the link,
 * multicast and what is reserved.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 */
const NOT_ON_THE_INTERNET = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/4",
  "240.0.0.0/4",
] as const;

const NAME = /^[a-z][a-z0-9-]*$/;
/** The widest block that AWS does not count as the public. */
const WIDEST_PREFIX = 8;

/**
 * What is wrong with the blocks that something of one's own admits.
 *
 * @param path - where they are stated: `ecs-web.dev.allowedCidrs`
 * @param widestPrefix - length of the shortest prefix, 8 to 32; default 8, above which AWS takes a block for the public
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function namedCidrProblems(
  cidrs: NamedCidrs,
  path: string,
  widestPrefix = WIDEST_PREFIX,
): readonly Problem[] {
  const names = Object.keys(cidrs);
  if (names.length === 0) {
    return [
      {
        path,
        rule: "must name at least one address",
        got: "none",
        fix: "write it like operator: 203.0.113.10/32",
      },
    ];
  }
  return names.flatMap((name) => {
    const at = `${path}.${name}`;
    const text = cidrs[name] ?? "";
    const twin = names.find((other) => cidrs[other] === text);
    const block = readCidr(text);
    if (!NAME.test(name)) {
      return [
        {
          path: at,
          rule: "is named by lower-case letters, digits and hyphens, starting with a letter",
          got: name,
          fix: "rename it",
        },
      ];
    }
    if (isCidrFault(block)) {
      return [{ path: at, ...block, got: text }];
    }
    if (block.prefix < widestPrefix) {
      return [
        {
          path: at,
          rule: widestPrefix === 32 ? "must be one address, a /32" : `must be a /${widestPrefix} or narrower`,
          got: text,
          fix: "name the addresses that need it, each by itself",
        },
      ];
    }
    return twin === name
      ? []
      : [{ path: at, rule: `differs from that of ${twin}`, got: text, fix: "remove one of the two" }];
  });
}

/**
 * What is wrong with blocks that are to come over the internet: those of networks that it does not carry admit nobody.
 *
 * @param path - where they are stated: `ecs-web.dev.allowedCidrs`
 */
export function internetCidrProblems(cidrs: NamedCidrs, path: string): readonly Problem[] {
  return Object.entries(cidrs).flatMap(([name, text]) => {
    const block = readCidr(text);
    const network = isCidrFault(block) ? undefined : networkOf(block);
    return network === undefined
      ? []
      : [
          {
            path: `${path}.${name}`,
            rule: `must be an address of the internet, not of ${network}`,
            got: text,
            fix: "name the address under which it appears there, which its network's NAT has",
          },
        ];
  });
}

function networkOf(block: CidrBlock): string | undefined {
  // Only a block as narrow as the network lies within it; what is wider has other addresses too.
  return NOT_ON_THE_INTERNET.find((network) => {
    const outer = readCidr(network);
    return !isCidrFault(outer) && block.prefix >= outer.prefix && overlaps(outer, block);
  });
}
