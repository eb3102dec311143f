import { type NetworkConfig, networkConfigSchema } from "../../../constructs/network/network-config";
import { networkNames } from "../../../constructs/network/network-names";
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
import { problemsOf, withTiers, ZONES } from "./problems";

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
