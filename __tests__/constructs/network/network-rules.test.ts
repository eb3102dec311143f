import fc from "fast-check";
import { formatProblem } from "../../../constructs/core/errors";
import {
  networkConfigSchema,
  type NetworkConfig,
  type TierConfig,
} from "../../../constructs/network/network-config";
import { tierSubnets } from "../../../constructs/network/network-layout";
import { networkNames, type NetworkNames } from "../../../constructs/network/network-names";
import { networkProblems } from "../../../constructs/network/network-rules";
import { ZONE_LETTERS, type ZoneLetter } from "../../../constructs/network/zones";
import {
  AWS_PRACTICE_PRD,
  AWS_PRACTICE_STG,
  ECS_WEB_DEV,
  ENTERPRISE_NETWORK,
  ENTERPRISE_PROD,
  OPENWAN_PROD,
  SERVERLESS_WEB_PROD,
  SMALLEST,
} from "./networks";

const ZONES = ["ap-northeast-1a", "ap-northeast-1c"];
const PUBLIC: TierConfig = { slot: 7, egress: "internet-gateway" };

const problemsOf = (config: NetworkConfig, zones = ZONES, names?: NetworkNames) =>
  networkProblems(config, { zones, path: "example.prod.network", ...(names ? { names } : {}) }).map(
    formatProblem,
  );

const withTiers = (tiers: NetworkConfig["tiers"], rest: Partial<NetworkConfig> = {}): NetworkConfig => ({
  ...SMALLEST,
  tiers,
  ...rest,
});

describe("a network without problems", () => {
  test.each([
    ["serverless-web", SERVERLESS_WEB_PROD],
    ["openwan", OPENWAN_PROD],
    ["aws-practice stg", AWS_PRACTICE_STG],
    ["aws-practice prd", AWS_PRACTICE_PRD],
    ["ecs-web", ECS_WEB_DEV],
    ["enterprise prod", ENTERPRISE_PROD],
    ["enterprise network", ENTERPRISE_NETWORK],
  ])("is that of %s, in shape and in rules", (_system, { environment, network, names }) => {
    const { system, name, zones } = environment;

    expect(networkConfigSchema.parse(network)).toEqual(network);
    expect(problemsOf(network, [...zones], networkNames(`${system}-${name}`, names))).toEqual([]);
  });
});

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

describe("endpoints", () => {
  const withServices = (services: readonly string[], rest: Partial<NetworkConfig> = {}) =>
    problemsOf({ ...SMALLEST, interfaceEndpoints: { services, tier: "app" }, ...rest });

  test("an endpoint service that is not in the list is refused with the one that is meant", () => {
    expect(withServices(["ecr.dkr", "ecr.apo"])).toEqual([
      "example.prod.network.interfaceEndpoints.services[1]: is no service with an interface endpoint, got ecr.apo; did you mean ecr.api?",
    ]);
    expect(withServices(["com.amazonaws.ap-northeast-1.logs"])).toEqual([
      "example.prod.network.interfaceEndpoints.services[0]: is no service with an interface endpoint, got com.amazonaws.ap-northeast-1.logs; did you mean logs?",
    ]);
    expect(withServices(["quantum-computers"])).toEqual([
      "example.prod.network.interfaceEndpoints.services[0]: is no service with an interface endpoint, got quantum-computers; use a name of constructs/network/endpoint-services.ts",
    ]);
    expect(withServices(["ecr.dkr", "ecr.api"])).toEqual([]);
  });

  test("S3 and DynamoDB belong to the gateway endpoints", () => {
    expect(withServices(["s3"])).toEqual([
      "example.prod.network.interfaceEndpoints.services[0]: is reached by a gateway endpoint, got s3; move it to gatewayEndpoints",
    ]);
  });

  test("a service is named once, and at least one is", () => {
    expect(withServices(["logs", "logs"])).toEqual([
      "example.prod.network.interfaceEndpoints.services[1]: is named twice, got logs; remove one of the two",
    ]);
    expect(withServices([])).toEqual([
      "example.prod.network.interfaceEndpoints.services: needs a service, got []; name the services or remove the endpoints",
    ]);
  });

  test("they stand in a tier of the network", () => {
    expect(problemsOf({ ...SMALLEST, interfaceEndpoints: { services: ["logs"], tier: "web" } })).toEqual([
      "example.prod.network.interfaceEndpoints.tier: must name a tier of the network, got web; use one of app",
    ]);
    expect(problemsOf({ ...SMALLEST, gatewayEndpoints: { s3: ["web"] } })).toEqual([
      "example.prod.network.gatewayEndpoints.s3[0]: must name a tier of the network, got web; use one of app",
    ]);
  });

  test("a gateway endpoint serves a tier, each once", () => {
    expect(problemsOf({ ...SMALLEST, gatewayEndpoints: { dynamodb: [] } })).toEqual([
      "example.prod.network.gatewayEndpoints.dynamodb: needs a tier to serve, got []; name the tiers or remove the endpoint",
    ]);
    expect(problemsOf({ ...SMALLEST, gatewayEndpoints: { s3: ["app", "app"] } })).toEqual([
      "example.prod.network.gatewayEndpoints.s3[1]: is named twice, got app; remove one of the two",
    ]);
  });

  test.each([0, 3])("EW-D09: they cannot be in %d of two zones", (zoneCount) => {
    expect(
      problemsOf({ ...SMALLEST, interfaceEndpoints: { services: ["logs"], tier: "app", zoneCount } }),
    ).toEqual([
      `example.prod.network.interfaceEndpoints.zoneCount: must be from 1 to the network's 2 zones, got ${zoneCount}; correct the number or add zones to the network`,
    ]);
  });

  test("SW-020: their private names need both DNS settings", () => {
    expect(withServices(["logs"], { dnsHostnames: false })).toEqual([
      'example.prod.network.interfaceEndpoints: private names of endpoints need dnsSupport and dnsHostnames, got {"dnsSupport":true,"dnsHostnames":false}; turn both on',
    ]);
  });
});

