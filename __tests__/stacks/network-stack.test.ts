import { TerraformOutput } from "cdktf";
import { networkConfigSchema, type NetworkConfig } from "../../constructs/network/network-config";
import { tierOf } from "../../constructs/network/network-exports";
import { Port } from "../../constructs/network/port";
import { SecurityGroup } from "../../constructs/network/security-group";
import { NetworkStack } from "../../stacks/network-stack";
import {
  AWS_PRACTICE_PRD,
  AWS_PRACTICE_STG,
  ECS_WEB_DEV,
  ENTERPRISE_NETWORK,
  ENTERPRISE_PROD,
  type NetworkCase,
  OPENWAN_PROD,
  SERVERLESS_WEB_PROD,
  SMALLEST,
} from "../constructs/network/networks";
import { BareStack, ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const synthesize = (networkCase: NetworkCase): Workspace =>
  synthesizeApp((app) => {
    new NetworkStack(app, networkCase);
  })[`network-${networkCase.environment.name}`]!;

const withNetwork = (network: NetworkConfig): Workspace => synthesize({ environment: ENVIRONMENT, network });

/** The Terraform JSON lists resources by id; a test lists them as a reader would. */
const sorted = (lines: readonly string[]): string[] => [...lines].sort();

const names = (workspace: Workspace, type: string): string[] =>
  Object.values(workspace.all(type))
    .map(({ tags }) => (tags as { Name: string }).Name)
    .sort();

/** Subnets as `Name zone cidr`. */
const subnets = (workspace: Workspace): string[] =>
  sorted(
    Object.values(workspace.all("aws_subnet")).map(
      ({ tags, availability_zone, cidr_block }) =>
        `${(tags as { Name: string }).Name} ${String(availability_zone)} ${String(cidr_block)}`,
    ),
  );

/** Route tables by the subnets they are associated with: `app_subnet-a -> app_route-table`. */
const associations = (workspace: Workspace): string[] =>
  sorted(
    Object.values(workspace.all("aws_route_table_association")).map(
      ({ subnet_id, route_table_id }) => `${address(subnet_id)} -> ${address(route_table_id)}`,
    ),
  );

/** Routes: `public_route-table 0.0.0.0/0 -> ${aws_internet_gateway.network_vpc_internet-gateway.id}`. */
const routes = (workspace: Workspace): string[] =>
  sorted(
    Object.values(workspace.all("aws_route")).map(
      ({ route_table_id, destination_cidr_block, depends_on: _order, ...target }) =>
        `${address(route_table_id)} ${String(destination_cidr_block)} -> ${Object.values(target).map(String).join()}`,
    ),
  );

const address = (reference: unknown): string =>
  String(reference).replace(/^\$\{\w+\.network_(.+)\.id\}$/, "$1");

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

describe("the network of aws-practice in stg", () => {
  const workspace = synthesize(AWS_PRACTICE_STG);
  const vpcId = "${aws_vpc.network_vpc_vpc.id}";

  test("AP-028 to AP-031: has the VPC", () => {
    expect(workspace.one("aws_vpc", "network_vpc_vpc")).toEqual({
      cidr_block: "10.0.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: true,
      tags: { Name: "aws-practice-stg" },
    });
  });

  test("AP-032 to AP-036: has the four subnets", () => {
    expect(subnets(workspace)).toEqual(
      sorted([
        "public-subnet-1a-stg ap-northeast-1a 10.0.0.0/18",
        "public-subnet-1c-stg ap-northeast-1c 10.0.64.0/18",
        "private-subnet-1a-stg ap-northeast-1a 10.0.128.0/18",
        "private-subnet-1c-stg ap-northeast-1c 10.0.192.0/18",
      ]),
    );
  });

  test("AP-037, AP-038: has the internet gateway", () => {
    expect(workspace.all("aws_internet_gateway")).toEqual({
      "network_vpc_internet-gateway": { vpc_id: vpcId, tags: { Name: "aws-practice-igw-stg" } },
    });
  });

  test("AP-039, AP-061: has no NAT gateway and no Elastic IP", () => {
    expect(workspace.ids("aws_nat_gateway")).toEqual([]);
    expect(workspace.ids("aws_eip")).toEqual([]);
  });

  test("AP-043 to AP-045: has the NAT's security group", () => {
    expect(workspace.all("aws_security_group")).toEqual({
      "network_nat_security-group_group": {
        name: "aws-practice-nat-stg",
        description: "Managed by Terraform",
        vpc_id: vpcId,
        tags: { Name: "aws-practice-nat-stg" },
      },
    });
  });

  test("AP-046, AP-047, AP-052: it admits the two private subnets and nobody else", () => {
    const rule = (zone: string, cidr: string) => ({
      security_group_id: "${aws_security_group.network_nat_security-group_group.id}",
      ip_protocol: "-1",
      cidr_ipv4: cidr,
      description: `Subnet private-${zone} to the internet (all traffic: NAT forwards every protocol)`,
    });

    expect(workspace.all("aws_vpc_security_group_ingress_rule")).toEqual({
      "network_nat_security-group_from-private-a-all_ingress": rule("a", "10.0.128.0/18"),
      "network_nat_security-group_from-private-c-all_ingress": rule("c", "10.0.192.0/18"),
    });
  });

  test("AP-048: it sends everywhere", () => {
    expect(Object.values(workspace.all("aws_vpc_security_group_egress_rule"))).toEqual([
      expect.objectContaining({ ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" }),
    ]);
  });

  test("AP-049 to AP-051: the NAT's role is EC2's, for Session Manager", () => {
    const role = workspace.one("aws_iam_role", "network_nat_role");

    expect(role["name"]).toBe("aws-practice-nat-stg");
    expect(JSON.parse(role["assume_role_policy"] as string).Statement).toEqual([
      expect.objectContaining({ Principal: { Service: "ec2.amazonaws.com" }, Action: ["sts:AssumeRole"] }),
    ]);
    expect(Object.values(workspace.all("aws_iam_role_policy_attachment"))).toEqual([
      {
        role: "${aws_iam_role.network_nat_role.name}",
        policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      },
    ]);
  });

  test("AP-041, AP-042, AP-052 to AP-062, AP-065: has one NAT instance", () => {
    const { user_data, ...instance } = workspace.one("aws_instance", "network_nat_instance");

    expect(workspace.ids("aws_instance")).toHaveLength(1);
    expect(user_data).toEqual(expect.any(String));
    expect(instance).toEqual({
      ami: "${data.aws_ssm_parameter.network_nat_image.insecure_value}",
      instance_type: "t2.micro",
      subnet_id: "${aws_subnet.network_public_subnet-a.id}",
      vpc_security_group_ids: ["${aws_security_group.network_nat_security-group_group.id}"],
      associate_public_ip_address: true,
      source_dest_check: false,
      iam_instance_profile: "${aws_iam_instance_profile.network_nat_instance-profile.name}",
      user_data_replace_on_change: true,
      metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
      root_block_device: { encrypted: true, volume_type: "gp3", volume_size: 8 },
      tags: { Name: "aws-practice-nat-1a-stg" },
      depends_on: ["aws_route.network_public_default-route"],
      lifecycle: { ignore_changes: ["ami"] },
    });
  });

  test("AP-054, AP-055, AP-D08: its image is Amazon Linux 2023 for x86_64", () => {
    expect(workspace.json["data"]).toMatchObject({
      aws_ssm_parameter: {
        network_nat_image: {
          name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        },
      },
    });
  });

  test("AP-060: its instance profile holds the role", () => {
    expect(workspace.all("aws_iam_instance_profile")).toEqual({
      "network_nat_instance-profile": {
        name: "aws-practice-nat-stg",
        role: "${aws_iam_role.network_nat_role.name}",
      },
    });
  });

  test("AP-068, AP-073: has a private and a public route table", () => {
    expect(names(workspace, "aws_route_table")).toEqual([
      "aws-practice-rtb-private-stg",
      "aws-practice-rtb-public-stg",
    ]);
  });

  test("AP-069, AP-074, AP-D11: leads private traffic to the NAT's interface and public to the internet", () => {
    expect(routes(workspace)).toEqual(
      sorted([
        "public_route-table 0.0.0.0/0 -> ${aws_internet_gateway.network_vpc_internet-gateway.id}",
        "private_route-table 0.0.0.0/0 -> ${aws_instance.network_nat_instance.primary_network_interface_id}",
      ]),
    );
  });

  test("AP-070, AP-071, AP-075, AP-076: associates the four subnets", () => {
    expect(associations(workspace)).toEqual(
      sorted([
        "public_subnet-a -> public_route-table",
        "public_subnet-c -> public_route-table",
        "private_subnet-a -> private_route-table",
        "private_subnet-c -> private_route-table",
      ]),
    );
  });

  test("AP-072: the private route table is the main one", () => {
    expect(workspace.all("aws_main_route_table_association")).toEqual({
      "network_vpc_main-route-table": {
        vpc_id: vpcId,
        route_table_id: "${aws_route_table.network_private_route-table.id}",
      },
    });
  });

  test("AP-063: the NAT's id is an output, for Session Manager", () => {
    expect(workspace.json["output"]).toMatchObject({
      nat_instance_id: { value: "${aws_instance.network_nat_instance.id}" },
      nat_public_ips: { value: ["${aws_instance.network_nat_instance.public_ip}"] },
    });
  });

  test("a flow log that is put off has no resource", () => {
    expect(workspace.ids("aws_flow_log")).toEqual([]);
    expect(workspace.ids("aws_cloudwatch_log_group")).toEqual([]);
  });
});

describe("the network of aws-practice in prd", () => {
  const workspace = synthesize(AWS_PRACTICE_PRD);

  test("AP-040, AP-D06: has a NAT gateway in each zone instead of the instance", () => {
    expect(workspace.ids("aws_instance")).toEqual([]);
    expect(names(workspace, "aws_nat_gateway")).toEqual([
      "aws-practice-nat-1a-prd",
      "aws-practice-nat-1c-prd",
    ]);
    expect(names(workspace, "aws_route_table")).toEqual([
      "aws-practice-rtb-private-1a-prd",
      "aws-practice-rtb-private-1c-prd",
      "aws-practice-rtb-public-prd",
    ]);
  });

  test("AP-072: the first zone's private route table is the main one", () => {
    expect(
      workspace.one("aws_main_route_table_association", "network_vpc_main-route-table")["route_table_id"],
    ).toBe("${aws_route_table.network_private_route-table-a.id}");
  });
});

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
        log_destination: "arn:aws:s3:::enterprise-vpcflow-logs",
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

describe("a network stack", () => {
  test("of the smallest network has a VPC, subnets and a flow log, and no way out", () => {
    const workspace = withNetwork(SMALLEST);

    expect(Object.keys(workspace.json["resource"] ?? {}).sort()).toEqual([
      "aws_cloudwatch_log_group",
      "aws_default_security_group",
      "aws_flow_log",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_route_table",
      "aws_route_table_association",
      "aws_subnet",
      "aws_vpc",
    ]);
  });

  test("may have one NAT gateway for all zones, in a zone of choice", () => {
    const workspace = withNetwork({
      ...SMALLEST,
      tiers: { public: { slot: 0, egress: "internet-gateway" }, app: { slot: 1, egress: "nat" } },
      nat: "gateway",
      natZone: "c",
    });

    expect(workspace.ids("aws_nat_gateway")).toEqual(["network_nat_gateway-c"]);
    expect(workspace.one("aws_route", "network_app_default-route")["nat_gateway_id"]).toBe(
      "${aws_nat_gateway.network_nat_gateway-c.id}",
    );
  });

  test("may have an arm64 NAT instance", () => {
    const workspace = withNetwork({
      ...SMALLEST,
      tiers: { public: { slot: 0, egress: "internet-gateway" }, app: { slot: 1, egress: "nat" } },
      nat: "instance",
      natInstance: { instanceType: "t4g.nano", architecture: "arm64" },
    });

    expect(workspace.json["data"]).toMatchObject({
      aws_ssm_parameter: {
        network_nat_image: { name: expect.stringMatching(/al2023-ami-kernel-default-arm64$/) },
      },
    });
  });

  test("may give public addresses unasked in a public tier", () => {
    const workspace = withNetwork({
      ...SMALLEST,
      tiers: { public: { slot: 0, egress: "internet-gateway", mapPublicIpOnLaunch: true } },
    });

    expect(workspace.one("aws_subnet", "network_public_subnet-a")["map_public_ip_on_launch"]).toBe(true);
  });

  test("may turn DNS off", () => {
    expect(
      withNetwork({ ...SMALLEST, dnsSupport: false, dnsHostnames: false }).one("aws_vpc", "network_vpc_vpc"),
    ).toMatchObject({ enable_dns_support: false, enable_dns_hostnames: false });
  });

  test("may limit an endpoint by a policy", () => {
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    const workspace = synthesizeApp((app) => {
      new NetworkStack(app, {
        environment: ENVIRONMENT,
        network: { ...SMALLEST, gatewayEndpoints: { s3: ["app"], dynamodb: ["app"] } },
        endpointPolicies: { s3: policy },
      });
    })["network-test"]!;

    expect(workspace.one("aws_vpc_endpoint", "network_endpoints_s3")["policy"]).toBe(policy);
    expect(workspace.one("aws_vpc_endpoint", "network_endpoints_dynamodb")["policy"]).toBeUndefined();
  });

  test("keeps every existing address and block when a zone and a tier are added", () => {
    const before = withNetwork({ ...SMALLEST, zones: ["a"] });
    const after = withNetwork({
      ...SMALLEST,
      tiers: { data: { slot: 3, egress: "none" }, ...SMALLEST.tiers },
    });

    expect(after.all("aws_subnet")).toMatchObject(before.all("aws_subnet"));
    expect(after.all("aws_route_table_association")).toMatchObject(before.all("aws_route_table_association"));
  });

  test("is the same, byte for byte, from run to run", () => {
    expect(JSON.stringify(synthesize(OPENWAN_PROD).json)).toBe(JSON.stringify(synthesize(OPENWAN_PROD).json));
  });

  test("refuses values with problems, all at once", () => {
    const message = refusalOf(() =>
      withNetwork({
        ...SMALLEST,
        tiers: { app: { cidrs: { a: "10.0.0.0/24", c: "10.0.0.0/25" }, egress: "nat" } },
      }),
    );

    expect(message.split("\n")).toEqual([
      expect.stringContaining("app.cidrs.c: overlaps tier app zone a (10.0.0.0/24), got 10.0.0.0/25"),
      expect.stringContaining("app.egress: needs a NAT, and the network has none"),
    ]);
  });

  test("refuses an attachment to a transit gateway that nobody names", () => {
    expect(refusalOf(() => withNetwork({ ...SMALLEST, transitGateway: { tier: "app" } }))).toContain(
      "transitGatewayId: is needed to attach the network to a transit gateway, got nothing; pass the id that its owner exports",
    );
  });

  test("takes what the config schema gives back", () => {
    const network = networkConfigSchema.parse(structuredClone(SERVERLESS_WEB_PROD.network));

    expect(synthesize({ ...SERVERLESS_WEB_PROD, network }).json).toEqual(
      synthesize(SERVERLESS_WEB_PROD).json,
    );
  });
});

describe("the exports of a network stack", () => {
  test("SW-100, SW-114: let a later layer state its flows to the endpoints", () => {
    const { "service-test": service, "network-prod": network } = synthesizeApp((app) => {
      const { exports } = new NetworkStack(app, SERVERLESS_WEB_PROD);
      const task = new SecurityGroup(new BareStack(app, "service"), "task", {
        vpcId: exports.vpcId,
        name: "task",
        description: "Tasks",
      });
      task.connections.allowTo(exports.endpointSecurityGroup!, Port.tcp(443), "AWS APIs");
    });

    expect(service!.ids("aws_vpc_security_group_ingress_rule")).toEqual([
      "task_to-vpc-endpoints-tcp-443_ingress",
    ]);
    expect(service!.one("aws_security_group", "task_group")["vpc_id"]).toMatch(
      /^\$\{data\.terraform_remote_state\..+\.outputs\.to-other-stacks-aws_vpc-network_vpc_vpc-id\}$/,
    );
    expect(network!.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  test("carry the tiers' subnets across stacks", () => {
    const { "data-test": data } = synthesizeApp((app) => {
      const { exports } = new NetworkStack(app, OPENWAN_PROD);
      const stack = new BareStack(app, "data");
      new TerraformOutput(stack, "subnets", { value: tierOf(exports, "data").subnetIds, staticId: true });
      expect(tierOf(exports, "data").cidrs).toEqual(["10.0.21.0/24", "10.0.22.0/24", "10.0.23.0/24"]);
      expect(Object.keys(tierOf(exports, "public").subnetIdByZone)).toEqual(["a", "b", "c"]);
    });

    expect(data!.json["output"]!["subnets"]).toEqual({
      value: ["a", "b", "c"].map((zone) =>
        expect.stringMatching(
          new RegExp(
            `^\\$\\{data\\.terraform_remote_state\\..+aws_subnet-network_data_subnet-${zone}-id\\}$`,
          ),
        ),
      ),
    });
  });

  test("tell which tiers there are when one is asked for that is not", () => {
    synthesizeApp((app) => {
      const { exports } = new NetworkStack(app, OPENWAN_PROD);

      expect(refusalOf(() => tierOf(exports, "db"))).toBe(
        "network.tiers: has no tier db, got db; use one of public, app, data",
      );
    });
  });
});
