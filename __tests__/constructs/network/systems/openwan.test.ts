import { OPENWAN_PROD } from "../networks";
import { associations, routes, sorted, subnets, synthesize } from "../reading";

describe("the network of openwan", () => {
  const workspace = synthesize(OPENWAN_PROD);

  test("OW-017: has the VPC 10.0.0.0/16", () => {
    expect(workspace.one("aws_vpc", "network_vpc_vpc")["cidr_block"]).toBe("10.0.0.0/16");
  });

  test("OW-006, OW-018 to OW-026: has nine subnets", () => {
    expect(subnets(workspace)).toEqual(
      sorted([
        "public-subnet-a us-east-1a 10.0.1.0/24",
        "public-subnet-b us-east-1b 10.0.2.0/24",
        "public-subnet-c us-east-1c 10.0.3.0/24",
        "app-subnet-a us-east-1a 10.0.11.0/24",
        "app-subnet-b us-east-1b 10.0.12.0/24",
        "app-subnet-c us-east-1c 10.0.13.0/24",
        "data-subnet-a us-east-1a 10.0.21.0/24",
        "data-subnet-b us-east-1b 10.0.22.0/24",
        "data-subnet-c us-east-1c 10.0.23.0/24",
      ]),
    );
  });

  test("OW-028: has a NAT gateway with an Elastic IP in each public subnet", () => {
    const gateway = (zone: string) => ({
      subnet_id: `\${aws_subnet.network_public_subnet-${zone}.id}`,
      allocation_id: `\${aws_eip.network_nat_eip-${zone}.id}`,
      connectivity_type: "public",
      tags: { Name: `openwan-prod-nat-${zone}` },
      depends_on: ["aws_internet_gateway.network_vpc_internet-gateway"],
    });

    expect(workspace.all("aws_nat_gateway")).toEqual({
      "network_nat_gateway-a": gateway("a"),
      "network_nat_gateway-b": gateway("b"),
      "network_nat_gateway-c": gateway("c"),
    });
    expect(Object.values(workspace.all("aws_eip")).map((eip) => eip["domain"])).toEqual([
      "vpc",
      "vpc",
      "vpc",
    ]);
  });

  test("OW-029: has an internet gateway", () => {
    expect(workspace.one("aws_internet_gateway", "network_vpc_internet-gateway")["vpc_id"]).toBe(
      "${aws_vpc.network_vpc_vpc.id}",
    );
  });

  test("OW-012, OW-031, OW-033, OW-034, OW-D26: leads each tier where it belongs", () => {
    expect(routes(workspace)).toEqual(
      sorted([
        "public_route-table 0.0.0.0/0 -> ${aws_internet_gateway.network_vpc_internet-gateway.id}",
        "app_route-table-a 0.0.0.0/0 -> ${aws_nat_gateway.network_nat_gateway-a.id}",
        "app_route-table-b 0.0.0.0/0 -> ${aws_nat_gateway.network_nat_gateway-b.id}",
        "app_route-table-c 0.0.0.0/0 -> ${aws_nat_gateway.network_nat_gateway-c.id}",
      ]),
    );
  });

  test("OW-030, OW-032, OW-034: associates each subnet", () => {
    expect(associations(workspace)).toEqual(
      sorted([
        "public_subnet-a -> public_route-table",
        "public_subnet-b -> public_route-table",
        "public_subnet-c -> public_route-table",
        "app_subnet-a -> app_route-table-a",
        "app_subnet-b -> app_route-table-b",
        "app_subnet-c -> app_route-table-c",
        "data_subnet-a -> data_route-table",
        "data_subnet-b -> data_route-table",
        "data_subnet-c -> data_route-table",
      ]),
    );
  });

  test("OW-D47: has the S3 gateway endpoint in every app route table and no other", () => {
    expect(Object.values(workspace.all("aws_vpc_endpoint"))).toEqual([
      expect.objectContaining({
        service_name: "com.amazonaws.us-east-1.s3",
        route_table_ids: ["a", "b", "c"].map(
          (zone) => `\${aws_route_table.network_app_route-table-${zone}.id}`,
        ),
      }),
    ]);
    expect(workspace.ids("aws_security_group")).toEqual([]);
  });
});
