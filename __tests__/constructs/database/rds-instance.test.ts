import { rdsMysql, rdsPostgresql } from "../../../constructs/database/rds-engine";
import type { RdsInstanceProps } from "../../../constructs/database/rds-instance";
import { rdsMonitoringRole } from "../../../constructs/database/rds-monitoring-role";
import { RdsInstance } from "../../../constructs/database/rds-instance";
import { refusalOf, synthesizeStack } from "../../support/synthesis";
import { MINIMAL, synthesizeInstance } from "./rds-instances";

const KMS_KEY = "arn:aws:kms:us-east-1:111111111111:key/1";
const instance = (change: Partial<RdsInstanceProps> = {}) =>
  synthesizeInstance(change).one("aws_db_instance", "database_instance");

describe("an RDS instance", () => {
  test("OW-332, OW-D23, AP-093: with minimal values is encrypted, private and keeps its password out of state", () => {
    expect(instance()).toEqual({
      identifier: "example-test",
      engine: "mysql",
      engine_version: "8.4",
      instance_class: "db.r6g.large",
      allocated_storage: 20,
      storage_type: "gp3",
      storage_encrypted: true,
      port: 3306,
      username: "app",
      password_wo:
        "${ephemeral.aws_secretsmanager_secret_version.database_credentials_password.secret_string}",
      password_wo_version: 1,
      multi_az: false,
      publicly_accessible: false,
      db_subnet_group_name: "${aws_db_subnet_group.database_subnets.name}",
      vpc_security_group_ids: ["${aws_security_group.database_security-group_group.id}"],
      parameter_group_name: "${aws_db_parameter_group.database_parameters_group.name}",
      backup_retention_period: 1,
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
      auto_minor_version_upgrade: true,
      copy_tags_to_snapshot: true,
      deletion_protection: false,
      delete_automated_backups: true,
      skip_final_snapshot: true,
      lifecycle: { ignore_changes: ["engine_version"] },
    });
  });

  test("OW-052, AP-081: its security group has no rule of its own", () => {
    const workspace = synthesizeInstance();

    expect(workspace.all("aws_security_group")).toEqual({
      "database_security-group_group": {
        vpc_id: "vpc-1",
        name: "example-test-rds",
        description: "RDS instance example-test",
        tags: { Name: "example-test-rds" },
      },
    });
    expect(workspace.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(workspace.ids("aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  test("OW-007, OW-D44: a protected one of two zones fails over, refuses deletion and leaves a snapshot", () => {
    expect(instance({ protection: "protected", availability: "multi-az" })).toMatchObject({
      multi_az: true,
      deletion_protection: true,
      delete_automated_backups: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: "example-test-final",
    });
  });

  test("takes key, windows, database and exact version", () => {
    const made = instance({
      engine: rdsMysql("8.0.43"),
      kmsKeyArn: KMS_KEY,
      windows: { backup: "03:00-04:00", maintenance: "mon:04:00-mon:05:00" },
      databaseName: "app_data",
      minorUpgrades: "by-version",
      monitoring: { performanceInsights: "off" },
    });

    expect(made).toMatchObject({
      engine_version: "8.0.43",
      kms_key_id: KMS_KEY,
      backup_window: "03:00-04:00",
      maintenance_window: "mon:04:00-mon:05:00",
      db_name: "app_data",
      auto_minor_version_upgrade: false,
    });
    expect(made).not.toHaveProperty("lifecycle");
    expect(made).not.toHaveProperty("performance_insights_enabled");
  });

  test("OW-174, OW-D45: Performance Insights uses the instance's key", () => {
    expect(instance({ kmsKeyArn: KMS_KEY })).toMatchObject({ performance_insights_kms_key_id: KMS_KEY });
  });

  test("OW-280: each exported log has its own group, made before the instance", () => {
    const workspace = synthesizeInstance({ logs: { exported: ["slowquery", "error"], retentionDays: 30 } });

    expect(workspace.all("aws_cloudwatch_log_group")).toEqual({
      "database_error-log_group": { name: "/aws/rds/instance/example-test/error", retention_in_days: 30 },
      "database_slowquery-log_group": {
        name: "/aws/rds/instance/example-test/slowquery",
        retention_in_days: 30,
      },
    });
    expect(workspace.one("aws_db_instance", "database_instance")).toMatchObject({
      enabled_cloudwatch_logs_exports: ["error", "slowquery"],
      depends_on: [
        "aws_cloudwatch_log_group.database_slowquery-log_group",
        "aws_cloudwatch_log_group.database_error-log_group",
      ],
    });
  });

  test("OW-175, OW-D45: Enhanced Monitoring waits for a role that only instances of the account may use", () => {
    const workspace = synthesizeStack((stack) => {
      const role = rdsMonitoringRole(stack, "monitoring", {
        name: "example-monitoring",
        account: "111111111111",
        region: "us-east-1",
      });
      new RdsInstance(stack, "database", {
        ...MINIMAL,
        monitoring: { enhanced: { intervalSeconds: 60, role } },
      });
    });

    expect(workspace.one("aws_db_instance", "database_instance")).toMatchObject({
      monitoring_interval: 60,
      monitoring_role_arn: "${aws_iam_role.monitoring_role.arn}",
      depends_on: ["aws_iam_role_policy_attachment.monitoring_managed-monitoring"],
    });
    expect(workspace.one("aws_iam_role_policy_attachment", "monitoring_managed-monitoring")).toMatchObject({
      policy_arn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    });
    const role = workspace.one("aws_iam_role", "monitoring_role");
    expect(JSON.parse(String(role["assume_role_policy"]))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "monitoring.rds.amazonaws.com" },
          Condition: {
            StringEquals: { "aws:SourceAccount": "111111111111" },
            ArnLike: { "aws:SourceArn": "arn:aws:rds:us-east-1:111111111111:db:*" },
          },
        },
      ],
    });
  });

  test("AP-078, AP-079, AP-084, AP-085, AP-087 to AP-089: takes literal names and a group without parameters", () => {
    const workspace = synthesizeInstance({
      identifier: "aws-practice-stg",
      engine: rdsPostgresql("17"),
      names: {
        subnetGroup: "aws-practice-db-subnet-group-stg",
        parameterGroup: "aws-practice-db-parameter-group-stg",
        securityGroup: "aws-practice-db-stg",
        description: "Managed by Terraform",
      },
    });

    expect(workspace.one("aws_security_group", "database_security-group_group")).toMatchObject({
      name: "aws-practice-db-stg",
      description: "Managed by Terraform",
    });
    expect(workspace.one("aws_db_subnet_group", "database_subnets")).toEqual({
      name: "aws-practice-db-subnet-group-stg",
      description: "Managed by Terraform",
      subnet_ids: ["subnet-a", "subnet-c"],
    });
    expect(workspace.one("aws_db_parameter_group", "database_parameters_group")).toEqual({
      name: "aws-practice-db-parameter-group-stg",
      family: "postgres17",
      description: "Managed by Terraform",
    });
  });

  test("AP-101 to AP-106: its secret holds what the keys name, in one flat object", () => {
    const workspace = synthesizeInstance({
      engine: rdsPostgresql("17"),
      databaseName: "aws_practice",
      masterUser: {
        username: "postgres",
        secretName: "rds-main-stg",
        passwordVersion: 1,
        keys: {
          host: "DB_HOST",
          port: "DB_PORT",
          databaseName: "DB_NAME",
          username: "DB_USER_NAME",
          password: "DB_PASSWORD",
        },
      },
    });
    const current = workspace.one("aws_secretsmanager_secret_version", "database_credentials_current");

    expect(JSON.parse(String(current["secret_string_wo"]))).toEqual({
      DB_HOST: "${aws_db_instance.database_instance.address}",
      DB_PORT: 5432,
      DB_NAME: "aws_practice",
      DB_USER_NAME: "postgres",
      DB_PASSWORD:
        "${ephemeral.aws_secretsmanager_secret_version.database_credentials_password.secret_string}",
    });
  });

  test("OW-268: a secret with the password alone is still written after the database has it", () => {
    const workspace = synthesizeInstance({
      masterUser: { ...MINIMAL.masterUser, keys: { password: "password" } },
    });
    const current = workspace.one("aws_secretsmanager_secret_version", "database_credentials_current");

    expect(JSON.parse(String(current["secret_string_wo"]))).toEqual({
      password: "${ephemeral.aws_secretsmanager_secret_version.database_credentials_password.secret_string}",
    });
    expect(current["depends_on"]).toEqual(["aws_db_instance.database_instance"]);
  });

  test("MySQL refuses plain connections by a parameter, unless it is told to offer both", () => {
    const parameters = (tls?: "required" | "offered") =>
      synthesizeInstance(tls === undefined ? {} : { tls }).one(
        "aws_db_parameter_group",
        "database_parameters_group",
      )["parameter"];

    expect(parameters()).toEqual([
      { name: "require_secure_transport", value: "1", apply_method: "immediate" },
    ]);
    expect(parameters("offered")).toBeUndefined();
  });

  test.each<[string, Partial<RdsInstanceProps>, string]>([
    ["a name with two hyphens in a row", { identifier: "a--b" }, "the name of an aws_db_instance is made of"],
    ["no class", { instanceClass: "r6g.large" }, "instanceClass: is an instance class of RDS, got r6g.large"],
    ["one subnet", { subnetIds: ["a"] }, "subnetIds: has subnets of at least two zones, got 1"],
    ["no backups", { backupRetentionDays: 0 }, "backupRetentionDays: is 1 to 35 days, got 0"],
    [
      "a log of another engine",
      { logs: { exported: ["postgresql"], retentionDays: 30 } },
      "logs.exported: mysql exports audit, error, general, iam-db-auth-error, slowquery, each once, got postgresql",
    ],
    [
      "a log twice",
      { logs: { exported: ["error", "error"], retentionDays: 30 } },
      "logs.exported: mysql exports audit, error, general, iam-db-auth-error, slowquery, each once, got error",
    ],
    [
      "a database name with a hyphen",
      { databaseName: "my-db" },
      "databaseName: a database of mysql has 1 to 64 letters, digits and _ and starts with a letter, got my-db",
    ],
    [
      "a user of 17 characters",
      { masterUser: { ...MINIMAL.masterUser, username: "a".repeat(17) } },
      "masterUser.username: a master user of mysql has 1 to 16 letters",
    ],
    [
      "PostgreSQL's reserved user admin",
      { engine: rdsPostgresql("17"), masterUser: { ...MINIMAL.masterUser, username: "Admin" } },
      "is not admin or rdsadmin, got Admin",
    ],
    [
      "overlapping windows",
      { windows: { backup: "03:00-04:00", maintenance: "mon:03:30-mon:04:30" } },
      "windows.maintenance: does not overlap the daily window 03:00-04:00, got mon:03:30-mon:04:30",
    ],
    [
      "storage that speed cannot be bought for",
      { storage: { allocatedGiB: 399, iops: 12_000 } },
      "storage.iops: can be chosen from 400 GiB on, got 12000 IOPS with 399 GiB",
    ],
    [
      "a cache larger than its memory",
      { parameters: { innodb_buffer_pool_size: { value: "25769803776", apply: "immediate" } } },
      "instanceClass: must have more memory than the 24 GiB that innodb_buffer_pool_size reserves, got db.r6g.large (16 GiB)",
    ],
    [
      "Performance Insights of MySQL on a small class",
      { instanceClass: "db.t4g.small" },
      "monitoring.performanceInsights: is not offered for mysql on db.t4g.small, got on",
    ],
    [
      "a key for a database that is not made",
      { masterUser: { ...MINIMAL.masterUser, keys: { password: "p", databaseName: "DB_NAME" } } },
      "keys.databaseName: is the key of something that the database has, got DB_NAME",
    ],
    [
      "a key twice",
      { masterUser: { ...MINIMAL.masterUser, keys: { password: "p", host: "p" } } },
      "keys: names each key, and each once, got p",
    ],
    [
      "a recovery window of 6 days",
      { masterUser: { ...MINIMAL.masterUser, recoveryWindowDays: 6 } },
      "recoveryWindowDays: is 7 to 30 days, got 6",
    ],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesizeInstance(change))).toContain(rule);
  });

  test("OW-D44: a protected secret's recovery window is a value", () => {
    const workspace = synthesizeInstance({
      protection: "protected",
      masterUser: { ...MINIMAL.masterUser, recoveryWindowDays: 7 },
    });

    expect(workspace.one("aws_secretsmanager_secret", "database_credentials_secret")).toMatchObject({
      recovery_window_in_days: 7,
    });
  });
});
