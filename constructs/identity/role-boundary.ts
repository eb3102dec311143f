import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Gives every role of a stack the environment's boundary; a role that has one already keeps it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class RoleBoundary implements IAspect {
  /** @param arn - ARN of the policy that bounds the roles */
  public constructor(private readonly arn: string) {}

  /** Sets the boundary of a role that has none. */
  public visit(node: IConstruct): void {
    if (node instanceof IamRole && node.permissionsBoundaryInput === undefined) {
      node.permissionsBoundary = this.arn;
    }
  }
}
