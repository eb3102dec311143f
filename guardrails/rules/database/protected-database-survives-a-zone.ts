import { type GuardRail, notCompliant } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `DB-009`: protected databases survive a zone. */
export const protectedDatabaseSurvivesAZone: GuardRail = {
  id: "DB-009",
  title: "A database of a protected environment survives the loss of a zone",
  why: "a single instance is away for as long as its zone is",
  fix: "run it in several zones: multi_az, a second cluster instance, or automatic failover",
  controls: { fsbp: ["RDS.5", "RDS.15", "ElastiCache.3"], checkov: ["CKV_AWS_157"] },
  types: ["aws_db_instance", "aws_rds_cluster", "aws_elasticache_replication_group"],
  check: (database, workspace) => {
    const { type, attributes } = database;
    if (
      workspace.environment.protection === "disposable" ||
      attributes["replicate_source_db"] !== undefined
    ) {
      return [];
    }
    if (type === "aws_rds_cluster") {
      const instances = workspace.referringTo(database, "aws_rds_cluster_instance", "cluster_identifier");
      return instances.length > 1 ? [] : [notCompliant(`${instances.length} instance`)];
    }
    return mustBe(attributes, type === "aws_db_instance" ? "multi_az" : "automatic_failover_enabled", [true]);
  },
};
