import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { policyDocument, serviceTrust } from "../identity/policy-document";
import { PrivateBucket } from "../storage/private-bucket";
import { LogGroup, type LogGroupRef } from "./log-group";
import { withoutAlarms } from "./no-alarms";

/** Large and late deliveries: Glacier bills 40 KB beside each object, so few large ones are cheaper. */
const BUFFER_MIB = 64;
const BUFFER_SECONDS = 900;
/** Days for which Glacier bills an object whether it is still there or not. */
const GLACIER_MINIMUM_DAYS = 90;
const OBJECT_PREFIX = "cloudwatch-logs/";
const ERROR_STREAM = "delivery";

/** Values of a {@link LogArchive}. */
export interface LogArchiveProps {
  /** Name of the delivery stream; roles are named after it. At most 48 characters. */
  readonly name: string;
  /** Globally unique name of the bucket. */
  readonly bucketName: string;
  /** The account of log groups, stream and bucket. */
  readonly account: string;
  /** Their Region. */
  readonly region: string;
  /** The groups that are archived, by a name that stays: `{ backend: { name, arn } }`. */
  readonly logGroups: Readonly<Record<string, LogGroupRef>>;
  /** Days after which an archived object moves to S3 Glacier Flexible Retrieval. */
  readonly glacierAfterDays: number;
  /** Whether the bucket may be deleted with its objects. */
  readonly protection: Protection;
  /** Days for which errors of delivery are kept. */
  readonly errorRetentionDays: number;
  /**
   * Days after which an archived object is deleted, at least 90 after it moved to Glacier.
   *
   * @default - never
   */
  readonly expireAfterDays?: number;
  /**
   * ARN of the KMS key that encrypts the objects.
   *
   * @default - S3's own key (SSE-S3)
   */
  readonly kmsKeyArn?: string;
}

/**
 * Carries every event of the given log groups to a private bucket that ends in Glacier: a subscription filter for each
 * group, one Firehose stream, one bucket. The objects are gzipped JSON, each record with the group that it came from.
 *
 * Events arrive in the bucket from the moment the filter exists; what a group held before stays there until its
 * retention ends. Objects below 128 KB stay in S3 Standard, where they are cheaper.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample
 */
export class LogArchive extends Construct {
  /** The bucket. */
  public readonly bucket: PrivateBucket;

  /** @throws ProblemsError when names or days do not fit */
  public constructor(scope: Construct, id: string, props: LogArchiveProps) {
    super(scope, id);
    const { name, account, region, logGroups, protection, glacierAfterDays, expireAfterDays, kmsKeyArn } =
      props;
    const { path } = this.node;
    throwProblems(problemsOf(props, path));
    const streamName = checkedName("aws_kinesis_firehose_delivery_stream", name, path);

    this.bucket = new PrivateBucket(this, "archive", {
      bucketName: props.bucketName,
      removal: protection === "disposable" ? "empty-and-delete" : "delete-when-empty",
      lifecycle: [
        {
          id: "to-glacier",
          transitions: [{ days: glacierAfterDays, storageClass: "GLACIER" }],
          ...(expireAfterDays === undefined ? {} : { expirationDays: expireAfterDays }),
        },
      ],
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    });
    withoutAlarms(this.bucket, ["bucket"], {
      noAlarmsBecause: "log files: nothing is expected of their size, and the bill tells",
    });
    const errors = new LogGroup(this, "errors", {
      logGroupName: `/aws/kinesisfirehose/${streamName}`,
      retentionDays: props.errorRetentionDays,
    });

    const writer = this.role("writer", {
      name: checkedName("aws_iam_role", `${name}-writer`, path),
      trust: serviceTrust("firehose.amazonaws.com", { StringEquals: { "sts:ExternalId": account } }),
      policy: policyDocument(
        {
          sid: "WriteArchive",
          actions: ["s3:AbortMultipartUpload", "s3:PutObject"],
          resources: [`${this.bucket.bucket.arn}/${OBJECT_PREFIX}*`],
        },
        {
          sid: "FindArchive",
          actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
          resources: [this.bucket.bucket.arn],
        },
        {
          sid: "TellErrors",
          actions: ["logs:PutLogEvents"],
          resources: [`${errors.arn}:log-stream:${ERROR_STREAM}`],
        },
        ...(kmsKeyArn === undefined
          ? []
          : [
              {
                sid: "EncryptArchive",
                actions: ["kms:Decrypt", "kms:GenerateDataKey"],
                resources: [kmsKeyArn],
              },
            ]),
      ),
    });
    const stream = new KinesisFirehoseDeliveryStream(this, "stream", {
      name: streamName,
      destination: "extended_s3",
      serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
      extendedS3Configuration: {
        roleArn: writer.role.arn,
        bucketArn: this.bucket.bucket.arn,
        prefix: OBJECT_PREFIX,
        bufferingSize: BUFFER_MIB,
        bufferingInterval: BUFFER_SECONDS,
        // CloudWatch Logs sends gzip already.
        compressionFormat: "UNCOMPRESSED",
        fileExtension: ".gz",
        cloudwatchLoggingOptions: { enabled: true, logGroupName: errors.name, logStreamName: ERROR_STREAM },
      },
      dependsOn: [writer.permissions],
    });

    const sender = this.role("sender", {
      name: checkedName("aws_iam_role", `${name}-sender`, path),
      trust: serviceTrust("logs.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${account}:*` },
      }),
      policy: policyDocument({
        sid: "SendToArchive",
        actions: ["firehose:PutRecord", "firehose:PutRecordBatch"],
        resources: [stream.arn],
      }),
    });
    for (const [group, { name: logGroupName }] of Object.entries(logGroups)) {
      new CloudwatchLogSubscriptionFilter(this, `from-${group}`, {
        name: checkedName("aws_cloudwatch_log_subscription_filter", streamName, path),
        logGroupName,
        filterPattern: "",
        destinationArn: stream.arn,
        roleArn: sender.role.arn,
        // CloudWatch Logs tries the role when the filter is made.
        dependsOn: [sender.permissions],
      });
    }
  }

  private role(
    id: string,
    { name, trust, policy }: { readonly name: string; readonly trust: string; readonly policy: string },
  ): { readonly role: IamRole; readonly permissions: IamRolePolicy } {
    const role = new IamRole(this, id, { name, assumeRolePolicy: trust });
    const permissions = new IamRolePolicy(this, `${id}-permissions`, {
      role: role.id,
      name: "archive",
      policy,
    });
    return { role, permissions };
  }
}

function problemsOf(
  { logGroups, glacierAfterDays, expireAfterDays }: LogArchiveProps,
  path: string,
): readonly Problem[] {
  const earliest = glacierAfterDays + GLACIER_MINIMUM_DAYS;
  return [
    ...(Object.keys(logGroups).length > 0
      ? []
      : [{ path: `${path}.logGroups`, rule: "archives at least one group", got: "none", fix: "name one" }]),
    ...(Number.isInteger(glacierAfterDays) && glacierAfterDays >= 0
      ? []
      : [
          {
            path: `${path}.glacierAfterDays`,
            rule: "is a whole number of days",
            got: glacierAfterDays,
            fix: "choose 0 or more",
          },
        ]),
    ...(expireAfterDays === undefined || (Number.isInteger(expireAfterDays) && expireAfterDays >= earliest)
      ? []
      : [
          {
            path: `${path}.expireAfterDays`,
            rule: `comes at least ${GLACIER_MINIMUM_DAYS} days after the move to Glacier, which bills those anyway`,
            got: expireAfterDays,
            fix: `choose ${earliest} or more`,
          },
        ]),
  ];
}
