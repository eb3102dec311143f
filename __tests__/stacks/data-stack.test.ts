import { DataStack, type DataExports, type DataStackProps } from "../../stacks/data-stack";
import { BareStack, ENVIRONMENT, synthesizeUnguarded, type Workspace } from "../support/synthesis";
import { TerraformOutput } from "cdktf";

const MINIMAL: DataStackProps = {
  environment: ENVIRONMENT,
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-c"],
  engineVersion: "8.0.mysql_aurora.3.10.0",
  capacity: { minAcu: 0.5, maxAcu: 1 },
  instances: { writer: {} },
  masterUsername: "admin",
  secretName: "/aurora/credentials",
  passwordVersion: 1,
  backupRetentionDays: 1,
  logRetentionDays: 3,
};

const synthesize = (change: Partial<DataStackProps> = {}): Workspace =>
  synthesizeUnguarded((app) => new DataStack(app, { ...MINIMAL, ...change }))["data-test"]!;

describe("the data layer", () => {
  test("SW-016, SW-029: is an Aurora MySQL cluster in the environment's Region", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_rds_cluster", "aurora_cluster")).toMatchObject({
      cluster_identifier: "example-test",
      engine: "aurora-mysql",
    });
    expect(workspace.json["provider"]!["aws"]).toMatchObject([{ region: "ap-northeast-1" }]);
  });

  test("SW-D34: differs between environments by values only", () => {
    const workspace = synthesize({
      environment: { ...ENVIRONMENT, protection: "protected" },
      capacity: { minAcu: 0.5, maxAcu: 4 },
      instances: { writer: {}, reader: {} },
      backupRetentionDays: 7,
      logRetentionDays: 30,
      databaseName: "app",
      tls: "offered",
      windows: { backup: "17:00-17:30", maintenance: "sun:18:00-sun:18:30" },
    });

    expect(workspace.one("aws_rds_cluster", "aurora_cluster")).toMatchObject({
      deletion_protection: true,
      backup_retention_period: 7,
      serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 4 },
      database_name: "app",
      preferred_backup_window: "17:00-17:30",
    });
    expect(workspace.ids("aws_rds_cluster_instance")).toEqual(["aurora_reader", "aurora_writer"]);
    expect(workspace.one("aws_cloudwatch_log_group", "aurora_audit-log_group")).toMatchObject({
      retention_in_days: 30,
    });
  });

  test("SW-085, SW-089: keeps cluster and secret together, with the writer as host", () => {
    const current = synthesize().one("aws_secretsmanager_secret_version", "aurora_credentials_current");

    expect(JSON.parse(String(current["secret_string_wo"]))).toMatchObject({
      host: "${aws_rds_cluster.aurora_cluster.endpoint}",
      port: 3306,
    });
  });

  test("hands other layers references, the writer's among them, and no password", () => {
    const workspaces = synthesizeUnguarded((app) => {
      const { exports } = new DataStack(app, MINIMAL);
      const consumer = new BareStack(app, "consumer");
      for (const [name, value] of Object.entries(exports satisfies DataExports)) {
        new TerraformOutput(consumer, name, { value });
      }
    });

    expect(Object.keys(workspaces["data-test"]!.json["output"]!).sort()).toEqual([
      "database_host",
      "database_secret_arn",
      "to-other-stacks-aws_cloudwatch_log_group-aurora_audit-log_group-arn",
      "to-other-stacks-aws_cloudwatch_log_group-aurora_audit-log_group-name",
      "to-other-stacks-aws_rds_cluster-aurora_cluster-cluster_identifier",
      "to-other-stacks-aws_rds_cluster-aurora_cluster-endpoint",
      "to-other-stacks-aws_secretsmanager_secret-aurora_credentials_secret-arn",
      "to-other-stacks-aws_security_group-aurora_security-group_group-id",
    ]);
  });
});
