import { TerraformOutput } from "cdktf";
import { rdsMysql, rdsPostgresql } from "../../constructs/database/rds-engine";
import { DatabaseStack, type DatabaseStackProps } from "../../stacks/database-stack";
import { BareStack, ENVIRONMENT, refusalOf, synthesizeUnguarded, type Workspace } from "../support/synthesis";

const KMS_KEY = "arn:aws:kms:us-east-1:111111111111:key/rds";

const OPENWAN: DatabaseStackProps = {
  environment: { ...ENVIRONMENT, region: "us-east-1", protection: "protected" },
  vpcId: "vpc-1",
  subnetIds: ["data-subnet-a", "data-subnet-b", "data-subnet-c"],
  identifier: "openwan-db-primary",
  engine: rdsMysql("8.0.43"),
  instanceClass: "db.r6g.xlarge",
  storage: { allocatedGiB: 500, maxGiB: 2000, iops: 12_000, throughputMiBps: 500 },
  masterUser: {
    username: "openwan",
    secretName: "openwan/database/password",
    passwordVersion: 1,
    keys: { password: "password" },
    recoveryWindowDays: 7,
  },
  availability: "multi-az",
  backupRetentionDays: 7,
  databaseName: "openwan",
  replicas: {
    "replica-1": {
      identifier: "openwan-db-replica-1",
      instanceClass: "db.r6g.large",
      zone: "us-east-1b",
    },
    "replica-2": {
      identifier: "openwan-db-replica-2",
      instanceClass: "db.r6g.large",
      zone: "us-east-1c",
    },
  },
  logs: { exported: ["error", "slowquery"], retentionDays: 30 },
  monitoring: { enhanced: { intervalSeconds: 60, roleName: "openwan-rds-monitoring" } },
  tls: "offered",
  parameters: {
    max_connections: { value: "500", apply: "immediate" },
    max_connect_errors: { value: "1000", apply: "immediate" },
    connect_timeout: { value: "10", apply: "immediate" },
    innodb_buffer_pool_size: { value: "{DBInstanceClassMemory*3/4}", apply: "immediate" },
    innodb_redo_log_capacity: { value: "2147483648", apply: "pending-reboot" },
    innodb_flush_log_at_trx_commit: { value: "2", apply: "immediate" },
    character_set_server: { value: "utf8mb4", apply: "immediate" },
    collation_server: { value: "utf8mb4_unicode_ci", apply: "immediate" },
    slow_query_log: { value: "1", apply: "immediate" },
    log_output: { value: "FILE", apply: "immediate" },
    long_query_time: { value: "2", apply: "immediate" },
    log_queries_not_using_indexes: { value: "1", apply: "immediate" },
    binlog_format: { value: "ROW", apply: "immediate" },
    binlog_row_image: { value: "minimal", apply: "immediate" },
  },
  windows: { backup: "03:00-04:00", maintenance: "mon:04:00-mon:05:00" },
  kmsKeyArn: KMS_KEY,
  names: {
    subnetGroup: "openwan-db-subnet-group",
    parameterGroup: "openwan-mysql80",
    securityGroup: "openwan-rds-sg",
  },
};

const synthesize = (change: Partial<DatabaseStackProps> = {}): Readonly<Record<string, Workspace>> =>
  synthesizeUnguarded((app) => {
    const { exports } = new DatabaseStack(app, { ...OPENWAN, ...change });
    const { replicas, securityGroup, logGroups, ...plain } = exports;
    const consumer = new BareStack(app, "consumer");
    const values = {
      ...plain,
      group: securityGroup.securityGroupId,
      error: logGroups["error"]?.arn ?? "none",
      copy: replicas["replica-1"]?.address ?? "none",
    };
    for (const [name, value] of Object.entries(values)) {
      new TerraformOutput(consumer, name, { value });
    }
  });

