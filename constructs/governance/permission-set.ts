import { SsoadminManagedPolicyAttachment } from "@cdktf/provider-aws/lib/ssoadmin-managed-policy-attachment";
import { SsoadminPermissionSet } from "@cdktf/provider-aws/lib/ssoadmin-permission-set";
import { SsoadminPermissionSetInlinePolicy } from "@cdktf/provider-aws/lib/ssoadmin-permission-set-inline-policy";
import { dependable, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { policyDocument, type PolicyStatement } from "../identity/policy-document";

const SESSION_HOURS = 1;
const LONGEST_SESSION_HOURS = 12;

/** Values of a {@link PermissionSet}. */
export interface PermissionSetProps {
  /** ARN of the organization's instance of Identity Center. A change replaces the set. */
  readonly instanceArn: string;
  /** Name that users choose it by, 1 to 32 letters, digits and `_+=,.@-`. A change replaces the set. */
  readonly name: string;
  /** What it is for, 1 to 700 characters. */
  readonly description: string;
  /** ARNs of AWS's managed policies by key; a key is part of the resource's address. */
  readonly managedPolicies: Readonly<Record<string, string>>;
  /**
   * What it allows or denies beside them.
   *
   * @default - nothing
   */
  readonly statements?: readonly PolicyStatement[] | undefined;
  /**
   * Hours after which a user signs in anew, 1 to 12.
   *
   * @default 1
   */
  readonly sessionHours?: number | undefined;
}

/**
 * What a user of Identity Center may do in the accounts that the set is assigned for. Identity Center makes a role of
 * it in each of them.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 */
export class PermissionSet extends Construct {
  /** ARN of the set. */
  public readonly arn: string;
  /** ARN of the instance of Identity Center. */
  public readonly instanceArn: string;

  private readonly policies: readonly TerraformResource[];

  /** @throws ProblemsError when the name or the session is not one that Identity Center accepts */
  public constructor(scope: Construct, id: string, props: PermissionSetProps) {
    super(scope, id);
    const { instanceArn, name, description, managedPolicies } = props;
    const { statements = [], sessionHours = SESSION_HOURS } = props;
    const { path } = this.node;
    throwProblems(sessionProblems(sessionHours, `${path}.sessionHours`));

    const set = new SsoadminPermissionSet(this, "set", {
      instanceArn,
      name: checkedName("aws_ssoadmin_permission_set", name, path),
      description,
      sessionDuration: `PT${sessionHours}H`,
    });
    this.arn = set.arn;
    this.instanceArn = instanceArn;
    const within = { instanceArn, permissionSetArn: set.arn };
    this.policies = [
      ...Object.entries(managedPolicies).map(
        ([key, managedPolicyArn]) =>
          new SsoadminManagedPolicyAttachment(this, `managed-${key}`, { ...within, managedPolicyArn }),
      ),
      ...(statements.length > 0
        ? [
            new SsoadminPermissionSetInlinePolicy(this, "inline", {
              ...within,
              inlinePolicy: policyDocument(...statements),
            }),
          ]
        : []),
    ];
  }

  /**
   * Makes the set's policies go before an assignment does. Taking a policy off applies the set again in every assigned
   * account, which must not meet an assignment that is being deleted.
   */
  public policiesGoBefore(assignment: TerraformResource): void {
    for (const policy of this.policies) {
      policy.dependsOn = [...(policy.dependsOn ?? []), dependable(assignment)];
    }
  }
}

/** What is wrong with the length of a session; nothing when Identity Center accepts it. */
export function sessionProblems(sessionHours: number, path: string): readonly Problem[] {
  return Number.isInteger(sessionHours) && sessionHours >= 1 && sessionHours <= LONGEST_SESSION_HOURS
    ? []
    : [
        {
          path,
          rule: `must be a whole number of hours, 1 to ${LONGEST_SESSION_HOURS}`,
          got: sessionHours,
          fix: "choose one of that range",
        },
      ];
}
