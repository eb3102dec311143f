import { DATA, type DatabaseConfig } from "../../../systems/enterprise/workload/data/config";
import { permissionsOf, statements } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { problemsOf, synthesizeAccounts } from "./composed";
import { inData, toldOfRegulated, WITH_REGULATED } from "./workload-data";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";

const ACCOUNTS = ["dev", "stg", "prod"] as const;
const REMOTE = /outputs\.to-other-stacks-([\w-]+)/;

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(() => {
  stacks = synthesizeAccounts(ACCOUNTS);
});
const layer = (name: string, environment: string): Workspace => stacks[`${name}-${environment}`]!;
/** What a reference to another layer leads to. */
const origin = (value: unknown): string | undefined => REMOTE.exec(String(value))?.[1];
const parametersOf = (environment: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (
      layer("database", environment).one("aws_rds_cluster_parameter_group", "aurora_parameters")[
        "parameter"
      ] as readonly { name: string; value: string }[]
    ).map(({ name, value }) => [name, value]),
  );

describe("the database", () => {
  const cluster = (environment: string) =>
    layer("database", environment).one("aws_rds_cluster", "aurora_cluster");
  const instances = (environment: string) =>
    Object.values(layer("database", environment).all("aws_rds_cluster_instance"));

  test.each(ACCOUNTS)(
    "EN-056, EN-094: instances of %s are private and take minor upgrades",
    (environment) => {
      expect(
        instances(environment).map(({ publicly_accessible, auto_minor_version_upgrade }) => [
          publicly_accessible,
          auto_minor_version_upgrade,
        ]),
      ).toEqual(Object.keys(DATA[environment].database!.instances).map(() => [false, true]));
    },
  );

  test.each(ACCOUNTS)("EN-094: that of %s begins with a version of long-term support", (environment) => {
    expect(cluster(environment)).toMatchObject({ engine: "aurora-postgresql", engine_version: "16.8" });
  });

  test.each([
    ["dev", "internal"],
    ["stg", "internal"],
    ["prod", "personal"],
  ])(
    "EN-115, EN-130: that of %s is encrypted with the key of the class %s and carries it",
    (environment, dataClass) => {
      const { kms_key_id, storage_encrypted, tags } = cluster(environment);

      expect(storage_encrypted).toBe(true);
      expect(origin(kms_key_id)).toBe(`aws_kms_key-${dataClass}-key_key-arn`);
      expect(tags).toEqual({ Backup: "daily", Confidentiality: dataClass, DataClass: dataClass });
    },
  );

  test.each(ACCOUNTS)(
    "EN-131, EN-141, EN-249, M-37: that of %s demands TLS and audits by pgAudit",
    (environment) => {
      expect(parametersOf(environment)).toEqual({
        log_connections: "1",
        log_disconnections: "1",
        shared_preload_libraries: "pg_stat_statements,pgaudit",
        "pgaudit.log": "ddl,role,write",
        "pgaudit.role": "rds_pgaudit",
        "rds.force_ssl": "1",
      });
      expect(cluster(environment)["enabled_cloudwatch_logs_exports"]).toEqual(["postgresql"]);
    },
  );

  test.each(ACCOUNTS)(
    "EN-143, EN-249, EN-251: its log of %s has a group of its own for a year",
    (environment) => {
      expect(
        Object.values(layer("database", environment).all("aws_cloudwatch_log_group")).map(
          ({ name, retention_in_days }) => [name, retention_in_days],
        ),
      ).toEqual([[`/aws/rds/cluster/enterprise-${environment}/postgresql`, 365]]);
    },
  );

  test.each(ACCOUNTS)(
    "EN-136, C-11: RDS keeps and renews the password of %s; users sign in by IAM",
    (environment) => {
      const { manage_master_user_password, master_password_wo, iam_database_authentication_enabled } =
        cluster(environment);

      expect([manage_master_user_password, master_password_wo, iam_database_authentication_enabled]).toEqual([
        true,
        undefined,
        true,
      ]);
    },
  );

  test.each([
    ["dev", { serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 2 } }, "db.serverless"],
    ["prod", { deletion_protection: true, database_insights_mode: "advanced" }, "db.r7g.large"],
  ])("M-40: its size in %s is a value", (environment, expected, instanceClass) => {
    expect(cluster(environment)).toMatchObject(expected);
    expect(new Set(instances(environment).map((instance) => instance["instance_class"]))).toEqual(
      new Set([instanceClass]),
    );
  });

  test("EN-140, M-14: personal data of prod names the scheduled job that erases it", () => {
    expect(DATA.prod.database?.erasure).toEqual({ job: "erase", keepDays: 30 });
    expect(
      problemsOf(
        ORGANIZATION,
        inData("prod", withDatabase("prod", { erasure: { job: "report-it", keepDays: 30 } })),
      ),
    ).toEqual([expect.stringContaining("enterprise.prod.workload.data.database.erasure.job: is a job that")]);
    expect(problemsOf(ORGANIZATION, inData("prod", withDatabase("prod", { erasure: undefined })))).toEqual([
      expect.stringContaining(
        "enterprise.prod.workload.data.database.erasure: says how personal data leaves",
      ),
    ]);
    expect(
      problemsOf(
        ORGANIZATION,
        inData("dev", withDatabase("dev", { erasure: { job: "erase", keepDays: 1 } })),
      ),
    ).toEqual([
      expect.stringContaining("enterprise.dev.workload.data.database.erasure: is for personal data alone"),
    ]);
  });

  test("EN-140, M-14: the job learns for how long data is kept after a person has left", () => {
    const variables = (environment: string): Readonly<Record<string, string>> =>
      Object.fromEntries(
        (
          JSON.parse(
            Object.values(layer("jobs", environment).all("aws_ecs_task_definition")).find(
              ({ family }) => family === `enterprise-${environment}-erase`,
            )!["container_definitions"] as string,
          ) as readonly { environment?: readonly { name: string; value: string }[] }[]
        ).flatMap(({ environment: set = [] }) => set.map(({ name, value }) => [name, value])),
      );

    expect(variables("prod")["KEEP_DAYS"]).toBe("30");
    expect(variables("dev")["KEEP_DAYS"]).toBeUndefined();
  });

  test.each<[string, Partial<DatabaseConfig>, string]>([
    ["a class without key", { dataClass: "strictly_confidential" }, "dataClass: is a class for which"],
    ["half a version", { engineVersion: "16" }, "engineVersion: must be a complete version"],
    ["nothing audited", { audited: [] }, "audited: must name a kind of statements"],
    ["36 days", { backupRetentionDays: 36 }, "backupRetentionDays: is 1 to 35 days"],
    ["a class of no family", { capacity: { instanceClass: "large" } }, "instanceClass: is an instance class"],
    ["a class of unknown memory", { capacity: { instanceClass: "db.x2g.large" } }, "whose memory is known"],
    [
      "overlapping windows",
      { windows: { backup: "17:00-18:30", maintenance: "sat:18:00-sat:18:30" } },
      "windows.maintenance: does not overlap",
    ],
    [
      "clients of no account",
      { foreignClients: { account: "prod", databaseUser: "app" } },
      "foreignClients: come to",
    ],
  ])("is refused with %s", (_what, change, message) => {
    expect(problemsOf(ORGANIZATION, inData("dev", withDatabase("dev", change))).join("\n")).toContain(
      message,
    );
  });

  test("takes a class of known memory", () => {
    expect(
      problemsOf(
        ORGANIZATION,
        inData("dev", withDatabase("dev", { capacity: { instanceClass: "db.t4g.medium" } })),
      ),
    ).toEqual([]);
  });
});

