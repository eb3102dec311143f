import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Aspects, type IAspect, TerraformStack } from "cdktf";
import type { App } from "cdktf";
import type { IConstruct } from "constructs";
import type { Environment } from "../core/environment";
import { roleBoundaryArn } from "./github-names";

/**
 * Gives every role in the stacks of an environment the boundary without which a deployment by GitHub Actions may not
 * make roles. Roles that have one already keep it. Call it when all stacks of the environment are there.
 *
 * The stack that makes the boundary, the provider and GitHub's own roles is left as it is.
 *
 * @param except - layers whose roles are made by hand, beside `github`
 */
export function boundRoles(app: App, environment: Environment, except: readonly string[] = []): void {
  const unbounded = ["github", ...except].map((layer) => `${layer}-${environment.name}`);
  for (const stack of app.node.children) {
    const id = stack.node.id;
    if (
      TerraformStack.isStack(stack) &&
      id.endsWith(`-${environment.name}`) &&
      !unbounded.includes(id) &&
      belongsTo(stack, environment)
    ) {
      Aspects.of(stack).add(new RoleBoundary(roleBoundaryArn(environment)));
    }
  }
}

/** Names of environments can end alike: `network-dev` and `network-pre-dev`. */
function belongsTo(stack: IConstruct, { name }: Environment): boolean {
  const { environment } = stack as IConstruct & { readonly environment?: Environment };
  return environment?.name === name;
}

class RoleBoundary implements IAspect {
  public constructor(private readonly arn: string) {}

  /** Sets the boundary of a role that has none. */
  public visit(node: IConstruct): void {
    if (node instanceof IamRole && node.permissionsBoundaryInput === undefined) {
      node.permissionsBoundary = this.arn;
    }
  }
}
