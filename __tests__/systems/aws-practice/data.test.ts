import { statements } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { type Layers, only, output, synthesizeLayers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

const GROUP = "${aws_security_group.instance_security-group_group.id}";
const PASSWORD = "${ephemeral.aws_secretsmanager_secret_version.instance_credentials_password.secret_string}";

describe.each([
  {
    env: "stg",
    size: { instance_class: "db.t4g.micro", allocated_storage: 20, multi_az: false },
    kept: { backup_retention_period: 1, deletion_protection: false, skip_final_snapshot: true },
  },
  {
    env: "prd",
    size: {
      instance_class: "db.t4g.small",
      allocated_storage: 20,
      max_allocated_storage: 100,
      multi_az: true,
    },
    kept: { backup_retention_period: 7, deletion_protection: true, skip_final_snapshot: false },
  },
])("aws-practice, data of $env", ({ env, size, kept }) => {
  let data: Workspace;
  beforeAll(() => {
    data = layersOf(env).of("data");
  });
  const instance = () => only(data, "aws_db_instance");

  it("AP-077 AP-078 AP-079 AP-080 AP-D18 has a security group that is the database's alone", () => {
    expect(only(data, "aws_security_group")).toEqual({
      name: `aws-practice-db-${env}`,
      description: "Managed by Terraform",
      vpc_id: "${aws_vpc.network_vpc_vpc.id}",
      tags: { Name: `aws-practice-db-${env}` },
    });
    const users = layersOf(env)
      .all("aws_ecs_service")
      .filter((service) => JSON.stringify(service).includes(GROUP));
    expect(users).toEqual([]);
  });

  it("AP-081 AP-133 AP-D15 admits nobody by itself", () => {
    expect(data.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  it("AP-082 AP-D17 lets the database open any connection", () => {
    expect(only(data, "aws_vpc_security_group_egress_rule")).toMatchObject({
      security_group_id: GROUP,
      ip_protocol: "-1",
      cidr_ipv4: "0.0.0.0/0",
    });
  });

  it("AP-084 AP-085 AP-086 has a subnet group of the two private subnets", () => {
    expect(only(data, "aws_db_subnet_group")).toEqual({
      name: `aws-practice-db-subnet-group-${env}`,
      description: "Managed by Terraform",
      subnet_ids: ["${aws_subnet.network_private_subnet-a.id}", "${aws_subnet.network_private_subnet-c.id}"],
    });
  });

  it("AP-087 AP-088 AP-089 has a parameter group of PostgreSQL 17 without parameters", () => {
    expect(only(data, "aws_db_parameter_group")).toEqual({
      name: `aws-practice-db-parameter-group-${env}`,
      description: "Managed by Terraform",
      family: "postgres17",
    });
    expect(data.ids("aws_rds_cluster_parameter_group")).toEqual([]);
  });

  it("AP-090 AP-091 AP-093 AP-094 AP-095 AP-096 is a private PostgreSQL 17 on gp3", () => {
    expect(instance()).toMatchObject({
      identifier: `aws-practice-${env}`,
      engine: "postgres",
      engine_version: "17",
      storage_type: "gp3",
      storage_encrypted: true,
      publicly_accessible: false,
      port: 5432,
      db_name: "aws_practice",
      username: "postgres",
    });
  });

  it("AP-092 lies in its subnet group, behind its security group, with its parameters", () => {
    expect(instance()).toMatchObject({
      db_subnet_group_name: "${aws_db_subnet_group.instance_subnets.name}",
      vpc_security_group_ids: [GROUP],
      parameter_group_name: "${aws_db_parameter_group.instance_parameters_group.name}",
    });
  });

  it("AP-D03 AP-D05 is as large and as safe as its environment says", () => {
    expect(instance()).toMatchObject({ ...size, ...kept });
  });

  it("AP-098 can be stopped, as nothing copies from it", () => {
    expect(layersOf(env).all("aws_db_instance")).toHaveLength(1);
    expect(instance()).not.toHaveProperty("replicate_source_db");
  });

  it("AP-097 AP-D13 generates the password where it is kept, and shows it nowhere", () => {
    expect(data.json["ephemeral"]).toHaveProperty("aws_secretsmanager_random_password");
    expect(instance()).toMatchObject({ password_wo: PASSWORD, password_wo_version: 1 });
    expect(instance()).not.toHaveProperty("password");
    for (const version of Object.values(data.all("aws_secretsmanager_secret_version"))) {
      expect(version).not.toHaveProperty("secret_string");
    }
    expect(JSON.stringify(data.json["output"])).not.toContain("ephemeral");
  });

  it("AP-100 AP-107 AP-108 AP-D21 has a secret under AWS's own key that nothing rotates", () => {
    const secret = only(data, "aws_secretsmanager_secret");
    expect(secret["name"]).toBe(`rds-main-${env}`);
    expect(secret).not.toHaveProperty("kms_key_id");
    expect(layersOf(env).all("aws_secretsmanager_secret_rotation")).toEqual([]);
  });

  it("AP-101 AP-102 AP-103 AP-104 AP-105 AP-106 holds the five values as flat JSON", () => {
    const current = data.one("aws_secretsmanager_secret_version", "instance_credentials_current");
    expect(JSON.parse(current["secret_string_wo"] as string)).toEqual({
      DB_HOST: "${aws_db_instance.instance_instance.address}",
      DB_PORT: 5432,
      DB_NAME: "aws_practice",
      DB_USER_NAME: "postgres",
      DB_PASSWORD: PASSWORD,
    });
  });

  it("AP-109 lets a later value of the secret stand until the password's number rises", () => {
    for (const version of Object.values(data.all("aws_secretsmanager_secret_version"))) {
      expect(version["secret_string_wo_version"]).toBe(1);
    }
  });

  it("AP-102 tells operators the host and where the credentials are", () => {
    expect(output(data, "database_host")).toBe("${aws_db_instance.instance_instance.address}");
    expect(output(data, "database_secret_arn")).toBe(
      "${aws_secretsmanager_secret.instance_credentials_secret.arn}",
    );
  });
});

describe("aws-practice, the weekly run", () => {
  it.each([
    ["start", "cron(0 3 ? * MON *)"],
    ["stop", "cron(0 4 ? * MON *)"],
  ])("AP-099 AP-D14 %ss the database of stg every Monday", (use, expression) => {
    expect(layersOf("stg").of("data").one("aws_scheduler_schedule", `weekly-run_${use}`)).toMatchObject({
      name: `aws-practice-db-${use}-stg`,
      schedule_expression: expression,
      schedule_expression_timezone: "Asia/Tokyo",
      flexible_time_window: { mode: "OFF" },
      target: {
        arn: `arn:aws:scheduler:::aws-sdk:rds:${use}DBInstance`,
        input: '{"DbInstanceIdentifier":"${aws_db_instance.instance_instance.identifier}"}',
        role_arn: "${aws_iam_role.weekly-run_role_role.arn}",
      },
    });
  });

  it("AP-099 may start and stop this instance, and nothing else", () => {
    const data = layersOf("stg").of("data");
    expect(statements(only(data, "aws_iam_role_policy")["policy"])).toEqual([
      expect.objectContaining({
        Effect: "Allow",
        Action: ["rds:StartDBInstance", "rds:StopDBInstance"],
        Resource: ["${aws_db_instance.instance_instance.arn}"],
      }),
    ]);
  });

  it("AP-D14 is stg's alone", () => {
    expect(layersOf("prd").all("aws_scheduler_schedule")).toEqual([]);
  });
});
