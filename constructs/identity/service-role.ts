import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { type PolicyStatement, serviceTrust } from "./policy-document";
import { type GrantableRole, type Permission, RoleGrants, type RoleRef } from "./role-grants";

/** On whose behalf a service assumes a role: what keeps another account from borrowing it through that service. */
export interface TrustedSource {
  /** The 12 digits of the account whose resources may use the role. */
  readonly account: string;
  /**
   * ARN, or pattern of ARNs, of the resources that may use it: `arn:aws:ecs:ap-northeast-1:111111111111:*`.
   *
   * @default - any resource of the account
   */
  readonly arn?: string;
}

/** Values of a {@link ServiceRole}. */
export interface ServiceRoleProps {
  /** Name of the role, at most 64 letters, digits and `_+=,.@-`. A change replaces it. */
  readonly name: string;
  /** What the role is for. */
  readonly description: string;
  /** Principal that assumes it: `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  /**
   * On whose behalf the service assumes it. Leave it out only for services that do not send the context keys, such
   * as EC2.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
   * @default - not limited
   */
  readonly source?: TrustedSource;
  /**
   * ARNs of managed policies beside what is granted.
   *
   * @default - none
   */
  readonly managedPolicies?: Readonly<Record<string, string>>;
}

/**
 * A role that an AWS service assumes, without any permission until one is granted.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html
 */
export class ServiceRole extends Construct implements GrantableRole {
  /** Name of the role. */
  public readonly name: string;
  /** ARN of the role. */
  public readonly arn: string;
  /** The attachments of its managed policies; a service that tries the role when it gets it depends on them. */
  public readonly attachments: readonly IamRolePolicyAttachment[];

  private readonly grants: RoleGrants;

  /** @throws ProblemsError when the name is not one that IAM accepts */
  public constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { service, source, description, managedPolicies = {} } = props;

    const role = new IamRole(this, "role", {
      name: checkedName("aws_iam_role", props.name, this.node.path),
      description,
      assumeRolePolicy: serviceTrust(service, source && trustConditions(source)),
    });
    this.name = role.name;
    this.arn = role.arn;
    this.grants = new RoleGrants(role.id, this.node.path);
    this.attachments = Object.entries(managedPolicies).map(
      ([key, policyArn]) =>
        new IamRolePolicyAttachment(this, `managed-${key}`, { role: role.name, policyArn }),
    );
  }

  /** The role as other stacks see it. */
  public get ref(): RoleRef {
    return { name: this.name, arn: this.arn };
  }

  /** The inline policies granted so far; whatever cannot work without them depends on them. */
  public get granted(): readonly IamRolePolicy[] {
    return this.grants.granted;
  }

  /**
   * Grants permissions as one inline policy.
   *
   * @param scope - the construct that needs them; the policy stands below it
   * @param id - what they are for: id of the policy below the scope, and part of its name
   * @throws ProblemsError when the role already has a policy of that name
   */
  public grant(scope: Construct, id: string, ...permissions: readonly [Permission, ...Permission[]]): void {
    this.grants.grant(scope, id, ...permissions);
  }
}

function trustConditions({ account, arn }: TrustedSource): NonNullable<PolicyStatement["conditions"]> {
  return {
    StringEquals: { "aws:SourceAccount": account },
    ...(arn === undefined ? {} : { ArnLike: { "aws:SourceArn": arn } }),
  };
}
