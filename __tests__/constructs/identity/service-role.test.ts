import { Construct } from "constructs";
import { ServiceRole, type ServiceRoleProps } from "../../../constructs/identity/service-role";
import { statements, trustOf } from "../../support/policies";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL: ServiceRoleProps = {
  name: "example-role",
  description: "Example",
  service: "ec2.amazonaws.com",
};
const READ = { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:bucket/*"] };

describe("a service role", () => {
  test("AP-050: may do nothing, and is trusted by its service", () => {
    const workspace = synthesizeStack((stack) => new ServiceRole(stack, "nat", MINIMAL));

    expect(trustOf(workspace.one("aws_iam_role", "nat_role"))).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: ["sts:AssumeRole"],
      },
    ]);
    expect(workspace.ids("aws_iam_role_policy")).toEqual([]);
    expect(workspace.ids("aws_iam_role_policy_attachment")).toEqual([]);
  });

  test("can be limited to an account, or to one of its resources", () => {
    const workspace = synthesizeStack((stack) => {
      new ServiceRole(stack, "account", { ...MINIMAL, source: { account: "111111111111" } });
      new ServiceRole(stack, "resource", {
        ...MINIMAL,
        source: { account: "111111111111", arn: "arn:aws:codebuild:us-east-1:111111111111:project/build" },
      });
    });

    expect(trustOf(workspace.one("aws_iam_role", "account_role"))[0]?.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": "111111111111" },
    });
    expect(trustOf(workspace.one("aws_iam_role", "resource_role"))[0]?.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": "111111111111" },
      ArnLike: { "aws:SourceArn": "arn:aws:codebuild:us-east-1:111111111111:project/build" },
    });
  });

  test("AP-051: holds the managed policies that it is given", () => {
    const policyArn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
    const workspace = synthesizeStack(
      (stack) => new ServiceRole(stack, "nat", { ...MINIMAL, managedPolicies: { ssm: policyArn } }),
    );

    expect(workspace.one("aws_iam_role_policy_attachment", "nat_managed-ssm")).toEqual({
      role: "${aws_iam_role.nat_role.name}",
      policy_arn: policyArn,
    });
  });

  test("a grant is an inline policy beside the construct that needs it", () => {
    const workspace = synthesizeStack((stack) => {
      const role = new ServiceRole(stack, "role", MINIMAL);
      const part = new Construct(stack, "site");
      role.grant(part, "read", READ);
      role.grant(stack, "read", READ);
      expect(role.granted).toHaveLength(2);
    });

    const policy = workspace.one("aws_iam_role_policy", "site_read");
    expect(policy).toMatchObject({ name: "site-read", role: "${aws_iam_role.role_role.id}" });
    expect(statements(policy["policy"])).toEqual([
      { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:bucket/*"] },
    ]);
    expect(workspace.one("aws_iam_role_policy", "read")["name"]).toBe("read");
  });

  test("a second policy of the same name is refused", () => {
    expect(
      refusalOf(() =>
        synthesizeStack((stack) => {
          const role = new ServiceRole(stack, "role", MINIMAL);
          const outer = new Construct(stack, "outer");
          role.grant(new Construct(stack, "site"), "read", READ);
          role.grant(new Construct(outer, "site"), "read", READ);
        }),
      ),
    ).toContain("has one policy of each name, got site-read");
  });

  test.each([
    ["of 65 characters", "x".repeat(65), "at most 64 characters"],
    ["with a slash", "a/b", "is made of letters"],
  ])("a name %s is refused", (_case, name, rule) => {
    expect(
      refusalOf(() => synthesizeStack((stack) => new ServiceRole(stack, "role", { ...MINIMAL, name }))),
    ).toContain(rule);
  });
});
