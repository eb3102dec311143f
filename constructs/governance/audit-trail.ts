import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { refuse } from "../core/errors";
import { checkedName } from "../core/naming";
import { EncryptionKey } from "../identity/encryption-key";
import type { PolicyStatement } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import { LogGroup } from "../observability/log-group";
import { withoutAlarms } from "../observability/no-alarms";
import { PrivateBucket } from "../storage/private-bucket";

const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/** Values of an {@link AuditTrail}. */
export interface AuditTrailProps {
  /** Name of the trail: `openwan-trail`. Its role is named after it. A change replaces it. */
  readonly trailName: string;
  /** The account that is recorded and that owns everything of the trail. */
  readonly account: string;
  /** Region in which the trail stands. */
  readonly region: string;
  /** Globally unique name of the bucket in which the log files are kept. */
  readonly bucketName: string;
  /** Days after which a log file is deleted, 1 or more. */
  readonly fileRetentionDays: number;
  /** Complete name of the log group to which events are written too: `/aws/cloudtrail/openwan`. */
  readonly logGroupName: string;
  /** Days for which the log group keeps them. */
  readonly logRetentionDays: number;
  /** Name of the key that encrypts files and log group: `alias/openwan-audit`. */
  readonly keyAlias: string;
  /** Whether Terraform refuses to destroy the log files. */
  readonly protection: Protection;
  /**
   * Regions whose events are recorded; those of global services, such as IAM, are in either case.
   *
   * @default "every-region"
   */
  readonly coverage?: "every-region" | "one-region";
}

/**
 * A CloudTrail trail of management events: files in a private bucket, with digests that show whether one was changed,
 * and the same events in a log group for queries. One key encrypts both.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class AuditTrail extends Construct {
  /** ARN of the trail. */
  public readonly trailArn: string;
  /** The bucket of the log files. */
  public readonly bucket: PrivateBucket;
  /** The group of the events. */
  public readonly logGroup: LogGroup;

  /** @throws ProblemsError when a name or a number of days is not acceptable */
  public constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { account, region, protection, fileRetentionDays, coverage = "every-region" } = props;
    const { path } = this.node;
    const name = checkedName("aws_cloudtrail", props.trailName, path);
    // Written out, since bucket and key admit the trail before it exists.
    const trailArn = `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;
    if (!Number.isInteger(fileRetentionDays) || fileRetentionDays < 1) {
      refuse({
        path: `${path}.fileRetentionDays`,
        rule: "is a whole number of days from 1",
        got: fileRetentionDays,
        fix: "choose such a number, 366 for a year",
      });
    }

    const key = new EncryptionKey(this, "key", {
      alias: props.keyAlias,
      description: `Encrypts the events of the trail ${name}`,
      account,
      region,
      protection,
      users: ["logs"],
      statements: keyStatements(trailArn, account),
    });
    this.bucket = new PrivateBucket(this, "files", {
      bucketName: props.bucketName,
      kmsKeyArn: key.arn,
      removal: protection === "disposable" ? "empty-and-delete" : "retain",
      lifecycle: [
        { id: "expire", expirationDays: fileRetentionDays, noncurrentExpirationDays: fileRetentionDays },
      ],
      statements: (bucketArn) => bucketStatements(bucketArn, trailArn, account),
    });
    withoutAlarms(this.bucket, ["bucket"], {
      noAlarmsBecause: "log files: nothing is expected of their size, and the bill tells",
    });
    this.logGroup = new LogGroup(this, "events", {
      logGroupName: props.logGroupName,
      retentionDays: props.logRetentionDays,
      kmsKeyArn: key.arn,
    });
    const writer = new ServiceRole(this, "writer", {
      name: `${name}-writer`,
      description: `Writes the events of the trail ${name} to its log group`,
      service: CLOUDTRAIL,
    });
    writer.grant(this, "write-events", {
      sid: "WriteEvents",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${this.logGroup.arn}:log-stream:${account}_CloudTrail_${region}*`],
    });

    const trail = new Cloudtrail(this, "trail", {
      name,
      s3BucketName: this.bucket.bucket.id,
      kmsKeyId: key.arn,
      enableLogFileValidation: true,
      isMultiRegionTrail: coverage === "every-region",
      includeGlobalServiceEvents: true,
      cloudWatchLogsGroupArn: `${this.logGroup.arn}:*`,
      cloudWatchLogsRoleArn: writer.arn,
      // CloudTrail tries bucket and role when the trail is made.
      dependsOn: [this.bucket.policy, ...writer.granted],
    });
    this.trailArn = trail.arn;
  }
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function bucketStatements(bucketArn: string, trailArn: string, account: string): readonly PolicyStatement[] {
  const principal = { service: CLOUDTRAIL };
  return [
    {
      sid: "AllowTrailToCheckBucket",
      principal,
      actions: ["s3:GetBucketAcl"],
      resources: [bucketArn],
      conditions: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      sid: "AllowTrailToWriteFiles",
      principal,
      actions: ["s3:PutObject"],
      resources: [`${bucketArn}/AWSLogs/${account}/*`],
      conditions: {
        StringEquals: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ];
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function keyStatements(trailArn: string, account: string): readonly PolicyStatement[] {
  const trail = { principal: { service: CLOUDTRAIL }, resources: ["*"] };
  const ofTrail = { StringEquals: { "aws:SourceArn": trailArn } };
  return [
    {
      ...trail,
      sid: "AllowTrailToEncryptFiles",
      actions: ["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"],
      conditions: {
        ...ofTrail,
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${account}:trail/*`,
        },
      },
    },
    // A bucket with a bucket key has the data key decrypted when the trail is made or changed.
    {
      ...trail,
      sid: "AllowTrailToUseBucketKey",
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      conditions: ofTrail,
    },
  ];
}
