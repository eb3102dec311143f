import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { policyDocument, type PolicyStatement } from "./policy-document";

const LONGEST_SESSION_HOURS = 12;
const HOUR_SECONDS = 3600;

/** What people may do as a role. */
export interface SwitchRolePermissions {
  /**
   * ARNs of AWS's managed policies by key; a key is part of the resource's address.
   *
   * @default - none
   */
  readonly managedPolicies?: Readonly<Record<string, string>> | undefined;
  /**
   * Own statements by policy name.
   *
   * @default - none
   */
  readonly policies?: Readonly<Record<string, readonly PolicyStatement[]>> | undefined;
  /**
   * Why the role may do everything, where one of its managed policies is that of an administrator.
   *
   * @default - it may not
   */
  readonly unlimitedBecause?: string | undefined;
}

/** Values of a {@link SwitchRole}. */
export interface SwitchRoleProps extends SwitchRolePermissions {
  /** Name of the role, at most 64 letters, digits and `_+=,.@-`. A change replaces it. */
  readonly name: string;
  /** What the role is for. */
  readonly description: string;
  /** The 12 digits of the account whose users switch to it. */
  readonly trustedAccount: string;
  /** Hours after which they switch anew, 1 to 12. */
  readonly sessionHours: number;
}

/**
 * A role that people switch to from the account in which they sign in, once they have shown a second factor. Which of
 * them may is said there, by the policies of their groups.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html
 */
export class SwitchRole extends Construct {
  /** ARN of the role. */
  public readonly arn: string;

  /** @throws ProblemsError when the name or the session is not one that IAM accepts */
  public constructor(scope: Construct, id: string, props: SwitchRoleProps) {
    super(scope, id);
    const { name, description, trustedAccount, sessionHours, unlimitedBecause } = props;
    const { managedPolicies = {}, policies = {} } = props;
    const { path } = this.node;
    throwProblems(switchSessionProblems(sessionHours, `${path}.sessionHours`));

    const role = new IamRole(this, "role", {
      name: checkedName("aws_iam_role", name, path),
      description,
      maxSessionDuration: sessionHours * HOUR_SECONDS,
      assumeRolePolicy: policyDocument({
        sid: "PeopleWithSecondFactor",
        principal: { aws: `arn:aws:iam::${trustedAccount}:root` },
        actions: ["sts:AssumeRole"],
        conditions: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      }),
    });
    this.arn = role.arn;
    for (const [key, policyArn] of Object.entries(managedPolicies)) {
      new IamRolePolicyAttachment(this, `managed-${key}`, { role: role.name, policyArn });
    }
    for (const [key, statements] of Object.entries(policies)) {
      new IamRolePolicy(this, key, {
        name: checkedName("aws_iam_role_policy", key, path),
        role: role.id,
        policy: policyDocument(...statements),
      });
    }
    if (unlimitedBecause !== undefined) {
      acknowledge(this, "IAM-005", { reason: unlimitedBecause });
    }
  }
}

/** What is wrong with the length of a session; nothing when IAM accepts it. */
export function switchSessionProblems(sessionHours: number, path: string): readonly Problem[] {
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