describe("other references", () => {
  test("AP-072: the main route table is that of a tier", () => {
    expect(problemsOf({ ...SMALLEST, mainRouteTable: "private" })).toEqual([
      "example.prod.network.mainRouteTable: must name a tier of the network, got private; use one of app",
    ]);
    expect(problemsOf({ ...SMALLEST, mainRouteTable: "app" })).toEqual([]);
  });

  test("the transit gateway's attachment stands in a tier", () => {
    expect(problemsOf({ ...SMALLEST, transitGateway: { tier: "transit" } })).toEqual([
      "example.prod.network.transitGateway.tier: must name a tier of the network, got transit; use one of app",
    ]);
  });

  test("blocks behind the transit gateway are blocks, named once, of an attached network", () => {
    const problemsWith = (transitGatewayCidrs: readonly string[], rest: Partial<NetworkConfig>) =>
      problemsOf(withTiers({ app: { slot: 0, egress: "none", transitGatewayCidrs } }, rest));
    const attached = { transitGateway: { tier: "app" } };

    expect(problemsWith(["10.0.0.0/8", "172.16.0.0/12"], attached)).toEqual([]);
    expect(problemsWith(["10.1.0.0/8", "10.0.0.0/9", "10.0.0.0/9"], attached)).toEqual([
      "example.prod.network.tiers.app.transitGatewayCidrs[0]: has host bits set, got 10.1.0.0/8; write 10.0.0.0/8",
      "example.prod.network.tiers.app.transitGatewayCidrs[2]: is named twice, got 10.0.0.0/9; remove one of the two",
    ]);
    expect(problemsWith(["10.0.0.0/8"], {})).toEqual([
      'example.prod.network.tiers.app.transitGatewayCidrs: needs the network to be attached to a transit gateway, got ["10.0.0.0/8"]; set network.transitGateway or remove the blocks',
    ]);
  });

  test("hostnames need DNS support", () => {
    expect(problemsOf({ ...SMALLEST, dnsSupport: false })).toEqual([
      "example.prod.network.dnsHostnames: needs dnsSupport, got true; turn dnsSupport on or dnsHostnames off",
    ]);
    expect(problemsOf({ ...SMALLEST, dnsSupport: false, dnsHostnames: false })).toEqual([]);
  });
});

describe("the flow log", () => {
  test.each([1, 90, 365, 3653])("may be kept for %d days", (retentionDays) => {
    expect(problemsOf({ ...SMALLEST, flowLog: { destination: "cloud-watch-logs", retentionDays } })).toEqual(
      [],
    );
  });

  test.each([0, 2, 100, 366])("cannot be kept for %d days", (retentionDays) => {
    expect(problemsOf({ ...SMALLEST, flowLog: { destination: "cloud-watch-logs", retentionDays } })).toEqual([
      `example.prod.network.flowLog.retentionDays: must be a number of days that CloudWatch Logs allows, got ${retentionDays}; use one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653`,
    ]);
  });

  test("goes to the ARN of a bucket", () => {
    expect(problemsOf({ ...SMALLEST, flowLog: { destination: "s3", bucketArn: "my-bucket" } })).toEqual([
      "example.prod.network.flowLog.bucketArn: must be the ARN of a bucket, got my-bucket; write it like arn:aws:s3:::example-logs",
    ]);
  });
});

