import { SERVERLESS_WEB_PROD } from "../networks";
import { associations, routes, sorted, subnets, synthesize } from "../reading";

describe("the network of serverless-web", () => {
  const workspace = synthesize(SERVERLESS_WEB_PROD);

  test("SW-020: is one VPC with both DNS settings", () => {
    expect(workspace.all("aws_vpc")).toEqual({
      network_vpc_vpc: {
        cidr_block: "10.1.0.0/16",
        enable_dns_support: true,
        enable_dns_hostnames: true,
        tags: { Name: "serverless-web-prod" },
      },
    });
  });

  test("SW-019, SW-D01: has three tiers in two zones, each with its route table", () => {
    expect(subnets(workspace)).toEqual(
      sorted([
        "serverless-web-prod-public-subnet-a ap-northeast-1a 10.1.0.0/24",
        "serverless-web-prod-public-subnet-c ap-northeast-1c 10.1.1.0/24",
        "serverless-web-prod-app-subnet-a ap-northeast-1a 10.1.10.0/24",
        "serverless-web-prod-app-subnet-c ap-northeast-1c 10.1.11.0/24",
        "serverless-web-prod-db-subnet-a ap-northeast-1a 10.1.20.0/24",
        "serverless-web-prod-db-subnet-c ap-northeast-1c 10.1.21.0/24",
      ]),
    );
    expect(associations(workspace)).toEqual(
      sorted([
        "public_subnet-a -> public_route-table",
        "public_subnet-c -> public_route-table",
        "app_subnet-a -> app_route-table",
        "app_subnet-c -> app_route-table",
        "db_subnet-a -> db_route-table",
        "db_subnet-c -> db_route-table",
      ]),
    );
  });

  test("SW-101, SW-107, SW-124, SW-125: only the public tier has a default route", () => {
    expect(routes(workspace)).toEqual(
      sorted(["public_route-table 0.0.0.0/0 -> ${aws_internet_gateway.network_vpc_internet-gateway.id}"]),
    );
  });

  test("SW-124: no subnet gives public addresses unasked", () => {
    expect(
      Object.values(workspace.all("aws_subnet")).map((subnet) => subnet["map_public_ip_on_launch"]),
    ).toEqual(Array(6).fill(false));
  });

  test("SW-D02, SW-103: has no NAT", () => {
    expect(workspace.ids("aws_nat_gateway")).toEqual([]);
    expect(workspace.ids("aws_instance")).toEqual([]);
    expect(workspace.ids("aws_eip")).toEqual([]);
  });

  test.each([
    ["SW-035", "ssm"],
    ["SW-036", "ssmmessages"],
    ["SW-037, SW-D30", "ec2messages"],
    ["SW-043", "logs"],
    ["SW-097", "ecr.api"],
    ["SW-098", "ecr.dkr"],
    ["SW-D03", "secretsmanager"],
  ])("%s, SW-100, SW-102: has the interface endpoint %s in the app subnets", (_row, service) => {
    expect(workspace.one("aws_vpc_endpoint", `network_endpoints_${service.replace(".", "-")}`)).toEqual({
      vpc_id: "${aws_vpc.network_vpc_vpc.id}",
      service_name: `com.amazonaws.ap-northeast-1.${service}`,
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: ["${aws_subnet.network_app_subnet-a.id}", "${aws_subnet.network_app_subnet-c.id}"],
      security_group_ids: ["${aws_security_group.network_endpoints_security-group_group.id}"],
      tags: { Name: `serverless-web-prod-${service.replace(".", "-")}` },
    });
  });

  test("SW-099: has the S3 gateway endpoint in the app route table", () => {
    expect(workspace.one("aws_vpc_endpoint", "network_endpoints_s3")).toMatchObject({
      service_name: "com.amazonaws.ap-northeast-1.s3",
      vpc_endpoint_type: "Gateway",
      route_table_ids: ["${aws_route_table.network_app_route-table.id}"],
    });
    expect(workspace.ids("aws_vpc_endpoint")).toHaveLength(8);
  });

  test("SW-D31: the endpoints' security group opens nothing by itself", () => {
    const group = workspace.one("aws_security_group", "network_endpoints_security-group_group");

    expect(Object.keys(group)).not.toContain("egress");
    expect(workspace.ids("aws_vpc_security_group_egress_rule")).toEqual([]);
    expect(workspace.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  test("SW-047: the flow log has its log group, named after the VPC, with a retention", () => {
    expect(workspace.all("aws_cloudwatch_log_group")).toEqual({
      "network_flow-log_log-group_group": {
        name: "/aws/vpc/flowlogs/${aws_vpc.network_vpc_vpc.id}",
        retention_in_days: 365,
      },
    });
  });

  test("SW-049: the flow log records all traffic there", () => {
    expect(workspace.all("aws_flow_log")).toEqual({
      "network_flow-log_flow-log": {
        vpc_id: "${aws_vpc.network_vpc_vpc.id}",
        traffic_type: "ALL",
        log_destination_type: "cloud-watch-logs",
        log_destination: "${aws_cloudwatch_log_group.network_flow-log_log-group_group.arn}",
        iam_role_arn: "${aws_iam_role.network_flow-log_role.arn}",
        tags: { Name: "serverless-web-prod-flow-log" },
      },
    });
  });

  test("SW-049: the flow log's role writes to that group alone, for this account alone", () => {
    const role = workspace.one("aws_iam_role", "network_flow-log_role");
    const policy = workspace.one("aws_iam_role_policy", "network_flow-log_write");

    expect(role["name"]).toBe("serverless-web-prod-flow-log");
    expect(JSON.parse(role["assume_role_policy"] as string).Statement).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: {
          StringEquals: { "aws:SourceAccount": "111111111111" },
          ArnLike: { "aws:SourceArn": "arn:aws:ec2:ap-northeast-1:111111111111:vpc-flow-log/*" },
        },
      },
    ]);
    expect(JSON.parse(policy["policy"] as string).Statement).toEqual([
      {
        Sid: "WriteFlowLog",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [
          "${aws_cloudwatch_log_group.network_flow-log_log-group_group.arn}",
          "${aws_cloudwatch_log_group.network_flow-log_log-group_group.arn}:*",
        ],
      },
    ]);
  });

  test("EN-059: the default security group is empty, and stays so", () => {
    expect(workspace.all("aws_default_security_group")).toEqual({
      "network_vpc_default-security-group": {
        vpc_id: "${aws_vpc.network_vpc_vpc.id}",
        ingress: [],
        egress: [],
        tags: { Name: "serverless-web-prod-default" },
      },
    });
  });

  test("its outputs have names that a person would choose", () => {
    const outputs = Object.fromEntries(
      Object.entries(workspace.json["output"] ?? {}).map(([name, output]) => [
        name,
        (output as { value: unknown }).value,
      ]),
    );

    expect(outputs).toEqual({
      vpc_id: "${aws_vpc.network_vpc_vpc.id}",
      vpc_cidr: "10.1.0.0/16",
      public_subnet_ids: [
        "${aws_subnet.network_public_subnet-a.id}",
        "${aws_subnet.network_public_subnet-c.id}",
      ],
      app_subnet_ids: ["${aws_subnet.network_app_subnet-a.id}", "${aws_subnet.network_app_subnet-c.id}"],
      db_subnet_ids: ["${aws_subnet.network_db_subnet-a.id}", "${aws_subnet.network_db_subnet-c.id}"],
      endpoint_security_group_id: "${aws_security_group.network_endpoints_security-group_group.id}",
      s3_prefix_list_id: "${aws_vpc_endpoint.network_endpoints_s3.prefix_list_id}",
    });
  });
});
