import type { Overlays } from "../overlay";

/** @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/organizations_account and its neighbours under Organizations, CloudTrail, Config, GuardDuty and Budgets */
export const GOVERNANCE: Overlays = {
  aws_organizations_organization: {},
  aws_organizations_account: { replaces: ["email", "iam_user_access_to_billing", "role_name"] },
  aws_organizations_organizational_unit: { replaces: ["parent_id"] },
  aws_organizations_policy: { replaces: ["type"] },
  aws_organizations_policy_attachment: { replaces: ["policy_id", "target_id"] },
  aws_organizations_delegated_administrator: { replaces: ["account_id", "service_principal"] },
  aws_cloudtrail: { replaces: ["name"] },
  aws_config_configuration_recorder: { replaces: ["name"] },
  aws_config_delivery_channel: { replaces: ["name"] },
  aws_config_config_rule: { replaces: ["name"] },
  aws_config_configuration_aggregator: { replaces: ["name"] },
  aws_guardduty_detector: {},
  aws_guardduty_detector_feature: { replaces: ["detector_id", "name", "additional_configuration.name"] },
  aws_securityhub_standards_subscription: { replaces: ["standards_arn"] },
  aws_budgets_budget: { replaces: ["name", "name_prefix", "account_id"] },
  aws_ram_resource_share: {},
  aws_ram_resource_association: { replaces: ["resource_arn", "resource_share_arn"] },
  aws_ram_principal_association: { replaces: ["principal", "resource_share_arn"] },
  aws_accessanalyzer_analyzer: { replaces: ["analyzer_name", "type"] },
};
