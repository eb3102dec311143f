import { databaseDemandsTls } from "../../../guardrails/rules/database/database-demands-tls";
import { cacheSpeaksTls } from "../../../guardrails/rules/database/cache-speaks-tls";
import { databaseIsBackedUp } from "../../../guardrails/rules/database/database-is-backed-up";
import { databaseIsEncrypted } from "../../../guardrails/rules/database/database-is-encrypted";
import { databaseIsPrivate } from "../../../guardrails/rules/database/database-is-private";
import { databaseKeepsItsLogs } from "../../../guardrails/rules/database/database-keeps-its-logs";
import { protectedDatabaseLeavesASnapshot } from "../../../guardrails/rules/database/protected-database-leaves-a-snapshot";
import { protectedDatabaseResistsDeletion } from "../../../guardrails/rules/database/protected-database-resists-deletion";
import { protectedDatabaseSurvivesAZone } from "../../../guardrails/rules/database/protected-database-survives-a-zone";
import { protectedTableRestoresAnyMoment } from "../../../guardrails/rules/database/protected-table-restores-any-moment";
import type { Attributes } from "../../../guardrails/workspace";
import { findings } from "../findings";

const instance = (attributes: Attributes) => ({ aws_db_instance: { db: attributes } });
const cluster = (attributes: Attributes) => ({ aws_rds_cluster: { db: attributes } });
const cache = (attributes: Attributes) => ({ aws_elasticache_replication_group: { db: attributes } });
const table = (attributes: Attributes) => ({ aws_dynamodb_table: { db: attributes } });
/** A replica takes these settings from its source. */
const REPLICA = { replicate_source_db: "${aws_db_instance.primary.arn}" };

