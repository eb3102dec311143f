import {
  asnProblems,
  domainProblems,
  hubNetworkProblems,
  type HubNetworks,
} from "../../../constructs/network/hub-rules";

const HUB: HubNetworks = {
  supernet: "10.0.0.0/8",
  spokes: {
    dev: { cidr: "10.10.0.0/16", attachmentId: "tgw-attach-0d0d0d0d0d0d0d0d1" },
    stg: { cidr: "10.20.0.0/16" },
  },
  vpns: { office: { deviceAddress: "203.0.113.7", deviceAsn: 65_010, staticCidrs: ["192.168.0.0/16"] } },
  directConnects: { datacenter: { amazonSideAsn: 64_800, allowedPrefixes: ["10.20.0.0/16"] } },
};
const dev = (change: Partial<HubNetworks["spokes"][string]>): HubNetworks => ({
  ...HUB,
  spokes: { ...HUB.spokes, dev: { ...HUB.spokes["dev"]!, ...change } },
});
const problems = (hub: HubNetworks): readonly string[] =>
  hubNetworkProblems(hub, "hub").map(({ path, rule }) => `${path}: ${rule}`);

describe("EN-021, EN-023: spokes and sites that fit together", () => {
  test("are let through", () => {
    expect(problems(HUB)).toEqual([]);
  });

  test("spokes that name each other, and sites that spokes name, are let through", () => {
    expect(
      problems({
        ...HUB,
        spokes: {
          dev: { cidr: "10.10.0.0/16", reaches: ["stg", "office"] },
          stg: { cidr: "10.20.0.0/16", reaches: ["dev", "datacenter"] },
        },
      }),
    ).toEqual([]);
  });
});

describe("EN-021, EN-023: spokes and sites that do not", () => {
  test.each<[string, HubNetworks, string]>([
    ["a supernet that is none", { ...HUB, supernet: "10.0.0.1/8" }, "hub.supernet: has host bits set"],
    ["a block that is none", dev({ cidr: "10.10" }), "hub.spokes.dev.cidr: must be an IPv4 CIDR block"],
    [
      "a block outside",
      dev({ cidr: "172.16.0.0/16" }),
      "hub.spokes.dev.cidr: is a part of the supernet 10.0.0.0/8",
    ],
    [
      "the whole supernet",
      dev({ cidr: "10.0.0.0/8" }),
      "hub.spokes.dev.cidr: is a part of the supernet 10.0.0.0/8",
    ],
    [
      "a block of two",
      dev({ cidr: "10.20.128.0/17" }),
      "hub.spokes.stg.cidr: overlaps that of dev (10.20.128.0/17)",
    ],
    [
      "an id that is none",
      dev({ attachmentId: "tgw-0d0d" }),
      "hub.spokes.dev.attachmentId: is the id of an attachment",
    ],
    ["itself", dev({ reaches: ["dev"] }), "hub.spokes.dev.reaches[0]: names another spoke or a site"],
    ["nobody", dev({ reaches: ["prod"] }), "hub.spokes.dev.reaches[0]: names another spoke or a site"],
    [
      "one who does not answer",
      dev({ reaches: ["stg"] }),
      "hub.spokes.dev.reaches[0]: is answered only when the other reaches it too",
    ],
    [
      "a name for two",
      { ...HUB, vpns: { dev: HUB.vpns["office"]! } },
      "hub: names each spoke and site once, and none egress or firewall",
    ],
    [
      "the hub's own name",
      { ...HUB, vpns: { egress: HUB.vpns["office"]! } },
      "hub: names each spoke and site once, and none egress or firewall",
    ],
    [
      "a device without an address",
      { ...HUB, vpns: { office: { deviceAddress: "203.0.113.256", deviceAsn: 65_010 } } },
      "hub.vpns.office.deviceAddress: is the public IPv4 address of the device",
    ],
    [
      "a device without a number",
      { ...HUB, vpns: { office: { deviceAddress: "203.0.113.7", deviceAsn: 0 } } },
      "hub.vpns.office.deviceAsn: is an AS number from 1 to 4294967294",
    ],
    [
      "a route to nowhere",
      { ...HUB, vpns: { office: { ...HUB.vpns["office"]!, staticCidrs: ["192.168"] } } },
      "hub.vpns.office.staticCidrs[0]: must be an IPv4 CIDR block",
    ],
    [
      "a line that is told nothing",
      { ...HUB, directConnects: { datacenter: { amazonSideAsn: 64_800, allowedPrefixes: [] } } },
      "hub.directConnects.datacenter.allowedPrefixes: are 1 to 20 blocks",
    ],
  ])("%s is refused", (_name, hub, message) => {
    expect(problems(hub).join("\n")).toContain(message);
  });
});

describe("AS numbers of AWS's side", () => {
  test.each([64_512, 65_534, 4_200_000_000, 4_294_967_294])("%i is private", (asn) => {
    expect(asnProblems(asn, "asn")).toEqual([]);
  });

  test.each([64_511, 65_535, 4_199_999_999, 4_294_967_295, 64_512.5])("%d is refused", (asn) => {
    expect(asnProblems(asn, "asn")).toHaveLength(1);
  });
});

describe("EN-022: domains that may be reached", () => {
  test("are names, with a dot before them for all below", () => {
    expect(domainProblems([".example.com", "example.org"], "domains")).toEqual([]);
  });

  test.each([
    ["none", [], "domains: names a domain, or nothing is reached"],
    ["an address", ["203.0.113.7"], "domains[0]: is a domain"],
    ["an asterisk", ["*.example.com"], "domains[0]: is a domain"],
    ["capitals", ["Example.com"], "domains[0]: is a domain"],
    ["one twice", ["example.com", "example.com"], "domains[1]: is a domain"],
  ])("%s is refused", (_name, domains, message) => {
    expect(
      domainProblems(domains, "domains")
        .map(({ path, rule }) => `${path}: ${rule}`)
        .join("\n"),
    ).toContain(message);
  });
});
