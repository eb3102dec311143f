import { sorted } from "../../constructs/network/reading";
import { type Layers, only, synthesizeLayers } from "./composed";

let dev: Layers;
let prod: Layers;
beforeAll(async () => {
  const layers = await synthesizeLayers();
  dev = layers("dev");
  prod = layers("prod");
});

const subnetsOf = (layers: Layers) =>
  sorted(
    Object.values(layers.of("network").all("aws_subnet")).map(
      ({ availability_zone, cidr_block }) => `${String(cidr_block)} ${String(availability_zone)}`,
    ),
  );

describe("the network of ecs-web", () => {
  test("EW-029, EW-037, EW-D01, EW-D03: has two tiers in two zones, in either environment", () => {
    expect(only(dev.of("network"), "aws_vpc")["cidr_block"]).toBe("10.0.0.0/16");
    expect(subnetsOf(dev)).toEqual(
      sorted([
        "10.0.1.0/24 ap-northeast-1a",
        "10.0.2.0/24 ap-northeast-1c",
        "10.0.11.0/24 ap-northeast-1a",
        "10.0.12.0/24 ap-northeast-1c",
      ]),
    );
    expect(subnetsOf(prod)).toEqual(subnetsOf(dev).map((subnet) => subnet.replace("10.0.", "10.1.")));
  });

  test("EW-061, EW-065, EW-091: public subnets lead to the internet, private ones nowhere", () => {
    for (const layers of [dev, prod]) {
      expect(layers.all("aws_route")).toEqual([
        expect.objectContaining({
          route_table_id: "${aws_route_table.network_public_route-table.id}",
          destination_cidr_block: "0.0.0.0/0",
          gateway_id: "${aws_internet_gateway.network_vpc_internet-gateway.id}",
        }),
      ]);
    }
  });

  test("EW-014, EW-071: there is no NAT", () => {
    for (const type of ["aws_nat_gateway", "aws_eip", "aws_instance"]) {
      expect([...dev.all(type), ...prod.all(type)]).toEqual([]);
    }
  });

  test.each([
    ["EW-030, EW-066", "s3"],
    ["EW-030, EW-067", "dynamodb"],
  ])("%s: the gateway endpoint %s serves the private route table", (_row, service) => {
    expect(dev.of("network").one("aws_vpc_endpoint", `network_endpoints_${service}`)).toMatchObject({
      service_name: `com.amazonaws.ap-northeast-1.${service}`,
      vpc_endpoint_type: "Gateway",
      route_table_ids: ["${aws_route_table.network_private_route-table.id}"],
    });
  });

  const A = "${aws_subnet.network_private_subnet-a.id}";
  const C = "${aws_subnet.network_private_subnet-c.id}";
  test.each([
    ["EW-068", "ecr.api"],
    ["EW-069", "ecr.dkr"],
    ["EW-070", "logs"],
  ])(
    "%s, EW-D09: the interface endpoint %s stands in one zone, and in both where tasks do",
    (_row, service) => {
      const endpoint = (layers: Layers) =>
        layers.of("network").one("aws_vpc_endpoint", `network_endpoints_${service.replace(".", "-")}`);

      expect(endpoint(dev)).toMatchObject({
        service_name: `com.amazonaws.ap-northeast-1.${service}`,
        vpc_endpoint_type: "Interface",
        private_dns_enabled: true,
        subnet_ids: [A],
      });
      expect(endpoint(prod)["subnet_ids"]).toEqual([A, C]);
    },
  );

  test("EW-D08, EW-D21: there are no other endpoints", () => {
    expect(dev.of("network").ids("aws_vpc_endpoint")).toEqual(
      ["dynamodb", "ecr-api", "ecr-dkr", "logs", "s3"].map((service) => `network_endpoints_${service}`),
    );
  });
});
