import type { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Construct } from "constructs";
import { type GrantableRole, type Permission, RoleGrants, type RoleRef } from "./role-grants";

/**
 * A role that another layer made, to which this one adds what it needs.
 *
 * IAM knows a role's inline policies by name alone: two layers that grant under the same id would overwrite each
 * other, so ids say which layer they serve.
 */
export class ExistingRole implements GrantableRole {
  /** Name of the role. */
  public readonly name: string;
  /** ARN of the role. */
  public readonly arn: string;

  private readonly grants: RoleGrants;

  /** @param role - the role as its layer exports it */
  public constructor({ name, arn }: RoleRef) {
    this.name = name;
    this.arn = arn;
    this.grants = new RoleGrants(name, name);
  }

  /** The inline policies that this layer granted so far. */
  public get granted(): readonly IamRolePolicy[] {
    return this.grants.granted;
  }

  /** Grants permissions as one inline policy. */
  public grant(scope: Construct, id: string, ...permissions: readonly [Permission, ...Permission[]]): void {
    this.grants.grant(scope, id, ...permissions);
  }
}
