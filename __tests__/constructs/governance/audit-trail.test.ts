import { AuditTrail, type AuditTrailProps } from "../../../constructs/governance/audit-trail";
import { permissionsOf, statements, trustOf } from "../../support/policies";
import { refusalOf, synthesizeStack, type Workspace } from "../../support/synthesis";

const MINIMAL: AuditTrailProps = {
  trailName: "openwan-trail",
  account: "111111111111",
  region: "us-east-1",
  bucketName: "openwan-trail-111111111111",
  fileRetentionDays: 366,
  logGroupName: "/aws/cloudtrail/openwan",
  logRetentionDays: 365,
  keyAlias: "alias/openwan-audit",
  protection: "protected",
};
const TRAIL_ARN = "arn:aws:cloudtrail:us-east-1:111111111111:trail/openwan-trail";
const BUCKET_ARN = "${aws_s3_bucket.audit_files_bucket.arn}";
const KEY_ARN = "${aws_kms_key.audit_key_key.arn}";

const synthesize = (change: Partial<AuditTrailProps> = {}): Workspace =>
  synthesizeStack((stack) => new AuditTrail(stack, "audit", { ...MINIMAL, ...change }));

describe("an audit trail", () => {
  let workspace: Workspace;
  beforeAll(() => {
    workspace = synthesize();
  });

  test("OW-284, OW-D31, EN-070: records every Region, with digests, into bucket and log group", () => {
    expect(workspace.one("aws_cloudtrail", "audit_trail")).toEqual({
      name: "openwan-trail",
      s3_bucket_name: "${aws_s3_bucket.audit_files_bucket.id}",
      kms_key_id: KEY_ARN,
      enable_log_file_validation: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
      cloud_watch_logs_group_arn: "${aws_cloudwatch_log_group.audit_events_group.arn}:*",
      cloud_watch_logs_role_arn: "${aws_iam_role.audit_writer_role.arn}",
      depends_on: ["aws_s3_bucket_policy.audit_files_policy", "aws_iam_role_policy.audit_write-events"],
    });
  });

  test("OW-284: keeps the events in the named log group, encrypted, for a year", () => {
    expect(workspace.one("aws_cloudwatch_log_group", "audit_events_group")).toEqual({
      name: "/aws/cloudtrail/openwan",
      retention_in_days: 365,
      kms_key_id: KEY_ARN,
    });
  });

  test("OW-D31: lets CloudTrail write to the streams of this trail, and nothing else", () => {
    expect(permissionsOf(workspace, "audit_writer_role")).toEqual({
      "logs:CreateLogStream": [
        "${aws_cloudwatch_log_group.audit_events_group.arn}:log-stream:111111111111_CloudTrail_us-east-1*",
      ],
      "logs:PutLogEvents": [
        "${aws_cloudwatch_log_group.audit_events_group.arn}:log-stream:111111111111_CloudTrail_us-east-1*",
      ],
    });
    const role = workspace.one("aws_iam_role", "audit_writer_role");
    expect(role["name"]).toBe("openwan-trail-writer");
    expect(trustOf(role)[0]?.Principal).toEqual({ Service: "cloudtrail.amazonaws.com" });
  });

  test("OW-D31: lets the trail alone write to the bucket", () => {
    const policy = workspace.one("aws_s3_bucket_policy", "audit_files_policy")["policy"];

    expect(statements(policy).map(({ Sid }) => Sid)).toEqual([
      "DenyPlainHttp",
      "AllowTrailToCheckBucket",
      "AllowTrailToWriteFiles",
    ]);
    expect(statements(policy)[1]).toEqual({
      Sid: "AllowTrailToCheckBucket",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: ["s3:GetBucketAcl"],
      Resource: [BUCKET_ARN],
      Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN } },
    });
    expect(statements(policy)[2]).toEqual({
      Sid: "AllowTrailToWriteFiles",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: ["s3:PutObject"],
      Resource: [`${BUCKET_ARN}/AWSLogs/111111111111/*`],
      Condition: {
        StringEquals: { "aws:SourceArn": TRAIL_ARN, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    });
  });

  test("encrypts files and log group with a key that admits this trail and the log groups", () => {
    const [account, ...others] = statements(workspace.one("aws_kms_key", "audit_key_key")["policy"]);

    expect(account?.Sid).toBe("AccountDecidesByIam");
    expect(others.map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
      [
        "UsedByLogGroups",
        {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:111111111111:log-group:*",
          },
        },
      ],
      [
        "AllowTrailToEncryptFiles",
        {
          StringEquals: { "aws:SourceArn": TRAIL_ARN },
          StringLike: {
            "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:111111111111:trail/*",
          },
        },
      ],
      ["AllowTrailToUseBucketKey", { StringEquals: { "aws:SourceArn": TRAIL_ARN } }],
    ]);
    expect(workspace.one("aws_kms_alias", "audit_key_alias")["name"]).toBe("alias/openwan-audit");
  });

  test("EN-072: deletes files, and their older versions, after the stated days", () => {
    expect(
      workspace.one("aws_s3_bucket_lifecycle_configuration", "audit_files_lifecycle")["rule"],
    ).toContainEqual(
      expect.objectContaining({
        id: "expire",
        expiration: [{ days: 366 }],
        noncurrent_version_expiration: [expect.objectContaining({ noncurrent_days: 366 })],
      }),
    );
  });

  test("keeps a protected environment's files from being destroyed, and no others", () => {
    const disposable = synthesize({ protection: "disposable" }).one("aws_s3_bucket", "audit_files_bucket");

    expect(workspace.one("aws_s3_bucket", "audit_files_bucket")).toMatchObject({
      lifecycle: { prevent_destroy: true },
    });
    expect(disposable).toMatchObject({ force_destroy: true });
    expect(disposable).not.toHaveProperty("lifecycle");
  });

  test("covers one Region when told so", () => {
    expect(synthesize({ coverage: "one-region" }).one("aws_cloudtrail", "audit_trail")).toMatchObject({
      is_multi_region_trail: false,
      include_global_service_events: true,
    });
  });

  test.each<[string, Partial<AuditTrailProps>, string]>([
    ["a name with two hyphens in a row", { trailName: "openwan--trail" }, "3 or more letters and digits"],
    ["a name like an IP address", { trailName: "10.0.0.1" }, "other than an IP address"],
    ["a name of two letters", { trailName: "ow" }, "3 or more letters and digits"],
    ["no day for the files", { fileRetentionDays: 0 }, "fileRetentionDays: is a whole number of days from 1"],
    ["days that CloudWatch Logs does not offer", { logRetentionDays: 366 }, "got 366; choose one of them"],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });
});
