import type { Problem } from "../core/errors";
import { isCidrFault, readCidr } from "./cidr";

/**
 * Blocks of IPv4 addresses by whose they are: `{ operator: "203.0.113.10/32" }`. The names are part of addresses: keep
 * them when a block changes its value.
 */
export type NamedCidrs = Readonly<Record<string, string>>;

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
