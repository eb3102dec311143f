import { type GuardRail } from "../../guard-rail";
import { mustBeAtLeast } from "../../verdicts";

const PROTECTED_DAYS = 7;

/** `DB-004`: databases are backed up. */
export const databaseIsBackedUp: GuardRail = {
  id: "DB-004",
  title: "A database is backed up, for a week where it is protected",
  why: "a mistake is noticed days later",
  fix: "set the retention of backups: 7 days or more where the environment is protected",
  controls: { fsbp: ["RDS.11", "ElastiCache.1"], checkov: ["CKV_AWS_133"] },
  types: ["aws_db_instance", "aws_rds_cluster", "aws_elasticache_replication_group"],
  check: ({ type, attributes }, { environment }) => {
    const isProtected = environment.protection === "protected";
    if (type === "aws_elasticache_replication_group") {
      return isProtected ? mustBeAtLeast(attributes, "snapshot_retention_limit", 1) : [];
    }
    return attributes["replicate_source_db"] === undefined
      ? mustBeAtLeast(attributes, "backup_retention_period", isProtected ? PROTECTED_DAYS : 1)
      : [];
  },
};
