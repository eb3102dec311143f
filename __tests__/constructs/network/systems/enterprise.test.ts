import { ENTERPRISE_NETWORK, ENTERPRISE_PROD } from "../networks";
import { routes, sorted, subnets, synthesize } from "../reading";

describe("the network of an enterprise workload", () => {
  const workspace = synthesize(ENTERPRISE_PROD);

  test("M-30: has public, private and isolated tiers in three zones, with planned blocks", () => {
    expect(subnets(workspace)).toEqual(
      sorted([
        "enterprise-prod-public-subnet-a ap-northeast-1a 10.30.0.0/23",
        "enterprise-prod-public-subnet-c ap-northeast-1c 10.30.4.0/23",
        "enterprise-prod-public-subnet-d ap-northeast-1d 10.30.6.0/23",
        "enterprise-prod-private-subnet-a ap-northeast-1a 10.30.16.0/23",
        "enterprise-prod-private-subnet-c ap-northeast-1c 10.30.20.0/23",
        "enterprise-prod-private-subnet-d ap-northeast-1d 10.30.22.0/23",
        "enterprise-prod-isolated-subnet-a ap-northeast-1a 10.30.32.0/23",
        "enterprise-prod-isolated-subnet-c ap-northeast-1c 10.30.36.0/23",
        "enterprise-prod-isolated-subnet-d ap-northeast-1d 10.30.38.0/23",
      ]),
    );
  });

  test("EN-021: is a spoke of the hub's transit gateway", () => {
    expect(workspace.all("aws_ec2_transit_gateway_vpc_attachment")).toEqual({
      "network_transit-gateway_attachment": {
        vpc_id: "${aws_vpc.network_vpc_vpc.id}",
        transit_gateway_id: "tgw-0a1b2c3d4e5f60718",
        subnet_ids: ["a", "c", "d"].map((zone) => `\${aws_subnet.network_isolated_subnet-${zone}.id}`),
        appliance_mode_support: "disable",
        dns_support: "enable",
        tags: { Name: "enterprise-prod-tgw-attachment" },
      },
    });
    expect(workspace.ids("aws_vpc_peering_connection")).toEqual([]);
  });

  test("EN-022: leaves through the hub and has no NAT of its own", () => {
    expect(workspace.one("aws_route", "network_private_default-route")).toEqual({
      route_table_id: "${aws_route_table.network_private_route-table.id}",
      destination_cidr_block: "0.0.0.0/0",
      transit_gateway_id: "tgw-0a1b2c3d4e5f60718",
      depends_on: ["aws_ec2_transit_gateway_vpc_attachment.network_transit-gateway_attachment"],
    });
    expect(workspace.ids("aws_nat_gateway")).toEqual([]);
  });

  test("EN-019, EN-062: all traffic is recorded in the log account's bucket", () => {
    expect(workspace.all("aws_flow_log")).toEqual({
      "network_flow-log_flow-log": {
        vpc_id: "${aws_vpc.network_vpc_vpc.id}",
        traffic_type: "ALL",
        log_destination_type: "s3",
        log_destination: "arn:aws:s3:::vpcflow-logs-810000000003-ap-northeast-1",
        tags: { Name: "enterprise-prod-flow-log" },
      },
    });
    expect(workspace.ids("aws_iam_role")).toEqual([]);
  });

  test("EN-059: the default security group is empty", () => {
    expect(workspace.one("aws_default_security_group", "network_vpc_default-security-group")).toMatchObject({
      ingress: [],
      egress: [],
    });
  });
});

describe("the network of the enterprise hub", () => {
  const workspace = synthesize(ENTERPRISE_NETWORK);

  test("EN-022: forwards the spokes' traffic through NAT gateways and back", () => {
    expect(routes(workspace)).toEqual(
      sorted([
        "public_route-table 0.0.0.0/0 -> ${aws_internet_gateway.network_vpc_internet-gateway.id}",
        "transit_route-table-a 0.0.0.0/0 -> ${aws_nat_gateway.network_nat_gateway-a.id}",
        "transit_route-table-c 0.0.0.0/0 -> ${aws_nat_gateway.network_nat_gateway-c.id}",
        "public_route-table 10.0.0.0/8 -> tgw-0a1b2c3d4e5f60718",
      ]),
    );
    expect(
      workspace.one("aws_ec2_transit_gateway_vpc_attachment", "network_transit-gateway_attachment"),
    ).toMatchObject({ appliance_mode_support: "enable" });
  });
});
