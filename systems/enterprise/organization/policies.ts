import type { ControlStatement } from "../../../constructs/governance/control-statement";
import { githubRoleName } from "../../../constructs/identity/github-names";
import type { ControlPolicySpec } from "../../../stacks/organization-stack";
import { accountsOf, workingRegions } from "./accounts";
import { type Organization, type UnitKey } from "./config";
import type { ManagementValues } from "./management-config";

/** Policies that can be left out with a reason. */
export type OptionalPolicyKey = "membership" | "audit-resources";

const SYSTEM = "enterprise";
const EVERY_UNIT = ["users", "security", "shared", "workloads"] as const satisfies readonly UnitKey[];
/** The role by which the management account enters an account that it made, for the first deployments. */
const FIRST_ADMINISTRATOR = "arn:aws:iam::*:role/OrganizationAccountAccessRole";
const ROOT_USER = "arn:aws:iam::*:root";

/**
 * Services that are the same in all Regions, or are called in one Region for all, of those that accounts use.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
const WITHOUT_REGION = [
  "account:*",
  "billing:*",
  "budgets:*",
  "ce:*",
  "chatbot:*",
  "cloudfront:*",
  "cur:*",
  "directconnect:*",
  "ec2:DescribeRegions",
  "fms:*",
  "globalaccelerator:*",
  "health:*",
  "iam:*",
  "networkmanager:*",
  "organizations:*",
  "pricing:*",
  "route53:*",
  "s3:GetAccountPublicAccessBlock",
  "s3:GetBucketLocation",
  "s3:ListAllMyBuckets",
  "s3:PutAccountPublicAccessBlock",
  "shield:*",
  "sts:*",
  "support:*",
  "trustedadvisor:*",
];

/** Who deploys this system's layers: nobody else changes what they protect. */
function exceptDeployers({ accounts }: Organization): NonNullable<ControlStatement["conditions"]> {
  const deployers = accountsOf(accounts).map(
    ([name]) => `arn:aws:iam::*:role/${githubRoleName({ system: SYSTEM, name }, "deploy")}`,
  );
  return { ArnNotLike: { "aws:PrincipalArn": [...deployers, FIRST_ADMINISTRATOR] } };
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
            statements: [regionStatement(regulatedRegions)],
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
