import { SecurityGroup, type SecurityGroupProps } from "../../../constructs/network/security-group";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL: SecurityGroupProps = { vpcId: "vpc-1", name: "rds-sg", description: "Database" };

const synthesize = (props: SecurityGroupProps = MINIMAL) =>
  synthesizeStack((stack) => new SecurityGroup(stack, "rds", props));

describe("a security group", () => {
  test("OW-052, SW-118: has no rules of its own", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_security_group", "rds_group")).toEqual({
      vpc_id: "vpc-1",
      name: "rds-sg",
      description: "Database",
      tags: { Name: "rds-sg" },
    });
    expect(workspace.ids("aws_vpc_security_group_egress_rule")).toEqual([]);
    expect(workspace.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  test("is known to its peers by its construct id, or by the name given for that", () => {
    synthesizeStack((stack) => {
      expect(new SecurityGroup(stack, "rds", MINIMAL).ref.name).toBe("rds");
      expect(new SecurityGroup(stack, "group", { ...MINIMAL, peerName: "endpoints" }).ref.name).toBe(
        "endpoints",
      );
    });
  });

  test("AP-044: takes the description that the system wants", () => {
    expect(
      synthesize({ ...MINIMAL, description: "Managed by Terraform" }).one("aws_security_group", "rds_group"),
    ).toMatchObject({ description: "Managed by Terraform" });
  });

  test.each([
    ["a name that starts with sg-", { name: "sg-rds" }, "not starting with sg-"],
    ["a name of 256 characters", { name: "x".repeat(256) }, "at most 255 characters"],
    ["an empty description", { description: "" }, "needs a description"],
    ["a description of 256 characters", { description: "x".repeat(256) }, "at most 255 characters"],
    ["a description in other letters", { description: "データベース" }, "a description is made of"],
    ["a short name with a dot", { peerName: "a.b" }, "the short name of a peer is made of"],
  ])("is refused with %s", (_case, wrong, rule) => {
    expect(refusalOf(() => synthesize({ ...MINIMAL, ...wrong }))).toContain(rule);
  });
});
