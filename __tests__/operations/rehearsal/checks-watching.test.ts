import { checksOf } from "../../../operations/rehearsal/checks/registry";
import type { Value } from "../../../operations/rehearsal/provider/codec";

type Config = Readonly<Record<string, Value>>;

function findings(type: string, config: Config): readonly string[] {
  return checksOf(type).flatMap((check) => check.find(config).map(({ message }) => message));
}

const CANARY: Config = {
  name: "enterprise-dev",
  handler: "health-check.handler",
  schedule: [{ expression: "rate(5 minutes)" }],
  artifact_s3_location: "s3://runs/",
  s3_bucket: "runs",
  s3_key: "script.zip",
};
const document = (content: object): Config => ({
  name: "enterprise-sessions",
  document_type: "Session",
  content: JSON.stringify(content),
});
const tiering = (days: number): Config => ({ tiering: [{ access_tier: "ARCHIVE_ACCESS", days }] });
const cluster = (days: number): Config => ({
  cluster_identifier: "enterprise-dev",
  engine: "aurora-postgresql",
  skip_final_snapshot: true,
  database_insights_mode: "advanced",
  performance_insights_enabled: true,
  performance_insights_retention_period: days,
});

test.each<[string, Config, Config, string]>([
  ["aws_synthetics_canary", CANARY, { ...CANARY, name: "Enterprise" }, "lower-case letters"],
  [
    "aws_synthetics_canary",
    CANARY,
    { ...CANARY, schedule: [{ expression: "rate(1 minutes)" }] },
    "must be a rate of 1 to 60 minutes",
  ],
  ["aws_synthetics_canary", CANARY, { ...CANARY, zip_file: "a.zip" }, "exactly one of zip_file"],
  [
    "aws_ssm_document",
    document({ schemaVersion: "1.0", sessionType: "Standard_Stream" }),
    document({ schemaVersion: "2.2", sessionType: "Standard_Stream" }),
    "a Session document has schemaVersion 1.0",
  ],
  [
    "aws_s3_bucket_intelligent_tiering_configuration",
    tiering(90),
    tiering(89),
    "archive access begins after",
  ],
  ["aws_rds_cluster", cluster(465), cluster(7), "the advanced mode of Database Insights"],
  [
    "aws_cloudwatch_log_data_protection_policy",
    { policy_document: "{}" },
    { policy_document: "{" },
    "must be valid JSON",
  ],
])("%s is held against what AWS takes", (type, taken, refused, message) => {
  expect(findings(type, taken)).toEqual([]);
  expect(findings(type, refused)).toEqual([expect.stringContaining(message)]);
});
