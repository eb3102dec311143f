import type { Overlays } from "../overlay";

/** @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/iam_role and its neighbours under IAM, KMS, Secrets Manager, SSM and Cognito */
export const IDENTITY: Overlays = {
  aws_iam_role: { replaces: ["name", "name_prefix", "path"] },
  aws_iam_role_policy: { replaces: ["name", "name_prefix", "role"] },
  aws_iam_role_policy_attachment: { replaces: ["role", "policy_arn"] },
  aws_iam_policy: { replaces: ["name", "name_prefix", "path", "description"] },
  aws_iam_instance_profile: { replaces: ["name", "name_prefix", "path"] },
  aws_iam_openid_connect_provider: { replaces: ["url"] },
  aws_iam_user: {},
  aws_iam_group_policy: { replaces: ["name", "name_prefix", "group"] },
  aws_iam_user_group_membership: { replaces: ["user"] },
  aws_iam_access_key: { replaces: ["user", "pgp_key"], sensitive: ["secret", "ses_smtp_password_v4"] },
  aws_iam_service_linked_role: { replaces: ["aws_service_name", "custom_suffix"] },
  aws_kms_key: {
    replaces: ["customer_master_key_spec", "key_usage", "multi_region", "custom_key_store_id", "xks_key_id"],
  },
  aws_kms_alias: { replaces: ["name", "name_prefix"] },
  aws_kms_grant: { replaces: ["key_id", "grantee_principal", "operations", "retiring_principal", "name"] },
  aws_secretsmanager_secret: { replaces: ["name", "name_prefix"] },
  aws_secretsmanager_secret_version: {
    // A version is never changed: the number beside the write-only value replaces it too.
    replaces: ["secret_id", "secret_binary", "secret_string", "secret_string_wo_version"],
    sensitive: ["secret_string", "secret_binary", "secret_string_wo"],
  },
  aws_secretsmanager_secret_policy: { replaces: ["secret_arn"] },
  aws_secretsmanager_secret_rotation: { replaces: ["secret_id"] },
  aws_ssm_parameter: { replaces: ["name", "data_type"], sensitive: ["value", "value_wo"] },
  aws_ssm_document: { replaces: ["name", "document_type"] },
  aws_cognito_user_pool: { replaces: ["alias_attributes", "username_attributes", "username_configuration"] },
  aws_cognito_user_pool_client: {
    replaces: ["user_pool_id", "generate_secret"],
    sensitive: ["client_secret"],
  },
  aws_cognito_user_pool_domain: { replaces: ["domain", "user_pool_id"] },
  aws_cognito_identity_provider: { replaces: ["user_pool_id", "provider_name", "provider_type"] },
  aws_ssoadmin_permission_set: { replaces: ["name", "instance_arn"] },
  aws_ssoadmin_managed_policy_attachment: {
    replaces: ["instance_arn", "permission_set_arn", "managed_policy_arn"],
  },
  aws_ssoadmin_permission_set_inline_policy: { replaces: ["instance_arn", "permission_set_arn"] },
  aws_ssoadmin_account_assignment: {
    replaces: [
      "instance_arn",
      "permission_set_arn",
      "principal_id",
      "principal_type",
      "target_id",
      "target_type",
    ],
  },
  aws_identitystore_group: { replaces: ["identity_store_id", "display_name"] },
  aws_identitystore_user: { replaces: ["identity_store_id", "user_name"] },
};
