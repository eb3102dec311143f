import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { Connections } from "./connections";
import { checkedDescription } from "./description";
import type { SecurityGroupRef } from "./peer";

/** Values of a {@link SecurityGroup}. */
export interface SecurityGroupProps {
  /** Id of the VPC that the group belongs to. */
  readonly vpcId: string;
  /** Name of the group and its Name tag, 1 to 255 characters. A change replaces the group. */
  readonly name: string;
  /** What the group is for, 1 to 255 characters. A change replaces the group. */
  readonly description: string;
  /**
   * Short name within the ids of rules: letters, digits and hyphens, the same in every environment.
   *
   * @default - the construct's id
   */
  readonly peerName?: string;
}

/**
 * A security group without any rule: nothing comes in and nothing goes out until a flow is stated through
 * {@link SecurityGroup.connections}. (Terraform removes the rule that AWS adds to a new group, all traffic out.)
 *
 * @throws ProblemsError when AWS would not accept the name or the description
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
export class SecurityGroup extends Construct implements SecurityGroupRef {
  /** Id of the group. */
  public readonly securityGroupId: string;
  /** Short name within the ids of rules. */
  public readonly name: string;
  /** The group's network access. */
  public readonly connections: Connections;

  public constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    const { vpcId, name, description, peerName = id } = props;
    const { path } = this.node;

    const group = new AwsSecurityGroup(this, "group", {
      vpcId,
      name: checkedName("aws_security_group", name, path),
      description: checkedDescription(description, path),
      tags: { Name: name },
    });
    this.securityGroupId = group.id;
    this.name = peerName;
    this.connections = new Connections(this, this.ref);
  }

  /** The group as other stacks see it. */
  public get ref(): SecurityGroupRef {
    return { securityGroupId: this.securityGroupId, name: this.name };
  }
}
