import type { Checks } from "./check";
import { providerDocs } from "./check";
import { blocksOf } from "./paths";
import { between, conflicts, known, length, oneOf, rule } from "./rules";

const DETECTOR_FEATURES = [
  "EBS_MALWARE_PROTECTION",
  "EKS_AUDIT_LOGS",
  "EKS_RUNTIME_MONITORING",
  "LAMBDA_NETWORK_LOGS",
  "RDS_LOGIN_EVENTS",
  "RUNTIME_MONITORING",
  "S3_DATA_EVENTS",
];
const MEMBERS = ["ALL", "NEW", "NONE"];
const ORGANIZATION_FEATURE = providerDocs("aws_guardduty_organization_configuration_feature");
const AUTOMATION_RULE =
  "https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateAutomationRule.html";
const CENTRAL = providerDocs("aws_securityhub_organization_configuration");
const IDENTIFIER = "https://docs.aws.amazon.com/macie/latest/APIReference/custom-data-identifiers.html";

/** Security Hub, Inspector, Macie, Access Analyzer, Firewall Manager, Athena and GuardDuty of an organization. */
export const SECURITY: Checks = {
  aws_guardduty_organization_configuration: [
    oneOf(
      "auto_enable_organization_members",
      MEMBERS,
      providerDocs("aws_guardduty_organization_configuration"),
    ),
  ],
  aws_guardduty_organization_configuration_feature: [
    oneOf("name", DETECTOR_FEATURES, ORGANIZATION_FEATURE),
    oneOf("auto_enable", MEMBERS, ORGANIZATION_FEATURE),
    oneOf(
      "additional_configuration.name",
      ["EC2_AGENT_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EKS_ADDON_MANAGEMENT"],
      ORGANIZATION_FEATURE,
    ),
    oneOf("additional_configuration.auto_enable", MEMBERS, ORGANIZATION_FEATURE),
  ],
  aws_securityhub_finding_aggregator: [
    oneOf(
      "linking_mode",
      ["ALL_REGIONS", "ALL_REGIONS_EXCEPT_SPECIFIED", "SPECIFIED_REGIONS", "NO_REGIONS"],
      providerDocs("aws_securityhub_finding_aggregator"),
    ),
  ],
  aws_securityhub_organization_configuration: [
    oneOf("organization_configuration.configuration_type", ["CENTRAL", "LOCAL"], CENTRAL),
    rule(
      "central configuration must turn nothing on by itself: auto_enable false, auto_enable_standards NONE",
      CENTRAL,
      (config) => {
        const [type] = blocksOf(config, "organization_configuration").map((block) =>
          known(block, "configuration_type"),
        );
        const enables = known(config, "auto_enable");
        const standards = known(config, "auto_enable_standards");
        return type === "CENTRAL" && (enables !== "false" || standards !== "NONE")
          ? `${enables ?? "nothing"} and ${standards ?? "nothing"}`
          : undefined;
      },
    ),
  ],
  aws_securityhub_configuration_policy: [
    conflicts(
      [
        "configuration_policy.security_controls_configuration.disabled_control_identifiers",
        "configuration_policy.security_controls_configuration.enabled_control_identifiers",
      ],
      providerDocs("aws_securityhub_configuration_policy"),
    ),
  ],
  aws_securityhub_automation_rule: [
    between("rule_order", 1, 1000, AUTOMATION_RULE),
    oneOf("rule_status", ["ENABLED", "DISABLED"], AUTOMATION_RULE),
    oneOf(
      "actions.finding_fields_update.workflow.status",
      ["NEW", "NOTIFIED", "RESOLVED", "SUPPRESSED"],
      "https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_WorkflowUpdate.html",
    ),
  ],
  aws_inspector2_enabler: [
    oneOf(
      "resource_types",
      ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"],
      providerDocs("aws_inspector2_enabler"),
    ),
  ],
  aws_macie2_account: [
    oneOf(
      "finding_publishing_frequency",
      ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"],
      providerDocs("aws_macie2_account"),
    ),
    oneOf("status", ["ENABLED", "PAUSED"], providerDocs("aws_macie2_account")),
  ],
  aws_macie2_custom_data_identifier: [
    length("name", 1, 128, IDENTIFIER),
    length("regex", 1, 512, IDENTIFIER),
    length("keywords", 3, 90, IDENTIFIER),
    between("maximum_match_distance", 1, 300, IDENTIFIER),
  ],
  aws_accessanalyzer_analyzer: [
    oneOf(
      "type",
      [
        "ACCOUNT",
        "ACCOUNT_INTERNAL_ACCESS",
        "ACCOUNT_UNUSED_ACCESS",
        "ORGANIZATION",
        "ORGANIZATION_INTERNAL_ACCESS",
        "ORGANIZATION_UNUSED_ACCESS",
      ],
      "https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html",
    ),
    between(
      "configuration.unused_access.unused_access_age",
      1,
      365,
      "https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_UnusedAccessConfiguration.html",
    ),
  ],
  aws_s3_bucket_object_lock_configuration: [
    oneOf(
      "rule.default_retention.mode",
      ["COMPLIANCE", "GOVERNANCE"],
      providerDocs("aws_s3_bucket_object_lock_configuration"),
    ),
    conflicts(
      ["rule.default_retention.days", "rule.default_retention.years"],
      providerDocs("aws_s3_bucket_object_lock_configuration"),
    ),
  ],
};
