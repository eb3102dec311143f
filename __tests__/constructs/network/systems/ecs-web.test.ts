import { ECS_WEB_DEV } from "../networks";
import { routes, sorted, subnets, synthesize } from "../reading";

describe("the network of ecs-web", () => {
  const workspace = synthesize(ECS_WEB_DEV);

  test("EW-D03: has two tiers in two zones", () => {
    expect(subnets(workspace)).toEqual(
      sorted([
        "ecs-web-dev-public-subnet-a ap-northeast-1a 10.0.1.0/24",
        "ecs-web-dev-public-subnet-c ap-northeast-1c 10.0.2.0/24",
        "ecs-web-dev-private-subnet-a ap-northeast-1a 10.0.11.0/24",
        "ecs-web-dev-private-subnet-c ap-northeast-1c 10.0.12.0/24",
      ]),
    );
  });

  test("EW-061, EW-065, EW-071: private subnets have no way out and no NAT", () => {
    expect(routes(workspace)).toEqual(
      sorted(["public_route-table 0.0.0.0/0 -> ${aws_internet_gateway.network_vpc_internet-gateway.id}"]),
    );
    expect(workspace.ids("aws_nat_gateway")).toEqual([]);
    expect(workspace.ids("aws_eip")).toEqual([]);
  });

  test.each([
    ["EW-066", "s3"],
    ["EW-067", "dynamodb"],
  ])("%s: has the gateway endpoint %s in the private route table", (_row, service) => {
    expect(workspace.one("aws_vpc_endpoint", `network_endpoints_${service}`)).toMatchObject({
      service_name: `com.amazonaws.ap-northeast-1.${service}`,
      vpc_endpoint_type: "Gateway",
      route_table_ids: ["${aws_route_table.network_private_route-table.id}"],
    });
  });

  test.each([
    ["EW-068", "ecr.api"],
    ["EW-069", "ecr.dkr"],
    ["EW-070", "logs"],
  ])("%s, EW-D09: has the interface endpoint %s in the first zone alone", (_row, service) => {
    expect(workspace.one("aws_vpc_endpoint", `network_endpoints_${service.replace(".", "-")}`)).toMatchObject(
      {
        service_name: `com.amazonaws.ap-northeast-1.${service}`,
        vpc_endpoint_type: "Interface",
        private_dns_enabled: true,
        subnet_ids: ["${aws_subnet.network_private_subnet-a.id}"],
      },
    );
  });
});