describe("guard rails of databases", () => {
  it("DB-001 finds each kind of database without encryption", () => {
    expect(findings(databaseIsEncrypted, instance({}))).toEqual([
      "aws_db_instance.db: storage_encrypted = nothing",
    ]);
    expect(findings(databaseIsEncrypted, cluster({ storage_encrypted: false }))).toEqual([
      "aws_rds_cluster.db: storage_encrypted = false",
    ]);
    expect(findings(databaseIsEncrypted, cache({ at_rest_encryption_enabled: "false" }))).toEqual([
      "aws_elasticache_replication_group.db: at_rest_encryption_enabled = false",
    ]);
  });

  it("DB-001 accepts encrypted ones and replicas", () => {
    expect(findings(databaseIsEncrypted, instance({ storage_encrypted: true }))).toEqual([]);
    expect(findings(databaseIsEncrypted, instance(REPLICA))).toEqual([]);
    // The provider takes a text here.
    expect(findings(databaseIsEncrypted, cache({ at_rest_encryption_enabled: "true" }))).toEqual([]);
  });

  it("DB-002 finds a database with a public address and accepts one without", () => {
    expect(findings(databaseIsPrivate, instance({ publicly_accessible: true }))).toEqual([
      "aws_db_instance.db: publicly_accessible = true",
    ]);
    expect(
      findings(databaseIsPrivate, { aws_rds_cluster_instance: { a: { publicly_accessible: true } } }),
    ).toEqual(["aws_rds_cluster_instance.a: publicly_accessible = true"]);
    expect(findings(databaseIsPrivate, instance({ publicly_accessible: false }))).toEqual([]);
  });

  it("DB-003 finds protected databases that do not resist deletion", () => {
    expect(findings(protectedDatabaseResistsDeletion, instance({ deletion_protection: false }))).toEqual([
      "aws_db_instance.db: deletion_protection = false",
    ]);
    expect(findings(protectedDatabaseResistsDeletion, table({}))).toEqual([
      "aws_dynamodb_table.db: deletion_protection_enabled = nothing",
    ]);
  });

  it("DB-003 accepts protected ones that do, replicas, and disposable ones", () => {
    expect(findings(protectedDatabaseResistsDeletion, cluster({ deletion_protection: true }))).toEqual([]);
    expect(findings(protectedDatabaseResistsDeletion, table({ deletion_protection_enabled: true }))).toEqual(
      [],
    );
    expect(findings(protectedDatabaseResistsDeletion, instance(REPLICA))).toEqual([]);
    expect(findings(protectedDatabaseResistsDeletion, cluster({}), "disposable")).toEqual([]);
  });

  it("DB-004 wants a week of backups where the environment is protected", () => {
    expect(findings(databaseIsBackedUp, cluster({ backup_retention_period: 6 }))).toEqual([
      "aws_rds_cluster.db: backup_retention_period = 6",
    ]);
    expect(findings(databaseIsBackedUp, cluster({ backup_retention_period: 7 }))).toEqual([]);
    expect(findings(databaseIsBackedUp, cache({}))).toEqual([
      "aws_elasticache_replication_group.db: snapshot_retention_limit = nothing",
    ]);
    expect(findings(databaseIsBackedUp, cache({ snapshot_retention_limit: 5 }))).toEqual([]);
  });

  it("DB-004 wants a day of backups where it is disposable", () => {
    expect(findings(databaseIsBackedUp, instance({ backup_retention_period: 0 }), "disposable")).toEqual([
      "aws_db_instance.db: backup_retention_period = 0",
    ]);
    expect(findings(databaseIsBackedUp, instance({ backup_retention_period: 1 }), "disposable")).toEqual([]);
    expect(findings(databaseIsBackedUp, cache({}), "disposable")).toEqual([]);
  });

  it("DB-004 cannot tell when Terraform decides", () => {
    expect(findings(databaseIsBackedUp, instance({ backup_retention_period: "${var.days}" }))).toEqual([
      "?aws_db_instance.db: backup_retention_period = ${var.days}",
    ]);
  });

  it("DB-005 finds a protected database that leaves no snapshot", () => {
    expect(findings(protectedDatabaseLeavesASnapshot, instance({ skip_final_snapshot: true }))).toEqual([
      "aws_db_instance.db: skip_final_snapshot = true",
      "aws_db_instance.db: no final_snapshot_identifier",
    ]);
  });

  it("DB-005 accepts one that does, and disposable ones", () => {
    const leaving = { skip_final_snapshot: false, final_snapshot_identifier: "last" };
    expect(findings(protectedDatabaseLeavesASnapshot, cluster(leaving))).toEqual([]);
    expect(
      findings(protectedDatabaseLeavesASnapshot, instance({ skip_final_snapshot: true }), "disposable"),
    ).toEqual([]);
  });

  it("DB-006 finds a protected table that cannot be restored to any moment", () => {
    expect(findings(protectedTableRestoresAnyMoment, table({}))).toEqual([
      "aws_dynamodb_table.db: point_in_time_recovery.enabled = nothing",
    ]);
    expect(findings(protectedTableRestoresAnyMoment, table({}), "disposable")).toEqual([]);
    expect(
      findings(protectedTableRestoresAnyMoment, table({ point_in_time_recovery: { enabled: true } })),
    ).toEqual([]);
  });

  it("DB-007 finds a cache without TLS and password", () => {
    expect(findings(cacheSpeaksTls, cache({}))).toEqual([
      "aws_elasticache_replication_group.db: transit_encryption_enabled = nothing",
      "aws_elasticache_replication_group.db: no auth_token",
    ]);
  });

  it("DB-007 accepts TLS with a token or with users", () => {
    expect(
      findings(cacheSpeaksTls, cache({ transit_encryption_enabled: true, auth_token: "${local.token}" })),
    ).toEqual([]);
    expect(
      findings(cacheSpeaksTls, cache({ transit_encryption_enabled: true, user_group_ids: ["group"] })),
    ).toEqual([]);
  });

  it("DB-008 finds a database without exported logs", () => {
    expect(findings(databaseKeepsItsLogs, instance({}))).toEqual(["aws_db_instance.db: no exported log"]);
    expect(findings(databaseKeepsItsLogs, cluster({ enabled_cloudwatch_logs_exports: ["audit"] }))).toEqual(
      [],
    );
    expect(findings(databaseKeepsItsLogs, instance(REPLICA))).toEqual([]);
  });

  it("DB-009 finds a protected database in one zone", () => {
    expect(findings(protectedDatabaseSurvivesAZone, instance({ multi_az: false }))).toEqual([
      "aws_db_instance.db: multi_az = false",
    ]);
    expect(
      findings(protectedDatabaseSurvivesAZone, {
        ...cluster({}),
        aws_rds_cluster_instance: { a: { cluster_identifier: "${aws_rds_cluster.db.id}" } },
      }),
    ).toEqual(["aws_rds_cluster.db: 1 instance"]);
    expect(findings(protectedDatabaseSurvivesAZone, cache({}))).toEqual([
      "aws_elasticache_replication_group.db: automatic_failover_enabled = nothing",
    ]);
  });

  it("DB-009 accepts several zones, and one where it is disposable", () => {
    expect(
      findings(protectedDatabaseSurvivesAZone, {
        ...cluster({}),
        aws_rds_cluster_instance: {
          a: { cluster_identifier: "${aws_rds_cluster.db.id}" },
          b: { cluster_identifier: "${aws_rds_cluster.db.id}" },
        },
      }),
    ).toEqual([]);
    expect(findings(protectedDatabaseSurvivesAZone, instance({ multi_az: true }))).toEqual([]);
    expect(findings(protectedDatabaseSurvivesAZone, cache({ automatic_failover_enabled: true }))).toEqual([]);
    expect(findings(protectedDatabaseSurvivesAZone, instance({}), "disposable")).toEqual([]);
  });
});

