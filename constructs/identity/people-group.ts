import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupPolicy } from "@cdktf/provider-aws/lib/iam-group-policy";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { type DenyAllButStatement, policyDocument, type PolicyStatement } from "./policy-document";

/** Values of a {@link PeopleGroup}. */
export interface PeopleGroupProps {
  /** Name of the group, at most 128 letters, digits and `_+=,.@-`. */
  readonly name: string;
  /** What its members may do, and may not, by policy name. */
  readonly policies: Readonly<Record<string, readonly (PolicyStatement | DenyAllButStatement)[]>>;
}

/**
 * A group of IAM users. Users have no policies of their own: what a person may do follows from the groups.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html
 */
export class PeopleGroup extends Construct {
  /** Name of the group. */
  public readonly groupName: string;

  /** @throws ProblemsError when the name is not one that IAM accepts */
  public constructor(scope: Construct, id: string, { name, policies }: PeopleGroupProps) {
    super(scope, id);
    const { path } = this.node;
    this.groupName = new IamGroup(this, "group", { name: checkedName("aws_iam_group", name, path) }).name;
    for (const [key, statements] of Object.entries(policies)) {
      new IamGroupPolicy(this, key, {
        name: checkedName("aws_iam_policy", key, path),
        group: this.groupName,
        policy: policyDocument(...statements),
      });
    }
  }
}
