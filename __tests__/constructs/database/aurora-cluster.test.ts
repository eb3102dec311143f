import { AuroraCluster, type AuroraClusterProps } from "../../../constructs/database/aurora-cluster";
import { auroraMysql, auroraPostgresql } from "../../../constructs/database/aurora-engine";
import { refusalOf, synthesizeStack, type Workspace } from "../../support/synthesis";

const MINIMAL: AuroraClusterProps = {
  clusterIdentifier: "example-test",
  engine: auroraMysql("8.0.mysql_aurora.3.10.0"),
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-c"],
  masterUser: { username: "admin", secretName: "/aurora/credentials", passwordVersion: 1 },
  capacity: { minAcu: 0.5, maxAcu: 1 },
  protection: "disposable",
  backupRetentionDays: 1,
  logRetentionDays: 3,
};

const synthesize = (change: Partial<AuroraClusterProps> = {}): Workspace =>
  synthesizeStack((stack) => new AuroraCluster(stack, "aurora", { ...MINIMAL, ...change }));

const cluster = (change: Partial<AuroraClusterProps> = {}) =>
  synthesize(change).one("aws_rds_cluster", "aurora_cluster");

const KMS_KEY = "arn:aws:kms:ap-northeast-1:111111111111:key/1";

describe("an Aurora Serverless v2 cluster", () => {
  test("SW-016 to SW-018, SW-048, SW-D34: with minimal values", () => {
    expect(cluster()).toEqual({
      cluster_identifier: "example-test",
      engine: "aurora-mysql",
      engine_mode: "provisioned",
      engine_version: "8.0.mysql_aurora.3.10.0",
      serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 1 },
      port: 3306,
      master_username: "admin",
      master_password_wo:
        "${ephemeral.aws_secretsmanager_secret_version.aurora_credentials_password.secret_string}",
      master_password_wo_version: 1,
      db_subnet_group_name: "${aws_db_subnet_group.aurora_subnets.name}",
      vpc_security_group_ids: ["${aws_security_group.aurora_security-group_group.id}"],
      db_cluster_parameter_group_name: "${aws_rds_cluster_parameter_group.aurora_parameters.name}",
      storage_encrypted: true,
      enabled_cloudwatch_logs_exports: ["audit"],
      backup_retention_period: 1,
      copy_tags_to_snapshot: true,
      deletion_protection: false,
      delete_automated_backups: true,
      skip_final_snapshot: true,
      depends_on: ["aws_cloudwatch_log_group.aurora_audit-log_group"],
      lifecycle: { ignore_changes: ["engine_version"] },
    });
  });

  test("SW-016, SW-018, SW-125: its instance is serverless and not reachable from outside", () => {
    expect(synthesize().all("aws_rds_cluster_instance")).toEqual({
      aurora_writer: {
        identifier: "example-test-writer",
        cluster_identifier: "${aws_rds_cluster.aurora_cluster.id}",
        engine: "aurora-mysql",
        instance_class: "db.serverless",
        promotion_tier: 1,
        publicly_accessible: false,
        auto_minor_version_upgrade: true,
        copy_tags_to_snapshot: true,
        performance_insights_enabled: true,
      },
    });
  });

  test("SW-018: lies in the given subnets alone", () => {
    expect(synthesize().one("aws_db_subnet_group", "aurora_subnets")).toMatchObject({
      name: "example-test",
      subnet_ids: ["subnet-a", "subnet-c"],
    });
  });

  test("SW-046, SW-050, SW-D17: its audit log goes to the group that AWS writes to, made before it", () => {
    expect(synthesize().one("aws_cloudwatch_log_group", "aurora_audit-log_group")).toEqual({
      name: "/aws/rds/cluster/example-test/audit",
      retention_in_days: 3,
    });
  });

  test("SW-D18, EN-131: its parameters turn the audit log on and refuse plain connections", () => {
    expect(synthesize().one("aws_rds_cluster_parameter_group", "aurora_parameters")).toMatchObject({
      name: "example-test",
      family: "aurora-mysql8.0",
      parameter: [
        { name: "server_audit_logging", value: "1", apply_method: "immediate" },
        { name: "server_audit_events", value: "CONNECT,QUERY_DCL,QUERY_DDL", apply_method: "immediate" },
        { name: "require_secure_transport", value: "ON", apply_method: "immediate" },
      ],
    });
  });

  test("offers TLS without demanding it when told so", () => {
    const { parameter } = synthesize({ tls: "offered" }).one(
      "aws_rds_cluster_parameter_group",
      "aurora_parameters",
    );

    expect(parameter).toHaveLength(2);
  });

  test("takes further parameters over its own", () => {
    const workspace = synthesize({
      parameters: {
        server_audit_events: { value: "CONNECT", apply: "immediate" },
        time_zone: { value: "Asia/Tokyo", apply: "pending-reboot" },
      },
    });

    expect(workspace.one("aws_rds_cluster_parameter_group", "aurora_parameters")["parameter"]).toEqual([
      { name: "server_audit_logging", value: "1", apply_method: "immediate" },
      { name: "server_audit_events", value: "CONNECT", apply_method: "immediate" },
      { name: "require_secure_transport", value: "ON", apply_method: "immediate" },
      { name: "time_zone", value: "Asia/Tokyo", apply_method: "pending-reboot" },
    ]);
  });

  test("SW-117, SW-118, SW-127: its security group has no rule of its own", () => {
    const workspace = synthesize();

    expect(workspace.ids("aws_security_group")).toEqual(["aurora_security-group_group"]);
    expect(workspace.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(workspace.ids("aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  test("SW-D34: a protected one refuses deletion and leaves a final snapshot", () => {
    const workspace = synthesize({ protection: "protected" });

    expect(workspace.one("aws_rds_cluster", "aurora_cluster")).toMatchObject({
      deletion_protection: true,
      delete_automated_backups: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: "example-test-final",
    });
    expect(workspace.one("aws_secretsmanager_secret", "aurora_credentials_secret")).toMatchObject({
      recovery_window_in_days: 30,
    });
  });

  test("SW-D34: makes the first instance first, so that it begins as the writer", () => {
    const workspace = synthesize({
      instances: { writer: { zone: "ap-northeast-1a" }, reader: { promotionTier: 0 } },
    });

    expect(workspace.one("aws_rds_cluster_instance", "aurora_writer")).toMatchObject({
      availability_zone: "ap-northeast-1a",
    });
    expect(workspace.one("aws_rds_cluster_instance", "aurora_reader")).toMatchObject({
      promotion_tier: 0,
      depends_on: ["aws_rds_cluster_instance.aurora_writer"],
    });
  });

  test("follows the stated version alone when told so", () => {
    const workspace = synthesize({ minorUpgrades: "by-version" });

    expect(workspace.one("aws_rds_cluster", "aurora_cluster")).not.toHaveProperty("lifecycle");
    expect(workspace.one("aws_rds_cluster_instance", "aurora_writer")).toMatchObject({
      auto_minor_version_upgrade: false,
    });
  });

  test("takes a key, windows, a database and further logs", () => {
    const workspace = synthesize({
      kmsKeyArn: KMS_KEY,
      windows: { backup: "17:00-17:30", maintenance: "sun:18:00-sun:18:30" },
      databaseName: "app",
      furtherLogs: ["slowquery", "error"],
    });

    expect(workspace.one("aws_rds_cluster", "aurora_cluster")).toMatchObject({
      kms_key_id: KMS_KEY,
      preferred_backup_window: "17:00-17:30",
      preferred_maintenance_window: "sun:18:00-sun:18:30",
      database_name: "app",
      enabled_cloudwatch_logs_exports: ["audit", "error", "slowquery"],
    });
    expect(workspace.one("aws_rds_cluster_instance", "aurora_writer")).toMatchObject({
      performance_insights_kms_key_id: KMS_KEY,
    });
    expect(workspace.one("aws_secretsmanager_secret", "aurora_credentials_secret")).toMatchObject({
      kms_key_id: KMS_KEY,
    });
    expect(workspace.ids("aws_cloudwatch_log_group")).toEqual([
      "aurora_audit-log_group",
      "aurora_error-log_group",
      "aurora_slowquery-log_group",
    ]);
  });

  test("EN-259: is PostgreSQL by another engine value", () => {
    const workspace = synthesize({ engine: auroraPostgresql("16.6") });

    expect(workspace.one("aws_rds_cluster", "aurora_cluster")).toMatchObject({
      engine: "aurora-postgresql",
      engine_version: "16.6",
      port: 5432,
      enabled_cloudwatch_logs_exports: ["postgresql"],
    });
    expect(workspace.one("aws_rds_cluster_parameter_group", "aurora_parameters")).toMatchObject({
      family: "aurora-postgresql16",
      parameter: [
        { name: "log_connections", value: "1", apply_method: "immediate" },
        { name: "log_disconnections", value: "1", apply_method: "immediate" },
        { name: "log_statement", value: "ddl", apply_method: "immediate" },
        { name: "rds.force_ssl", value: "1", apply_method: "pending-reboot" },
      ],
    });
  });

  test.each<[string, Partial<AuroraClusterProps>, string]>([
    [
      "a name in upper case",
      { clusterIdentifier: "Example" },
      "the name of an aws_rds_cluster is made of lower-case",
    ],
    ["a name with two hyphens in a row", { clusterIdentifier: "a--b" }, "single inner hyphens"],
    ["one subnet", { subnetIds: ["subnet-a"] }, "subnetIds: has subnets of at least two zones, got 1"],
    ["no backups", { backupRetentionDays: 0 }, "backupRetentionDays: is 1 to 35 days, got 0"],
    ["backups for 36 days", { backupRetentionDays: 36 }, "is 1 to 35 days, got 36"],
    [
      "a log that MySQL lacks",
      { furtherLogs: ["postgresql"] },
      "furtherLogs: beside audit, aurora-mysql exports",
    ],
    ["no instance", { instances: {} }, "instances: has at least one instance, got none"],
    [
      "an instance with a dot",
      { instances: { "a.b": {} } },
      "made of lower-case letters, digits and hyphens",
    ],
    ["tier 16", { instances: { writer: { promotionTier: 16 } } }, "writer.promotionTier: is 0 to 15, got 16"],
    [
      "the user rdsadmin",
      { masterUser: { ...MINIMAL.masterUser, username: "rdsadmin" } },
      "masterUser.username: a master user of aurora-mysql has 1 to 16 letters",
    ],
    [
      "a user of 17 characters",
      { masterUser: { ...MINIMAL.masterUser, username: "a".repeat(17) } },
      "a master user of aurora-mysql has 1 to 16 letters",
    ],
    [
      "0.3 ACU",
      { capacity: { minAcu: 0.3, maxAcu: 1 } },
      "capacity.minAcu: is 0 to 256 ACU in steps of 0.5, got 0.3",
    ],
    ["a maximum of 0.5 ACU", { capacity: { minAcu: 0, maxAcu: 0.5 } }, "capacity.maxAcu: is 1 to 256 ACU"],
    [
      "257 ACU",
      { capacity: { minAcu: 1, maxAcu: 257 } },
      "capacity.maxAcu: is 1 to 256 ACU in steps of 0.5, got 257",
    ],
    [
      "a minimum over the maximum",
      { capacity: { minAcu: 4, maxAcu: 2 } },
      "is at most the maximum of 2 ACU, got 4",
    ],
    [
      "a pause without a minimum of 0",
      { capacity: { minAcu: 0.5, maxAcu: 1, pauseAfterSeconds: 300 } },
      "capacity.pauseAfterSeconds: is for a minimum of 0 ACU only, got 300",
    ],
    [
      "a pause after a minute",
      { capacity: { minAcu: 0, maxAcu: 1, pauseAfterSeconds: 60 } },
      "is 300 to 86400 seconds, got 60",
    ],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });

  test("names everything that is wrong at once", () => {
    const refusal = refusalOf(() => synthesize({ subnetIds: [], backupRetentionDays: 0 }));

    expect(refusal.split("\n")).toHaveLength(2);
  });

  test.each([
    [
      { minAcu: 0, maxAcu: 1, pauseAfterSeconds: 300 },
      { min_capacity: 0, max_capacity: 1, seconds_until_auto_pause: 300 },
    ],
    [
      { minAcu: 256, maxAcu: 256 },
      { min_capacity: 256, max_capacity: 256 },
    ],
  ])("takes the capacity %j", (capacity, rendered) => {
    expect(cluster({ capacity })["serverlessv2_scaling_configuration"]).toEqual(rendered);
  });
});

describe("a provisioned Aurora PostgreSQL cluster", () => {
  const CHANGE: Partial<AuroraClusterProps> = {
    engine: auroraPostgresql("16.6", ["write", "ddl"]),
    capacity: { instanceClass: "db.r7g.large" },
    masterUser: { username: "postgres", rotation: "by-rds" },
    iamSignIn: "on",
    insights: "advanced",
    kmsKeyArn: KMS_KEY,
  };

  test("EN-136, C-11: leaves its password to RDS, under its key, and has no secret of its own", () => {
    const workspace = synthesize(CHANGE);

    expect(workspace.one("aws_rds_cluster", "aurora_cluster")).toMatchObject({
      master_username: "postgres",
      manage_master_user_password: true,
      master_user_secret_kms_key_id: KMS_KEY,
      iam_database_authentication_enabled: true,
      database_insights_mode: "advanced",
      performance_insights_retention_period: 465,
    });
    expect(workspace.ids("aws_secretsmanager_secret")).toEqual([]);
    expect(workspace.json["ephemeral"]).toBeUndefined();
  });

  test("EN-056: has instances of its class, and scales between no sizes", () => {
    const workspace = synthesize(CHANGE);

    expect(workspace.one("aws_rds_cluster_instance", "aurora_writer")).toMatchObject({
      instance_class: "db.r7g.large",
      publicly_accessible: false,
      performance_insights_kms_key_id: KMS_KEY,
    });
    expect(workspace.one("aws_rds_cluster", "aurora_cluster")).not.toHaveProperty(
      "serverlessv2_scaling_configuration",
    );
  });

  test("EN-130: encrypts its log with its key", () => {
    expect(synthesize(CHANGE).one("aws_cloudwatch_log_group", "aurora_postgresql-log_group")).toEqual({
      name: "/aws/rds/cluster/example-test/postgresql",
      retention_in_days: 3,
      kms_key_id: KMS_KEY,
    });
  });

  test("M-37: loads pgAudit for the named statements, and it alone writes them", () => {
    const { parameter } = synthesize(CHANGE).one("aws_rds_cluster_parameter_group", "aurora_parameters");

    expect(parameter).toEqual([
      { name: "log_connections", value: "1", apply_method: "immediate" },
      { name: "log_disconnections", value: "1", apply_method: "immediate" },
      {
        name: "shared_preload_libraries",
        value: "pg_stat_statements,pgaudit",
        apply_method: "pending-reboot",
      },
      { name: "pgaudit.log", value: "ddl,write", apply_method: "immediate" },
      { name: "pgaudit.role", value: "rds_pgaudit", apply_method: "pending-reboot" },
      { name: "rds.force_ssl", value: "1", apply_method: "pending-reboot" },
    ]);
  });

  test("is refused with a class that is none", () => {
    expect(refusalOf(() => synthesize({ ...CHANGE, capacity: { instanceClass: "r7g.large" } }))).toContain(
      "capacity.instanceClass: is an instance class of RDS, got r7g.large",
    );
  });
});

describe("an engine", () => {
  test.each([
    [
      () => auroraMysql("8.0"),
      "Aurora MySQL: needs its complete version, got 8.0; write it like 8.0.mysql_aurora",
    ],
    [
      () => auroraPostgresql("16"),
      "Aurora PostgreSQL: needs its complete version, got 16; write it like 16.6",
    ],
  ])("refuses half a version", (engine, refusal) => {
    expect(refusalOf(engine)).toContain(refusal);
  });
});
