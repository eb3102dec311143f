import type { Overlays } from "../overlay";

/** @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/db_instance and its neighbours under RDS, DynamoDB, ElastiCache and OpenSearch */
export const DATABASE: Overlays = {
  aws_db_instance: {
    replaces: [
      "availability_zone",
      "character_set_name",
      "db_name",
      "engine",
      "kms_key_id",
      "snapshot_identifier",
      "storage_encrypted",
      "timezone",
      "username",
    ],
    sensitive: ["password", "password_wo"],
  },
  aws_db_subnet_group: { replaces: ["name", "name_prefix"] },
  aws_db_parameter_group: { replaces: ["name", "name_prefix", "family", "description"] },
  aws_db_option_group: {
    replaces: ["name", "name_prefix", "engine_name", "major_engine_version", "option_group_description"],
  },
  aws_db_proxy: { replaces: ["name", "engine_family", "vpc_subnet_ids"] },
  aws_db_proxy_target: {
    replaces: ["db_proxy_name", "target_group_name", "db_instance_identifier", "db_cluster_identifier"],
  },
  aws_db_proxy_default_target_group: { replaces: ["db_proxy_name"] },
  aws_rds_cluster: {
    replaces: [
      "cluster_identifier",
      "cluster_identifier_prefix",
      "availability_zones",
      "cluster_scalability_type",
      "database_name",
      "db_subnet_group_name",
      "db_system_id",
      "engine",
      "engine_mode",
      "kms_key_id",
      "master_username",
      "restore_to_point_in_time",
      "snapshot_identifier",
      "storage_encrypted",
      "source_region",
    ],
    sensitive: ["master_password", "master_password_wo"],
  },
  aws_rds_cluster_instance: {
    replaces: [
      "identifier",
      "identifier_prefix",
      "cluster_identifier",
      "engine",
      "custom_iam_instance_profile",
      "db_subnet_group_name",
      "availability_zone",
    ],
  },
  aws_rds_cluster_parameter_group: { replaces: ["name", "name_prefix", "family", "description"] },
  aws_dynamodb_table: { replaces: ["name", "hash_key", "range_key", "local_secondary_index"] },
  aws_elasticache_replication_group: {
    replaces: [
      "replication_group_id",
      "subnet_group_name",
      "at_rest_encryption_enabled",
      "kms_key_id",
      "data_tiering_enabled",
      "global_replication_group_id",
      "network_type",
      "port",
      "security_group_names",
      "snapshot_arns",
      "snapshot_name",
    ],
    sensitive: ["auth_token"],
  },
  aws_elasticache_cluster: {
    replaces: [
      "cluster_id",
      "engine",
      "port",
      "subnet_group_name",
      "replication_group_id",
      "availability_zone",
    ],
  },
  aws_elasticache_subnet_group: { replaces: ["name"] },
  aws_elasticache_parameter_group: { replaces: ["name", "family", "description"] },
  aws_elasticache_user: {
    replaces: ["user_id", "user_name"],
    sensitive: ["passwords", "authentication_mode.passwords"],
  },
  aws_opensearch_domain: {
    replaces: ["domain_name", "encrypt_at_rest.kms_key_id"],
    sensitive: ["advanced_security_options.master_user_options.master_user_password"],
  },
  aws_docdb_cluster: {
    replaces: [
      "cluster_identifier",
      "db_subnet_group_name",
      "engine",
      "kms_key_id",
      "master_username",
      "storage_encrypted",
    ],
    sensitive: ["master_password", "master_password_wo"],
  },
};
