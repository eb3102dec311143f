import { FmsPolicy } from "@cdktf/provider-aws/lib/fms-policy";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";

/** Values of {@link FirewallPolicies}. */
export interface FirewallPoliciesProps {
  /** Beginning of the policies' names. */
  readonly namePrefix: string;
  /**
   * Id of a security group of this account whose rules no group of the organization may have: `sg-…`. Firewall Manager
   * takes the rules from a group, not as text.
   */
  readonly deniedRulesGroupId: string;
  /** Name of the group of AWS's managed rules that every load balancer is put behind. */
  readonly managedRuleGroup: string;
}

/**
 * Firewall Manager of a whole organization: it tells of security groups with rules that nobody may have, and of load
 * balancers without the common web ACL. It mends nothing by itself, so that what systems state stays what exists.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/fms-chapter.html
 */
export class FirewallPolicies extends Construct {
  /** @throws ProblemsError when a name is not acceptable */
  public constructor(scope: Construct, id: string, props: FirewallPoliciesProps) {
    super(scope, id);
    const { namePrefix, deniedRulesGroupId, managedRuleGroup } = props;
    const name = (what: string): string =>
      checkedName("aws_fms_policy", `${namePrefix}-${what}`, this.node.path);

    new FmsPolicy(this, "security-groups", {
      name: name("security-groups"),
      description: "Security groups without the rules that nobody may have",
      excludeResourceTags: false,
      remediationEnabled: false,
      resourceType: "AWS::EC2::SecurityGroup",
      securityServicePolicyData: {
        type: "SECURITY_GROUPS_CONTENT_AUDIT",
        managedServiceData: JSON.stringify({
          type: "SECURITY_GROUPS_CONTENT_AUDIT",
          securityGroupAction: { type: "DENY" },
          securityGroups: [{ id: deniedRulesGroupId }],
        }),
      },
    });
    new FmsPolicy(this, "web-acl", {
      name: name("web-acl"),
      description: "Load balancers behind the common web ACL",
      excludeResourceTags: false,
      remediationEnabled: false,
      resourceType: "AWS::ElasticLoadBalancingV2::LoadBalancer",
      securityServicePolicyData: {
        type: "WAFV2",
        managedServiceData: JSON.stringify({
          type: "WAFV2",
          defaultAction: { type: "ALLOW" },
          preProcessRuleGroups: [
            {
              managedRuleGroupIdentifier: {
                vendorName: "AWS",
                managedRuleGroupName: managedRuleGroup,
                version: null,
              },
              overrideAction: { type: "NONE" },
              ruleGroupArn: null,
              ruleGroupType: "ManagedRuleGroup",
              excludeRules: [],
            },
          ],
          postProcessRuleGroups: [],
          overrideCustomerWebACLAssociation: false,
        }),
      },
    });
  }
}
