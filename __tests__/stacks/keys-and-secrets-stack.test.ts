import { TerraformOutput } from "cdktf";
import { KeysAndSecretsStack } from "../../stacks/keys-and-secrets-stack";
import { BareStack, ENVIRONMENT, synthesizeApp, type Workspace } from "../support/synthesis";

/** The four keys, two secrets and the role of openwan. */
const OPENWAN = {
  keys: {
    rds: {
      alias: "alias/openwan-rds",
      description: "Encryption key for OpenWan RDS database",
      users: ["rds"],
    },
    s3: {
      alias: "alias/openwan-s3",
      description: "Encryption key for OpenWan S3 bucket",
      users: ["s3", "cloudfront"],
    },
    elasticache: {
      alias: "alias/openwan-elasticache",
      description: "Encryption key for OpenWan ElastiCache",
      users: ["elasticache"],
    },
    logs: { alias: "alias/openwan-logs", description: "Encryption key for OpenWan logs", users: ["logs"] },
  },
  secrets: {
    jwt: { secretName: "openwan/jwt/secret", description: "Signs tokens", key: "secret", version: 1 },
    "s3-encryption": {
      secretName: "openwan/s3/encryption-key",
      description: "Encrypts objects in the application",
      key: "key",
      version: 1,
    },
  },
  taskRole: { name: "openwan-ecs-task-role" },
  secretRecoveryWindowDays: 7,
} as const;

describe("the security layer", () => {
  let workspaces: Readonly<Record<string, Workspace>>;
  let layer: Workspace;

  beforeAll(() => {
    workspaces = synthesizeApp((app) => {
      const { exports } = new KeysAndSecretsStack(app, {
        ...OPENWAN,
        environment: { ...ENVIRONMENT, protection: "protected", region: "us-east-1" },
      });
      const consumer = new BareStack(app, "consumer");
      const values = {
        rds: exports.keys.rds.arn,
        jwt: exports.secrets.jwt.arn,
        role: exports.taskRole.arn,
        "role-name": exports.taskRole.name,
      };
      for (const [name, value] of Object.entries(values)) {
        new TerraformOutput(consumer, name, { value });
      }
    });
    layer = workspaces["security-test"]!;
  });

  test("OW-272, OW-274, OW-276, OW-D32: holds the keys under their aliases, with their descriptions", () => {
    const keys = layer.all("aws_kms_key");
    const named = Object.fromEntries(
      Object.values(layer.all("aws_kms_alias")).map(({ name, target_key_id: target }) => {
        const [, id] = /aws_kms_key\.(.*)\.key_id/.exec(String(target)) ?? [];
        return [name, keys[id!]!["description"]];
      }),
    );

    expect(named).toEqual({
      "alias/openwan-rds": "Encryption key for OpenWan RDS database",
      "alias/openwan-s3": "Encryption key for OpenWan S3 bucket",
      "alias/openwan-elasticache": "Encryption key for OpenWan ElastiCache",
      "alias/openwan-logs": "Encryption key for OpenWan logs",
    });
  });

  test("OW-273, OW-275: each key admits the services that it is for, and no other", () => {
    const admitted = Object.fromEntries(
      Object.entries(layer.all("aws_kms_key")).map(([id, { policy }]) => {
        const { Statement } = JSON.parse(String(policy)) as {
          Statement: readonly { Principal: { Service?: string } }[];
        };
        return [id, Statement.flatMap(({ Principal }) => Principal.Service ?? [])];
      }),
    );

    expect(admitted).toEqual({
      "rds-key_key": ["rds.amazonaws.com"],
      "s3-key_key": ["s3.amazonaws.com", "cloudfront.amazonaws.com"],
      "elasticache-key_key": ["elasticache.amazonaws.com"],
      "logs-key_key": ["logs.us-east-1.amazonaws.com"],
    });
  });

  test("OW-269, OW-271, OW-D44: generates the secrets under their names and keys", () => {
    const secrets = Object.values(layer.all("aws_secretsmanager_secret"));
    const values = Object.values(layer.all("aws_secretsmanager_secret_version"));

    expect(secrets.map(({ name, recovery_window_in_days: days }) => [name, days])).toEqual([
      ["openwan/jwt/secret", 7],
      ["openwan/s3/encryption-key", 7],
    ]);
    expect(
      values.map(({ secret_string_wo: value }) => Object.keys(JSON.parse(String(value)) as object)),
    ).toEqual([["secret"], ["key"]]);
  });

  test("OW-267, OW-D41: makes the role of the tasks, without any permission of its own", () => {
    const role = layer.one("aws_iam_role", "task-role_role");

    expect(role["name"]).toBe("openwan-ecs-task-role");
    expect(JSON.parse(String(role["assume_role_policy"]))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Condition: {
            StringEquals: { "aws:SourceAccount": "111111111111" },
            ArnLike: { "aws:SourceArn": "arn:aws:ecs:us-east-1:111111111111:*" },
          },
        },
      ],
    });
    expect(layer.ids("aws_iam_role_policy")).toEqual([]);
  });

  test("hands other layers ARNs and the role's name, and no value of a secret", () => {
    expect(Object.keys(layer.json["output"]!).sort()).toEqual([
      "to-other-stacks-aws_iam_role-task-role_role-arn",
      "to-other-stacks-aws_iam_role-task-role_role-name",
      "to-other-stacks-aws_kms_key-rds-key_key-arn",
      "to-other-stacks-aws_secretsmanager_secret-jwt-secret_secret-arn",
    ]);
  });
});
