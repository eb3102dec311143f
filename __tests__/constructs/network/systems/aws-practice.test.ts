import { AWS_PRACTICE_PRD, AWS_PRACTICE_STG } from "../networks";
import { associations, names, routes, sorted, subnets, synthesize } from "../reading";

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