describe("the database layer, as openwan states it", () => {
  let workspaces: Readonly<Record<string, Workspace>>;
  let layer: Workspace;

  beforeAll(() => {
    workspaces = synthesize();
    layer = workspaces["database-test"]!;
  });

  test("OW-007, OW-162 to OW-176, OW-280, OW-332, OW-D17, OW-D19, OW-D44, OW-D45: the primary", () => {
    expect(layer.one("aws_db_instance", "instance_instance")).toEqual({
      identifier: "openwan-db-primary",
      engine: "mysql",
      engine_version: "8.0.43",
      instance_class: "db.r6g.xlarge",
      allocated_storage: 500,
      max_allocated_storage: 2000,
      storage_type: "gp3",
      iops: 12_000,
      storage_throughput: 500,
      storage_encrypted: true,
      kms_key_id: KMS_KEY,
      db_name: "openwan",
      port: 3306,
      username: "openwan",
      password_wo:
        "${ephemeral.aws_secretsmanager_secret_version.instance_credentials_password.secret_string}",
      password_wo_version: 1,
      multi_az: true,
      publicly_accessible: false,
      db_subnet_group_name: "${aws_db_subnet_group.instance_subnets.name}",
      vpc_security_group_ids: ["${aws_security_group.instance_security-group_group.id}"],
      parameter_group_name: "${aws_db_parameter_group.instance_parameters_group.name}",
      backup_retention_period: 7,
      backup_window: "03:00-04:00",
      maintenance_window: "mon:04:00-mon:05:00",
      monitoring_interval: 60,
      monitoring_role_arn: "${aws_iam_role.monitoring_role.arn}",
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
      performance_insights_kms_key_id: KMS_KEY,
      enabled_cloudwatch_logs_exports: ["error", "slowquery"],
      auto_minor_version_upgrade: true,
      copy_tags_to_snapshot: true,
      deletion_protection: true,
      delete_automated_backups: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: "openwan-db-primary-final",
      lifecycle: { ignore_changes: ["engine_version"] },
      depends_on: [
        "aws_cloudwatch_log_group.instance_error-log_group",
        "aws_cloudwatch_log_group.instance_slowquery-log_group",
        "aws_iam_role_policy_attachment.monitoring_managed-monitoring",
      ],
    });
  });

  test("OW-177 to OW-179, OW-D46: lies in the three data subnets, in the group of its own name", () => {
    expect(layer.one("aws_db_subnet_group", "instance_subnets")).toMatchObject({
      name: "openwan-db-subnet-group",
      subnet_ids: ["data-subnet-a", "data-subnet-b", "data-subnet-c"],
    });
    expect(layer.one("aws_security_group", "instance_security-group_group")).toMatchObject({
      name: "openwan-rds-sg",
      vpc_id: "vpc-1",
    });
  });

  test("OW-180 to OW-183: the first replica copies the primary, in its zone and class", () => {
    expect(layer.one("aws_db_instance", "replica-1_instance")).toEqual({
      identifier: "openwan-db-replica-1",
      replicate_source_db: "${aws_db_instance.instance_instance.identifier}",
      instance_class: "db.r6g.large",
      availability_zone: "us-east-1b",
      max_allocated_storage: 2000,
      storage_type: "gp3",
      iops: 12_000,
      storage_throughput: 500,
      storage_encrypted: true,
      multi_az: false,
      publicly_accessible: false,
      vpc_security_group_ids: ["${aws_security_group.instance_security-group_group.id}"],
      parameter_group_name: "${aws_db_parameter_group.instance_parameters_group.name}",
      maintenance_window: "mon:04:00-mon:05:00",
      monitoring_interval: 60,
      monitoring_role_arn: "${aws_iam_role.monitoring_role.arn}",
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
      performance_insights_kms_key_id: KMS_KEY,
      enabled_cloudwatch_logs_exports: ["error", "slowquery"],
      auto_minor_version_upgrade: true,
      copy_tags_to_snapshot: true,
      skip_final_snapshot: true,
      depends_on: [
        "aws_cloudwatch_log_group.replica-1_error-log_group",
        "aws_cloudwatch_log_group.replica-1_slowquery-log_group",
        "aws_iam_role_policy_attachment.monitoring_managed-monitoring",
      ],
    });
  });

  test("OW-184 to OW-187: the second replica, in the third zone", () => {
    expect(layer.one("aws_db_instance", "replica-2_instance")).toMatchObject({
      identifier: "openwan-db-replica-2",
      replicate_source_db: "${aws_db_instance.instance_instance.identifier}",
      instance_class: "db.r6g.large",
      availability_zone: "us-east-1c",
    });
  });

  test("OW-188 to OW-194, OW-197 to OW-199, OW-201 to OW-204, OW-D11 to OW-D16: the parameter group", () => {
    expect(layer.one("aws_db_parameter_group", "instance_parameters_group")).toEqual({
      name: "openwan-mysql80",
      family: "mysql8.0",
      description: "Parameters of the RDS instance openwan-db-primary",
      parameter: [
        { name: "max_connections", value: "500", apply_method: "immediate" },
        { name: "max_connect_errors", value: "1000", apply_method: "immediate" },
        { name: "connect_timeout", value: "10", apply_method: "immediate" },
        { name: "innodb_buffer_pool_size", value: "{DBInstanceClassMemory*3/4}", apply_method: "immediate" },
        { name: "innodb_redo_log_capacity", value: "2147483648", apply_method: "pending-reboot" },
        { name: "innodb_flush_log_at_trx_commit", value: "2", apply_method: "immediate" },
        { name: "character_set_server", value: "utf8mb4", apply_method: "immediate" },
        { name: "collation_server", value: "utf8mb4_unicode_ci", apply_method: "immediate" },
        { name: "slow_query_log", value: "1", apply_method: "immediate" },
        { name: "log_output", value: "FILE", apply_method: "immediate" },
        { name: "long_query_time", value: "2", apply_method: "immediate" },
        { name: "log_queries_not_using_indexes", value: "1", apply_method: "immediate" },
        { name: "binlog_format", value: "ROW", apply_method: "immediate" },
        { name: "binlog_row_image", value: "minimal", apply_method: "immediate" },
      ],
    });
  });

  test("OW-280: each instance's logs go to groups of their own, kept for 30 days", () => {
    const groups = Object.values(layer.all("aws_cloudwatch_log_group"));

    expect(groups.map(({ name }) => name)).toEqual([
      "/aws/rds/instance/openwan-db-primary/error",
      "/aws/rds/instance/openwan-db-primary/slowquery",
      "/aws/rds/instance/openwan-db-replica-1/error",
      "/aws/rds/instance/openwan-db-replica-1/slowquery",
      "/aws/rds/instance/openwan-db-replica-2/error",
      "/aws/rds/instance/openwan-db-replica-2/slowquery",
    ]);
    expect(new Set(groups.map(({ retention_in_days: days }) => days))).toEqual(new Set([30]));
  });

  test("OW-268, OW-D44: the secret holds the password alone, and can be brought back for a week", () => {
    const current = layer.one("aws_secretsmanager_secret_version", "instance_credentials_current");

    expect(layer.one("aws_secretsmanager_secret", "instance_credentials_secret")).toMatchObject({
      name: "openwan/database/password",
      recovery_window_in_days: 7,
    });
    expect(Object.keys(JSON.parse(String(current["secret_string_wo"])) as object)).toEqual(["password"]);
  });

  test("OW-065: hands other layers the address and ARNs, and no password", () => {
    const { output } = layer.json;

    expect(Object.keys(output!).sort()).toEqual([
      "database_host",
      "database_secret_arn",
      "to-other-stacks-aws_cloudwatch_log_group-instance_error-log_group-arn",
      "to-other-stacks-aws_db_instance-instance_instance-address",
      "to-other-stacks-aws_db_instance-instance_instance-arn",
      "to-other-stacks-aws_db_instance-instance_instance-identifier",
      "to-other-stacks-aws_db_instance-replica-1_instance-address",
      "to-other-stacks-aws_secretsmanager_secret-instance_credentials_secret-arn",
      "to-other-stacks-aws_security_group-instance_security-group_group-id",
    ]);
    expect(workspaces["consumer-test"]!.json["output"]).toMatchObject({
      port: { value: 3306 },
      databaseName: { value: "openwan" },
      username: { value: "openwan" },
    });
  });
});

