import type { PolicyStatement } from "../identity/policy-document";

/** A trail that writes. */
export interface TrailSource {
  /** Id of the account that owns it, whoever made it: of an organization's trail, the management account. */
  readonly account: string;
  /** Its ARN. */
  readonly arn: string;
  /** Ids under which it writes: the owner's own, and beside it that of the organization whose trail it is. */
  readonly writesUnder: readonly string[];
}

/** The organization as its log buckets know it: by ids that are written out, since no account reads another's state. */
export interface LogSources {
  /** Id of the organization: `o-…`. */
  readonly organizationId: string;
  /** Ids of all accounts that may write, in a stable order. */
  readonly accounts: readonly string[];
  /** The organization's one trail, or that of each account. */
  readonly trails: readonly TrailSource[];
  /** Id of the account that administers the security services. */
  readonly securityAccount: string;
}

/** Who writes to a log bucket. */
export type LogWriter =
  "cloudtrail" | "config" | "flow-logs" | "guardduty" | "macie" | "load-balancers" | "accounts";

/** What a writer needs: statements of the bucket's policy and of its key's. */
export interface WriterAccess {
  /** Statements of the bucket policy, given the bucket's ARN. */
  readonly bucket: (bucketArn: string) => readonly PolicyStatement[];
  /** Statements of the key policy. */
  readonly key: readonly PolicyStatement[];
}

const OWNED = { "s3:x-amz-acl": "bucket-owner-full-control" };
const ENCRYPT = ["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"];
const USE = [...ENCRYPT, "kms:Decrypt", "kms:DescribeKey"];

