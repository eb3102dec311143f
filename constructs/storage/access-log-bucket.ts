import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { refuse } from "../core/errors";
import { logFileBucket } from "./log-file-bucket";
import type { PrivateBucket } from "./private-bucket";

const PREFIX = "alb";
/** Elastic Load Balancing appends /AWSLogs/ itself, and refuses a prefix that holds it. */
const PREFIX_SHAPE = /^(?!.*AWSLogs)[\w-]+(?:\/[\w-]+)*$/;
/** The service that delivers the logs, in every Region; the Regions' own accounts of before 2022 are deprecated. */
const DELIVERY = "logdelivery.elasticloadbalancing.amazonaws.com";

/** Where a load balancer writes a line on each request. */
export interface AccessLogDestination {
  /** Name of a bucket in the load balancer's Region whose policy admits Elastic Load Balancing. */
  readonly bucketName: string;
  /** Beginning of the keys, without a slash at either end. */
  readonly prefix: string;
}

/** Values of an {@link AccessLogBucket}. */
export interface AccessLogBucketProps {
  /** Globally unique name: 3 to 63 lower-case letters, digits and hyphens. */
  readonly bucketName: string;
  /** The account of the load balancers, 12 digits. */
  readonly account: string;
  /** Days after which a log file is deleted, 1 or more. */
  readonly retentionDays: number;
  /** Whether the bucket may be deleted with its files. */
  readonly protection: Protection;
  /**
   * Beginning of the keys, without a slash at either end; the load balancer's own name follows in the key.
   *
   * @default "alb"
   */
  readonly prefix?: string;
}

/**
 * A private bucket for the access logs of the application load balancers of one account and Region, whose files expire.
 *
 * Encrypted with S3's own key, the only encryption under which Elastic Load Balancing delivers.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class AccessLogBucket extends Construct {
  /** The bucket. */
  public readonly bucket: PrivateBucket;
  /** What a load balancer takes as its `accessLogs`; it waits for the bucket's policy, without which it is refused. */
  public readonly destination: AccessLogDestination;

  /** @throws ProblemsError when S3 or Elastic Load Balancing would refuse the name, the prefix or the days */
  public constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const { bucketName, account, retentionDays, protection, prefix = PREFIX } = props;
    if (!PREFIX_SHAPE.test(prefix)) {
      refuse({
        path: `${this.node.path}.prefix`,
        rule: "is made of letters, digits, _ and -, in levels divided by /, without AWSLogs",
        got: prefix,
        fix: `write it like ${PREFIX}`,
      });
    }

    this.bucket = logFileBucket(this, {
      bucketName,
      retentionDays,
      protection,
      statements: (bucketArn) => [
        {
          sid: "AllowLoadBalancerLogs",
          principal: { service: DELIVERY },
          actions: ["s3:PutObject"],
          resources: [`${bucketArn}/${prefix}/AWSLogs/${account}/*`],
        },
      ],
    });
    this.destination = { bucketName: this.bucket.policy.bucket, prefix };
  }
}
