import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import { GithubStack } from "../../../stacks/github-stack";
import { PlatformStack } from "../../../stacks/platform-stack";
import { ENVIRONMENT, synthesizeApp } from "../../support/synthesis";

const BOUNDARY = "arn:aws:iam::111111111111:policy/example-test-boundary";
const BOUNDED = { ...ENVIRONMENT, roleBoundaryArn: BOUNDARY };

class RoleStack extends PlatformStack {
  public constructor(
    app: App,
    layer: string,
    environment: Environment = BOUNDED,
    permissionsBoundary?: string,
  ) {
    super(app, layer, { environment });
    new IamRole(this, "role", {
      name: "example",
      assumeRolePolicy: "{}",
      ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    });
  }
}

describe("the boundary of an environment's roles", () => {
  const workspaces = synthesizeApp((app) => {
    new RoleStack(app, "service");
    new RoleStack(app, "own", BOUNDED, "arn:aws:iam::111111111111:policy/own");
    new RoleStack(app, "unbounded", ENVIRONMENT);
    new GithubStack(app, {
      environment: BOUNDED,
      provider: "create",
      github: { repository: "example-org/strata", services: ["ecs"] },
    });
  });
  const boundary = (stack: string, role = "role"): unknown =>
    workspaces[stack]!.one("aws_iam_role", role)["permissions_boundary"];

  test("is set on the roles of its stacks", () => {
    expect(boundary("service-test")).toBe(BOUNDARY);
  });

  test("leaves a role the boundary that it has", () => {
    expect(boundary("own-test")).toBe("arn:aws:iam::111111111111:policy/own");
  });

  test.each([
    ["roles of an environment without one", "unbounded-test", "role"],
    ["GitHub's own roles", "github-test", "deploy_role"],
  ])("is not set on %s", (_case, stack, role) => {
    expect(boundary(stack, role)).toBeUndefined();
  });
});
