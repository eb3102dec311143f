import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { Construct } from "constructs";
import { throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { controlPolicyDocument, type ControlStatement, controlPolicyProblems } from "./control-statement";
import type { Organization } from "./organization";

/** Values of a {@link ServiceControlPolicy}. */
export interface ServiceControlPolicyProps {
  /** The organization, which must allow policies of this kind before there is one. */
  readonly organization: Organization;
  /** Name, 1 to 128 characters. */
  readonly name: string;
  /** What it is for, at most 512 characters. */
  readonly description: string;
  /** What it denies; at least one statement. */
  readonly statements: readonly ControlStatement[];
  /** Ids of the root, units and accounts that it binds, by key; a key is part of the resource's address. */
  readonly targets: Readonly<Record<string, string>>;
}

/**
 * A limit on what anyone in an account may do, its administrators and its root user included. The management account
 * and service-linked roles are never bound.
 *
 * It only denies: FullAWSAccess, which AWS attaches to everything, stays where it is and allows the rest.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export class ServiceControlPolicy extends Construct {
  /** @throws ProblemsError when Organizations would refuse name, description or size */
  public constructor(scope: Construct, id: string, props: ServiceControlPolicyProps) {
    super(scope, id);
    const { organization, name, description, statements, targets } = props;
    const { path } = this.node;
    throwProblems(controlPolicyProblems({ description, statements }, path));

    const policy = new OrganizationsPolicy(this, "policy", {
      name: checkedName("aws_organizations_policy", name, path),
      description,
      type: "SERVICE_CONTROL_POLICY",
      content: controlPolicyDocument(statements),
      dependsOn: [organization.made],
    });
    for (const [key, targetId] of Object.entries(targets)) {
      new OrganizationsPolicyAttachment(this, `on-${key}`, { policyId: policy.id, targetId });
    }
  }
}
