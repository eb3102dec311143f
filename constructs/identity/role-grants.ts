import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Construct } from "constructs";
import { refuse } from "../core/errors";
import { checkedName } from "../core/naming";
import { policyDocument, type PolicyStatement } from "./policy-document";

/** What a role may do: explicit actions on explicit ARNs. */
export interface Permission extends Omit<PolicyStatement, "principal" | "effect"> {
  /** ARNs that it covers; at least one. */
  readonly resources: readonly string[];
}

/** A role as other stacks see it. */
export interface RoleRef {
  /** Name of the role. */
  readonly name: string;
  /** ARN of the role. */
  readonly arn: string;
}

/** A role that can be granted permissions, wherever it was made. */
export interface GrantableRole extends RoleRef {
  /** The inline policies granted so far; whatever cannot work without them depends on them. */
  readonly granted: readonly IamRolePolicy[];
  /**
   * Grants permissions as one inline policy.
   *
   * @param scope - the construct that needs them; the policy stands below it
   * @param id - what they are for: id of the policy below the scope, and part of its name
   * @throws ProblemsError when the role already has a policy of that name
   */
  grant(scope: Construct, id: string, ...permissions: readonly [Permission, ...Permission[]]): void;
}

/**
 * The inline policies of one role.
 *
 * Each grant becomes a policy of its own beside the construct that needs it, so that a plan and an access review say
 * which part of the system a permission serves.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export class RoleGrants {
  private readonly policies = new Map<string, IamRolePolicy>();

  /**
   * @param role - how the policies name the role
   * @param label - how errors name it
   */
  public constructor(
    private readonly role: string,
    private readonly label: string,
  ) {}

  /** The policies so far. */
  public get granted(): readonly IamRolePolicy[] {
    return [...this.policies.values()];
  }

  /** See {@link GrantableRole.grant}. */
  public grant(scope: Construct, id: string, ...permissions: readonly [Permission, ...Permission[]]): void {
    const path = `${scope.node.path}/${id}`;
    const name = checkedName("aws_iam_role_policy", policyName(scope, id), path);
    if (this.policies.has(name)) {
      refuse({
        path,
        rule: `role ${this.label} has one policy of each name`,
        got: name,
        fix: "grant all of it at once, or give the second grant an id of its own",
      });
    }
    this.policies.set(
      name,
      new IamRolePolicy(scope, id, {
        name,
        role: this.role,
        policy: policyDocument(...permissions),
      }),
    );
  }
}

function policyName(scope: Construct, id: string): string {
  return scope.node.scope?.node.scope ? `${scope.node.id}-${id}` : id;
}
