import { refuse } from "../core/errors";
import type { DatabaseParameters, ParameterRules } from "./database-parameter";

/** An engine of RDS with what differs between engines. Made by {@link rdsMysql} or {@link rdsPostgresql}. */
export interface RdsEngine extends ParameterRules {
  /** Engine as RDS names it. */
  readonly name: "mysql" | "postgres";
  /** Version, complete or without its last part: `8.0.43`, `17`. */
  readonly version: string;
  /** Family of its parameter groups. */
  readonly parameterGroupFamily: string;
  /** Port on which it listens. */
  readonly port: number;
  /** Logs that it can export to CloudWatch Logs. */
  readonly logs: readonly string[];
  /** Parameters that make it refuse connections without TLS; none where it does so by itself. */
  readonly tlsParameters: DatabaseParameters;
  /** The parameter that takes most of the memory, and how many bytes one of its units has. */
  readonly cacheParameter: { readonly name: string; readonly unitBytes: number };
  /** Longest name of the master user, in characters. */
  readonly maxUsernameLength: number;
  /** Names that no master user may have. */
  readonly reservedUsernames: readonly string[];
  /** Longest name of a database, in characters. */
  readonly maxDatabaseNameLength: number;
  /** Classes for which RDS offers no Performance Insights. */
  readonly classesWithoutPerformanceInsights: readonly string[];
}

const MYSQL_VERSION = /^(8\.0|8\.4)(?:\.\d+)?$/;
const POSTGRESQL_VERSION = /^(1[3-9])(?:\.\d+)?$/;
/** From this version on RDS's own default of rds.force_ssl is 1. */
const POSTGRESQL_WITH_TLS = 15;
const POSTGRESQL_PAGE_BYTES = 8192;

/** Not dynamic by MySQL's reference manual. */
const MYSQL_STATIC = [
  "back_log",
  "ft_min_word_len",
  "innodb_buffer_pool_instances",
  "innodb_flush_method",
  "innodb_ft_min_token_size",
  "innodb_log_file_size",
  "innodb_page_size",
  "innodb_read_io_threads",
  "innodb_write_io_threads",
  "lower_case_table_names",
  "performance_schema",
  "skip_name_resolve",
  "table_open_cache_instances",
];
/** Of context postmaster by PostgreSQL's manual. */
const POSTGRESQL_STATIC = [
  "autovacuum_freeze_max_age",
  "autovacuum_max_workers",
  "huge_pages",
  "max_connections",
  "max_locks_per_transaction",
  "max_prepared_transactions",
  "max_replication_slots",
  "max_wal_senders",
  "max_worker_processes",
  "rds.logical_replication",
  "shared_buffers",
  "shared_preload_libraries",
  "track_activity_query_size",
  "wal_buffers",
];

/**
 * RDS for MySQL 8.0 or 8.4.
 *
 * @param version - `8.0.43`, or `8.4` for the newest of that line at creation
 * @throws ProblemsError when it is another version
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 */
export function rdsMysql(version: string): RdsEngine {
  const [, line] = MYSQL_VERSION.exec(version) ?? [];
  if (line === undefined) {
    refuse({
      path: "RDS for MySQL",
      rule: "is 8.0 or 8.4",
      got: version,
      fix: "write it like 8.4 or 8.0.43",
    });
  }
  return {
    name: "mysql",
    version,
    parameterGroupFamily: `mysql${line}`,
    port: 3306,
    logs: ["audit", "error", "general", "iam-db-auth-error", "slowquery"],
    // Groups of instances take 0 or 1 where those of Aurora take OFF or ON.
    tlsParameters: { require_secure_transport: { value: "1", apply: "immediate" } },
    cacheParameter: { name: "innodb_buffer_pool_size", unitBytes: 1 },
    staticParameters: MYSQL_STATIC,
    unavailableParameters: {
      query_cache_size: "MySQL has no query cache since 8.0",
      query_cache_type: "MySQL has no query cache since 8.0",
      slow_query_log_file: "RDS fixes the path of the slow query log",
    },
    maxUsernameLength: 16,
    reservedUsernames: ["rdsadmin"],
    maxDatabaseNameLength: 64,
    classesWithoutPerformanceInsights: [
      "db.t2.micro",
      "db.t2.small",
      "db.t3.micro",
      "db.t3.small",
      "db.t4g.micro",
      "db.t4g.small",
    ],
  };
}

/**
 * RDS for PostgreSQL. It refuses connections without TLS by itself from 15 on.
 *
 * @param version - `17.6`, or `17` for the newest of that line at creation
 * @throws ProblemsError when it is no version of PostgreSQL from 13 on
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
 */
export function rdsPostgresql(version: string): RdsEngine {
  const [, major] = POSTGRESQL_VERSION.exec(version) ?? [];
  if (major === undefined) {
    refuse({
      path: "RDS for PostgreSQL",
      rule: "is a version from 13 on",
      got: version,
      fix: "write it like 17 or 17.6",
    });
  }
  return {
    name: "postgres",
    version,
    parameterGroupFamily: `postgres${major}`,
    port: 5432,
    logs: ["iam-db-auth-error", "postgresql", "upgrade"],
    tlsParameters:
      Number(major) >= POSTGRESQL_WITH_TLS ? {} : { "rds.force_ssl": { value: "1", apply: "immediate" } },
    cacheParameter: { name: "shared_buffers", unitBytes: POSTGRESQL_PAGE_BYTES },
    staticParameters: POSTGRESQL_STATIC,
    unavailableParameters: {},
    maxUsernameLength: 63,
    reservedUsernames: ["admin", "rdsadmin"],
    maxDatabaseNameLength: 63,
    classesWithoutPerformanceInsights: [],
  };
}