describe("DB-010, TLS to databases", () => {
  const group = (family: string, parameter: object[] = [], type = "aws_db_parameter_group") =>
    findings(databaseDemandsTls, { [type]: { g: { family, parameter } } });
  const cluster = (family: string, ...parameters: object[]) =>
    group(family, parameters, "aws_rds_cluster_parameter_group");

  it("finds MySQL and MariaDB that take both, and accepts those that demand it", () => {
    const finding = ["aws_db_parameter_group.g: require_secure_transport = nothing"];
    expect(group("mysql8.0")).toEqual(finding);
    expect(group("mariadb11.4")).toEqual(finding);
    expect(group("mysql8.0", [{ name: "require_secure_transport", value: "1" }])).toEqual([]);
    expect(cluster("aurora-mysql8.0", { name: "require_secure_transport", value: "ON" })).toEqual([]);
    expect(cluster("aurora-mysql8.0", { name: "require_secure_transport", value: "OFF" })).toEqual([
      "aws_rds_cluster_parameter_group.g: require_secure_transport = OFF",
    ]);
  });

  it("knows from which version PostgreSQL demands it by itself", () => {
    expect(group("postgres14")).toEqual(["aws_db_parameter_group.g: rds.force_ssl = nothing"]);
    expect(group("postgres15")).toEqual([]);
    expect(group("postgres17", [{ name: "rds.force_ssl", value: "0" }])).toEqual([
      "aws_db_parameter_group.g: rds.force_ssl = 0",
    ]);
    expect(cluster("aurora-postgresql16")).toEqual([
      "aws_rds_cluster_parameter_group.g: rds.force_ssl = nothing",
    ]);
    expect(cluster("aurora-postgresql16", { name: "rds.force_ssl", value: "1" })).toEqual([]);
    expect(cluster("aurora-postgresql17")).toEqual([]);
  });

  it("asks nothing of the instances of a cluster, nor of engines that it does not know", () => {
    expect(group("aurora-mysql8.0")).toEqual([]);
    expect(group("oracle-ee-19")).toEqual([]);
  });
});
