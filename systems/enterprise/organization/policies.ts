import type { ControlStatement } from "../../../constructs/governance/control-statement";
import { githubRoleName, type GithubRoleUse } from "../../../constructs/identity/github-names";
import type { ControlPolicySpec } from "../../../stacks/organization-stack";
import { accountsOf, FIRST_ADMINISTRATOR, workingRegions } from "./accounts";
import { GLOBAL_REGION, type Organization, type UnitKey } from "./config";
import type { ManagementValues } from "./management-config";

/** Policies that can be left out with a reason. */
export type OptionalPolicyKey = "membership" | "audit-resources";

const SYSTEM = "enterprise";
const EVERY_UNIT = ["users", "security", "shared", "workloads"] as const satisfies readonly UnitKey[];
const ROOT_USER = "arn:aws:iam::*:root";

/**
 * What AWS says has no Region, or is called in one for all, as far as accounts use it. ACM, KMS and WAF are not here
 * although CloudFront wants them in us-east-1: that Region is open to those who need it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 * @see https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html
 */
const WITHOUT_REGION = [
  "account:*",
  "artifact:*",
  "aws-marketplace:*",
  "aws-portal:*",
  "billing:*",
  "budgets:*",
  "ce:*",
  "chatbot:*",
  "cloudfront:*",
  "compute-optimizer:*",
  "consolidatedbilling:*",
  "cur:*",
  "directconnect:*",
  "ec2:DescribeRegions",
  "ec2:DescribeTransitGateways",
  "ec2:DescribeVpnGateways",
  "fms:*",
  "freetier:*",
  "globalaccelerator:*",
  "health:*",
  "iam:*",
  "invoicing:*",
  "networkmanager:*",
  "organizations:*",
  "payments:*",
  "pricing:*",
  "route53:*",
  "route53domains:*",
  "s3:GetAccountPublicAccessBlock",
  "s3:GetBucketLocation",
  "s3:GetBucketPolicyStatus",
  "s3:GetBucketPublicAccessBlock",
  "s3:ListAllMyBuckets",
  "s3:PutAccountPublicAccessBlock",
  "savingsplans:*",
  "shield:*",
  "sts:*",
  "support:*",
  "supportplans:*",
  "tag:GetResources",
  "tax:*",
  "trustedadvisor:*",
];

/** Who deploys this system's layers, or plans them: nobody else does what is denied with this condition. */
function exceptDeployers(
  { accounts }: Organization,
  uses: readonly GithubRoleUse[] = ["deploy"],
): NonNullable<ControlStatement["conditions"]> {
  const roles = accountsOf(accounts).flatMap(([name]) =>
    uses.map((use) => githubRoleName({ system: SYSTEM, name }, use)),
  );
  return {
    ArnNotLike: {
      "aws:PrincipalArn": [...roles, FIRST_ADMINISTRATOR].map((role) => `arn:aws:iam::*:role/${role}`),
    },
  };
}

/** The service control policies of the organization, by key. They only deny; FullAWSAccess stays everywhere. */
export function controlPolicies(
  organization: Organization,
  { optionalPolicies, regulatedRegions }: Pick<ManagementValues, "optionalPolicies" | "regulatedRegions">,
): Readonly<Record<string, ControlPolicySpec>> {
  const inForce = (key: OptionalPolicyKey): boolean => optionalPolicies[key] === "in-force";
  return {
    "iam-users": {
      name: "iam-users-in-identity-alone",
      description: "IAM users, their passwords and access keys exist in the identity account alone",
      statements: [
        {
          sid: "NoUsers",
          actions: ["iam:CreateUser", "iam:CreateLoginProfile", "iam:CreateAccessKey"],
        },
      ],
      units: ["security", "shared", "workloads"],
      accounts: [],
    },
    regions: {
      name: "regions",
      description: "Accounts work in the Regions of the organization",
      statements: [regionStatement(workingRegions(organization))],
      units: EVERY_UNIT,
      accounts: [],
    },
    ...(inForce("membership")
      ? {
          membership: {
            name: "membership",
            description: "An account stays in the organization, and its root user has no access key",
            statements: membershipStatements(),
            units: EVERY_UNIT,
            accounts: [],
          },
        }
      : {}),
    ...(inForce("audit-resources")
      ? {
          "audit-resources": {
            name: "audit-resources",
            description: "What records and watches an account is changed by its deployment alone",
            statements: auditStatements(organization),
            units: EVERY_UNIT,
            accounts: [],
          },
          "log-archive": {
            name: "log-archive",
            description:
              "Logs are deleted by their retention alone, and their buckets changed by their deployment",
            statements: logArchiveStatements(organization),
            units: [],
            accounts: ["audit"],
          },
        }
      : {}),
    ...(organization.accounts.regulated
      ? {
          "data-residency": {
            name: "data-residency",
            description: "Regulated data stay in the Regions that the law names",
            statements: residencyStatements(regulatedRegions, organization),
            units: [],
            accounts: ["regulated"],
          },
        }
      : {}),
  };
}

