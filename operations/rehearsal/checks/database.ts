import type { Check, Checks, Config } from "./check";
import { providerDocs } from "./check";
import { blocksOf, isSet } from "./paths";
import {
  amongst,
  between,
  conflicts,
  count,
  exactlyOne,
  json,
  known,
  length,
  oneOf,
  rule,
  shaped,
} from "./rules";

const DB = providerDocs("aws_db_instance");
const CLUSTER = providerDocs("aws_rds_cluster");
const INSIGHTS = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.html";
const TABLE = providerDocs("aws_dynamodb_table");
const CACHE = providerDocs("aws_elasticache_replication_group");
const GP3 = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage";
const MONITORING = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html";
const NAMING =
  "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints";

// First a letter, no two hyphens in a row, none at the end: the rule of all RDS identifiers.
const IDENTIFIER = /^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/;
// The provider and AWS keep snapshots' names as they are written and take other names in lower case themselves.
const ANY_CASE = new RegExp(IDENTIFIER.source, "i");

const ENGINE = /^(aurora-mysql|aurora-postgresql|mysql|postgres|custom-.*)$/;
const ENGINE_RULE = "must be aurora-mysql, aurora-postgresql, mysql, postgres or begin with custom-";

const WINDOW_DAY = "(mon|tue|wed|thu|fri|sat|sun)";
const CLOCK = "([01]\\d|2[0-3]):[0-5]\\d";
const MAINTENANCE = new RegExp(`^${WINDOW_DAY}:${CLOCK}-${WINDOW_DAY}:${CLOCK}$`, "i");
const DAILY = new RegExp(`^${CLOCK}-${CLOCK}$`);

function identifiers(...paths: readonly string[]): readonly Check[] {
  return paths.flatMap((path) => [
    length(path, 1, 63, NAMING),
    shaped(
      path,
      IDENTIFIER,
      "must begin with a letter and only have lower-case letters, digits and single inner hyphens",
      NAMING,
    ),
  ]);
}

function finalSnapshot(source: string): readonly Check[] {
  return [
    length("final_snapshot_identifier", 1, 255, source),
    shaped(
      "final_snapshot_identifier",
      ANY_CASE,
      "must begin with a letter and only have letters, digits and single inner hyphens",
      source,
    ),
  ];
}

function windows(backup: string, maintenance: string, source: string): readonly Check[] {
  return [
    shaped(backup, DAILY, "must be a window like 16:00-16:30", source),
    shaped(maintenance, MAINTENANCE, "must be a window like sun:17:00-sun:17:30", source),
  ];
}

