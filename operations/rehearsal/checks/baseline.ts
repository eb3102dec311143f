import { type Checks, providerDocs } from "./check";
import { between, count, exactlyOne, known, oneOf, rule, shaped } from "./rules";

const PLAN = providerDocs("aws_backup_plan");
const TESTS = "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingPlanForCreate.html";
const TESTED = providerDocs("aws_backup_restore_testing_selection");
const VAULT = "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html";
const LOCK =
  "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html";
const CRON = /^(cron|rate)\(.+\)$/;
/** Days that AWS Backup keeps in cold storage at least. */
const COLD_DAYS = 90;

function staysCold(path: string) {
  return rule(
    `delete_after must be ${COLD_DAYS} days after cold_storage_after`,
    PLAN,
    (lifecycle) => {
      const cold = known(lifecycle, "cold_storage_after");
      const deleted = known(lifecycle, "delete_after");
      return cold !== undefined && deleted !== undefined && Number(deleted) < Number(cold) + COLD_DAYS
        ? `${cold} and ${deleted}`
        : undefined;
    },
    path,
  );
}

/** What every account has: backups, AWS Config, budgets and defaults. */
export const BASELINE: Checks = {
  aws_backup_vault: [shaped("name", /^[\w-]{2,50}$/, "must be 2 to 50 letters, digits and _-", VAULT)],
  aws_backup_vault_lock_configuration: [
    between("changeable_for_days", 3, 36_500, LOCK),
    between("min_retention_days", 1, 36_500, LOCK),
    between("max_retention_days", 1, 36_500, LOCK),
  ],
  aws_backup_plan: [
    shaped("name", /^[\w.-]{1,50}$/, "must be 1 to 50 letters, digits and _-.", PLAN),
    shaped("rule.rule_name", /^[\w.-]{1,50}$/, "must be 1 to 50 letters, digits and _-.", PLAN),
    shaped("rule.schedule", CRON, "must be a cron or rate expression", PLAN),
    between("rule.lifecycle.delete_after", 1, 36_500, PLAN),
    between("rule.copy_action.lifecycle.delete_after", 1, 36_500, PLAN),
    staysCold("rule.lifecycle"),
    staysCold("rule.copy_action.lifecycle"),
  ],
  aws_backup_selection: [
    shaped(
      "name",
      /^[\w.-]{1,50}$/,
      "must be 1 to 50 letters, digits and _-.",
      "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html",
    ),
  ],
  aws_backup_restore_testing_plan: [
    shaped("name", /^\w{1,50}$/, "must be 1 to 50 letters, digits and _", TESTS),
    shaped("schedule_expression", CRON, "must be a cron or rate expression", TESTS),
    between("start_window_hours", 1, 168, TESTS),
    oneOf("recovery_point_selection.algorithm", ["LATEST_WITHIN_WINDOW", "RANDOM_WITHIN_WINDOW"], TESTS),
    oneOf("recovery_point_selection.recovery_point_types", ["CONTINUOUS", "SNAPSHOT"], TESTS),
    between("recovery_point_selection.selection_window_days", 1, 365, TESTS),
  ],
  aws_backup_restore_testing_selection: [
    shaped("name", /^\w{1,50}$/, "must be 1 to 50 letters, digits and _", TESTED),
    between("validation_window_hours", 1, 168, TESTED),
  ],
  aws_config_configuration_recorder: [
    oneOf(
      "recording_mode.recording_frequency",
      ["CONTINUOUS", "DAILY"],
      "https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingMode.html",
    ),
  ],
  aws_config_delivery_channel: [
    oneOf(
      "snapshot_delivery_properties.delivery_frequency",
      ["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"],
      "https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigSnapshotDeliveryProperties.html",
    ),
  ],
  aws_config_config_rule: [
    oneOf(
      "source.owner",
      ["AWS", "CUSTOM_LAMBDA", "CUSTOM_POLICY"],
      "https://docs.aws.amazon.com/config/latest/APIReference/API_Source.html",
    ),
  ],
  aws_config_remediation_configuration: [
    oneOf("target_type", ["SSM_DOCUMENT"], providerDocs("aws_config_remediation_configuration")),
    between("maximum_automatic_attempts", 1, 25, providerDocs("aws_config_remediation_configuration")),
    between("retry_attempt_seconds", 1, 2_678_000, providerDocs("aws_config_remediation_configuration")),
    exactlyOne(
      ["parameter.resource_value", "parameter.static_value", "parameter.static_values"],
      providerDocs("aws_config_remediation_configuration"),
    ),
  ],
  aws_budgets_budget: [
    oneOf(
      "budget_type",
      [
        "USAGE",
        "COST",
        "RI_UTILIZATION",
        "RI_COVERAGE",
        "SAVINGS_PLANS_UTILIZATION",
        "SAVINGS_PLANS_COVERAGE",
      ],
      providerDocs("aws_budgets_budget"),
    ),
    oneOf("time_unit", ["MONTHLY", "QUARTERLY", "ANNUALLY", "DAILY"], providerDocs("aws_budgets_budget")),
    oneOf(
      "notification.comparison_operator",
      ["LESS_THAN", "GREATER_THAN", "EQUAL_TO"],
      providerDocs("aws_budgets_budget"),
    ),
    oneOf("notification.notification_type", ["ACTUAL", "FORECASTED"], providerDocs("aws_budgets_budget")),
    oneOf(
      "notification.threshold_type",
      ["PERCENTAGE", "ABSOLUTE_VALUE"],
      providerDocs("aws_budgets_budget"),
    ),
    count(
      "notification.subscriber_email_addresses",
      0,
      10,
      "https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html",
    ),
  ],
  aws_ce_anomaly_monitor: [
    oneOf("monitor_type", ["DIMENSIONAL", "CUSTOM"], providerDocs("aws_ce_anomaly_monitor")),
    rule(
      "a monitor of type DIMENSIONAL needs monitor_dimension",
      providerDocs("aws_ce_anomaly_monitor"),
      (config) =>
        known(config, "monitor_type") === "DIMENSIONAL" && known(config, "monitor_dimension") === undefined
          ? "none"
          : undefined,
    ),
  ],
  aws_ce_anomaly_subscription: [
    oneOf("frequency", ["DAILY", "IMMEDIATE", "WEEKLY"], providerDocs("aws_ce_anomaly_subscription")),
    oneOf("subscriber.type", ["EMAIL", "SNS"], providerDocs("aws_ce_anomaly_subscription")),
  ],
  aws_ecr_registry_scanning_configuration: [
    oneOf("scan_type", ["BASIC", "ENHANCED"], providerDocs("aws_ecr_registry_scanning_configuration")),
    oneOf(
      "rule.scan_frequency",
      ["SCAN_ON_PUSH", "CONTINUOUS_SCAN", "MANUAL"],
      providerDocs("aws_ecr_registry_scanning_configuration"),
    ),
  ],
  aws_iam_account_password_policy: [
    between("minimum_password_length", 6, 128, providerDocs("aws_iam_account_password_policy")),
    between("password_reuse_prevention", 1, 24, providerDocs("aws_iam_account_password_policy")),
  ],
};
