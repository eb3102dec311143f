import type { NetworkConfig } from "../../../constructs/network/network-config";
import { SMALLEST } from "./networks";
import { problemsOf, withTiers } from "./problems";

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
