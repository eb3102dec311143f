import { EncryptionKey, type EncryptionKeyProps } from "../../../constructs/identity/encryption-key";
import { refusalOf, synthesizeStack, type Workspace } from "../../support/synthesis";

const MINIMAL: EncryptionKeyProps = {
  alias: "alias/example-data",
  description: "Encrypts data",
  account: "111111111111",
  region: "us-east-1",
  protection: "disposable",
};

const synthesize = (change: Partial<EncryptionKeyProps> = {}): Workspace =>
  synthesizeStack((stack) => new EncryptionKey(stack, "data", { ...MINIMAL, ...change }));

const statements = (change: Partial<EncryptionKeyProps> = {}): readonly unknown[] => {
  const { policy } = synthesize(change).one("aws_kms_key", "data_key");
  return (JSON.parse(String(policy)) as { Statement: readonly unknown[] }).Statement;
};

const ACCOUNT = {
  Sid: "AccountDecidesByIam",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111111111111:root" },
  Action: ["kms:*"],
  Resource: ["*"],
};

const USED_BY_SERVICE = {
  Effect: "Allow",
  Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"],
  Resource: ["*"],
  Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
};

const grantedThrough = (name: string, service: string) => ({
  Sid: `GrantedThrough${name}`,
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: ["kms:CreateGrant"],
  Resource: ["*"],
  Condition: {
    StringEquals: { "kms:CallerAccount": "111111111111", "kms:ViaService": service },
    Bool: { "kms:GrantIsForAWSResource": "true" },
  },
});

describe("an encryption key", () => {
  test("OW-D33: rotates, has an alias and leaves its use to IAM of the account", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_kms_key", "data_key")).toMatchObject({
      description: "Encrypts data",
      enable_key_rotation: true,
      deletion_window_in_days: 7,
    });
    expect(statements()).toEqual([ACCOUNT]);
    expect(workspace.one("aws_kms_alias", "data_alias")).toEqual({
      name: "alias/example-data",
      target_key_id: "${aws_kms_key.data_key.key_id}",
    });
  });

  test("OW-D44: of a protected environment can be brought back for 30 days", () => {
    expect(synthesize({ protection: "protected" }).one("aws_kms_key", "data_key")).toMatchObject({
      deletion_window_in_days: 30,
    });
  });

  test("OW-273, OW-D33: RDS reads and writes with it, and is granted it through the account's callers", () => {
    expect(statements({ users: ["rds"] })).toEqual([
      ACCOUNT,
      { ...USED_BY_SERVICE, Sid: "UsedByRds", Principal: { Service: "rds.amazonaws.com" } },
      grantedThrough("Rds", "rds.us-east-1.amazonaws.com"),
    ]);
  });

  test("OW-D33: so does ElastiCache", () => {
    expect(statements({ users: ["elasticache"] })).toEqual([
      ACCOUNT,
      { ...USED_BY_SERVICE, Sid: "UsedByElastiCache", Principal: { Service: "elasticache.amazonaws.com" } },
      grantedThrough("ElastiCache", "elasticache.us-east-1.amazonaws.com"),
    ]);
  });

  test("OW-275, OW-D08: S3 uses it, and distributions of the account decrypt with it", () => {
    expect(statements({ users: ["s3", "cloudfront"] })).toEqual([
      ACCOUNT,
      { ...USED_BY_SERVICE, Sid: "UsedByS3", Principal: { Service: "s3.amazonaws.com" } },
      {
        Sid: "ReadByDistributions",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: ["kms:Decrypt"],
        Resource: ["*"],
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::111111111111:distribution/*" } },
      },
    ]);
  });

  test("OW-D32: CloudWatch Logs of the Region uses it for log groups of the account", () => {
    expect(statements({ users: ["logs"] })).toEqual([
      ACCOUNT,
      {
        Sid: "UsedByLogGroups",
        Effect: "Allow",
        Principal: { Service: "logs.us-east-1.amazonaws.com" },
        Action: [
          "kms:Encrypt",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
        ],
        Resource: ["*"],
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:111111111111:log-group:*",
          },
        },
      },
    ]);
  });

  test("takes further statements", () => {
    const statement = {
      sid: "Trail",
      principal: { service: "cloudtrail.amazonaws.com" },
      actions: ["kms:Decrypt"],
    };

    expect(statements({ statements: [statement] })).toEqual([
      ACCOUNT,
      {
        Sid: "Trail",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: ["kms:Decrypt"],
      },
    ]);
  });

  test.each<[string, Partial<EncryptionKeyProps>, string]>([
    ["an alias of AWS's own", { alias: "alias/aws/rds" }, "not starting with alias/aws/, got alias/aws/rds"],
    ["a user twice", { users: ["s3", "s3"] }, "users: names each service once, got s3"],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });
});
