import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import { policyDocument } from "../identity/policy-document";
import type { QueueEncryption } from "./queue";
import { denyPlainHttp, encryptionOf } from "./queue-parts";
import { LONGEST_RETENTION_SECONDS } from "./queue-rules";

/** A queue of messages that nobody could process, as other constructs and other stacks see it. */
export interface DeadLetterQueueRef {
  /** Name of the queue, which metrics carry as QueueName. */
  readonly name: string;
  /** ARN of the queue. */
  readonly arn: string;
}

/** Values of a {@link DeadLetterQueue}. */
export interface DeadLetterQueueProps {
  /** Name of the queue, at most 80 letters, digits and `_-`. A change replaces it. */
  readonly queueName: string;
  /**
   * KMS key of the queue. Whoever sends to it needs `kms:Decrypt` and `kms:GenerateDataKey` on it.
   *
   * @default - SQS's own key (SSE-SQS)
   */
  readonly encryption?: QueueEncryption | undefined;
}

/**
 * A queue for what another service could not deliver, such as the calls of a schedule. It keeps messages for 14 days,
 * the most that SQS does, and no other queue may set messages aside into it.
 *
 * The dead letters of a queue have one of their own, see {@link Queue}.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export class DeadLetterQueue extends Construct implements DeadLetterQueueRef {
  /** Name of the queue. */
  public readonly name: string;
  /** ARN of the queue. */
  public readonly arn: string;

  /** @throws ProblemsError when the name is not one that SQS accepts */
  public constructor(scope: Construct, id: string, { queueName, encryption }: DeadLetterQueueProps) {
    super(scope, id);

    const queue = new SqsQueue(this, "queue", {
      name: checkedName("aws_sqs_queue", queueName, this.node.path),
      messageRetentionSeconds: LONGEST_RETENTION_SECONDS,
      ...encryptionOf(encryption),
    });
    new SqsQueueRedriveAllowPolicy(this, "from-no-queue", {
      queueUrl: queue.id,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.id,
      policy: policyDocument(denyPlainHttp(queue.arn)),
    });
    this.name = queue.name;
    this.arn = queue.arn;
  }
}
