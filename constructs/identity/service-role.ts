import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { refuse } from "../core/errors";
import { checkedName } from "../core/naming";
import { policyDocument, type PolicyStatement, serviceTrust } from "./policy-document";

/** What a role may do: explicit actions on explicit ARNs. */
export interface Permission extends Omit<PolicyStatement, "principal" | "effect"> {
  /** ARNs that it covers; at least one. */
  readonly resources: readonly string[];
}

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
 * Each grant becomes an inline policy of its own beside the construct that needs it, so that a plan and an access
 * review say which part of the system a permission serves.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html
 */
export class ServiceRole extends Construct {
  /** Name of the role. */
  public readonly name: string;
  /** ARN of the role. */
  public readonly arn: string;

  private readonly role: IamRole;
  private readonly policies = new Map<string, IamRolePolicy>();

  /** @throws ProblemsError when the name is not one that IAM accepts */
  public constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const { service, source, description, managedPolicies = {} } = props;

    this.role = new IamRole(this, "role", {
      name: checkedName("aws_iam_role", props.name, this.node.path),
      description,
      assumeRolePolicy: serviceTrust(service, source && trustConditions(source)),
    });
    this.name = this.role.name;
    this.arn = this.role.arn;
    for (const [key, policyArn] of Object.entries(managedPolicies)) {
      new IamRolePolicyAttachment(this, `managed-${key}`, { role: this.role.name, policyArn });
    }
  }

  /** The inline policies granted so far; whatever cannot work without them depends on them. */
  public get granted(): readonly IamRolePolicy[] {
    return [...this.policies.values()];
  }

  /**
   * Grants permissions as one inline policy.
   *
   * @param scope - the construct that needs them; the policy stands below it
   * @param id - what they are for: id of the policy below the scope, and part of its name
   * @throws ProblemsError when the role already has a policy of that name
   */
  public grant(scope: Construct, id: string, ...permissions: readonly [Permission, ...Permission[]]): void {
    const path = `${scope.node.path}/${id}`;
    const name = checkedName("aws_iam_role_policy", policyName(scope, id), path);
    if (this.policies.has(name)) {
      refuse({
        path,
        rule: `role ${this.node.path} has one policy of each name`,
        got: name,
        fix: "grant all of it at once, or give the second grant an id of its own",
      });
    }
    this.policies.set(
      name,
      new IamRolePolicy(scope, id, {
        name,
        role: this.role.id,
        policy: policyDocument(...permissions),
      }),
    );
  }
}

function policyName(scope: Construct, id: string): string {
  return scope.node.scope?.node.scope ? `${scope.node.id}-${id}` : id;
}

function trustConditions({ account, arn }: TrustedSource): NonNullable<PolicyStatement["conditions"]> {
  return {
    StringEquals: { "aws:SourceAccount": account },
    ...(arn === undefined ? {} : { ArnLike: { "aws:SourceArn": arn } }),
  };
}