function regionStatement(regions: readonly string[]): ControlStatement {
  return {
    sid: "OtherRegions",
    allActionsBut: WITHOUT_REGION,
    conditions: { StringNotEquals: { "aws:RequestedRegion": regions } },
  };
}

/**
 * Regulated data stay in their Regions. AWS tells of global services in us-east-1 alone, so the account's deployment
 * makes there what listens; nobody else works there (docs/adr/118-global-region-of-regulated-data.md).
 */
function residencyStatements(
  regions: readonly string[],
  organization: Organization,
): readonly ControlStatement[] {
  if (regions.includes(GLOBAL_REGION)) {
    return [regionStatement(regions)];
  }
  return [
    regionStatement([...regions, GLOBAL_REGION]),
    {
      sid: "GlobalRegion",
      allActionsBut: WITHOUT_REGION,
      conditions: {
        StringEquals: { "aws:RequestedRegion": GLOBAL_REGION },
        ...exceptDeployers(organization, ["deploy", "plan", "plan-secrets"]),
      },
    },
  ];
}

function membershipStatements(): readonly ControlStatement[] {
  return [
    { sid: "LeavingTheOrganization", actions: ["organizations:LeaveOrganization", "account:CloseAccount"] },
    {
      sid: "AccessKeysOfTheRootUser",
      actions: ["iam:CreateAccessKey"],
      conditions: { ArnLike: { "aws:PrincipalArn": ROOT_USER } },
    },
  ];
}

function auditStatements(organization: Organization): readonly ControlStatement[] {
  return [
    {
      sid: "Recording",
      actions: [
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
        "config:DeleteConfigurationAggregator",
        "config:DeleteConfigurationRecorder",
        "config:DeleteDeliveryChannel",
        "config:StopConfigurationRecorder",
      ],
      conditions: exceptDeployers(organization),
    },
    {
      sid: "Watching",
      actions: [
        "access-analyzer:DeleteAnalyzer",
        "guardduty:DeleteDetector",
        "guardduty:DeletePublishingDestination",
        "guardduty:DisassociateFromAdministratorAccount",
        "guardduty:DisassociateFromMasterAccount",
        "guardduty:StopMonitoringMembers",
        "guardduty:UpdateDetector",
        "inspector2:Disable",
        "macie2:DisableMacie",
        "macie2:DisassociateFromAdministratorAccount",
        "securityhub:BatchDisableStandards",
        "securityhub:DisableSecurityHub",
        "securityhub:DisassociateFromAdministratorAccount",
      ],
      conditions: exceptDeployers(organization),
    },
  ];
}

function logArchiveStatements(organization: Organization): readonly ControlStatement[] {
  const { audit } = organization.accounts;
  const buckets = `arn:aws:s3:::*-logs-${audit.id}-${organization.homeRegion}`;
  return [
    {
      sid: "DeletingLogs",
      actions: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
      resources: [`${buckets}/*`],
    },
    {
      sid: "ChangingTheirBuckets",
      actions: [
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
      resources: [buckets],
      conditions: exceptDeployers(organization),
    },
    {
      sid: "LosingTheirKeys",
      actions: ["kms:DisableKey", "kms:DisableKeyRotation", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
      conditions: exceptDeployers(organization),
    },
  ];
}
