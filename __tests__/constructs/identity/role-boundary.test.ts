import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { App } from "cdktf";
import { boundRoles } from "../../../constructs/identity/role-boundary";
import { GithubStack } from "../../../stacks/github-stack";
import { PlatformStack } from "../../../stacks/platform-stack";
import { ENVIRONMENT, synthesizeApp } from "../../support/synthesis";

const BOUNDARY = "arn:aws:iam::111111111111:policy/example-test-boundary";

class RoleStack extends PlatformStack {
  public constructor(app: App, layer: string, environmentName = "test", permissionsBoundary?: string) {
    super(app, layer, { environment: { ...ENVIRONMENT, name: environmentName } });
    new IamRole(this, "role", {
      name: "example",
      assumeRolePolicy: "{}",
      ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    });
  }
}

describe("boundRoles", () => {
  const workspaces = synthesizeApp((app) => {
    new RoleStack(app, "service");
    new RoleStack(app, "own", "test", "arn:aws:iam::111111111111:policy/own");
    new RoleStack(app, "admin");
    new RoleStack(app, "service", "pre-test");
    new GithubStack(app, {
      environment: ENVIRONMENT,
      provider: "create",
      github: { repository: "example-org/strata", services: ["ecs"] },
    });
    boundRoles(app, ENVIRONMENT, ["admin"]);
  });
  const boundary = (stack: string, role = "role"): unknown =>
    workspaces[stack]!.one("aws_iam_role", role)["permissions_boundary"];

  test("bounds the roles of the environment's stacks", () => {
    expect(boundary("service-test")).toBe(BOUNDARY);
  });

  test("keeps a boundary that a role has", () => {
    expect(boundary("own-test")).toBe("arn:aws:iam::111111111111:policy/own");
  });

  test.each([
    ["an excepted layer", "admin-test", "role"],
    ["another environment whose name ends alike", "service-pre-test", "role"],
    ["GitHub's own roles", "github-test", "deploy_role"],
  ])("leaves %s alone", (_case, stack, role) => {
    expect(boundary(stack, role)).toBeUndefined();
  });
});