describe("names", () => {
  test.each([
    ["nat", "is the name of a part of every network, got nat; name the tier otherwise"],
    [
      "App",
      "the name of a tier is made of lower-case letters, digits and inner hyphens, a letter first, got App; rename the tier",
    ],
    [
      "app_1",
      "the name of a tier is made of lower-case letters, digits and inner hyphens, a letter first, got app_1; rename the tier",
    ],
  ])("no tier is called %s", (name, message) => {
    expect(problemsOf(withTiers({ [name]: { slot: 0, egress: "none" } }))).toEqual([
      `example.prod.network.tiers.${name}: ${message}`,
    ]);
  });

  test("a network has a tier", () => {
    expect(problemsOf(withTiers({}))).toEqual(["example.prod.network.tiers: needs a tier, got {}; add one"]);
  });

  test("physical names must be ones that AWS takes", () => {
    const names = networkNames("example-prod", { vpc: () => "a#b", flowLogRole: () => "x".repeat(65) });

    expect(problemsOf(SMALLEST, ZONES, names)).toEqual([
      "example.prod.network.names.vpc: a Name tag has 1 to 256 letters, digits, spaces and _.:/=+-@, got a#b; use only those characters and shorten it",
      expect.stringContaining(
        "example.prod.network.names.flowLogRole: the name of an aws_iam_role has at most 64 characters, got ",
      ),
    ]);
  });

  test("names of what the network does not have are not looked at", () => {
    const names = networkNames("example-prod", { natRole: () => "x".repeat(65) });

    expect(problemsOf(SMALLEST, ZONES, names)).toEqual([]);
    expect(problemsOf(AWS_PRACTICE_STG.network, ZONES, names)).toHaveLength(1);
  });
});

describe("several problems", () => {
  test("are all told at once", () => {
    const config: NetworkConfig = {
      cidr: "10.0.0.0/16",
      tiers: {
        public: { cidrs: { a: "10.9.0.0/24", c: "10.0.1.1/24" }, egress: "internet-gateway" },
        app: { slot: 99, egress: "nat" },
      },
      nat: "none",
      mainRouteTable: "private",
      interfaceEndpoints: { services: ["ecr.apii"], tier: "web" },
      flowLog: { destination: "cloud-watch-logs", retentionDays: 2 },
    };

    expect(problemsOf(config).map((problem) => problem.split(": ")[0])).toEqual([
      "example.prod.network.tiers.public.cidrs.c",
      "example.prod.network.tiers.app.slot",
      "example.prod.network.tiers.public.cidrs.a",
      "example.prod.network.tiers.app.egress",
      "example.prod.network.mainRouteTable",
      "example.prod.network.interfaceEndpoints.services[0]",
      "example.prod.network.interfaceEndpoints.tier",
      "example.prod.network.flowLog.retentionDays",
    ]);
  });
});

describe("the shape", () => {
  const issuesOf = (value: unknown) =>
    (networkConfigSchema.safeParse(value).error?.issues ?? []).map(
      ({ path, message }) => `${path.join(".")}: ${message}`,
    );

  test("takes the smallest network", () => {
    expect(issuesOf(SMALLEST)).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    [
      "an unknown egress",
      { tiers: { app: { slot: 0, egress: "internet" } } },
      "tiers.app.egress: must be none, internet-gateway, nat or transit-gateway; choose one",
    ],
    [
      "an unknown NAT",
      { nat: "gateways" },
      "nat: must be none, instance, gateway or gateway-per-zone; choose one",
    ],
    ["an unknown zone", { zones: ["1a"] }, "zones.0: must be a zone letter from a to h; write it like a"],
    [
      "no flow log",
      { flowLog: undefined },
      "flowLog: must go to cloud-watch-logs, s3 or, with a reason, none; choose one",
    ],
    [
      "a flow log nowhere without a reason",
      { flowLog: { destination: "none", reason: " " } },
      "flowLog.reason: needs a reason; say why the traffic goes unrecorded",
    ],
    ["four zone bits", { zoneBits: 4 }, "zoneBits: must be a whole number from 0 to 3; correct it"],
    [
      "a size without family",
      { natInstance: { instanceType: "micro" } },
      "natInstance.instanceType: must be an EC2 instance type; write it like t3.micro",
    ],
    ["no block", { cidr: 10 }, "cidr: must be an IPv4 CIDR block; write it as 10.0.0.0/16"],
  ])("refuses %s", (_case, wrong, message) => {
    expect(issuesOf({ ...SMALLEST, ...(wrong as object) })).toEqual([message]);
  });

  test("refuses a setting that it does not know", () => {
    expect(issuesOf({ ...SMALLEST, natGateways: 3 })).toEqual([': Unrecognized key: "natGateways"']);
  });
});
