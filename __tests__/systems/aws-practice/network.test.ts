import { APPLICATIONS } from "../../../systems/aws-practice/config";
import type { Workspace } from "../../support/synthesis";
import { type Layers, nameTag, only, output, synthesizeLayers, synthesizeWith } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

const VPC = "${aws_vpc.network_vpc_vpc.id}";
const byName = (workspace: Workspace, type: string, name: string) => {
  const found = Object.values(workspace.all(type)).filter((resource) => nameTag(resource) === name);
  expect([name, found.length]).toEqual([name, 1]);
  return found[0]!;
};
/** `<subnet> -> <route table>` of every association, by Name tags. */
const associations = (workspace: Workspace): string[] => {
  const nameOf = (type: string, reference: unknown): string =>
    nameTag(workspace.one(type, /\.([\w-]+)\.id\}$/.exec(reference as string)![1]!))!;
  return Object.values(workspace.all("aws_route_table_association"))
    .map(
      ({ subnet_id: subnet, route_table_id: table }) =>
        `${nameOf("aws_subnet", subnet)} -> ${nameOf("aws_route_table", table)}`,
    )
    .sort();
};

describe.each(["stg", "prd"])("aws-practice, network of %s", (env) => {
  let network: Workspace;
  beforeAll(() => {
    network = layersOf(env).of("network");
  });

  it("AP-028 AP-029 AP-030 AP-031 AP-D19 is a VPC as large as AWS allows, with DNS", () => {
    expect(only(network, "aws_vpc")).toEqual({
      cidr_block: "10.0.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: true,
      tags: { Name: `aws-practice-${env}` },
    });
  });

  it.each([
    ["AP-032", "public-subnet-1a", "ap-northeast-1a", "10.0.0.0/18"],
    ["AP-033", "public-subnet-1c", "ap-northeast-1c", "10.0.64.0/18"],
    ["AP-034 AP-131", "private-subnet-1a", "ap-northeast-1a", "10.0.128.0/18"],
    ["AP-035 AP-131", "private-subnet-1c", "ap-northeast-1c", "10.0.192.0/18"],
  ])("%s AP-D04 AP-D19 AP-D22 has %s and gives no public address there unasked", (_row, name, zone, cidr) => {
    expect(byName(network, "aws_subnet", `${name}-${env}`)).toEqual({
      vpc_id: VPC,
      availability_zone: zone,
      cidr_block: cidr,
      map_public_ip_on_launch: false,
      tags: { Name: `${name}-${env}` },
    });
  });

  it("AP-036 fills the VPC with the four, without gap or overlap", () => {
    const blocks = Object.values(network.all("aws_subnet")).map(({ cidr_block: block }) => block as string);
    const third = blocks.map((block) => Number(block.split(".")[2])).sort((a, b) => a - b);
    expect(blocks.every((block) => block.endsWith(".0/18"))).toBe(true);
    expect(third).toEqual([0, 64, 128, 192]);
  });

  it("AP-037 AP-038 has an internet gateway at the VPC", () => {
    expect(only(network, "aws_internet_gateway")).toEqual({
      vpc_id: VPC,
      tags: { Name: `aws-practice-igw-${env}` },
    });
  });

  it("AP-073 AP-074 AP-128 leads the public tier to the internet gateway", () => {
    expect(byName(network, "aws_route_table", `aws-practice-rtb-public-${env}`)["vpc_id"]).toBe(VPC);
    expect(network.one("aws_route", "network_public_default-route")).toEqual({
      route_table_id: "${aws_route_table.network_public_route-table.id}",
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: "${aws_internet_gateway.network_vpc_internet-gateway.id}",
    });
  });

  it("AP-131 leads no private route to the internet gateway", () => {
    const open = Object.values(network.all("aws_route")).filter((route) => "gateway_id" in route);
    expect(open.map(({ route_table_id: table }) => table)).toEqual([
      "${aws_route_table.network_public_route-table.id}",
    ]);
  });

  it("AP-135 knows no other VPC", () => {
    for (const type of ["aws_vpc_peering_connection", "aws_ec2_transit_gateway_vpc_attachment"]) {
      expect(layersOf(env).all(type)).toEqual([]);
    }
    expect(layersOf(env).all("aws_vpc")).toHaveLength(1);
  });
});

