import type { Environment } from "../../../constructs/core/environment";
import { aws, type End, everything, type Flow, otherAccount, peopleOf, the } from "../../flows";
import type { AuditAccountConfig } from "../config";
import { accountsOf } from "../organization/accounts";
import type { Organization } from "../organization/config";
import { roleName } from "../people/roles";
import {
  answerBucketName,
  LOG_DATABASE,
  LOG_KEY_ALIAS,
  LOG_KINDS,
  LOG_WORKGROUP,
  logBucketName,
} from "./names";

const KEY = the("key", LOG_KEY_ALIAS);

/** Who writes the organization's logs, and who reads them. */
export function auditFlows({ organization }: AuditAccountConfig, environment: Environment): readonly Flow[] {
  return [
    ...writtenByServices(organization),
    ...writtenByAccounts(organization),
    ...auditorFlows(organization, environment),
    {
      from: the("role", "config-aggregator"),
      to: aws("config"),
      actions: ["policy/service-role/AWSConfigRoleForOrganizations"],
      assumedBy: "config",
      reason: "finds the accounts whose settings it gathers",
      rows: ["EN-105"],
    },
  ];
}

/** AWS's services write on behalf of the organization's accounts, and of nobody else. */
function writtenByServices(organization: Organization): readonly Flow[] {
  const { accounts } = organization;
  const all = accountsOf(accounts).map(([, { id }]) => id);
  const bucket = (kind: (typeof LOG_KINDS)[number]): End => the("bucket", logBucketName(kind, organization));
  const writes = (
    service: string,
    to: End,
    onBehalfOf: readonly string[],
    bucketActions: readonly string[],
    keyActions: readonly string[],
  ): readonly Flow[] => {
    const written = {
      from: aws(service),
      path: ["resource-policy"],
      onBehalfOf,
      rows: ["EN-018", "EN-019"],
    } as const;
    return [
      { ...written, to, actions: [...bucketActions, "s3:PutObject"], reason: "files of the log archive" },
      ...(keyActions.length === 0
        ? []
        : [
            {
              ...written,
              to: KEY,
              actions: keyActions.map((action) => `kms:${action}`),
              reason: "the key of those files",
            },
          ]),
    ];
  };
  const data = ["GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "Decrypt", "DescribeKey"];
  return [
    ...writes("cloudtrail", bucket("cloudtrail"), [accounts.management.id], ["s3:GetBucketAcl"], data),
    ...writes(
      "config",
      bucket("config"),
      all,
      ["s3:GetBucketAcl", "s3:ListBucket"],
      ["GenerateDataKey", "Decrypt"],
    ),
    ...writes("delivery.logs", bucket("vpcflow"), all, ["s3:GetBucketAcl"], data),
    ...writes(
      "guardduty",
      bucket("guardduty"),
      [accounts.security.id],
      ["s3:GetBucketLocation"],
      ["GenerateDataKey", "Encrypt"],
    ),
    ...writes(
      "macie",
      bucket("macie"),
      [accounts.security.id],
      ["s3:GetBucketLocation"],
      ["GenerateDataKey", "Encrypt"],
    ),
    ...writes("logdelivery.elasticloadbalancing", bucket("loadbalancer"), all, [], []),
  ];
}

/** Each account writes its sessions and the logs of its applications, under its own id. */
function writtenByAccounts(organization: Organization): readonly Flow[] {
  const buckets = (["sessions", "application"] as const).map((kind) => logBucketName(kind, organization));
  return accountsOf(organization.accounts)
    .filter(([key]) => key !== "audit")
    .flatMap(([name, { id }]) => {
      const written = {
        from: otherAccount({ name, account: id }),
        path: ["resource-policy"],
        rows: ["EN-018", "EN-019"],
      } as const;
      return [
        ...buckets.map((bucket): Flow => ({
          ...written,
          to: the("bucket", bucket),
          actions: [
            "s3:PutObject",
            "s3:PutObjectAcl",
            "s3:AbortMultipartUpload",
            "s3:GetEncryptionConfiguration",
          ],
          reason: "sessions and logs of applications, in the account's own folder",
        })),
        {
          ...written,
          to: KEY,
          actions: [
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:Decrypt",
            "kms:DescribeKey",
          ],
          reason: "the key of those files, through S3 alone",
        },
      ];
    });
}

/** Auditors read every log, and ask of them in a workgroup of their own. */
function auditorFlows(organization: Organization, { account, region }: Environment): readonly Flow[] {
  const auditor = {
    from: the("role", roleName("auditor")),
    assumedBy: peopleOf({ name: "identity", account: organization.accounts.identity.id }),
    rows: ["EN-016"],
  };
  const glue = `arn:aws:glue:${region}:${account}`;
  return [
    ...LOG_KINDS.map((kind): Flow => ({
      ...auditor,
      to: the("bucket", logBucketName(kind, organization)),
      actions: ["s3:GetBucketLocation", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
      reason: "auditors read every log",
    })),
    {
      ...auditor,
      to: KEY,
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      reason: "decrypts logs, and encrypts what was answered",
    },
    {
      ...auditor,
      to: everything("queries of the logs", `arn:aws:athena:${region}:${account}:workgroup/${LOG_WORKGROUP}`),
      actions: [
        "BatchGetNamedQuery",
        "GetNamedQuery",
        "GetQueryExecution",
        "GetQueryResults",
        "GetWorkGroup",
        "ListNamedQueries",
        "ListQueryExecutions",
        "StartQueryExecution",
        "StopQueryExecution",
      ].map((action) => `athena:${action}`),
      reason: "asks of the logs, within what a query may cost",
    },
    {
      ...auditor,
      to: everything(
        "tables of the logs",
        `${glue}:catalog`,
        `${glue}:database/${LOG_DATABASE}`,
        `${glue}:table/${LOG_DATABASE}/*`,
      ),
      actions: ["glue:GetDatabase", "glue:GetPartitions", "glue:GetTable", "glue:GetTables"],
      reason: "knows what the files hold",
    },
    {
      ...auditor,
      to: the("bucket", answerBucketName(organization)),
      actions: ["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
      reason: "keeps answers",
    },
    {
      ...auditor,
      to: everything("settings", `arn:aws:config:${region}:${account}:config-aggregator/*`),
      actions: [
        "config:DescribeAggregateComplianceByConfigRules",
        "config:GetAggregateComplianceDetailsByConfigRule",
        "config:GetAggregateResourceConfig",
        "config:ListAggregateDiscoveredResources",
        "config:SelectAggregateResourceConfig",
      ],
      reason: "looks up how anything was set, and when",
    },
  ];
}