/**
 * What a writer may do, limited to the organization's accounts: services name the account for which they write, so
 * that nobody outside fills a bucket through them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function writerAccess(writer: LogWriter, sources: LogSources): WriterAccess {
  switch (writer) {
    case "cloudtrail":
      return trailAccess(sources);
    case "config":
      return configAccess(sources);
    case "flow-logs":
      return flowLogAccess(sources);
    case "guardduty":
      return findingsAccess("GuardDuty", "guardduty.amazonaws.com", [
        `arn:aws:guardduty:*:${sources.securityAccount}:detector/*`,
      ])(sources);
    case "macie":
      return findingsAccess("Macie", "macie.amazonaws.com", [
        `arn:aws:macie2:*:${sources.securityAccount}:export-configuration:*`,
        `arn:aws:macie2:*:${sources.securityAccount}:classification-job/*`,
      ])(sources);
    case "load-balancers":
      return loadBalancerAccess(sources);
    case "accounts":
      return accountAccess(sources);
  }
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function trailAccess({ trails }: LogSources): WriterAccess {
  const principal = { service: "cloudtrail.amazonaws.com" };
  const ofTrail = { "aws:SourceArn": oneOrAll(trails.map(({ arn }) => arn)) };
  return {
    bucket: (bucketArn) => [
      {
        sid: "CloudTrailChecksBucket",
        principal,
        actions: ["s3:GetBucketAcl"],
        resources: [bucketArn],
        conditions: { StringEquals: ofTrail },
      },
      {
        sid: "CloudTrailWrites",
        principal,
        actions: ["s3:PutObject"],
        resources: trails.flatMap(({ writesUnder }) =>
          writesUnder.map((id) => `${bucketArn}/AWSLogs/${id}/*`),
        ),
        conditions: { StringEquals: { ...ofTrail, ...OWNED } },
      },
    ],
    key: [
      {
        sid: "CloudTrailEncrypts",
        principal,
        actions: ENCRYPT,
        resources: ["*"],
        conditions: {
          StringEquals: ofTrail,
          StringLike: {
            "kms:EncryptionContext:aws:cloudtrail:arn": oneOrAll(
              trails.map(({ account }) => `arn:aws:cloudtrail:*:${account}:trail/*`),
            ),
          },
        },
      },
      {
        sid: "CloudTrailUsesBucketKey",
        principal,
        actions: ["kms:Decrypt", "kms:DescribeKey"],
        resources: ["*"],
        conditions: { StringEquals: ofTrail },
      },
    ],
  };
}

/** IAM answers with one value as a text, which a list of one would differ from in every plan. */
function oneOrAll(values: readonly string[]): string | readonly string[] {
  const [first, ...others] = values;
  return first !== undefined && others.length === 0 ? first : values;
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html */
function configAccess({ accounts }: LogSources): WriterAccess {
  const principal = { service: "config.amazonaws.com" };
  const ofAccounts = { "aws:SourceAccount": accounts };
  return {
    bucket: (bucketArn) => [
      {
        sid: "ConfigChecksBucket",
        principal,
        actions: ["s3:GetBucketAcl", "s3:ListBucket"],
        resources: [bucketArn],
        conditions: { StringEquals: ofAccounts },
      },
      {
        sid: "ConfigWrites",
        principal,
        actions: ["s3:PutObject"],
        resources: accounts.map((account) => `${bucketArn}/AWSLogs/${account}/Config/*`),
        conditions: { StringEquals: { ...ofAccounts, ...OWNED } },
      },
    ],
    key: [
      {
        sid: "ConfigEncrypts",
        principal,
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        resources: ["*"],
        conditions: { StringEquals: ofAccounts },
      },
    ],
  };
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html */
function flowLogAccess({ accounts }: LogSources): WriterAccess {
  const principal = { service: "delivery.logs.amazonaws.com" };
  const ofAccounts = {
    StringEquals: { "aws:SourceAccount": accounts },
    ArnLike: { "aws:SourceArn": accounts.map((account) => `arn:aws:logs:*:${account}:*`) },
  };
  return {
    bucket: (bucketArn) => [
      {
        sid: "FlowLogsCheckBucket",
        principal,
        actions: ["s3:GetBucketAcl"],
        resources: [bucketArn],
        conditions: ofAccounts,
      },
      {
        sid: "FlowLogsWrite",
        principal,
        actions: ["s3:PutObject"],
        resources: accounts.map((account) => `${bucketArn}/AWSLogs/${account}/*`),
        conditions: { ...ofAccounts, StringEquals: { ...ofAccounts.StringEquals, ...OWNED } },
      },
    ],
    key: [{ sid: "FlowLogsEncrypt", principal, actions: USE, resources: ["*"], conditions: ofAccounts }],
  };
}

/**
 * The administrator's account writes the findings of all.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
 * @see https://docs.aws.amazon.com/macie/latest/user/discovery-results-repository-s3.html
 */
function findingsAccess(name: string, service: string, sourceArns: readonly string[]) {
  return ({ securityAccount }: LogSources): WriterAccess => {
    const conditions = {
      StringEquals: { "aws:SourceAccount": securityAccount },
      ArnLike: { "aws:SourceArn": sourceArns },
    };
    const principal = { service };
    return {
      bucket: (bucketArn) => [
        {
          sid: `${name}ChecksBucket`,
          principal,
          actions: ["s3:GetBucketLocation"],
          resources: [bucketArn],
          conditions,
        },
        {
          sid: `${name}Writes`,
          principal,
          actions: ["s3:PutObject"],
          resources: [`${bucketArn}/*`],
          conditions,
        },
      ],
      key: [
        {
          sid: `${name}Encrypts`,
          principal,
          actions: ["kms:GenerateDataKey", "kms:Encrypt"],
          resources: ["*"],
          conditions,
        },
      ],
    };
  };
}

/**
 * Elastic Load Balancing delivers under S3's own key alone.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
function loadBalancerAccess({ accounts }: LogSources): WriterAccess {
  return {
    bucket: (bucketArn) => [
      {
        sid: "LoadBalancersWrite",
        principal: { service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        actions: ["s3:PutObject"],
        resources: accounts.map((account) => `${bucketArn}/*/AWSLogs/${account}/*`),
      },
    ],
    key: [],
  };
}

/** What no service of AWS writes from account to account: roles of each account do, each under its account's id. */
function accountAccess({ accounts }: LogSources): WriterAccess {
  const root = (account: string) => ({ aws: `arn:aws:iam::${account}:root` });
  return {
    bucket: (bucketArn) => [
      ...accounts.map((account) => ({
        sid: `Account${account}Writes`,
        principal: root(account),
        // Session Manager states an ACL with what it writes; S3 takes none but that of the owner.
        actions: ["s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload"],
        resources: [`${bucketArn}/${account}/*`],
      })),
      {
        // Session Manager looks before it writes.
        sid: "AccountsSeeEncryption",
        principal: { aws: accounts.map((account) => root(account).aws) },
        actions: ["s3:GetEncryptionConfiguration"],
        resources: [bucketArn],
      },
    ],
    key: [
      {
        sid: "AccountsEncrypt",
        principal: { aws: accounts.map((account) => root(account).aws) },
        actions: USE,
        resources: ["*"],
        conditions: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
      },
    ],
  };
}
