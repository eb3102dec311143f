import fc from "fast-check";
import type { NetworkConfig } from "../../../constructs/network/network-config";
import { tierSubnets } from "../../../constructs/network/network-layout";
import { ZONE_LETTERS, type ZoneLetter } from "../../../constructs/network/zones";
import { SMALLEST } from "./networks";
import { problemsOf, withTiers } from "./problems";

describe("addresses", () => {
  test("SW-D01: overlapping blocks are told with both ends and the remedy", () => {
    const config = withTiers({
      data: { cidrs: { a: "10.0.21.0/24", c: "10.0.22.0/24" }, egress: "none" },
      app: { cidrs: { a: "10.0.11.0/24", c: "10.0.21.0/25" }, egress: "none" },
    });

    expect(problemsOf(config)).toEqual([
      "example.prod.network.tiers.app.cidrs.c: overlaps tier data zone a (10.0.21.0/24), got 10.0.21.0/25; choose a free block",
    ]);
  });

  test("blocks that touch do not overlap", () => {
    const config = withTiers({
      data: { cidrs: { a: "10.0.20.0/24", c: "10.0.21.0/24" }, egress: "none" },
      app: { cidrs: { a: "10.0.22.0/24", c: "10.0.23.0/24" }, egress: "none" },
    });

    expect(problemsOf(config)).toEqual([]);
  });

  test("a given block may not overlap a planned one", () => {
    const config = withTiers({
      planned: { slot: 0, egress: "none" },
      given: { cidrs: { a: "10.0.4.0/24", c: "10.0.8.0/24" }, egress: "none" },
    });

    expect(problemsOf(config)).toEqual([
      "example.prod.network.tiers.given.cidrs.a: overlaps tier planned zone c (10.0.4.0/23), got 10.0.4.0/24; choose a free block",
    ]);
  });

  test.each([
    [
      "outside the VPC",
      "10.1.0.0/24",
      "lies outside the VPC (10.0.0.0/16), got 10.1.0.0/24; choose a free block inside it",
    ],
    ["with host bits", "10.0.1.7/24", "has host bits set, got 10.0.1.7/24; write 10.0.1.0/24"],
    [
      "that is no IPv4 block",
      "fd00::/64",
      "must be an IPv4 CIDR block, got fd00::/64; write it as 10.0.0.0/16",
    ],
    [
      "smaller than AWS takes",
      "10.0.1.0/29",
      "must have a prefix from /16 to /28, got 10.0.1.0/29; choose a block that AWS takes",
    ],
  ])("a block %s is refused", (_case, cidr, message) => {
    const config = withTiers({ app: { cidrs: { a: cidr, c: "10.0.2.0/24" }, egress: "none" } });

    expect(problemsOf(config)).toEqual([`example.prod.network.tiers.app.cidrs.a: ${message}`]);
  });

  test("a block larger than the VPC is outside it", () => {
    const config = withTiers(
      { app: { cidrs: { a: "10.0.0.0/16" }, egress: "none" } },
      { cidr: "10.0.0.0/20", zones: ["a"] },
    );

    expect(problemsOf(config)).toEqual([
      "example.prod.network.tiers.app.cidrs.a: lies outside the VPC (10.0.0.0/20), got 10.0.0.0/16; choose a free block inside it",
    ]);
  });

  test.each([
    ["10.0.0.0/15", "must have a prefix from /16 to /28"],
    ["10.0.0.0/29", "must have a prefix from /16 to /28"],
    ["10.0.0.1/16", "has host bits set"],
    ["ten", "must be an IPv4 CIDR block"],
  ])("the VPC cannot be %s", (cidr, rule) => {
    expect(problemsOf({ ...SMALLEST, cidr })).toEqual([
      expect.stringContaining(`example.prod.network.cidr: ${rule}, got ${cidr}; `),
    ]);
  });

  test("a zone without a block is told", () => {
    const config = withTiers({ app: { cidrs: { a: "10.0.1.0/24" }, egress: "none" } });

    expect(problemsOf(config)).toEqual([
      "example.prod.network.tiers.app.cidrs.c: tier app needs a block in every zone of the network (a, c), got nothing; add a free block for zone c",
    ]);
  });

  test("a block in a zone that the environment does not have is told", () => {
    const config = withTiers({
      app: { cidrs: { a: "10.0.1.0/24", c: "10.0.2.0/24", d: "10.0.3.0/24" }, egress: "none" },
    });

    expect(problemsOf(config)).toEqual([
      "example.prod.network.tiers.app.cidrs.d: zone d is none of the network's zones (a, c), got 10.0.3.0/24; remove the block or add the zone to the network and its environment",
    ]);
  });

  test("two tiers cannot share a slot", () => {
    const config = withTiers({ app: { slot: 0, egress: "none" }, data: { slot: 0, egress: "none" } });

    expect(problemsOf(config)).toEqual([
      "example.prod.network.tiers.data.slot: is the slot of tier app already, got 0; choose a free slot: 1 is the first",
    ]);
  });

  test.each([
    ["neither slot nor cidrs", {}, "got neither; add one of the two"],
    ["both", { slot: 1, cidrs: { a: "10.0.1.0/24", c: "10.0.2.0/24" } }, "got both; remove one of the two"],
  ])("a tier with %s is refused", (_case, values, end) => {
    expect(problemsOf(withTiers({ app: { egress: "none", ...values } }))).toEqual([
      `example.prod.network.tiers.app: has either a slot of the address plan or cidrs of its own, ${end}`,
    ]);
  });

  test("a slot beyond the plan is refused", () => {
    expect(problemsOf(withTiers({ app: { slot: 16, egress: "none" } }))).toEqual([
      "example.prod.network.tiers.app.slot: must be a whole number from 0 to 15, got 16; choose a free slot of the plan or raise tierBits before anything is deployed",
    ]);
  });

  test("a zone beyond the plan is refused", () => {
    expect(problemsOf({ ...SMALLEST, zoneBits: 1 })).toEqual([
      "example.prod.network.tiers.app: has no planned block, as 1 zone bits end with zone b, got c; give the tier its cidrs or raise zoneBits before anything is deployed",
    ]);
  });

  test("a plan that leaves too small subnets is refused, unless nothing is planned", () => {
    const small = { cidr: "10.0.0.0/22" };

    expect(problemsOf({ ...SMALLEST, ...small })).toEqual([
      "example.prod.network.tierBits: leaves planned subnets of /29, and AWS takes /28 at the smallest, got 4 tier bits and 3 zone bits in 10.0.0.0/22; lower one of the two or choose a larger VPC",
    ]);
    expect(
      problemsOf(
        withTiers({ app: { cidrs: { a: "10.0.0.0/24", c: "10.0.1.0/24" }, egress: "none" } }, small),
      ),
    ).toEqual([]);
  });
});

