import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigRemediationConfiguration } from "@cdktf/provider-aws/lib/config-remediation-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { ServiceRole } from "../identity/service-role";

const MOST_ATTEMPTS = 5;
const RETRY_SECONDS = 60;

/** Whether what breaks a rule is mended at once, or only shown. */
export type Remediation = "automatic" | "notify-only";

/** Values of {@link ConfigRemediation}. */
export interface ConfigRemediationProps {
  /** What rules and role are called by: `enterprise-dev`. */
  readonly name: string;
  /** The 12 digits of the account. */
  readonly account: string;
  /** What happens to what breaks a rule. */
  readonly remediation: Remediation;
  /** The recorders, without which AWS Config takes no rule. */
  readonly recording: readonly ITerraformDependable[];
}

/**
 * Two rules of AWS Config whose breach opens an account to the world: security groups that admit everyone to SSH, and
 * buckets that could be made public. Where it is asked for, AWS Config mends them by documents of Systems Manager.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
 * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-disable-public-access-security-group.html
 * @see https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-disables3bucketpublicreadwrite.html
 */
export class ConfigRemediation extends Construct {
  /** @throws ProblemsError when a name is not acceptable */
  public constructor(scope: Construct, id: string, props: ConfigRemediationProps) {
    super(scope, id);
    const openGroups = this.rule("open-security-groups", "INCOMING_SSH_DISABLED", props);
    const publicBuckets = this.rule("public-buckets", "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED", props);
    if (props.remediation === "notify-only") {
      return;
    }
    const role = this.role(props);
    this.mend("mend-security-groups", openGroups, role, {
      targetId: "AWS-DisablePublicAccessForSecurityGroup",
      resourceType: "AWS::EC2::SecurityGroup",
      resourceParameter: "GroupId",
    });
    this.mend("mend-buckets", publicBuckets, role, {
      targetId: "AWS-DisableS3BucketPublicReadWrite",
      resourceType: "AWS::S3::Bucket",
      resourceParameter: "S3BucketName",
    });
  }

  private rule(
    id: string,
    sourceIdentifier: string,
    { name, recording }: ConfigRemediationProps,
  ): ConfigConfigRule {
    return new ConfigConfigRule(this, id, {
      name: checkedName("aws_config_config_rule", `${name}-${id}`, this.node.path),
      source: { owner: "AWS", sourceIdentifier },
      dependsOn: [...recording],
    });
  }

  private role({ name, account }: ConfigRemediationProps): ServiceRole {
    const role = new ServiceRole(this, "role", {
      name: `${name}-remediation`,
      description: "Takes back what opens security groups and buckets to everyone",
      service: "ssm.amazonaws.com",
      source: { account, arn: `arn:aws:ssm:*:${account}:automation-execution/*` },
    });
    role.grant(
      this,
      "close",
      {
        sid: "CloseSecurityGroups",
        actions: ["ec2:RevokeSecurityGroupIngress"],
        resources: [`arn:aws:ec2:*:${account}:security-group/*`],
      },
      {
        sid: "FindSecurityGroups",
        actions: ["ec2:DescribeSecurityGroups"],
        resources: ["*"],
      },
      {
        sid: "CloseBuckets",
        actions: ["s3:GetBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
        resources: ["arn:aws:s3:::*"],
      },
    );
    return role;
  }

  private mend(
    id: string,
    rule: ConfigConfigRule,
    role: ServiceRole,
    target: { readonly targetId: string; readonly resourceType: string; readonly resourceParameter: string },
  ): void {
    const { targetId, resourceType, resourceParameter } = target;
    new ConfigRemediationConfiguration(this, id, {
      configRuleName: rule.name,
      targetType: "SSM_DOCUMENT",
      targetId,
      resourceType,
      automatic: true,
      maximumAutomaticAttempts: MOST_ATTEMPTS,
      retryAttemptSeconds: RETRY_SECONDS,
      parameter: [
        { name: "AutomationAssumeRole", staticValue: role.arn },
        { name: resourceParameter, resourceValue: "RESOURCE_ID" },
      ],
      dependsOn: [...role.granted],
    });
  }
}
