import { networkConfigSchema } from "../../../constructs/network/network-config";
import { SMALLEST } from "./networks";

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
    [
      "a public address of no kind",
      { natInstance: { instanceType: "t3.micro", publicAddress: "static" } },
      "natInstance.publicAddress: must be changing or elastic; choose one",
    ],
    ["no block", { cidr: 10 }, "cidr: must be an IPv4 CIDR block; write it as 10.0.0.0/16"],
  ])("refuses %s", (_case, wrong, message) => {
    expect(issuesOf({ ...SMALLEST, ...(wrong as object) })).toEqual([message]);
  });

  test("refuses a setting that it does not know", () => {
    expect(issuesOf({ ...SMALLEST, natGateways: 3 })).toEqual([': Unrecognized key: "natGateways"']);
  });
});
