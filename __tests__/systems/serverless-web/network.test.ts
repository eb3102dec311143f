import type { Workspace } from "../../support/synthesis";
import { synthesizeSystem } from "../../support/system";

describe.each([
  { environment: "dev", block: "10.0", retention: 3 },
  { environment: "prod", block: "10.1", retention: 30 },
])("serverless-web, network of $environment", ({ environment, block, retention }) => {
  let network: Workspace;
  beforeAll(async () => {
    network = (await synthesizeSystem("serverless-web"))[`network-${environment}`]!;
  });

  const subnet = (tier: string, zone: string) => network.one("aws_subnet", `network_${tier}_subnet-${zone}`);
  const endpoint = (service: string) => network.one("aws_vpc_endpoint", `network_endpoints_${service}`);

  it("SW-020 is one VPC with names for its endpoints", () => {
    expect(network.all("aws_vpc")).toEqual({
      network_vpc_vpc: expect.objectContaining({
        cidr_block: `${block}.0.0/16`,
        enable_dns_support: true,
        enable_dns_hostnames: true,
      }),
    });
  });

  it.each([
    ["public", "a", "0"],
    ["public", "c", "1"],
    ["app", "a", "10"],
    ["app", "c", "11"],
    ["db", "a", "20"],
    ["db", "c", "21"],
  ])("SW-019 SW-D01 has the subnet %s in zone %s at x.x.%s.0/24", (tier, zone, third) => {
    expect(subnet(tier, zone)).toMatchObject({
      cidr_block: `${block}.${third}.0/24`,
      availability_zone: `ap-northeast-1${zone}`,
      vpc_id: "${aws_vpc.network_vpc_vpc.id}",
    });
  });

  it("SW-019 gives each tier a route table of its own", () => {
    expect(network.ids("aws_route_table")).toEqual([
      "network_app_route-table",
      "network_db_route-table",
      "network_public_route-table",
    ]);
  });

  it("SW-101 SW-103 SW-107 SW-124 SW-125 leads to the internet from the public tier alone", () => {
    expect(Object.values(network.all("aws_route"))).toEqual([
      {
        route_table_id: "${aws_route_table.network_public_route-table.id}",
        destination_cidr_block: "0.0.0.0/0",
        gateway_id: "${aws_internet_gateway.network_vpc_internet-gateway.id}",
      },
    ]);
    expect(
      Object.values(network.all("aws_route_table")).filter((table) => table["route"] !== undefined),
    ).toEqual([]);
  });

  it("SW-D02 has no NAT", () => {
    expect([
      ...network.ids("aws_nat_gateway"),
      ...network.ids("aws_instance"),
      ...network.ids("aws_eip"),
    ]).toEqual([]);
  });

  it.each([
    ["SW-035", "ssm"],
    ["SW-036", "ssmmessages"],
    ["SW-037", "ec2messages"],
    ["SW-043", "logs"],
    ["SW-097", "ecr.api"],
    ["SW-098", "ecr.dkr"],
    ["SW-D03", "secretsmanager"],
  ])("%s has the interface endpoint %s in the app subnets", (_, service) => {
    expect(endpoint(service.replace(".", "-"))).toMatchObject({
      service_name: `com.amazonaws.ap-northeast-1.${service}`,
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: ["${aws_subnet.network_app_subnet-a.id}", "${aws_subnet.network_app_subnet-c.id}"],
      security_group_ids: ["${aws_security_group.network_endpoints_security-group_group.id}"],
    });
  });

  it("SW-102 has no endpoint beyond those", () => {
    expect(network.ids("aws_vpc_endpoint")).toHaveLength(8);
  });

  it("SW-099 reaches S3 from the app subnets by a gateway endpoint", () => {
    expect(endpoint("s3")).toMatchObject({
      service_name: "com.amazonaws.ap-northeast-1.s3",
      vpc_endpoint_type: "Gateway",
      route_table_ids: ["${aws_route_table.network_app_route-table.id}"],
    });
  });

  it("SW-047 SW-049 records all traffic in the VPC's own log group", () => {
    expect(Object.values(network.all("aws_flow_log"))).toEqual([
      expect.objectContaining({
        vpc_id: "${aws_vpc.network_vpc_vpc.id}",
        traffic_type: "ALL",
        log_destination_type: "cloud-watch-logs",
        log_destination: "${aws_cloudwatch_log_group.network_flow-log_log-group_group.arn}",
        iam_role_arn: "${aws_iam_role.network_flow-log_role.arn}",
      }),
    ]);
    expect(network.one("aws_cloudwatch_log_group", "network_flow-log_log-group_group")["name"]).toBe(
      "/aws/vpc/flowlogs/${aws_vpc.network_vpc_vpc.id}",
    );
  });

  it("SW-050 SW-052 keeps the record as long as the environment keeps its logs", () => {
    expect(
      network.one("aws_cloudwatch_log_group", "network_flow-log_log-group_group")["retention_in_days"],
    ).toBe(retention);
  });

  it("EN-059 leaves the default security group empty", () => {
    expect(Object.values(network.all("aws_default_security_group"))).toEqual([
      { vpc_id: "${aws_vpc.network_vpc_vpc.id}", tags: expect.anything(), ingress: [], egress: [] },
    ]);
  });

  it("SW-029 stands in Tokyo, in the environment's account alone", () => {
    expect(network.json["provider"]!["aws"]).toMatchObject([{ region: "ap-northeast-1" }]);
  });
});
