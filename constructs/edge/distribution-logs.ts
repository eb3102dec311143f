import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { checkedName } from "../core/naming";
import { logFileBucket } from "../storage/log-file-bucket";
import type { PrivateBucket } from "../storage/private-bucket";

/** Values of {@link DistributionLogs}. */
export interface DistributionLogsProps {
  /** Name of the delivery's source and destination: 1 to 60 letters, digits, `-` and `_`. A change replaces both. */
  readonly name: string;
  /** ARN of the distribution. */
  readonly distributionArn: string;
  /** Name of the bucket that keeps the logs. */
  readonly bucketName: string;
  /** Days for which a log file is kept, from 1. */
  readonly retentionDays: number;
  /** The 12 digits of the account. */
  readonly account: string;
  /** Whether the bucket is kept as long as there are logs in it. */
  readonly protection: Protection;
  /** The provider of us-east-1, where CloudFront keeps the deliveries of its logs. */
  readonly northVirginia: AwsProvider;
}

/**
 * Keeps a line on each request that a distribution answers, in a bucket of its own whose files expire.
 *
 * This is CloudFront's standard logging of the second version: a delivery of CloudWatch Logs, which needs no ACLs on
 * the bucket as the first one did.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export class DistributionLogs extends Construct {
  /** The bucket. */
  public readonly bucket: PrivateBucket;

  /** @throws ProblemsError when S3 or CloudWatch would refuse a name, or no day would be kept */
  public constructor(scope: Construct, id: string, props: DistributionLogsProps) {
    super(scope, id);
    const { distributionArn, bucketName, retentionDays, account, protection, northVirginia } = props;
    const { path } = this.node;

    this.bucket = logFileBucket(this, {
      bucketName,
      retentionDays,
      protection,
      statements: (bucketArn) => [
        {
          sid: "AllowLogDelivery",
          principal: { service: "delivery.logs.amazonaws.com" },
          actions: ["s3:PutObject"],
          resources: [`${bucketArn}/*`],
          conditions: {
            StringEquals: {
              "s3:x-amz-acl": "bucket-owner-full-control",
              "aws:SourceAccount": account,
            },
            ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${account}:delivery-source:*` },
          },
        },
      ],
    });

    const source = new CloudwatchLogDeliverySource(this, "source", {
      provider: northVirginia,
      name: checkedName("aws_cloudwatch_log_delivery_source", props.name, path),
      logType: "ACCESS_LOGS",
      resourceArn: distributionArn,
    });
    const destination = new CloudwatchLogDeliveryDestination(this, "destination", {
      provider: northVirginia,
      name: checkedName("aws_cloudwatch_log_delivery_destination", props.name, path),
      outputFormat: "w3c",
      deliveryDestinationConfiguration: [{ destinationResourceArn: this.bucket.bucket.arn }],
      // Without it CloudWatch would write a policy of its own into the bucket.
      dependsOn: [this.bucket.policy],
    });
    new CloudwatchLogDelivery(this, "delivery", {
      provider: northVirginia,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
    });
  }
}
