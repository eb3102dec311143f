import { permissionsOf, roleStatements, statements, trustOf, type Statement } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { only, synthesizeLayers, where, type Layers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

const TASK_ROLE = "${aws_iam_role.task-role_role.name}";

describe.each([
  { environment: "dev", account: "333333333333" },
  { environment: "prod", account: "444444444444" },
])("openwan, security of $environment", ({ environment, account }) => {
  let layers: Layers;
  let security: Workspace;
  let service: Workspace;
  beforeAll(() => {
    layers = layersOf(environment);
    security = layers.of("security");
    service = layers.of("service");
  });

  /** What the services' layer grants the role of the tasks. */
  const granted = (): readonly Statement[] =>
    Object.values(service.all("aws_iam_role_policy"))
      .filter(({ role }) => role === TASK_ROLE)
      .flatMap(({ policy }) => statements(policy));
  const statement = (sid: string) => granted().find(({ Sid }) => Sid === sid);
  const keyStatements = (alias: string) => {
    const { target_key_id } = where(security, "aws_kms_alias", "name", alias);
    const [, id] = /^\$\{aws_kms_key\.(.+)\.key_id\}$/.exec(target_key_id as string)!;
    const key = security.one("aws_kms_key", id!);
    return { key, policy: statements(key["policy"]) };
  };

  it("OW-267 OW-D41 has one role for the tasks of both services, which ECS of the account alone assumes", () => {
    const role = only(security, "aws_iam_role");

    expect(role["name"]).toBe("openwan-ecs-task-role");
    expect(trustOf(role)).toEqual([
      {
        Sid: "AssumedByService",
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: { "aws:SourceArn": `arn:aws:ecs:us-east-1:${account}:*` },
        },
      },
    ]);
    for (const task of Object.values(service.all("aws_ecs_task_definition"))) {
      expect(task["task_role_arn"]).toBe("${aws_iam_role.task-role_role.arn}");
    }
  });

  it("OW-259 OW-262 OW-D08 OW-D41 lets tasks keep media in this bucket, under its key", () => {
    const bucket = "${aws_s3_bucket.media_bucket.arn}";
    const key = "${aws_kms_key.s3-key_key.arn}";

    expect(statement("KeepMedia")).toMatchObject({
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"],
      Resource: [bucket, `${bucket}/*`],
    });
    expect(statement("DecryptMedia")).toMatchObject({ Action: ["kms:Decrypt"], Resource: [key] });
    expect(statement("EncryptMedia")).toMatchObject({ Action: ["kms:GenerateDataKey"], Resource: [key] });
  });

  it("OW-260 OW-329 OW-D41 lets tasks pass jobs on through this queue", () => {
    expect(statement("PassJobsOn")).toMatchObject({
      Action: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      Resource: ["${aws_sqs_queue.work_queue.arn}"],
    });
  });

  it("OW-261 OW-D41 OW-D43 lets tasks read the three secrets that they use, and not the key for S3", () => {
    expect(statement("ReadSecrets")).toMatchObject({
      Action: ["secretsmanager:GetSecretValue"],
      Resource: [
        "${aws_secretsmanager_secret.instance_credentials_secret.arn}",
        "${aws_secretsmanager_secret.redis_auth-token_secret.arn}",
        "${aws_secretsmanager_secret.jwt-secret_secret.arn}",
      ],
    });
  });

  it("OW-263 OW-288 OW-303 OW-D36 OW-D40 lets tasks send traces by X-Ray's rules, and metrics of one namespace", () => {
    expect(statement("SendTraces")).toMatchObject({
      Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
      Resource: ["*"],
    });
    expect(statement("FollowSamplingRules")).toMatchObject({
      Action: ["xray:GetSamplingRules", "xray:GetSamplingTargets"],
    });
    expect(statement("SendMetrics")).toMatchObject({
      Action: ["cloudwatch:PutMetricData"],
      Condition: { StringEquals: { "cloudwatch:namespace": "OpenWan/Application" } },
    });
  });

  it("OW-D41 lets tasks do nothing else, and nothing but traces and metrics without a resource", () => {
    expect(
      granted()
        .map(({ Sid }) => Sid)
        .sort(),
    ).toEqual([
      "DecryptMedia",
      "EncryptMedia",
      "FollowSamplingRules",
      "KeepMedia",
      "PassJobsOn",
      "ReadSecrets",
      "SendMetrics",
      "SendTraces",
    ]);
    expect(
      granted()
        .filter(({ Resource }) => [Resource].flat().includes("*"))
        .map(({ Sid }) => Sid)
        .sort(),
    ).toEqual(["FollowSamplingRules", "SendMetrics", "SendTraces"]);
    expect(roleStatements(service, "task-role_role")).toEqual([]);
    expect(permissionsOf(security, "task-role_role")).toEqual({});
  });

  it("OW-268 OW-269 OW-270 OW-271 OW-D23 OW-D43 OW-D44 has four secrets, each with its key and a value that no code holds", () => {
    const secret = (layer: string, name: string) => {
      const workspace = layers.of(layer);
      const [id] = Object.entries(workspace.all("aws_secretsmanager_secret")).find(
        ([, { name: found }]) => found === name,
      )!;
      const versions = Object.values(workspace.all("aws_secretsmanager_secret_version")).filter(
        ({ secret_id, version_stages }) =>
          secret_id === `\${aws_secretsmanager_secret.${id}.id}` && version_stages === undefined,
      );
      expect(versions).toHaveLength(1);
      expect(versions[0]).not.toHaveProperty("secret_string");
      return {
        keys: Object.keys(JSON.parse(versions[0]!["secret_string_wo"] as string) as object),
        window: workspace.one("aws_secretsmanager_secret", id)["recovery_window_in_days"],
      };
    };
    const window = environment === "prod" ? 7 : 0;

    expect(secret("database", "openwan/database/password")).toEqual({ keys: ["password"], window });
    expect(secret("security", "openwan/jwt/secret")).toEqual({ keys: ["secret"], window });
    expect(secret("cache", "openwan/redis/auth-token")).toEqual({ keys: ["token"], window });
    expect(secret("security", "openwan/s3/encryption-key")).toEqual({ keys: ["key"], window });
  });

  it.each([
    {
      rows: "OW-272 OW-273",
      alias: "alias/openwan-rds",
      description: "Encryption key for OpenWan RDS database",
      service: "rds.amazonaws.com",
    },
    {
      rows: "OW-274 OW-275",
      alias: "alias/openwan-s3",
      description: "Encryption key for OpenWan S3 bucket",
      service: "s3.amazonaws.com",
    },
    {
      rows: "OW-276",
      alias: "alias/openwan-elasticache",
      description: "Encryption key for OpenWan ElastiCache",
      service: "elasticache.amazonaws.com",
    },
    {
      rows: "OW-278 OW-D32",
      alias: "alias/openwan-logs",
      description: "Encryption key for OpenWan logs",
      service: "logs.us-east-1.amazonaws.com",
    },
  ])(
    "$rows OW-D33 has the key $alias, which turns over every year and admits its service",
    ({ alias, description, service: principal }) => {
      const { key, policy } = keyStatements(alias);

      expect(key).toMatchObject({ description, enable_key_rotation: true });
      expect(policy.find(({ Sid }) => Sid === "AccountDecidesByIam")).toMatchObject({
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: ["kms:*"],
      });
      const admitted = policy.find(
        ({ Principal }) => (Principal as { Service?: unknown }).Service === principal,
      );
      expect(admitted?.Action).toEqual(expect.arrayContaining(["kms:Decrypt", "kms:DescribeKey"]));
      expect(admitted?.Condition).toBeDefined();
    },
  );

  it("OW-D08 lets the distribution decrypt media", () => {
    expect(keyStatements("alias/openwan-s3").policy).toContainEqual({
      Sid: "ReadByDistributions",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: ["kms:Decrypt"],
      Resource: ["*"],
      Condition: { ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${account}:distribution/*` } },
    });
  });

  it("OW-013 OW-D49 looks for threats, also to the bucket and the database", () => {
    const audit = layers.of("audit");

    expect(only(audit, "aws_guardduty_detector")["enable"]).toBe(true);
    expect(
      Object.values(audit.all("aws_guardduty_detector_feature")).map(({ name, status }) => [name, status]),
    ).toEqual([
      ["RDS_LOGIN_EVENTS", "ENABLED"],
      ["S3_DATA_EVENTS", "ENABLED"],
    ]);
  });
});
