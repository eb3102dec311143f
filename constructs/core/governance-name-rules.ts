import type { NameRule } from "./name-rule";

const IAM_ALPHABET = { pattern: /^[\w+=,.@-]+$/, alphabet: "letters, digits and _+=,.@-" };

/** What resources of identity, governance and security may be called. */
export const GOVERNANCE_NAME_RULES = {
  aws_accessanalyzer_analyzer: {
    maxLength: 255,
    pattern: /^[A-Za-z][\w.-]*$/,
    alphabet: "letters, digits and _.-, starting with a letter",
    source: "https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html",
  },
  aws_athena_named_query: {
    maxLength: 128,
    pattern: /^[\x20-\x7e]+$/,
    alphabet: "printable ASCII characters",
    source: "https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateNamedQuery.html",
  },
  aws_athena_workgroup: {
    maxLength: 128,
    pattern: /^[\w.-]+$/,
    alphabet: "letters, digits and _.-",
    source: "https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html",
  },
  aws_backup_plan: {
    maxLength: 50,
    pattern: /^[\w.-]+$/,
    alphabet: "letters, digits and _-.",
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html",
  },
  aws_backup_restore_testing_plan: {
    maxLength: 50,
    pattern: /^\w+$/,
    alphabet: "letters, digits and _",
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingPlanForCreate.html",
  },
  aws_backup_vault: {
    maxLength: 50,
    pattern: /^[\w-]{2,}$/,
    alphabet: "2 or more letters, digits and _-",
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html",
  },
  aws_budgets_budget: {
    maxLength: 100,
    pattern: /^[^:\\]+$/,
    alphabet: "any characters but : and \\",
    source: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html",
  },
  aws_cloudtrail: {
    maxLength: 128,
    pattern: /^(?=.{3})(?!\d+(?:\.\d+){3}$)[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/,
    alphabet: "3 or more letters and digits with single ._- between them, other than an IP address",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html",
  },
  aws_cloudwatch_event_api_destination: {
    maxLength: 64,
    pattern: /^[\w.-]+$/,
    alphabet: "letters, digits and _-.",
    source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateApiDestination.html",
  },
  aws_cloudwatch_event_connection: {
    maxLength: 64,
    pattern: /^[\w.-]+$/,
    alphabet: "letters, digits and _-.",
    source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html",
  },
  aws_cognito_user_pool: {
    maxLength: 128,
    pattern: /^[\w\s+=,.@-]+$/,
    alphabet: "letters, digits, spaces and _+=,.@-",
    source:
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html",
  },
  aws_cognito_user_pool_client: {
    maxLength: 128,
    pattern: /^[\w\s+=,.@-]+$/,
    alphabet: "letters, digits, spaces and _+=,.@-",
    source:
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html",
  },
  aws_cognito_user_pool_domain: {
    maxLength: 63,
    pattern: /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
    alphabet: "lower-case letters, digits and inner hyphens, without the words aws, amazon and cognito",
    source:
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html",
  },
  aws_config_configuration_aggregator: {
    maxLength: 256,
    pattern: /^[\w-]+$/,
    alphabet: "letters, digits and _-",
    source: "https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationAggregator.html",
  },
  aws_config_config_rule: {
    maxLength: 128,
    pattern: /^[\x20-\x7e]+$/,
    alphabet: "printable ASCII characters",
    source: "https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html",
  },
  aws_fms_policy: {
    maxLength: 128,
    pattern: /^[\w .:/=+@-]+$/,
    alphabet: "letters, digits, spaces and _.:/=+-@",
    source: "https://docs.aws.amazon.com/fms/2018-01-01/APIReference/API_Policy.html",
  },
  aws_glue_catalog_database: {
    maxLength: 255,
    // Glue takes more, but Athena names without quotes these alone.
    pattern: /^[a-z0-9_]+$/,
    alphabet: "lower-case letters, digits and _",
    source: "https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html",
  },
  aws_iam_group: {
    maxLength: 128,
    ...IAM_ALPHABET,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html",
  },
  aws_iam_instance_profile: {
    maxLength: 128,
    ...IAM_ALPHABET,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html",
  },
  aws_iam_policy: {
    maxLength: 128,
    ...IAM_ALPHABET,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html",
  },
  aws_iam_role: {
    maxLength: 64,
    ...IAM_ALPHABET,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  },
  aws_iam_role_policy: {
    maxLength: 128,
    ...IAM_ALPHABET,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html",
  },
  aws_iam_user: {
    maxLength: 64,
    ...IAM_ALPHABET,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html",
  },
  aws_identitystore_user: {
    maxLength: 128,
    pattern: /^(?!(?:Administrator|AWSAdministrators)$)(?:(?![<>;:%])[\p{L}\p{M}\p{S}\p{N}\p{P}])+$/u,
    alphabet:
      "letters, digits, symbols and punctuation but <>;:%, other than Administrator and AWSAdministrators",
    source: "https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_CreateUser.html",
  },
  aws_kms_alias: {
    maxLength: 256,
    pattern: /^alias\/(?!aws\/)[\w/-]+$/,
    alphabet: "alias/ and letters, digits and /_-, not starting with alias/aws/",
    source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  },
  aws_macie2_custom_data_identifier: {
    maxLength: 128,
    pattern: /^[\x20-\x7e]+$/,
    alphabet: "printable ASCII characters",
    source: "https://docs.aws.amazon.com/macie/latest/APIReference/custom-data-identifiers.html",
  },
  aws_organizations_account: {
    maxLength: 50,
    pattern: /^[\x20-\x7e]+$/,
    alphabet: "printable ASCII characters",
    source: "https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html",
  },
  aws_organizations_organizational_unit: {
    maxLength: 128,
    pattern: /^[\x20-\x7e]+$/,
    alphabet: "printable ASCII characters",
    source: "https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html",
  },
  aws_organizations_policy: {
    maxLength: 128,
    pattern: /^[\x20-\x7e]+$/,
    alphabet: "printable ASCII characters",
    source: "https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html",
  },
  aws_secretsmanager_secret: {
    maxLength: 512,
    pattern: /^(?!.*-[A-Za-z0-9]{6}$)[\w/+=.@-]+$/,
    alphabet:
      "letters, digits and /_+=.@-, not ending in a hyphen and six characters, which AWS's own suffix has",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
  },
  aws_securityhub_automation_rule: {
    maxLength: 256,
    pattern: /^[\x20-\x7e]+$/,
    alphabet: "printable ASCII characters",
    source: "https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateAutomationRule.html",
  },
  aws_securityhub_configuration_policy: {
    maxLength: 128,
    pattern: /^[A-Za-z0-9.!*/-]+$/,
    alphabet: "letters, digits and -.!*/",
    source: "https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_CreateConfigurationPolicy.html",
  },
  aws_ssoadmin_permission_set: {
    maxLength: 32,
    ...IAM_ALPHABET,
    source: "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html",
  },
} as const satisfies Record<string, NameRule>;