describe("an account of regulated data", () => {
  let separate: Readonly<Record<string, Workspace>>;
  beforeAll(() => {
    separate = synthesizeAccounts(["prod", "regulated"], WITH_REGULATED, toldOfRegulated);
  });

  test("EN-009, EN-010: carries a database and buckets of its own, in its own account", () => {
    const providers = ["database-regulated", "storage-regulated"].map(
      (stack) =>
        (
          separate[stack]!.json["provider"]?.["aws"] as readonly { allowed_account_ids: readonly string[] }[]
        )[0]?.allowed_account_ids,
    );

    expect(providers).toEqual([["810000000009"], ["810000000009"]]);
    expect(separate["storage-regulated"]!.ids("aws_s3_bucket")).toEqual(["records_bucket"]);
    expect(separate["database-regulated"]!.one("aws_rds_cluster", "aurora_cluster")["tags"]).toMatchObject({
      Confidentiality: "personal",
    });
    expect(
      Object.keys(separate).filter((id) => id === "service-regulated" || id === "bastion-regulated"),
    ).toEqual([]);
  });

  test("EN-010: tasks of prod reach it from prod's network, and sign in by IAM without a password", () => {
    const database = separate["database-regulated"]!;
    const role = database.one("aws_iam_role", "clients_role");

    expect(Object.values(database.all("aws_vpc_security_group_ingress_rule"))).toEqual([
      {
        security_group_id: "${aws_security_group.aurora_security-group_group.id}",
        cidr_ipv4: "10.30.0.0/16",
        ip_protocol: "tcp",
        from_port: 5432,
        to_port: 5432,
        description: "What runs in prod works with the data",
      },
    ]);
    expect(statements(role["assume_role_policy"])).toEqual([
      {
        Sid: "RolesOfTheOtherAccount",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::810000000008:root" },
        Action: ["sts:AssumeRole"],
        Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::810000000008:role/enterprise-prod-*" } },
      },
    ]);
    expect(permissionsOf(database, "clients_role")).toEqual({
      "rds-db:connect": [
        "arn:aws:rds-db:ap-northeast-1:810000000009:dbuser:${aws_rds_cluster.aurora_cluster.cluster_resource_id}/enterprise",
      ],
    });
  });

  test("EN-009: no such layers without the account", () => {
    expect(Object.keys(stacks).filter((id) => id.endsWith("-regulated"))).toEqual([]);
  });

  test("EN-010: prod names the other database by values, and only where there is that account", () => {
    const named = inData("prod", (data) => ({
      ...data,
      regulatedDatabase: {
        host: "enterprise-regulated.cluster-example.ap-northeast-1.rds.amazonaws.com",
        port: 5432,
        clientRoleArn: "arn:aws:iam::810000000009:role/enterprise-regulated-database-client",
      },
    }));

    expect(problemsOf(WITH_REGULATED, (config) => named(toldOfRegulated(config)))).toEqual([]);
    expect(problemsOf(ORGANIZATION, named)).toEqual([
      expect.stringContaining(
        "enterprise.prod.workload.data.regulatedDatabase: is a database of the account of",
      ),
    ]);
  });

  test("EN-010: its services and jobs reach the other database and sign in by the role there", () => {
    const role = "arn:aws:iam::810000000009:role/enterprise-regulated-database-client";
    const host = "enterprise-regulated.cluster-example.ap-northeast-1.rds.amazonaws.com";
    const reaching = synthesizeAccounts(["prod"], WITH_REGULATED, (config) =>
      inData("prod", (data) => ({ ...data, regulatedDatabase: { host, port: 5432, clientRoleArn: role } }))(
        toldOfRegulated(config),
      ),
    );
    const service = reaching["service-prod"]!;

    expect(JSON.stringify(service.all("aws_ecs_task_definition"))).toContain(host);
    expect(
      Object.values(service.all("aws_vpc_security_group_egress_rule")).filter(
        ({ cidr_ipv4: cidr }) => cidr === "10.40.0.0/16",
      ),
    ).toContainEqual(expect.objectContaining({ from_port: 5432, to_port: 5432 }));
    expect(
      Object.values(service.all("aws_iam_role_policy"))
        .flatMap(({ policy }) => statements(policy))
        .filter(({ Action }) => [Action].flat().includes("sts:AssumeRole"))
        .map(({ Resource }) => Resource),
    ).toContainEqual([role]);
    expect(JSON.stringify(layer("service", "prod").json)).not.toContain("REGULATED_DB");
  });

  test("EN-010: the other database stands beside one of prod's own", () => {
    const alone = inData("prod", ({ database: _none, ...data }) => ({
      ...data,
      regulatedDatabase: {
        host: "db.example.com",
        port: 5432,
        clientRoleArn: "arn:aws:iam::810000000009:role/r",
      },
    }));

    expect(problemsOf(WITH_REGULATED, (config) => alone(toldOfRegulated(config)))).toEqual([
      expect.stringContaining("regulatedDatabase: stands beside a database of the account's own"),
    ]);
  });

  test("EN-010: My Number data lies there and nowhere else", () => {
    const inProd = inData("prod", withDatabase("prod", { dataClass: "specific_personal" }));
    const there = inData("regulated", withDatabase("regulated", { dataClass: "specific_personal" }));

    expect(problemsOf(WITH_REGULATED, (config) => inProd(toldOfRegulated(config))).join("\n")).toContain(
      "enterprise.prod.workload.data.database.dataClass: lies in the account of regulated data",
    );
    expect(problemsOf(WITH_REGULATED, (config) => there(toldOfRegulated(config)))).toEqual([]);
  });
});

function withDatabase(account: keyof typeof DATA, change: Partial<DatabaseConfig>) {
  return (data: (typeof DATA)[typeof account]) => ({ ...data, database: { ...data.database!, ...change } });
}
