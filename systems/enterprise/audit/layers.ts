import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import { auditRetention } from "../../../constructs/governance/audit-retention";
import { CLOUDTRAIL_FORMAT, FLOW_LOG_FORMAT } from "../../../constructs/governance/log-formats";
import type { LogSources } from "../../../constructs/governance/log-writers";
import { AuditorsStack } from "../../../stacks/auditors-stack";
import { LogArchiveStack } from "../../../stacks/log-archive-stack";
import { accountsOf } from "../organization/accounts";
import { GLOBAL_REGION, type Organization } from "../organization/config";
import type { AuditConfig } from "./config";
import {
  answerBucketName,
  LOG_DATABASE,
  LOG_KEY_ALIAS,
  LOG_KINDS,
  LOG_WORKGROUP,
  logBucketName,
  trailSources,
} from "./names";
import { QUERIES } from "./queries";

const GIB = 1024 ** 3;

/** The layers of the audit account: what is kept of all accounts, and what auditors look it up with. */
export function composeAudit(
  app: App,
  environment: Environment,
  config: AuditConfig,
  organization: Organization,
): void {
  const { fileDays } = auditRetention(organization.compliance.auditRetention);
  const sources = logSources(organization);
  const { exports: archive } = new LogArchiveStack(app, {
    environment,
    logs: Object.fromEntries(
      LOG_KINDS.map((kind) => [
        kind,
        { ...config.logs[kind], bucketName: logBucketName(kind, organization) },
      ]),
    ),
    sources,
    retentionDays: fileDays,
    keyAlias: LOG_KEY_ALIAS,
  });

  const files = {
    accounts: sources.accounts,
    regions: [
      organization.homeRegion,
      organization.backupRegion,
      ...organization.furtherRegions,
      GLOBAL_REGION,
    ],
    days: fileDays,
  };
  new AuditorsStack(app, {
    environment,
    aggregator: { name: "organization", roleName: "config-aggregator" },
    queries: {
      databaseName: LOG_DATABASE,
      workgroupName: LOG_WORKGROUP,
      answerBucketName: answerBucketName(organization),
      kmsKeyArn: archive.keyArn,
      mostBytesScanned: config.mostGiBScanned * GIB,
      tables: {
        cloudtrail: {
          ...files,
          format: CLOUDTRAIL_FORMAT,
          bucketName: logBucketName("cloudtrail", organization),
          before: organization.trail === "organization" ? `AWSLogs/${organization.id}` : "AWSLogs",
          between: "CloudTrail",
        },
        vpcflow: {
          ...files,
          format: FLOW_LOG_FORMAT,
          bucketName: logBucketName("vpcflow", organization),
          before: "AWSLogs",
          between: "vpcflowlogs",
        },
      },
      queries: QUERIES,
    },
  });
}

/** The organization as its log buckets know it. */
function logSources(organization: Organization): LogSources {
  const { id, accounts } = organization;
  return {
    organizationId: id,
    accounts: accountsOf(accounts).map(([, account]) => account.id),
    trails: trailSources(organization),
    securityAccount: accounts.security.id,
  };
}
