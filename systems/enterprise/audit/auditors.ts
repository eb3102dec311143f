import type { Permission } from "../../../constructs/identity/role-grants";
import type { Organization } from "../organization/config";
import {
  answerBucketName,
  LOG_DATABASE,
  LOG_KEY_ALIAS,
  LOG_KINDS,
  LOG_WORKGROUP,
  logBucketName,
} from "./names";

/**
 * What auditors may do in the audit account: read every log, ask of them in their workgroup, and look up what AWS Config
 * has recorded. Everything is named, since the role stands in another layer than what it reads.
 */
export function auditorPermissions(organization: Organization): readonly [Permission, ...Permission[]] {
  const { accounts, homeRegion } = organization;
  const account = accounts.audit.id;
  const logBuckets = LOG_KINDS.map((kind) => `arn:aws:s3:::${logBucketName(kind, organization)}`);
  const answers = `arn:aws:s3:::${answerBucketName(organization)}`;
  const glue = `arn:aws:glue:${homeRegion}:${account}`;
  return [
    {
      sid: "ReadLogs",
      actions: ["s3:GetBucketLocation", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
      resources: logBuckets.flatMap((bucket) => [bucket, `${bucket}/*`]),
    },
    {
      sid: "DecryptLogs",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [`arn:aws:kms:${homeRegion}:${account}:key/*`],
      conditions: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": LOG_KEY_ALIAS } },
    },
    {
      sid: "AskOfLogs",
      actions: [
        "athena:BatchGetNamedQuery",
        "athena:GetNamedQuery",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetWorkGroup",
        "athena:ListNamedQueries",
        "athena:ListQueryExecutions",
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
      ],
      resources: [`arn:aws:athena:${homeRegion}:${account}:workgroup/${LOG_WORKGROUP}`],
    },
    {
      sid: "ReadTables",
      actions: ["glue:GetDatabase", "glue:GetPartitions", "glue:GetTable", "glue:GetTables"],
      resources: [`${glue}:catalog`, `${glue}:database/${LOG_DATABASE}`, `${glue}:table/${LOG_DATABASE}/*`],
    },
    {
      sid: "KeepAnswers",
      actions: ["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
      resources: [answers, `${answers}/*`],
    },
    {
      sid: "LookUpSettings",
      actions: [
        "config:DescribeAggregateComplianceByConfigRules",
        "config:GetAggregateComplianceDetailsByConfigRule",
        "config:GetAggregateResourceConfig",
        "config:ListAggregateDiscoveredResources",
        "config:SelectAggregateResourceConfig",
      ],
      resources: [`arn:aws:config:${homeRegion}:${account}:config-aggregator/*`],
    },
  ];
}
