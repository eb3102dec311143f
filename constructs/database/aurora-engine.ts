import { refuse } from "../core/errors";
import type { DatabaseParameter } from "./database-parameter";

/** An engine of Aurora with what differs between engines. Made by {@link auroraMysql} or {@link auroraPostgresql}. */
export interface AuroraEngine {
  /** Engine as RDS names it. */
  readonly name: "aurora-mysql" | "aurora-postgresql";
  /** Complete version. */
  readonly version: string;
  /** Family of its cluster parameter groups. */
  readonly parameterGroupFamily: string;
  /** Port on which it listens. */
  readonly port: number;
  /** Logs that it can export to CloudWatch Logs beside the audit log. */
  readonly furtherLogs: readonly string[];
  /** The log that tells who connected and changed what. */
  readonly auditLog: string;
  /** Parameters that make it write that log. */
  readonly auditParameters: Readonly<Record<string, DatabaseParameter>>;
  /** Parameters that make it refuse connections without TLS. */
  readonly tlsParameters: Readonly<Record<string, DatabaseParameter>>;
  /**
   * Longest name of the master user, in characters.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
   */
  readonly maxUsernameLength: number;
}

const MYSQL_VERSION = /^(\d+\.\d+)\.mysql_aurora\.\d+\.\d+\.\d+$/;
const POSTGRESQL_VERSION = /^(\d+)\.\d+$/;

/**
 * Aurora MySQL.
 *
 * Its audit log holds connections, permissions and schema changes, and no statements on data: those would carry the
 * data itself into the log.
 *
 * @param version - complete version: `8.0.mysql_aurora.3.10.0`
 * @throws ProblemsError when the version is not one of Aurora MySQL
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html
 */
export function auroraMysql(version: string): AuroraEngine {
  const [, compatibility] = MYSQL_VERSION.exec(version) ?? [];
  if (compatibility === undefined) {
    refuse({
      path: "Aurora MySQL",
      rule: "needs its complete version",
      got: version,
      fix: "write it like 8.0.mysql_aurora.3.10.0",
    });
  }
  return {
    name: "aurora-mysql",
    version,
    parameterGroupFamily: `aurora-mysql${compatibility}`,
    port: 3306,
    furtherLogs: ["error", "general", "iam-db-auth-error", "instance", "slowquery"],
    auditLog: "audit",
    auditParameters: {
      server_audit_logging: { value: "1", apply: "immediate" },
      server_audit_events: { value: "CONNECT,QUERY_DCL,QUERY_DDL", apply: "immediate" },
    },
    tlsParameters: { require_secure_transport: { value: "ON", apply: "immediate" } },
    maxUsernameLength: 16,
  };
}

/** Kinds of statements that pgAudit can write to the log: `read` is SELECT, `role` is GRANT and whatever changes users. */
export type AuditedStatements = "ddl" | "function" | "misc" | "read" | "role" | "write";

/** What the log of Aurora PostgreSQL holds beside connections when nothing audits it: schema changes. */
const SCHEMA_CHANGES: AuroraEngine["auditParameters"] = {
  log_statement: { value: "ddl", apply: "immediate" },
};

/**
 * Aurora PostgreSQL. It has one log; connections, disconnections and schema changes are written to it, or by pgAudit the
 * kinds of statements that are named, with their objects. pgAudit leaves out passwords and, as it is set here, values of
 * parameters; it works once somebody has run `CREATE EXTENSION pgaudit` in each database.
 *
 * @param version - complete version: `16.6`
 * @param audited - kinds of statements that pgAudit writes; default none, pgAudit is not loaded
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html
 * @throws ProblemsError when the version is not one of Aurora PostgreSQL
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.CloudWatch.html
 */
export function auroraPostgresql(version: string, audited: readonly AuditedStatements[] = []): AuroraEngine {
  const [, major] = POSTGRESQL_VERSION.exec(version) ?? [];
  if (major === undefined) {
    refuse({
      path: "Aurora PostgreSQL",
      rule: "needs its complete version",
      got: version,
      fix: "write it like 16.6",
    });
  }
  return {
    name: "aurora-postgresql",
    version,
    parameterGroupFamily: `aurora-postgresql${major}`,
    port: 5432,
    furtherLogs: ["iam-db-auth-error", "instance"],
    auditLog: "postgresql",
    auditParameters: {
      log_connections: { value: "1", apply: "immediate" },
      log_disconnections: { value: "1", apply: "immediate" },
      ...(audited.length === 0 ? SCHEMA_CHANGES : pgAudit(audited)),
    },
    tlsParameters: { "rds.force_ssl": { value: "1", apply: "pending-reboot" } },
    maxUsernameLength: 16,
  };
}

function pgAudit(audited: readonly AuditedStatements[]): AuroraEngine["auditParameters"] {
  return {
    // The first is Aurora's own default, which Performance Insights reads.
    shared_preload_libraries: { value: "pg_stat_statements,pgaudit", apply: "pending-reboot" },
    "pgaudit.log": { value: [...audited].sort().join(","), apply: "immediate" },
    // The only role that RDS takes: privileges of it name objects that are audited beyond these kinds.
    "pgaudit.role": { value: "rds_pgaudit", apply: "pending-reboot" },
  };
}
