import { policyFault } from "./policies";
import type { Checks } from "./check";
import { providerDocs } from "./check";
import { json, known, length, oneOf, requires, rule, shaped } from "./rules";

const PARENT =
  "https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html";
const ORGANIZATION_PARENT = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;
const PERMISSION_SET =
  "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html";
const SESSION = "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html";
const ASSIGNMENT =
  "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html";
const TRAIL = providerDocs("aws_cloudtrail");
const DETECTOR_FEATURE =
  "https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html";

/** Organizations, Identity Center, CloudTrail and GuardDuty. */
export const GOVERNANCE: Checks = {
  aws_organizations_policy: [
    oneOf(
      "type",
      [
        "AISERVICES_OPT_OUT_POLICY",
        "BACKUP_POLICY",
        "BEDROCK_POLICY",
        "CHATBOT_POLICY",
        "DECLARATIVE_POLICY_EC2",
        "INSPECTOR_POLICY",
        "NETWORK_SECURITY_DIRECTOR_POLICY",
        "RESOURCE_CONTROL_POLICY",
        "S3_POLICY",
        "SECURITYHUB_POLICY",
        "SERVICE_CONTROL_POLICY",
        "TAG_POLICY",
        "UPGRADE_ROLLOUT_POLICY",
      ],
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html",
    ),
    json("content", providerDocs("aws_organizations_policy")),
    rule(
      "a service or resource control policy must not have more than 5120 characters",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
      (config) => {
        const isControl = (known(config, "type") ?? "SERVICE_CONTROL_POLICY").endsWith("_CONTROL_POLICY");
        const size = known(config, "content")?.length ?? 0;
        return isControl && size > 5120 ? String(size) : undefined;
      },
    ),
  ],
  aws_organizations_account: [
    shaped(
      "email",
      /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
      "must be an e-mail address",
      providerDocs("aws_organizations_account"),
    ),
    length(
      "name",
      1,
      50,
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html",
    ),
    oneOf("iam_user_access_to_billing", ["ALLOW", "DENY"], providerDocs("aws_organizations_account")),
    length("email", 6, 64, providerDocs("aws_organizations_account")),
    shaped(
      "role_name",
      /^[\w+=,.@-]{1,64}$/,
      "must be 1 to 64 letters, digits and +=,.@_-",
      providerDocs("aws_organizations_account"),
    ),
    shaped("parent_id", ORGANIZATION_PARENT, "must be a root or a unit", PARENT),
  ],
  aws_organizations_organizational_unit: [
    length("name", 1, 128, PARENT),
    shaped("parent_id", ORGANIZATION_PARENT, "must be a root or a unit", PARENT),
  ],
  aws_ssoadmin_permission_set: [
    shaped("name", /^[\w+=,.@-]{1,32}$/, "must be 1 to 32 letters, digits and +=,.@_-", PERMISSION_SET),
    length("description", 1, 700, PERMISSION_SET),
    shaped("session_duration", /^PT([1-9]|1[0-2])H$/, "must be PT1H to PT12H", SESSION),
  ],
  aws_ssoadmin_managed_policy_attachment: [
    shaped(
      "managed_policy_arn",
      /^arn:/,
      "must be an ARN",
      providerDocs("aws_ssoadmin_managed_policy_attachment"),
    ),
  ],
  aws_ssoadmin_permission_set_inline_policy: [
    json("inline_policy", providerDocs("aws_ssoadmin_permission_set_inline_policy"), (parsed) =>
      policyFault(parsed, "identity"),
    ),
  ],
  aws_ssoadmin_account_assignment: [
    oneOf("principal_type", ["USER", "GROUP"], ASSIGNMENT),
    oneOf("target_type", ["AWS_ACCOUNT"], ASSIGNMENT),
    shaped("target_id", /^\d{12}$/, "must be the 12 digits of an account", ASSIGNMENT),
    shaped(
      "principal_id",
      /^([0-9a-f]{10}-)?[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
      "must be the id of a user or a group",
      ASSIGNMENT,
    ),
  ],
  aws_identitystore_user: [length("user_name", 1, 128, providerDocs("aws_identitystore_user"))],
  aws_cloudtrail: [
    shaped(
      "name",
      /^(?=.{3,128}$)(?!\d+(?:\.\d+){3}$)[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/,
      "must be 3 to 128 letters and digits with single ._- between them, and no IP address",
      "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html",
    ),
    requires("cloud_watch_logs_group_arn", "cloud_watch_logs_role_arn", TRAIL),
    requires("cloud_watch_logs_role_arn", "cloud_watch_logs_group_arn", TRAIL),
  ],
  aws_guardduty_detector: [
    oneOf(
      "finding_publishing_frequency",
      ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"],
      providerDocs("aws_guardduty_detector"),
    ),
  ],
  aws_guardduty_detector_feature: [
    oneOf(
      "name",
      [
        "EBS_MALWARE_PROTECTION",
        "EKS_AUDIT_LOGS",
        "EKS_RUNTIME_MONITORING",
        "LAMBDA_NETWORK_LOGS",
        "RDS_LOGIN_EVENTS",
        "RUNTIME_MONITORING",
        "S3_DATA_EVENTS",
      ],
      DETECTOR_FEATURE,
    ),
    oneOf("status", ["ENABLED", "DISABLED"], DETECTOR_FEATURE),
    oneOf(
      "additional_configuration.name",
      ["EC2_AGENT_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EKS_ADDON_MANAGEMENT"],
      DETECTOR_FEATURE,
    ),
    oneOf("additional_configuration.status", ["ENABLED", "DISABLED"], DETECTOR_FEATURE),
  ],
};