describe("aws-practice, the NAT of stg", () => {
  let network: Workspace;
  beforeAll(() => {
    network = layersOf("stg").of("network");
  });
  const GROUP = "${aws_security_group.network_nat_security-group_group.id}";

  it("AP-039 AP-042 AP-061 AP-D06 AP-D12 is one instance, without NAT gateway and Elastic IP", () => {
    expect(network.ids("aws_instance")).toEqual(["network_nat_instance"]);
    expect(layersOf("stg").all("aws_nat_gateway")).toEqual([]);
    expect(layersOf("stg").all("aws_eip")).toEqual([]);
    expect(layersOf("stg").all("aws_eip_association")).toEqual([]);
  });

  it("AP-043 AP-044 AP-045 AP-077 AP-D18 has a security group of its own", () => {
    expect(only(network, "aws_security_group")).toEqual({
      name: "aws-practice-nat-stg",
      description: "Managed by Terraform",
      vpc_id: VPC,
      tags: { Name: "aws-practice-nat-stg" },
    });
  });

  it("AP-046 AP-047 AP-052 AP-132 AP-134 admits both private subnets, and nobody else", () => {
    const rules = Object.values(network.all("aws_vpc_security_group_ingress_rule"));
    const rule = (cidr: string): unknown =>
      expect.objectContaining({ security_group_id: GROUP, ip_protocol: "-1", cidr_ipv4: cidr });
    expect(rules).toEqual([rule("10.0.128.0/18"), rule("10.0.192.0/18")]);
  });

  it("AP-048 AP-129 sends to everywhere, Session Manager included", () => {
    expect(Object.values(network.all("aws_vpc_security_group_egress_rule"))).toEqual([
      expect.objectContaining({ security_group_id: GROUP, ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" }),
    ]);
  });

  it("AP-049 AP-050 AP-051 AP-063 AP-129 has a role of EC2 for Session Manager", () => {
    const role = only(network, "aws_iam_role");
    expect(role["name"]).toBe("aws-practice-nat-stg");
    expect(JSON.parse(role["assume_role_policy"] as string)).toMatchObject({
      Statement: [{ Principal: { Service: "ec2.amazonaws.com" }, Action: ["sts:AssumeRole"] }],
    });
    expect(only(network, "aws_iam_role_policy_attachment")).toEqual({
      role: "${aws_iam_role.network_nat_role.name}",
      policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
  });

  it("AP-041 AP-052 AP-053 AP-056 AP-057 AP-058 AP-059 AP-060 AP-062 AP-065 AP-D07 is what it is", () => {
    const { user_data: _script, ...instance } = only(network, "aws_instance");
    expect(instance).toEqual({
      ami: "${data.aws_ssm_parameter.network_nat_image.insecure_value}",
      instance_type: "t2.micro",
      subnet_id: "${aws_subnet.network_public_subnet-a.id}",
      vpc_security_group_ids: [GROUP],
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
    expect(nameTag(network.one("aws_subnet", "network_public_subnet-a"))).toBe("public-subnet-1a-stg");
    expect(only(network, "aws_iam_instance_profile")).toEqual({
      name: "aws-practice-nat-stg",
      role: "${aws_iam_role.network_nat_role.name}",
    });
    expect(layersOf("stg").all("aws_key_pair")).toEqual([]);
  });

  it("AP-054 AP-055 AP-D08 runs Amazon Linux 2023 for x86_64", () => {
    expect(network.json["data"]).toMatchObject({
      aws_ssm_parameter: {
        network_nat_image: {
          name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        },
      },
    });
  });

  it("AP-064 AP-D09 forwards and masquerades, whatever its interface is called", () => {
    const script = only(network, "aws_instance")["user_data"] as string;
    expect(script).toContain("net.ipv4.ip_forward = 1");
    expect(script).toContain('iptables -t nat -A POSTROUTING -o "$interface" -j MASQUERADE');
    expect(script).toContain("ip -4 route show default");
  });

  it("AP-068 AP-069 AP-127 AP-D11 leads the private tier to its interface", () => {
    expect(byName(network, "aws_route_table", "aws-practice-rtb-private-stg")["vpc_id"]).toBe(VPC);
    expect(network.one("aws_route", "network_private_default-route")).toEqual({
      route_table_id: "${aws_route_table.network_private_route-table.id}",
      destination_cidr_block: "0.0.0.0/0",
      network_interface_id: "${aws_instance.network_nat_instance.primary_network_interface_id}",
    });
  });

  it("AP-070 AP-071 AP-075 AP-076 associates the four subnets", () => {
    expect(associations(network)).toEqual([
      "private-subnet-1a-stg -> aws-practice-rtb-private-stg",
      "private-subnet-1c-stg -> aws-practice-rtb-private-stg",
      "public-subnet-1a-stg -> aws-practice-rtb-public-stg",
      "public-subnet-1c-stg -> aws-practice-rtb-public-stg",
    ]);
  });

  it("AP-072 makes the private route table the main one", () => {
    expect(only(network, "aws_main_route_table_association")).toEqual({
      vpc_id: VPC,
      route_table_id: "${aws_route_table.network_private_route-table.id}",
    });
  });

  it("AP-063 tells operators its id", () => {
    expect(output(network, "nat_instance_id")).toBe("${aws_instance.network_nat_instance.id}");
  });

  it("AP-D07 can be a t3.micro, and nothing else changes", () => {
    const other = synthesizeWith({
      stg: {
        ...APPLICATIONS.stg,
        network: { ...APPLICATIONS.stg.network, natInstance: { instanceType: "t3.micro" } },
      },
    })["network-stg"]!;
    const changed = Object.entries(other.json["resource"]!).filter(
      ([type, resources]) => JSON.stringify(resources) !== JSON.stringify(network.json["resource"]![type]),
    );
    expect(changed.map(([type]) => type)).toEqual(["aws_instance"]);
    expect(only(other, "aws_instance")).toEqual({
      ...only(network, "aws_instance"),
      instance_type: "t3.micro",
    });
  });
});

describe("aws-practice, the NAT of prd", () => {
  it("AP-040 AP-D06 is a gateway with an Elastic IP in each zone", () => {
    const network = layersOf("prd").of("network");
    for (const zone of ["a", "c"]) {
      expect(byName(network, "aws_nat_gateway", `aws-practice-nat-1${zone}-prd`)).toMatchObject({
        subnet_id: `\${aws_subnet.network_public_subnet-${zone}.id}`,
        connectivity_type: "public",
        allocation_id: `\${aws_eip.network_nat_eip-${zone}.id}`,
      });
      expect(network.one("aws_eip", `network_nat_eip-${zone}`)["domain"]).toBe("vpc");
      expect(network.one("aws_route", `network_private_default-route-${zone}`)).toMatchObject({
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: `\${aws_nat_gateway.network_nat_gateway-${zone}.id}`,
      });
    }
    expect(network.ids("aws_instance")).toEqual([]);
    expect(associations(network)).toEqual([
      "private-subnet-1a-prd -> aws-practice-rtb-private-1a-prd",
      "private-subnet-1c-prd -> aws-practice-rtb-private-1c-prd",
      "public-subnet-1a-prd -> aws-practice-rtb-public-prd",
      "public-subnet-1c-prd -> aws-practice-rtb-public-prd",
    ]);
  });

  it("AP-072 makes a private route table the main one", () => {
    expect(only(layersOf("prd").of("network"), "aws_main_route_table_association")).toEqual({
      vpc_id: VPC,
      route_table_id: "${aws_route_table.network_private_route-table-a.id}",
    });
  });

  it("AP-066 AP-D10 AP-D12 can be an instance with an Elastic IP, set up as stg's is and by no image of it", () => {
    const { prd } = APPLICATIONS;
    const stacks = synthesizeWith({
      prd: {
        ...prd,
        network: {
          ...prd.network,
          nat: "instance",
          natInstance: { instanceType: "t3.micro", publicAddress: "elastic" },
        },
      },
    });
    const network = stacks["network-prd"]!;
    expect(nameTag(only(network, "aws_instance"))).toBe("aws-practice-nat-1a-prd");
    expect(only(network, "aws_eip")).toMatchObject({ tags: { Name: "aws-practice-nat-1a-prd" } });
    expect(only(network, "aws_eip_association")["instance_id"]).toBe(
      "${aws_instance.network_nat_instance.id}",
    );
    expect(only(network, "aws_instance")["user_data"]).toBe(
      only(layersOf("stg").of("network"), "aws_instance")["user_data"],
    );
    for (const type of ["aws_ami_from_instance", "aws_ami_launch_permission"]) {
      expect([...layersOf("stg").all(type), ...Object.values(network.all(type))]).toEqual([]);
    }
  });
});
