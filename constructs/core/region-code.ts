import { refuse } from "./errors";

const REGION = /^([a-z]{2})-(?:(gov|iso[a-z]?)-)?([a-z]+)-(\d+)$/;
const DIRECTIONS: Readonly<Record<string, string>> = {
  central: "c",
  east: "e",
  north: "n",
  northeast: "ne",
  northwest: "nw",
  south: "s",
  southeast: "se",
  southwest: "sw",
  west: "w",
};

/**
 * The short form of a Region as AWS writes it at the beginning of its zones' ids: `apne1` of ap-northeast-1.
 *
 * @throws ProblemsError when it is not a Region's code
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
export function regionCode(region: string, path: string): string {
  const [, area, partition = "", direction = "", number] = REGION.exec(region) ?? [];
  const short = DIRECTIONS[direction];
  return area === undefined || short === undefined || number === undefined
    ? refuse({ path, rule: "must be an AWS Region code", got: region, fix: "write it like ap-northeast-1" })
    : `${area}${partition.slice(0, 1)}${short}${number}`;
}
