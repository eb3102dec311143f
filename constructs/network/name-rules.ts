import { type Problem, ProblemsError } from "../core/errors";
import { checkedName, type NamedType } from "../core/naming";
import { checkedDescription } from "./description";
import type { NetworkConfig } from "./network-config";
import { hasTablePerZone, natZones } from "./network-layout";
import type { NetworkNames } from "./network-names";
import type { ZoneLetter } from "./zones";

const TIER_NAME = /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/;
const TAG_VALUE = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]{1,256}$/u;

/** Names beside which a tier stands in the construct tree. */
const RESERVED_TIER_NAMES = ["vpc", "nat", "endpoints", "flow-log", "transit-gateway"];

/** What is wrong with the names of the tiers. */
export function tierNameProblems({ tiers }: NetworkConfig, path: string): readonly Problem[] {
  const names = Object.keys(tiers);
  if (names.length === 0) {
    return [{ path: `${path}.tiers`, rule: "needs a tier", got: {}, fix: "add one" }];
  }
  return names.flatMap((name) => {
    if (RESERVED_TIER_NAMES.includes(name)) {
      return [
        {
          path: `${path}.tiers.${name}`,
          rule: "is the name of a part of every network",
          got: name,
          fix: "name the tier otherwise",
        },
      ];
    }
    return TIER_NAME.test(name)
      ? []
      : [
          {
            path: `${path}.tiers.${name}`,
            rule: "the name of a tier is made of lower-case letters, digits and inner hyphens, a letter first",
            got: name,
            fix: "rename the tier",
          },
        ];
  });
}

/** What is wrong with the physical names that a network would give its resources. */
export function physicalNameProblems(
  config: NetworkConfig,
  names: NetworkNames,
  zones: readonly ZoneLetter[],
  path: string,
): readonly Problem[] {
  const { nat, interfaceEndpoints, gatewayEndpoints, flowLog, transitGateway } = config;
  const inNat = (given: (zone: ZoneLetter) => string) => natZones(config, zones).map(given);
  const services = [...(interfaceEndpoints?.services ?? []), ...Object.keys(gatewayEndpoints ?? {})];

  const tags: Readonly<Record<string, readonly string[]>> = {
    vpc: [names.vpc(), names.defaultSecurityGroup()],
    internetGateway: [names.internetGateway()],
    subnet: Object.keys(config.tiers).flatMap((tier) => zones.map((zone) => names.subnet(tier, zone))),
    routeTable: Object.entries(config.tiers).flatMap(([name, tier]) =>
      hasTablePerZone(config, tier)
        ? zones.map((zone) => names.routeTable(name, zone))
        : [names.routeTable(name)],
    ),
    natGateway: nat.startsWith("gateway") ? [...inNat(names.natGateway), ...inNat(names.natAddress)] : [],
    natInstance: nat === "instance" ? [...inNat(names.natInstance), ...inNat(names.natAddress)] : [],
    endpoint: services.map(names.endpoint),
    flowLog: flowLog.destination === "none" ? [] : [names.flowLog()],
    transitGatewayAttachment: transitGateway ? [names.transitGatewayAttachment()] : [],
  };
  const typed: readonly (readonly [keyof NetworkNames, NamedType, string])[] = [
    ...(nat === "instance"
      ? ([
          ["natSecurityGroup", "aws_security_group", names.natSecurityGroup()],
          ["natRole", "aws_iam_role", names.natRole()],
        ] as const)
      : []),
    ...(interfaceEndpoints
      ? ([["endpointSecurityGroup", "aws_security_group", names.endpointSecurityGroup()]] as const)
      : []),
    ...(flowLog.destination === "cloud-watch-logs"
      ? ([["flowLogRole", "aws_iam_role", names.flowLogRole()]] as const)
      : []),
  ];
  return [
    ...Object.entries(tags).flatMap(([key, values]) => tagProblems(values, `${path}.names.${key}`)),
    ...typed.flatMap(([key, type, name]) => caught(() => checkedName(type, name, `${path}.names.${key}`))),
    ...(nat === "instance"
      ? caught(() =>
          checkedDescription(
            names.natSecurityGroupDescription(),
            `${path}.names.natSecurityGroupDescription`,
          ),
        )
      : []),
  ];
}

function tagProblems(values: readonly string[], path: string): readonly Problem[] {
  const malformed = values
    .filter((value) => !TAG_VALUE.test(value))
    .map((value) => ({
      path,
      rule: "a Name tag has 1 to 256 letters, digits, spaces and _.:/=+-@",
      got: value,
      fix: "use only those characters and shorten it",
    }));
  return malformed;
}

function caught(step: () => unknown): readonly Problem[] {
  try {
    step();
    return [];
  } catch (error) {
    if (error instanceof ProblemsError) {
      return error.problems;
    }
    throw error;
  }
}
