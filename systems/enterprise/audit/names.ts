import type { TrailSource } from "../../../constructs/governance/log-writers";
import { accountTrailArn, organizationTrailArn } from "../../../constructs/governance/organization-trail";
import { accountsOf } from "../organization/accounts";
import type { Organization } from "../organization/config";

/** Kinds of logs that the organization keeps, each in a bucket of its own. */
export const LOG_KINDS = [
  "cloudtrail",
  "config",
  "vpcflow",
  "guardduty",
  "macie",
  "sessions",
  "loadbalancer",
  "application",
] as const;

/** One of the kinds. */
export type LogKindKey = (typeof LOG_KINDS)[number];

/** Name of the organization's trail. */
export const TRAIL_NAME = "organization-trail";
/** Name of the trail of an account that has its own. */
export const ACCOUNT_TRAIL_NAME = "account-trail";
/** Name of the key of the logs, in the audit account. */
export const LOG_KEY_ALIAS = "alias/log-archive";
/** Database and workgroup in which auditors ask. */
export const LOG_DATABASE = "organization_logs";
export const LOG_WORKGROUP = "auditors";

/** A log bucket's name, which no other account may have: `cloudtrail-logs-810000000003-ap-northeast-1`. */
export function logBucketName(kind: LogKindKey, { accounts, homeRegion }: Organization): string {
  return `${kind}-logs-${accounts.audit.id}-${homeRegion}`;
}

/** Name of the bucket of the answers to auditors' queries. */
export function answerBucketName({ accounts, homeRegion }: Organization): string {
  return `audit-answers-${accounts.audit.id}-${homeRegion}`;
}

/** ARN of the alias of the logs' key, by which the other accounts find it. */
export function logKeyAliasArn({ accounts, homeRegion }: Organization): string {
  return `arn:aws:kms:${homeRegion}:${accounts.audit.id}:${LOG_KEY_ALIAS}`;
}

/** ARN of the organization's trail, which the management account owns. */
export function trailArn({ accounts, homeRegion }: Organization): string {
  return organizationTrailArn({
    region: homeRegion,
    managementAccount: accounts.management.id,
    trailName: TRAIL_NAME,
  });
}

/** The trails that write: one of the organization, which writes under its id too once it is tried, or each account's. */
export function trailSources(organization: Organization): readonly TrailSource[] {
  const { id, accounts, homeRegion, trail } = organization;
  const { management } = accounts;
  return trail === "organization"
    ? [
        {
          account: management.id,
          arn: trailArn(organization),
          writesUnder: [id, management.id],
        },
      ]
    : accountsOf(accounts).map(([, { id: account }]) => ({
        account,
        arn: accountTrailArn({ region: homeRegion, account, trailName: ACCOUNT_TRAIL_NAME }),
        writesUnder: [account],
      }));
}
