import type { Environment } from "../../../constructs/core/environment";
import { alarms, keyUsers } from "../../common-flows";
import { ACCOUNT, aws, elsewhere, everything, type Flow, the } from "../../flows";
import { logBucketName } from "../audit/names";
import type { EnterpriseConfig } from "../config";
import { GLOBAL_REGION } from "../organization/config";

/** What every account does whatever runs in it: notices, records of its settings, mending, backups. */
export function baselineFlows(config: EnterpriseConfig, environment: Environment): readonly Flow[] {
  const { organization, baseline } = config;
  const { system, name, account, region } = environment;
  const bucket = logBucketName("config", organization);
  const topics = ["error", "warn"].map((severity) => `${system}-${name}-account-${severity}`);
  return [
    ...topics.flatMap((topic) =>
      [region, GLOBAL_REGION].flatMap((place) => notices(the("topic", topic, place))),
    ),
    {
      from: aws("config"),
      to:
        config.kind === "audit"
          ? the("bucket", bucket)
          : elsewhere({ name: "audit", account: organization.accounts.audit.id }, "bucket", bucket),
      path: ["delivery"],
      reason: "settings of every Region, kept where nobody changes them",
      rows: ["EN-019", "EN-105"],
    },
    ...(baseline.remediation === "automatic" ? mendingFlows(`${system}-${name}-remediation`, account) : []),
    ...("noneBecause" in baseline.backup
      ? []
      : backupFlows(`${system}-${name}`, baseline.backup, environment)),
  ];
}

/** Alarms and rules of EventBridge tell a topic. */
export function notices(topic: Flow["to"]): readonly Flow[] {
  return [
    { ...alarms(topic.name), to: topic },
    {
      from: aws("events"),
      to: topic,
      path: ["resource-policy"],
      actions: ["sns:Publish"],
      reason: "what happens in the account is told",
    },
  ];
}

/** AWS Config mends what opens the account to the world. */
function mendingFlows(role: string, account: string): readonly Flow[] {
  const mends = { from: the("role", role), assumedBy: "ssm", rows: ["EN-106"] };
  return [
    {
      ...mends,
      to: everything("security groups", `arn:aws:ec2:*:${account}:security-group/*`),
      actions: ["ec2:RevokeSecurityGroupIngress"],
      reason: "closes what a security group opens to everybody",
    },
    {
      ...mends,
      to: aws("ec2"),
      actions: ["ec2:DescribeSecurityGroups"],
      reason: "finds what the group opens",
    },
    {
      ...mends,
      to: everything("buckets", "arn:aws:s3:::*"),
      actions: ["s3:GetBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock"],
      reason: "closes buckets that are open to the public",
    },
  ];
}

type Backup = Exclude<EnterpriseConfig["baseline"]["backup"], { readonly noneBecause: string }>;

/** Copies of data by class, and tests that they can be brought back. */
function backupFlows(
  prefix: string,
  { classes, restoreTests }: Backup,
  { region }: Environment,
): readonly Flow[] {
  return [
    {
      from: the("role", `${prefix}-backups`),
      to: ACCOUNT,
      actions: [
        "policy/service-role/AWSBackupServiceRolePolicyForBackup",
        "policy/AWSBackupServiceRolePolicyForS3Backup",
      ],
      assumedBy: "backup",
      reason: "copies of what names its class",
      rows: ["EN-119"],
    },
    ...(restoreTests === "off"
      ? []
      : [
          {
            from: the("role", `${prefix}-restores`),
            to: ACCOUNT,
            actions: [
              "policy/service-role/AWSBackupServiceRolePolicyForRestores",
              "policy/AWSBackupServiceRolePolicyForS3Restore",
            ],
            assumedBy: "backup",
            reason: "tests that copies can be brought back",
            rows: ["EN-121"],
          },
        ]),
    ...classes
      .filter((each) => each !== "public")
      .flatMap((each) => keyUsers(`alias/${prefix}-${each}`, ["rds", "s3", `logs.${region}`])),
  ];
}
