import type { NetworkConfig, TierConfig } from "../../../constructs/network/network-config";
import type { ZoneLetter } from "../../../constructs/network/zones";
import { SMALLEST } from "./networks";
import { problemsOf, withTiers } from "./problems";

const PUBLIC: TierConfig = { slot: 7, egress: "internet-gateway" };

describe("egress", () => {
  test("a tier cannot leave by a NAT that the network does not have", () => {
    expect(problemsOf(withTiers({ app: { slot: 0, egress: "nat" } }))).toEqual([
      "example.prod.network.tiers.app.egress: needs a NAT, and the network has none, got nat; set network.nat or choose another egress",
    ]);
    expect(
      problemsOf(withTiers({ public: PUBLIC, app: { slot: 0, egress: "nat" } }, { nat: "gateway" })),
    ).toEqual([]);
  });

  test("a tier cannot leave by a transit gateway that the network is not attached to", () => {
    const tiers: NetworkConfig["tiers"] = { app: { slot: 0, egress: "transit-gateway" } };

    expect(problemsOf(withTiers(tiers))).toEqual([
      "example.prod.network.tiers.app.egress: needs a transit gateway, and the network is attached to none, got transit-gateway; set network.transitGateway or choose another egress",
    ]);
    expect(problemsOf(withTiers(tiers, { transitGateway: { tier: "app" } }))).toEqual([]);
  });

  test("AP-041: a NAT needs a public tier", () => {
    expect(problemsOf(withTiers({ app: { slot: 0, egress: "nat" } }, { nat: "gateway" }))).toEqual([
      "example.prod.network.nat: needs a public tier to stand in, got gateway; add a tier with egress internet-gateway or set nat to none",
    ]);
  });

  test("a NAT that no tier uses is refused", () => {
    expect(problemsOf(withTiers({ public: PUBLIC }, { nat: "gateway" }))).toEqual([
      "example.prod.network.nat: serves no tier, and costs by the hour, got gateway; give a tier the egress nat or set nat to none",
    ]);
  });

  describe("of several public tiers", () => {
    const tiers: NetworkConfig["tiers"] = {
      edge: { slot: 1, egress: "internet-gateway" },
      nat1: { slot: 2, egress: "internet-gateway" },
      app: { slot: 3, egress: "nat" },
    };

    test("the one of the NAT must be chosen", () => {
      expect(problemsOf(withTiers(tiers, { nat: "gateway" }))).toEqual([
        "example.prod.network.natTier: must choose among the public tiers edge, nat1, got nothing; name the one that the NAT stands in",
      ]);
      expect(problemsOf(withTiers(tiers, { nat: "gateway", natTier: "nat1" }))).toEqual([]);
    });

    test.each([
      ["a private one", "app", "must be a tier with egress internet-gateway, got app; use one of edge, nat1"],
      ["an unknown one", "web", "must name a tier of the network, got web; use one of edge, nat1, app"],
    ])("%s cannot be chosen", (_case, natTier, message) => {
      expect(problemsOf(withTiers(tiers, { nat: "gateway", natTier }))).toEqual([
        `example.prod.network.natTier: ${message}`,
      ]);
    });
  });

  test("the NAT's zone must be one of the network's", () => {
    const config = (natZone: ZoneLetter) =>
      withTiers({ public: PUBLIC, app: { slot: 0, egress: "nat" } }, { nat: "gateway", natZone });

    expect(problemsOf(config("d"))).toEqual([
      "example.prod.network.natZone: must be a zone of the network, got d; use one of a, c",
    ]);
    expect(problemsOf(config("c"))).toEqual([]);
  });

  test.each<[string, Partial<NetworkConfig>, string]>([
    [
      "natZone without NAT",
      { natZone: "a" },
      "natZone: has no effect, as network.nat is none, got a; remove it",
    ],
    [
      "natTier without NAT",
      { natTier: "app" },
      "natTier: has no effect, as network.nat is none, got app; remove it",
    ],
    [
      "natInstance without one",
      { natInstance: { instanceType: "t3.micro" } },
      'natInstance: has no effect, as network.nat is none, got {"instanceType":"t3.micro"}; remove it',
    ],
  ])("%s is told to have no effect", (_case, rest, message) => {
    expect(problemsOf({ ...SMALLEST, ...rest })).toEqual([`example.prod.network.${message}`]);
  });

  test("natZone with a NAT gateway in every zone is told to have no effect", () => {
    expect(
      problemsOf(
        withTiers(
          { public: PUBLIC, app: { slot: 0, egress: "nat" } },
          { nat: "gateway-per-zone", natZone: "a" },
        ),
      ),
    ).toEqual([
      "example.prod.network.natZone: has no effect, as every zone has a NAT gateway, got a; remove it",
    ]);
  });

  describe("by a NAT instance", () => {
    const withInstance = (natInstance: NetworkConfig["natInstance"]) =>
      problemsOf(
        withTiers({ public: PUBLIC, app: { slot: 0, egress: "nat" } }, { nat: "instance", natInstance }),
      );

    test("needs its machine", () => {
      expect(withInstance(undefined)).toEqual([
        "example.prod.network.natInstance: is needed by nat: instance, got nothing; name its instanceType, such as t3.micro",
      ]);
    });

    test.each([
      { instanceType: "t2.micro" },
      { instanceType: "t3.micro", architecture: "x86_64" },
      { instanceType: "t4g.nano", architecture: "arm64" },
      { instanceType: "c7gn.medium", architecture: "arm64" },
    ] as const)("takes %j", (natInstance) => {
      expect(withInstance(natInstance)).toEqual([]);
    });

    test.each([
      [
        { instanceType: "t4g.nano" },
        "t4g.nano, which is arm64, got x86_64; set it to arm64 or choose another type",
      ],
      [
        { instanceType: "t3.nano", architecture: "arm64" },
        "t3.nano, which is x86_64, got arm64; set it to x86_64 or choose another type",
      ],
    ] as const)("refuses %j", (natInstance, end) => {
      expect(withInstance(natInstance)).toEqual([
        `example.prod.network.natInstance.architecture: must be that of ${end}`,
      ]);
    });
  });

  test("public addresses without an internet gateway are refused", () => {
    expect(problemsOf(withTiers({ app: { slot: 0, egress: "none", mapPublicIpOnLaunch: true } }))).toEqual([
      "example.prod.network.tiers.app.mapPublicIpOnLaunch: gives addresses that only an internet gateway can reach, got true with egress none; remove it or set the egress to internet-gateway",
    ]);
    expect(problemsOf(withTiers({ public: { ...PUBLIC, mapPublicIpOnLaunch: true } }))).toEqual([]);
  });
});