describe("properties of a network's addresses", () => {
  const anyNetwork = fc.record({
    slots: fc.uniqueArray(fc.nat({ max: 15 }), { minLength: 1, maxLength: 16 }),
    zones: fc.uniqueArray(fc.constantFrom(...ZONE_LETTERS), { minLength: 1, maxLength: 8 }),
  });
  const networkWith = (slots: readonly number[]) =>
    withTiers(Object.fromEntries(slots.map((slot) => [`t${slot}`, { slot, egress: "none" as const }])));
  const subnetsOf = (config: NetworkConfig, zones: readonly ZoneLetter[]) =>
    Object.entries(config.tiers).flatMap(([name, tier]) =>
      tierSubnets(config, tier, zones).map(({ zone, cidr }) => `${name} ${zone} ${cidr}`),
    );

  test("planned networks have no problems, whatever tiers and zones they have", () => {
    fc.assert(
      fc.property(anyNetwork, ({ slots, zones }) => {
        expect(
          problemsOf(
            networkWith(slots),
            zones.map((zone) => `ap-northeast-1${zone}`),
          ),
        ).toEqual([]);
      }),
    );
  });

  test("existing subnets never move when tiers and zones are added or reordered", () => {
    fc.assert(
      fc.property(anyNetwork, fc.nat(), fc.nat(), ({ slots, zones }, someSlots, someZones) => {
        const before = subnetsOf(
          networkWith(slots.slice(0, 1 + (someSlots % slots.length))),
          zones.slice(0, 1 + (someZones % zones.length)),
        );
        const after = subnetsOf(networkWith([...slots].reverse()), [...zones].reverse());
        expect(after).toEqual(expect.arrayContaining(before));
      }),
    );
  });
});

describe("zones", () => {
  test("more zones than the environment's region config names are refused", () => {
    expect(problemsOf({ ...SMALLEST, zones: ["a", "c", "d"] })).toEqual([
      "example.prod.network.zones[2]: must be a zone of the environment (ap-northeast-1a, ap-northeast-1c), got d; add the zone to the environment or remove it here",
    ]);
    expect(problemsOf({ ...SMALLEST, zones: ["a", "c"] })).toEqual([]);
  });

  test("a zone cannot be named twice, nor none at all", () => {
    expect(problemsOf({ ...SMALLEST, zones: ["a", "a"] })).toContain(
      "example.prod.network.zones[1]: is named twice, got a; remove one of the two",
    );
    expect(problemsOf({ ...SMALLEST, zones: [] })).toEqual([
      "example.prod.network.zones: needs a zone, got []; add one",
    ]);
  });
});