/** Relational databases, tables and caches. */
export const DATABASE: Checks = {
  aws_db_instance: [
    ...identifiers("identifier"),
    ...finalSnapshot("https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html"),
    ...windows("backup_window", "maintenance_window", DB),
    conflicts(["identifier", "identifier_prefix"], DB),
    conflicts(["password", "password_wo", "manage_master_user_password"], DB),
    between("backup_retention_period", 0, 35, DB),
    amongst("monitoring_interval", [0, 1, 5, 10, 15, 30, 60], DB),
    oneOf("storage_type", ["standard", "gp2", "gp3", "io1", "io2"], DB),
    oneOf(
      "license_model",
      [
        "license-included",
        "bring-your-own-license",
        "general-public-license",
        "postgresql-license",
        "marketplace-license",
      ],
      DB,
    ),
    shaped("instance_class", /^db\./, "must begin with db.", DB),
    rule("gp3 takes iops and storage_throughput from 400 GiB on", GP3, (config) => {
      const size = known(config, "allocated_storage");
      return known(config, "storage_type") === "gp3" &&
        /^(mysql|postgres|mariadb)$/.test(known(config, "engine") ?? "") &&
        size !== undefined &&
        Number(size) < 400 &&
        (isSet(config["iops"]) || isSet(config["storage_throughput"]))
        ? `${size} GiB`
        : undefined;
    }),
    rule("password_wo and password_wo_version go together", DB, (config) =>
      isSet(config["password_wo"]) && !isSet(config["password_wo_version"]) ? "no version" : undefined,
    ),
    rule("a replica takes engine, username and db_name from its source", DB, (config) => {
      const own = ["engine", "engine_version", "username", "db_name"].filter((name) => isSet(config[name]));
      return isSet(config["replicate_source_db"]) && own.length > 0 ? own.join(", ") : undefined;
    }),
    rule("enhanced monitoring needs a role", MONITORING, (config) =>
      Number(known(config, "monitoring_interval") ?? 0) > 0 && !isSet(config["monitoring_role_arn"])
        ? "no monitoring_role_arn"
        : undefined,
    ),
    rule("a database that leaves a final snapshot needs its name", DB, (config) =>
      config["skip_final_snapshot"] !== true &&
      !isSet(config["final_snapshot_identifier"]) &&
      !isSet(config["replicate_source_db"])
        ? "no final_snapshot_identifier"
        : undefined,
    ),
    rule("max_allocated_storage must be above allocated_storage", DB, (config) => {
      const [now, most] = [known(config, "allocated_storage"), known(config, "max_allocated_storage")];
      return now !== undefined && most !== undefined && Number(most) !== 0 && Number(most) <= Number(now)
        ? `${most} over ${now}`
        : undefined;
    }),
  ],
  aws_db_subnet_group: [
    shaped(
      "name",
      /^(?!default$)[a-z0-9 ._-]{1,255}$/,
      "must be lower case and not default",
      providerDocs("aws_db_subnet_group"),
    ),
  ],
  aws_db_parameter_group: [
    shaped(
      "name",
      /^[a-z](?!.*--)[a-z0-9.-]*(?<!-)$/,
      "must begin with a letter and only have lower-case letters, digits, dots and single inner hyphens",
      providerDocs("aws_db_parameter_group"),
    ),
    oneOf("parameter.apply_method", ["immediate", "pending-reboot"], providerDocs("aws_db_parameter_group")),
  ],
  aws_rds_cluster: [
    ...identifiers("cluster_identifier"),
    ...finalSnapshot("https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html"),
    ...windows("preferred_backup_window", "preferred_maintenance_window", CLUSTER),
    conflicts(["cluster_identifier", "cluster_identifier_prefix"], CLUSTER),
    conflicts(["master_password", "master_password_wo", "manage_master_user_password"], CLUSTER),
    between("backup_retention_period", 1, 35, CLUSTER),
    shaped("engine", ENGINE, ENGINE_RULE, CLUSTER),
    oneOf(
      "engine_mode",
      ["global", "multimaster", "parallelquery", "provisioned", "serverless", ""],
      CLUSTER,
    ),
    oneOf("database_insights_mode", ["standard", "advanced"], CLUSTER),
    rule(
      "the advanced mode of Database Insights keeps Performance Insights for 465 days or more",
      INSIGHTS,
      (config) =>
        config["database_insights_mode"] === "advanced" &&
        (config["performance_insights_enabled"] !== true ||
          Number(known(config, "performance_insights_retention_period") ?? 0) < 465)
          ? (known(config, "performance_insights_retention_period") ?? "none")
          : undefined,
    ),
    between("serverlessv2_scaling_configuration.max_capacity", 1, 256, CLUSTER),
    between("serverlessv2_scaling_configuration.min_capacity", 0, 256, CLUSTER),
    rule("a cluster that leaves a final snapshot needs its name", CLUSTER, (config) =>
      config["skip_final_snapshot"] !== true && !isSet(config["final_snapshot_identifier"])
        ? "no final_snapshot_identifier"
        : undefined,
    ),
  ],
  aws_rds_cluster_instance: [
    ...identifiers("identifier"),
    shaped("engine", ENGINE, ENGINE_RULE, providerDocs("aws_rds_cluster_instance")),
    between("promotion_tier", 0, 15, providerDocs("aws_rds_cluster_instance")),
  ],
  aws_db_proxy: [
    oneOf("engine_family", ["MYSQL", "POSTGRESQL", "SQLSERVER"], providerDocs("aws_db_proxy")),
    oneOf("auth.auth_scheme", ["SECRETS"], providerDocs("aws_db_proxy")),
    oneOf("auth.iam_auth", ["DISABLED", "REQUIRED", "ENABLED"], providerDocs("aws_db_proxy")),
    between(
      "idle_client_timeout",
      1,
      28800,
      "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html",
    ),
  ],
  aws_db_proxy_target: [
    exactlyOne(["db_instance_identifier", "db_cluster_identifier"], providerDocs("aws_db_proxy_target")),
  ],
  aws_dynamodb_table: [
    shaped("name", /^[A-Za-z0-9_.-]{3,255}$/, "must be 3 to 255 letters, digits and ._-", TABLE),
    oneOf("billing_mode", ["PROVISIONED", "PAY_PER_REQUEST"], TABLE),
    oneOf("attribute.type", ["S", "N", "B"], TABLE),
    oneOf("stream_view_type", ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", ""], TABLE),
    oneOf("table_class", ["STANDARD", "STANDARD_INFREQUENT_ACCESS"], TABLE),
    between("point_in_time_recovery.recovery_period_in_days", 1, 35, TABLE),
    rule("attributes must be the keys of the table and its indexes, all and only those", TABLE, (config) => {
      const blocks = (name: string): readonly Config[] => blocksOf(config, name);
      const keys = [config, ...blocks("global_secondary_index"), ...blocks("local_secondary_index")].flatMap(
        (block) => [block["hash_key"], block["range_key"]],
      );
      const indexed = new Set(keys.filter((key): key is string => typeof key === "string"));
      const declared = new Set(blocks("attribute").flatMap((block) => known(block, "name") ?? []));
      const odd = [...indexed]
        .filter((key) => !declared.has(key))
        .concat([...declared].filter((name) => !indexed.has(name)));
      return odd.length > 0 &&
        keys.every((key) => key === undefined || key === null || typeof key === "string")
        ? odd.join(", ")
        : undefined;
    }),
    rule("provisioned billing needs read and write capacity", TABLE, (config) => {
      const missing = ["read_capacity", "write_capacity"].filter((argument) => !isSet(config[argument]));
      return (known(config, "billing_mode") ?? "PROVISIONED") === "PROVISIONED" && missing.length > 0
        ? `no ${missing.join(", ")}`
        : undefined;
    }),
  ],
  aws_elasticache_replication_group: [
    length("replication_group_id", 1, 40, CACHE),
    shaped(
      "replication_group_id",
      ANY_CASE,
      "must begin with a letter and only have letters, digits and single inner hyphens",
      CACHE,
    ),
    oneOf("engine", ["redis", "valkey"], CACHE),
    oneOf("auth_token_update_strategy", ["SET", "ROTATE", "DELETE"], CACHE),
    conflicts(["auth_token", "user_group_ids"], CACHE),
    conflicts(["num_cache_clusters", "num_node_groups"], CACHE),
    conflicts(["num_cache_clusters", "replicas_per_node_group"], CACHE),
    ...windows("snapshot_window", "maintenance_window", CACHE),
    shaped("node_type", /^cache\./, "must begin with cache.", CACHE),
    shaped("auth_token", /^[^@"/]{16,128}$/, 'must be 16 to 128 characters without @, " and /', CACHE),
    oneOf("transit_encryption_mode", ["preferred", "required"], CACHE),
    oneOf("cluster_mode", ["enabled", "disabled", "compatible"], CACHE),
    count("log_delivery_configuration", 0, 2, CACHE),
    oneOf("log_delivery_configuration.log_type", ["slow-log", "engine-log"], CACHE),
    oneOf("log_delivery_configuration.log_format", ["text", "json"], CACHE),
    oneOf("log_delivery_configuration.destination_type", ["cloudwatch-logs", "kinesis-firehose"], CACHE),
    rule("auth_token needs auth_token_update_strategy and encryption in transit", CACHE, (config) =>
      isSet(config["auth_token"]) &&
      (!isSet(config["auth_token_update_strategy"]) || config["transit_encryption_enabled"] !== true)
        ? "a token without them"
        : undefined,
    ),
    rule("multi_az_enabled needs automatic_failover_enabled", CACHE, (config) =>
      config["multi_az_enabled"] === true && config["automatic_failover_enabled"] !== true
        ? "no automatic failover"
        : undefined,
    ),
    between("snapshot_retention_limit", 0, 35, CACHE),
    rule("automatic failover needs two nodes", CACHE, (config) => {
      const nodes = known(config, "num_cache_clusters");
      return config["automatic_failover_enabled"] === true && nodes !== undefined && Number(nodes) < 2
        ? nodes
        : undefined;
    }),
  ],
  aws_elasticache_subnet_group: [
    shaped(
      "name",
      /^[A-Za-z0-9-]{1,255}$/,
      "must be 1 to 255 letters, digits and hyphens",
      providerDocs("aws_elasticache_subnet_group"),
    ),
  ],
  aws_elasticache_parameter_group: [
    shaped(
      "family",
      /^(redis|valkey|memcached)\d/,
      "must be a family like redis7",
      providerDocs("aws_elasticache_parameter_group"),
    ),
  ],
  aws_opensearch_domain: [
    shaped(
      "domain_name",
      /^[a-z][a-z0-9-]{2,27}$/,
      "must be 3 to 28 lower-case letters, digits and hyphens beginning with a letter",
      providerDocs("aws_opensearch_domain"),
    ),
    json("access_policies", providerDocs("aws_opensearch_domain")),
    oneOf(
      "domain_endpoint_options.tls_security_policy",
      [
        "Policy-Min-TLS-1-0-2019-07",
        "Policy-Min-TLS-1-2-2019-07",
        "Policy-Min-TLS-1-2-PFS-2023-10",
        "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08",
      ],
      providerDocs("aws_opensearch_domain"),
    ),
  ],
};
