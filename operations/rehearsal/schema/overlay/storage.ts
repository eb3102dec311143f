import type { Overlays } from "../overlay";

/** @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/s3_bucket and its neighbours under S3, EFS, FSx and Backup */
export const STORAGE: Overlays = {
  aws_s3_bucket: {
    replaces: ["bucket", "bucket_prefix", "object_lock_enabled"],
    defaults: { object_lock_enabled: false },
  },
  aws_s3_bucket_policy: { replaces: ["bucket"] },
  aws_s3_bucket_public_access_block: { replaces: ["bucket"] },
  aws_s3_bucket_versioning: { replaces: ["bucket", "expected_bucket_owner"] },
  aws_s3_bucket_server_side_encryption_configuration: { replaces: ["bucket", "expected_bucket_owner"] },
  aws_s3_bucket_ownership_controls: { replaces: ["bucket"] },
  aws_s3_bucket_lifecycle_configuration: { replaces: ["bucket", "expected_bucket_owner"] },
  aws_s3_bucket_logging: { replaces: ["bucket", "expected_bucket_owner"] },
  aws_s3_bucket_cors_configuration: { replaces: ["bucket", "expected_bucket_owner"] },
  aws_s3_bucket_notification: { replaces: ["bucket"] },
  aws_s3_bucket_object_lock_configuration: { replaces: ["bucket", "expected_bucket_owner"] },
  aws_s3_bucket_replication_configuration: { replaces: ["bucket"], sensitive: ["token"] },
  aws_s3_bucket_website_configuration: { replaces: ["bucket", "expected_bucket_owner"] },
  aws_s3_object: { replaces: ["bucket", "key"] },
  aws_s3_bucket_intelligent_tiering_configuration: { replaces: ["bucket", "name"] },
  aws_efs_file_system: {
    replaces: ["creation_token", "encrypted", "kms_key_id", "performance_mode", "availability_zone_name"],
  },
  aws_efs_mount_target: { replaces: ["file_system_id", "subnet_id", "ip_address"] },
  aws_efs_access_point: { replaces: ["file_system_id", "posix_user", "root_directory"] },
  aws_efs_backup_policy: { replaces: ["file_system_id"] },
  aws_backup_vault: { replaces: ["name", "kms_key_arn"] },
  aws_backup_vault_lock_configuration: {
    replaces: ["backup_vault_name", "changeable_for_days", "max_retention_days", "min_retention_days"],
  },
  aws_backup_plan: {},
  aws_backup_selection: {
    replaces: ["name", "plan_id", "iam_role_arn", "resources", "not_resources", "selection_tag", "condition"],
  },
};
