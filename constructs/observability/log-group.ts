import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { checkedRetentionDays } from "./log-retention";

/** A log group as other constructs and other stacks see it. */
export interface LogGroupRef {
  /** Name of the group. */
  readonly name: string;
  /** ARN of the group, without the `:*` that stands for its streams. */
  readonly arn: string;
}

/** Values of a {@link LogGroup}. */
export interface LogGroupProps {
  /** Complete name: `/aws/ecs/backend-service`. A change replaces the group and loses its events. */
  readonly logGroupName: string;
  /** Days for which events are kept: one of {@link LOG_RETENTION_DAYS}. Nothing is kept forever by accident. */
  readonly retentionDays: number;
  /**
   * ARN of a KMS key that CloudWatch Logs of the Region may use.
   *
   * @default - encrypted with a key of AWS's own
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  readonly kmsKeyArn?: string;
  /**
   * `"INFREQUENT_ACCESS"` halves the price of ingestion but knows no metric filters and no subscriptions. A change
   * replaces the group.
   *
   * @default "STANDARD"
   */
  readonly logClass?: "STANDARD" | "INFREQUENT_ACCESS";
  /**
   * Region of the group, where its writer demands one: us-east-1 for the web ACL of a distribution.
   *
   * @default - the stack's
   */
  readonly region?: string;
}

/**
 * A CloudWatch log group with a stated retention.
 *
 * Where AWS writes to a group of a fixed name (RDS, Lambda), the group is made first under that name: AWS would make
 * it itself otherwise, and keep the events forever.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
 */
export class LogGroup extends Construct implements LogGroupRef {
  /** The group itself; what makes AWS write to it depends on it. */
  public readonly group: CloudwatchLogGroup;
  /** Name of the group. */
  public readonly name: string;
  /** ARN of the group, without `:*`. */
  public readonly arn: string;

  /** @throws ProblemsError when CloudWatch Logs knows no such name or retention */
  public constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const { logGroupName, retentionDays, kmsKeyArn, logClass, region } = props;
    const { path } = this.node;

    this.group = new CloudwatchLogGroup(this, "group", {
      name: checkedName("aws_cloudwatch_log_group", logGroupName, path),
      retentionInDays: checkedRetentionDays(retentionDays, path),
      ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }),
      ...(logClass === undefined ? {} : { logGroupClass: logClass }),
      ...(region === undefined ? {} : { region }),
    });
    this.name = this.group.name;
    this.arn = this.group.arn;
  }

  /** The group as other stacks see it. */
  public get ref(): LogGroupRef {
    return { name: this.name, arn: this.arn };
  }
}
