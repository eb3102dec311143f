import type { Problem } from "../core/errors";
import type { NetworkConfig } from "./network-config";
import { publicTiers } from "./network-layout";
import { unknownTier } from "./reference-rules";
import type { ZoneLetter } from "./zones";

/** An instance family on Graviton ends in g after its generation, with or without further letters: t4g, c7gn. */
const GRAVITON_TYPE = /^[a-z]+\d+g[a-z]*\./;

/** Whether every tier has the way out that it asks for, and every way out a tier that uses it. */
export function egressProblems(
  config: NetworkConfig,
  zones: readonly ZoneLetter[],
  path: string,
): readonly Problem[] {
  return [
    ...missingWaysOut(config, path),
    ...publicAddressProblems(config, path),
    ...natPlaceProblems(config, zones, path),
    ...natInstanceProblems(config, path),
  ];
}

function missingWaysOut({ tiers, nat, transitGateway }: NetworkConfig, path: string): readonly Problem[] {
  return Object.entries(tiers).flatMap(([name, { egress }]): readonly Problem[] => {
    const place = `${path}.tiers.${name}.egress`;
    if (egress === "nat" && nat === "none") {
      return [
        {
          path: place,
          rule: "needs a NAT, and the network has none",
          got: egress,
          fix: "set network.nat or choose another egress",
        },
      ];
    }
    if (egress === "transit-gateway" && transitGateway === undefined) {
      return [
        {
          path: place,
          rule: "needs a transit gateway, and the network is attached to none",
          got: egress,
          fix: "set network.transitGateway or choose another egress",
        },
      ];
    }
    return [];
  });
}

function publicAddressProblems({ tiers }: NetworkConfig, path: string): readonly Problem[] {
  return Object.entries(tiers)
    .filter(([, { mapPublicIpOnLaunch, egress }]) => mapPublicIpOnLaunch && egress !== "internet-gateway")
    .map(([name, { egress }]) => ({
      path: `${path}.tiers.${name}.mapPublicIpOnLaunch`,
      rule: "gives addresses that only an internet gateway can reach",
      got: `true with egress ${egress}`,
      fix: "remove it or set the egress to internet-gateway",
    }));
}

function natPlaceProblems(
  config: NetworkConfig,
  zones: readonly ZoneLetter[],
  path: string,
): readonly Problem[] {
  const { nat, natTier, natZone, tiers } = config;
  if (nat === "none") {
    return [
      ...unused(natTier, `${path}.natTier`, "network.nat is none"),
      ...unused(natZone, `${path}.natZone`, "network.nat is none"),
    ];
  }
  const problems: Problem[] = [];
  const open = publicTiers(config);
  if (open.length === 0) {
    problems.push({
      path: `${path}.nat`,
      rule: "needs a public tier to stand in",
      got: nat,
      fix: "add a tier with egress internet-gateway or set nat to none",
    });
  } else if (natTier === undefined && open.length > 1) {
    problems.push({
      path: `${path}.natTier`,
      rule: `must choose among the public tiers ${open.join(", ")}`,
      got: undefined,
      fix: "name the one that the NAT stands in",
    });
  } else if (natTier !== undefined && !open.includes(natTier)) {
    const unknown = unknownTier(config, natTier, `${path}.natTier`);
    problems.push(
      ...(unknown.length > 0
        ? unknown
        : [
            {
              path: `${path}.natTier`,
              rule: "must be a tier with egress internet-gateway",
              got: natTier,
              fix: `use one of ${open.join(", ")}`,
            },
          ]),
    );
  }
  if (!Object.values(tiers).some(({ egress }) => egress === "nat")) {
    problems.push({
      path: `${path}.nat`,
      rule: "serves no tier, and costs by the hour",
      got: nat,
      fix: "give a tier the egress nat or set nat to none",
    });
  }
  if (nat === "gateway-per-zone") {
    problems.push(...unused(natZone, `${path}.natZone`, "every zone has a NAT gateway"));
  } else if (natZone !== undefined && !zones.includes(natZone)) {
    problems.push({
      path: `${path}.natZone`,
      rule: "must be a zone of the network",
      got: natZone,
      fix: `use one of ${zones.join(", ")}`,
    });
  }
  return problems;
}

function natInstanceProblems({ nat, natInstance }: NetworkConfig, path: string): readonly Problem[] {
  const place = `${path}.natInstance`;
  if (nat !== "instance") {
    return unused(natInstance, place, `network.nat is ${nat}`);
  }
  if (natInstance === undefined) {
    return [
      {
        path: place,
        rule: "is needed by nat: instance",
        got: undefined,
        fix: "name its instanceType, such as t3.micro",
      },
    ];
  }
  const { instanceType, architecture = "x86_64" } = natInstance;
  const actual = GRAVITON_TYPE.test(instanceType) ? "arm64" : "x86_64";
  return actual === architecture
    ? []
    : [
        {
          path: `${place}.architecture`,
          rule: `must be that of ${instanceType}, which is ${actual}`,
          got: architecture,
          fix: `set it to ${actual} or choose another type`,
        },
      ];
}

function unused(value: unknown, path: string, why: string): readonly Problem[] {
  return value === undefined
    ? []
    : [{ path, rule: `has no effect, as ${why}`, got: value, fix: "remove it" }];
}
