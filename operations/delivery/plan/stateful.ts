/**
 * Types of resources that hold what cannot be made again from code: data, keys, names that others hold on to. Replacing
 * or destroying one is called out first in a report and stops a deployment of a protected environment.
 */
export const STATEFUL_TYPES: Readonly<Record<string, readonly string[]>> = {
  databases: [
    "aws_db_instance",
    "aws_db_cluster_snapshot",
    "aws_db_snapshot",
    "aws_docdb_cluster",
    "aws_dsql_cluster",
    "aws_elasticache_cluster",
    "aws_elasticache_replication_group",
    "aws_elasticache_serverless_cache",
    "aws_memorydb_cluster",
    "aws_neptune_cluster",
    "aws_opensearch_domain",
    "aws_opensearchserverless_collection",
    "aws_rds_cluster",
    "aws_rds_cluster_instance",
    "aws_rds_global_cluster",
    "aws_redshift_cluster",
    "aws_redshiftserverless_namespace",
    "aws_timestreamwrite_table",
  ],
  tables: [
    "aws_athena_database",
    "aws_dynamodb_global_table",
    "aws_dynamodb_table",
    "aws_glue_catalog_database",
    "aws_glue_catalog_table",
    "aws_keyspaces_table",
    "aws_s3tables_table",
  ],
  buckets: ["aws_s3_bucket", "aws_s3_directory_bucket", "aws_s3tables_table_bucket", "aws_s3_object"],
  "file systems and volumes": [
    "aws_backup_vault",
    "aws_ebs_snapshot",
    "aws_ebs_volume",
    "aws_efs_file_system",
    "aws_fsx_lustre_file_system",
    "aws_fsx_ontap_file_system",
    "aws_fsx_openzfs_file_system",
    "aws_fsx_windows_file_system",
  ],
  keys: ["aws_kms_external_key", "aws_kms_key", "aws_kms_replica_key", "aws_key_pair"],
  secrets: [
    "aws_secretsmanager_secret",
    "aws_secretsmanager_secret_version",
    "aws_ssm_parameter",
    "random_password",
    "tls_private_key",
  ],
  "logs and trails": [
    "aws_cloudtrail",
    "aws_cloudtrail_event_data_store",
    "aws_cloudwatch_log_group",
    "aws_config_configuration_recorder",
  ],
  "queues and streams": [
    "aws_kinesis_firehose_delivery_stream",
    "aws_kinesis_stream",
    "aws_mq_broker",
    "aws_msk_cluster",
    "aws_msk_serverless_cluster",
    "aws_sqs_queue",
  ],
  "identities and registries": [
    "aws_cognito_identity_pool",
    "aws_cognito_user_pool",
    "aws_ecr_repository",
    "aws_identitystore_user",
  ],
  "names that others hold on to": ["aws_eip", "aws_organizations_account", "aws_route53_zone", "aws_vpc"],
};

const ALL: ReadonlySet<string> = new Set(Object.values(STATEFUL_TYPES).flat());

/**
 * Whether a resource of this type holds what cannot be made again.
 *
 * @param others - types to count as well, beside {@link STATEFUL_TYPES}
 */
export function isStateful(type: string, others: readonly string[] = []): boolean {
  return ALL.has(type) || others.includes(type);
}
