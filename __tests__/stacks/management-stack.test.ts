import { ManagementStack, type ManagementStackProps } from "../../stacks/management-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { OPENWAN_PROD } from "../constructs/network/networks";
import { type Attributes, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const BASTION: NonNullable<ManagementStackProps["bastion"]> = {
  name: "openwan-bastion",
  securityGroupName: "openwan-bastion-sg",
  instanceType: "t4g.nano",
  zone: "a",
  database: {
    host: "db.example",
    port: 3306,
    securityGroup: { securityGroupId: "sg-rds", name: "database" },
  },
};

function synthesize(overrides: Partial<ManagementStackProps> = {}): Workspace {
  return synthesizeApp((app) => {
    const { exports: network } = new NetworkStack(app, OPENWAN_PROD);
    new ManagementStack(app, {
      environment: OPENWAN_PROD.environment,
      network,
      monitoringSecurityGroupName: "openwan-monitoring-sg",
      bastion: BASTION,
      ...overrides,
    });
  })["management-prod"]!;
}

let workspace: Workspace;
beforeAll(() => {
  workspace = synthesize();
});

const flows = (direction: "ingress" | "egress", group: string): readonly unknown[] =>
  Object.values(workspace.all(`aws_vpc_security_group_${direction}_rule`))
    .filter(({ security_group_id: id }: Attributes) => id === group)
    .map((rule) => [
      rule["cidr_ipv4"] ?? rule["referenced_security_group_id"],
      rule["from_port"],
      rule["to_port"],
    ]);

const BASTION_GROUP = "${aws_security_group.bastion_security-group_group.id}";

describe("the management layer", () => {
  test("OW-056, OW-D25: has a small bastion in the public subnet of its zone", () => {
    expect(workspace.one("aws_instance", "bastion_instance")).toMatchObject({
      instance_type: "t4g.nano",
      ami: "${data.aws_ssm_parameter.bastion_image.insecure_value}",
      subnet_id: expect.stringMatching(/aws_subnet-network_public_subnet-a/),
      vpc_security_group_ids: [BASTION_GROUP],
      metadata_options: { http_tokens: "required" },
      root_block_device: { encrypted: true },
      tags: { Name: "openwan-bastion" },
    });
    expect(workspace.json["data"]?.["aws_ssm_parameter"]).toMatchObject({
      bastion_image: { name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64" },
    });
  });

  test("OW-D25: nobody can connect to the bastion, which reaches AWS and the database alone", () => {
    expect(flows("ingress", BASTION_GROUP)).toEqual([]);
    expect(flows("egress", BASTION_GROUP)).toEqual([
      ["0.0.0.0/0", 443, 443],
      ["sg-rds", 3306, 3306],
    ]);
    expect(workspace.one("aws_instance", "bastion_instance")["key_name"]).toBeUndefined();
  });

  test("OW-051, OW-326: the database takes connections from the bastion", () => {
    expect(flows("ingress", "sg-rds")).toEqual([[BASTION_GROUP, 3306, 3306]]);
  });

  test("the bastion may do nothing but talk to Session Manager", () => {
    expect(workspace.all("aws_iam_role_policy_attachment")).toEqual({
      "bastion_role_managed-session-manager": {
        role: "${aws_iam_role.bastion_role_role.name}",
        policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      },
    });
    expect(workspace.ids("aws_iam_role_policy")).toEqual([]);
  });

  test("OW-320: tells the operator the command that leads to the database", () => {
    expect((workspace.json["output"]?.["database_tunnel_command"] as Attributes)["value"]).toBe(
      "aws ssm start-session --target ${aws_instance.bastion_instance.id}" +
        " --document-name AWS-StartPortForwardingSessionToRemoteHost" +
        " --parameters host=db.example,portNumber=3306,localPortNumber=3306",
    );
  });

  test("OW-D25: has a group for monitoring with nothing in it and no rule", () => {
    expect(workspace.one("aws_security_group", "monitoring_group")["name"]).toBe("openwan-monitoring-sg");
    expect(flows("ingress", "${aws_security_group.monitoring_group.id}")).toEqual([]);
    expect(flows("egress", "${aws_security_group.monitoring_group.id}")).toEqual([]);
  });

  test("OW-D25: has no bastion, and no way to the database, unless one is asked for", () => {
    const without = synthesize({ bastion: undefined });

    expect(without.ids("aws_instance")).toEqual([]);
    expect(without.ids("aws_security_group")).toEqual(["monitoring_group"]);
    expect(without.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(without.json["output"]).toBeUndefined();
  });

  test("a zone that the network lacks is refused", () => {
    expect(refusalOf(() => synthesize({ bastion: { ...BASTION, zone: "d" } }))).toBe(
      "network.tiers.public: has a subnet in zone d, got a, b, c; choose a zone of the network for the bastion",
    );
  });
});