describe("the database layer", () => {
  test("OW-016, AP-090: takes another name, engine and size, without replicas or further figures", () => {
    const workspaces = synthesizeUnguarded((app) => {
      new DatabaseStack(app, {
        environment: OPENWAN.environment,
        vpcId: "vpc-1",
        subnetIds: ["subnet-a", "subnet-c"],
        identifier: "example",
        masterUser: OPENWAN.masterUser,
        availability: "single-zone",
        backupRetentionDays: 1,
        databaseName: "example",
        layer: "data",
        engine: rdsPostgresql("17"),
        instanceClass: "db.t4g.micro",
        storage: { allocatedGiB: 20 },
      });
    });

    expect(workspaces["data-test"]!.ids("aws_db_instance")).toEqual(["instance_instance"]);
    expect(workspaces["data-test"]!.ids("aws_iam_role")).toEqual([]);
    expect(workspaces["data-test"]!.one("aws_db_instance", "instance_instance")).toMatchObject({
      engine: "postgres",
      engine_version: "17",
      instance_class: "db.t4g.micro",
      performance_insights_enabled: true,
    });
  });

  test("OW-D12: refuses a replica that cannot hold the primary's parameters", () => {
    const refused = () =>
      synthesize({
        parameters: { innodb_buffer_pool_size: { value: "25769803776", apply: "immediate" } },
      });

    expect(refusalOf(refused)).toBe(
      "database-test/replica-1.instanceClass: must have more memory than the 24 GiB that innodb_buffer_pool_size reserves, got db.r6g.large (16 GiB); choose a larger class, or a formula such as {DBInstanceClassMemory*3/4} that fits each class",
    );
  });

  test("OW-195, OW-196, OW-200, OW-D10, OW-D11: refuses parameters that RDS does not offer", () => {
    const refused = () =>
      synthesize({
        parameters: {
          query_cache_type: { value: "1", apply: "pending-reboot" },
          query_cache_size: { value: "268435456", apply: "immediate" },
          slow_query_log_file: { value: "/rdsdbdata/log/mysql-slow.log", apply: "immediate" },
        },
      });

    expect(refusalOf(refused)).toBe(
      [
        "database-test/instance/parameters.query_cache_type: is no parameter to set: MySQL has no query cache since 8.0, got 1; remove it",
        "database-test/instance/parameters.query_cache_size: is no parameter to set: MySQL has no query cache since 8.0, got 268435456; remove it",
        "database-test/instance/parameters.slow_query_log_file: is no parameter to set: RDS fixes the path of the slow query log, got /rdsdbdata/log/mysql-slow.log; remove it",
      ].join("\n"),
    );
  });

  test("AP-082: its group opens no connection, or any where a reason is given", () => {
    const egress = (overrides: Partial<DatabaseStackProps>) =>
      Object.values(synthesize(overrides)["database-test"]!.all("aws_vpc_security_group_egress_rule"));

    expect(egress({})).toEqual([]);
    expect(egress({ anyEgressBecause: "a test" })).toEqual([
      {
        security_group_id: "${aws_security_group.instance_security-group_group.id}",
        ip_protocol: "-1",
        cidr_ipv4: "0.0.0.0/0",
        description: "Whatever the database opens (all traffic: a test)",
      },
    ]);
  });

  test("AP-099: nobody starts and stops it, or a weekly run does", () => {
    const { "database-test": workspace } = synthesize({
      weeklyRun: {
        run: { weekday: "MON", startTime: "03:00", stopTime: "04:00", timezone: "Asia/Tokyo" },
        scheduleNames: { start: "shop-start", stop: "shop-stop" },
        roleName: "shop-schedule",
      },
    });

    expect(synthesize({})["database-test"]!.ids("aws_scheduler_schedule")).toEqual([]);
    expect(workspace!.ids("aws_scheduler_schedule")).toEqual(["weekly-run_start", "weekly-run_stop"]);
    expect(workspace!.one("aws_iam_role_policy", "weekly-run_start-and-stop")["policy"]).toContain(
      '"Resource":["${aws_db_instance.instance_instance.arn}"]',
    );
  });
});
