import type { Workspace } from "../../support/synthesis";
import { type Layers, only, output, synthesizeLayers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

/** The password as it is read back from the secret in which it was generated (ADR 020). */
const PASSWORD = "${ephemeral.aws_secretsmanager_secret_version.aurora_credentials_password.secret_string}";
const GENERATED = "aws_secretsmanager_secret_version.aurora_credentials_generated";

describe.each([
  {
    environment: "dev",
    instances: ["aurora_writer"],
    capacity: { min_capacity: 0.5, max_capacity: 1 },
    retentionDays: 3,
    protection: { backup_retention_period: 1, deletion_protection: false, skip_final_snapshot: true },
    recoveryDays: 0,
  },
  {
    environment: "prod",
    instances: ["aurora_reader", "aurora_writer"],
    capacity: { min_capacity: 0.5, max_capacity: 4 },
    retentionDays: 30,
    protection: { backup_retention_period: 7, deletion_protection: true, skip_final_snapshot: false },
    recoveryDays: 30,
  },
])("serverless-web, data of $environment", (expected) => {
  const { environment, instances, capacity, retentionDays, protection, recoveryDays } = expected;
  let data: Workspace;
  beforeAll(() => {
    data = layersOf(environment).of("data");
  });
  const cluster = () => only(data, "aws_rds_cluster");

  it("SW-016 SW-D34 is Aurora MySQL Serverless v2", () => {
    expect(cluster()).toMatchObject({
      engine: "aurora-mysql",
      engine_mode: "provisioned",
      engine_version: "8.0.mysql_aurora.3.10.0",
      serverlessv2_scaling_configuration: capacity,
      storage_encrypted: true,
    });
    expect(data.ids("aws_rds_cluster_instance")).toEqual(instances);
  });

  it.each(instances)("SW-016 SW-018 SW-125 has the serverless, private instance %s", (instance) => {
    expect(data.one("aws_rds_cluster_instance", instance)).toMatchObject({
      cluster_identifier: "${aws_rds_cluster.aurora_cluster.id}",
      engine: "aurora-mysql",
      instance_class: "db.serverless",
      publicly_accessible: false,
    });
  });

  it("SW-017 listens on 3306", () => {
    expect(cluster()["port"]).toBe(3306);
  });

  it("SW-018 lies in the DB subnets, behind a group of its own", () => {
    expect(cluster()).toMatchObject({
      db_subnet_group_name: "${aws_db_subnet_group.aurora_subnets.name}",
      vpc_security_group_ids: ["${aws_security_group.aurora_security-group_group.id}"],
    });
    expect(only(data, "aws_db_subnet_group")["subnet_ids"]).toEqual([
      "${aws_subnet.network_db_subnet-a.id}",
      "${aws_subnet.network_db_subnet-c.id}",
    ]);
  });

  it("SW-D34 is backed up and protected as the environment says", () => {
    expect(cluster()).toMatchObject(protection);
  });

  it("SW-040 SW-087 has the user admin", () => {
    expect(cluster()["master_username"]).toBe("admin");
  });

  it("SW-048 SW-122 SW-D39 exports the audit log, and nothing else", () => {
    expect(cluster()["enabled_cloudwatch_logs_exports"]).toEqual(["audit"]);
  });

  it("SW-048 SW-D18 writes an audit log, which Aurora does only when its parameters say so", () => {
    expect(cluster()["db_cluster_parameter_group_name"]).toBe(
      "${aws_rds_cluster_parameter_group.aurora_parameters.name}",
    );
    expect(only(data, "aws_rds_cluster_parameter_group")).toMatchObject({
      family: "aurora-mysql8.0",
      parameter: [
        { name: "server_audit_logging", value: "1" },
        { name: "server_audit_events", value: "CONNECT,QUERY_DCL,QUERY_DDL" },
        { name: "require_secure_transport", value: "ON" },
      ],
    });
  });

  it("SW-046 SW-050 SW-052 SW-D17 has made the log group to which RDS writes before RDS does", () => {
    const { cluster_identifier: identifier, depends_on: before } = cluster();
    expect(identifier).toBe(`serverless-web-${environment}`);
    expect(only(data, "aws_cloudwatch_log_group")).toMatchObject({
      name: `/aws/rds/cluster/serverless-web-${environment}/audit`,
      retention_in_days: retentionDays,
    });
    expect(before).toEqual(["aws_cloudwatch_log_group.aurora_audit-log_group"]);
  });

  it("SW-085 SW-086 SW-D15 SW-D16 keeps the credentials in a secret beside the cluster", () => {
    expect(only(data, "aws_secretsmanager_secret")).toMatchObject({
      name: "/aurora/credentials",
      recovery_window_in_days: recoveryDays,
    });
    expect(data.ids("aws_secretsmanager_secret_version")).toEqual([
      "aurora_credentials_current",
      "aurora_credentials_generated",
    ]);
    expect(cluster()).not.toHaveProperty("manage_master_user_password");
  });

  it("SW-087 SW-088 SW-089 SW-090 holds user, password, writer and port in it", () => {
    const current = data.one("aws_secretsmanager_secret_version", "aurora_credentials_current");
    expect(current["secret_id"]).toBe("${aws_secretsmanager_secret.aurora_credentials_secret.id}");
    expect(JSON.parse(current["secret_string_wo"] as string)).toEqual({
      username: "admin",
      password: PASSWORD,
      host: "${aws_rds_cluster.aurora_cluster.endpoint}",
      port: 3306,
    });
  });

  it("SW-088 generates the password, and hands it on by write-only arguments alone", () => {
    expect(data.json["ephemeral"]).toMatchObject({
      aws_secretsmanager_random_password: { aurora_credentials_random: { password_length: 32 } },
      aws_secretsmanager_secret_version: {
        aurora_credentials_password: {
          secret_id: `\${${GENERATED}.secret_id}`,
          version_id: `\${${GENERATED}.version_id}`,
        },
      },
    });
    expect(data.one("aws_secretsmanager_secret_version", "aurora_credentials_generated")).toMatchObject({
      secret_string_wo:
        "${ephemeral.aws_secretsmanager_random_password.aurora_credentials_random.random_password}",
      secret_string_wo_version: 1,
      version_stages: ["GENERATED"],
    });
    expect(cluster()).toMatchObject({ master_password_wo: PASSWORD, master_password_wo_version: 1 });
    expect(cluster()).not.toHaveProperty("master_password");
    for (const version of Object.values(data.all("aws_secretsmanager_secret_version"))) {
      expect(version).not.toHaveProperty("secret_string");
    }
  });

  it("SW-028 SW-041 SW-089 tells operators the writer's host and where the credentials are", () => {
    expect(output(data, "database_host")).toBe("${aws_rds_cluster.aurora_cluster.endpoint}");
    expect(output(data, "database_secret_arn")).toBe(
      "${aws_secretsmanager_secret.aurora_credentials_secret.arn}",
    );
  });

  it("SW-118 SW-127 SW-D38 opens no connection of its own", () => {
    const group = only(data, "aws_security_group");
    expect(group).not.toHaveProperty("egress");
    const opened = layersOf(environment)
      .all("aws_vpc_security_group_egress_rule")
      .filter(({ security_group_id: id }) => id === "${aws_security_group.aurora_security-group_group.id}");
    expect(opened).toEqual([]);
  });
});
