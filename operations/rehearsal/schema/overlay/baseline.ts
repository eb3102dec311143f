import type { Overlays } from "../overlay";

/** @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/backup_plan and its neighbours under Backup, Config and Cost Explorer */
export const BASELINE: Overlays = {
  aws_backup_vault: { replaces: ["name", "kms_key_arn"] },
  aws_backup_vault_lock_configuration: {
    replaces: ["backup_vault_name", "changeable_for_days", "max_retention_days", "min_retention_days"],
  },
  aws_backup_plan: { replaces: ["name"] },
  aws_backup_selection: {
    replaces: ["name", "plan_id", "iam_role_arn", "resources", "not_resources", "condition", "selection_tag"],
  },
  aws_backup_restore_testing_plan: { replaces: ["name"] },
  aws_backup_restore_testing_selection: {
    replaces: ["name", "protected_resource_type", "restore_testing_plan_name"],
  },
  aws_config_configuration_recorder_status: { replaces: ["name"] },
  aws_config_remediation_configuration: { replaces: ["config_rule_name"] },
  aws_iam_service_linked_role: { replaces: ["aws_service_name", "custom_suffix"] },
  aws_s3_account_public_access_block: { replaces: ["account_id"] },
  aws_ce_anomaly_monitor: { replaces: ["monitor_type", "monitor_dimension", "monitor_specification"] },
};
