import { LogArchive, type LogArchiveProps } from "../../../constructs/observability/log-archive";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const MINIMAL: LogArchiveProps = {
  name: "web-prod-log-archive",
  bucketName: "web-prod-log-archive-111111111111",
  account: "111111111111",
  region: "ap-northeast-1",
  logGroups: {
    backend: {
      name: "/aws/ecs/backend-service",
      arn: "arn:aws:logs:ap-northeast-1:111111111111:log-group:a",
    },
    audit: {
      name: "/aws/rds/cluster/web/audit",
      arn: "arn:aws:logs:ap-northeast-1:111111111111:log-group:b",
    },
  },
  glacierAfterDays: 30,
  protection: "protected",
  errorRetentionDays: 30,
};

const synthesize = (change: Partial<LogArchiveProps> = {}) =>
  synthesizeStack((stack) => new LogArchive(stack, "logs", { ...MINIMAL, ...change }));

const statements = (document: unknown) =>
  (JSON.parse(String(document)) as { Statement: unknown[] }).Statement;

describe("a log archive", () => {
  test("SW-053, SW-D19: subscribes to each group", () => {
    expect(synthesize().all("aws_cloudwatch_log_subscription_filter")).toEqual({
      "logs_from-backend": {
        name: "web-prod-log-archive",
        log_group_name: "/aws/ecs/backend-service",
        filter_pattern: "",
        destination_arn: "${aws_kinesis_firehose_delivery_stream.logs_stream.arn}",
        role_arn: "${aws_iam_role.logs_sender.arn}",
        depends_on: ["aws_iam_role_policy.logs_sender-permissions"],
      },
      "logs_from-audit": expect.objectContaining({ log_group_name: "/aws/rds/cluster/web/audit" }),
    });
  });

  test("SW-053: one stream carries them to the bucket, as large files", () => {
    expect(synthesize().one("aws_kinesis_firehose_delivery_stream", "logs_stream")).toEqual({
      name: "web-prod-log-archive",
      destination: "extended_s3",
      server_side_encryption: { enabled: true, key_type: "AWS_OWNED_CMK" },
      extended_s3_configuration: {
        role_arn: "${aws_iam_role.logs_writer.arn}",
        bucket_arn: "${aws_s3_bucket.logs_archive_bucket.arn}",
        prefix: "cloudwatch-logs/",
        buffering_size: 64,
        buffering_interval: 900,
        compression_format: "UNCOMPRESSED",
        file_extension: ".gz",
        cloudwatch_logging_options: {
          enabled: true,
          log_group_name: "${aws_cloudwatch_log_group.logs_errors_group.name}",
          log_stream_name: "delivery",
        },
      },
      depends_on: ["aws_iam_role_policy.logs_writer-permissions"],
    });
  });

  test("SW-054: moves objects to Glacier after 30 days", () => {
    const { rule } = synthesize().one("aws_s3_bucket_lifecycle_configuration", "logs_archive_lifecycle");

    expect(rule).toContainEqual({
      id: "to-glacier",
      status: "Enabled",
      filter: [{}],
      transition: [{ days: 30, storage_class: "GLACIER" }],
    });
  });

  test("SW-052: keeps the errors of delivery as long as other logs", () => {
    expect(synthesize().all("aws_cloudwatch_log_group")).toEqual({
      logs_errors_group: { name: "/aws/kinesisfirehose/web-prod-log-archive", retention_in_days: 30 },
    });
  });

  test("Firehose may write below the prefix and tell its errors, and nothing else", () => {
    const workspace = synthesize();

    expect(statements(workspace.one("aws_iam_role_policy", "logs_writer-permissions")["policy"])).toEqual([
      {
        Sid: "WriteArchive",
        Effect: "Allow",
        Action: ["s3:AbortMultipartUpload", "s3:PutObject"],
        Resource: ["${aws_s3_bucket.logs_archive_bucket.arn}/cloudwatch-logs/*"],
      },
      {
        Sid: "FindArchive",
        Effect: "Allow",
        Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        Resource: ["${aws_s3_bucket.logs_archive_bucket.arn}"],
      },
      {
        Sid: "TellErrors",
        Effect: "Allow",
        Action: ["logs:PutLogEvents"],
        Resource: ["${aws_cloudwatch_log_group.logs_errors_group.arn}:log-stream:delivery"],
      },
    ]);
    expect(statements(workspace.one("aws_iam_role", "logs_writer")["assume_role_policy"])).toMatchObject([
      {
        Principal: { Service: "firehose.amazonaws.com" },
        Condition: { StringEquals: { "sts:ExternalId": "111111111111" } },
      },
    ]);
  });

  test("CloudWatch Logs of the account may send to the stream, and nothing else", () => {
    const workspace = synthesize();

    expect(statements(workspace.one("aws_iam_role_policy", "logs_sender-permissions")["policy"])).toEqual([
      {
        Sid: "SendToArchive",
        Effect: "Allow",
        Action: ["firehose:PutRecord", "firehose:PutRecordBatch"],
        Resource: ["${aws_kinesis_firehose_delivery_stream.logs_stream.arn}"],
      },
    ]);
    expect(statements(workspace.one("aws_iam_role", "logs_sender")["assume_role_policy"])).toMatchObject([
      {
        Principal: { Service: "logs.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111111111111" },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:ap-northeast-1:111111111111:*" },
        },
      },
    ]);
  });

  test("takes a key and an end, and lets a disposable one go", () => {
    const kmsKeyArn = "arn:aws:kms:ap-northeast-1:111111111111:key/1";
    const workspace = synthesize({ kmsKeyArn, expireAfterDays: 120, protection: "disposable" });

    expect(workspace.one("aws_s3_bucket", "logs_archive_bucket")).toMatchObject({ force_destroy: true });
    expect(
      workspace.one("aws_s3_bucket_lifecycle_configuration", "logs_archive_lifecycle")["rule"],
    ).toContainEqual(expect.objectContaining({ id: "to-glacier", expiration: [{ days: 120 }] }));
    expect(
      statements(workspace.one("aws_iam_role_policy", "logs_writer-permissions")["policy"]),
    ).toContainEqual({
      Sid: "EncryptArchive",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [kmsKeyArn],
    });
  });

  test.each<[string, Partial<LogArchiveProps>, string]>([
    ["nothing to archive", { logGroups: {} }, "logGroups: archives at least one group, got none"],
    ["half a day", { glacierAfterDays: 0.5 }, "glacierAfterDays: is a whole number of days, got 0.5"],
    ["an end during Glacier's minimum", { expireAfterDays: 119 }, "got 119; choose 120 or more"],
    ["a name of 65 characters", { name: "a".repeat(65) }, "has at most 64 characters"],
  ])("is refused with %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });
});
