import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { Construct } from "constructs";
import { throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { policyDocument, type PolicyStatement } from "../identity/policy-document";
import { denyPlainHttp, encryptionOf } from "./queue-parts";
import { LONGEST_RETENTION_SECONDS, queueProblems } from "./queue-rules";

/** SQS's own defaults, but for long polling, which costs less and finds messages sooner. */
const DEFAULT_RETENTION_SECONDS = 345_600;
const DEFAULT_DELAY_SECONDS = 0;
const DEFAULT_MESSAGE_BYTES = 262_144;
const LONG_POLLING_SECONDS = 20;

/** A KMS key that encrypts the messages, instead of SQS's own. */
export interface QueueEncryption {
  /** Key: its ARN, or an alias such as `alias/aws/sqs`, which no other service can send under. */
  readonly kmsKeyId: string;
  /** Seconds for which SQS uses a data key again before it asks KMS, 60 to 86400. */
  readonly dataKeyReuseSeconds: number;
}

/** How a FIFO queue knows that a message was sent twice within five minutes. */
export interface QueueOrder {
  /** By the id that the sender gives each message, or by its content, of which two may then never be the same. */
  readonly deduplication: "by-id" | "by-content";
}

/** Values of a {@link Queue}. */
export interface QueueProps {
  /** Name of the queue, at most 80 letters, digits and `_-`, of a FIFO queue with `.fifo` at its end. A change replaces it. */
  readonly queueName: string;
  /** Seconds for which a received message is hidden, 0 to 43200: longer than one takes to process. */
  readonly visibilityTimeoutSeconds: number;
  /** Where messages go that nobody could process. */
  readonly deadLetters: {
    /** Name of the dead-letter queue. A change replaces it. */
    readonly queueName: string;
    /** Receives after which a message goes there, 1 to 1000. */
    readonly maxReceives: number;
    /**
     * Seconds for which it keeps a message, counted from its first sending: at least as long as the queue does.
     *
     * @default 1209600
     */
    readonly retentionSeconds?: number;
  };
  /**
   * Seconds for which a message is kept, 60 to 1209600.
   *
   * @default 345600
   */
  readonly retentionSeconds?: number;
  /**
   * Seconds by which a message's first delivery is delayed, 0 to 900.
   *
   * @default 0
   */
  readonly delaySeconds?: number;
  /**
   * Seconds for which a receive waits for messages, 0 (short polling) to 20.
   *
   * @default 20
   */
  readonly receiveWaitSeconds?: number;
  /**
   * Largest message in bytes, 1024 to 1048576.
   *
   * @default 262144
   */
  readonly maxMessageBytes?: number;
  /**
   * KMS key of both queues.
   *
   * @default - SQS's own key (SSE-SQS)
   */
  readonly encryption?: QueueEncryption;
  /**
   * Keeps the order of messages of a group and takes each once; both queues then, and their names end in `.fifo`. A
   * change replaces them.
   *
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fifo-queues.html
   * @default - a standard queue: nearly in order, each message at least once
   */
  readonly fifo?: QueueOrder | undefined;
  /**
   * Statements of the queue policy beside the refusal of plain HTTP, given the queue's ARN.
   *
   * @default - IAM of the account decides
   */
  readonly statements?: (queueArn: string) => readonly PolicyStatement[];
  /**
   * Tags of both queues beside those of the stack, over them where a key is the same.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A queue with a dead-letter queue, which takes messages from it alone. Both are encrypted and refuse plain HTTP.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export class Queue extends Construct {
  /** Name of the queue, which metrics carry as QueueName. */
  public readonly queueName: string;
  /** ARN of the queue. */
  public readonly queueArn: string;
  /** URL to which messages are sent. */
  public readonly queueUrl: string;
  /** The queue of messages that nobody could process. */
  public readonly deadLetterQueue: { readonly name: string; readonly arn: string };

  /** @throws ProblemsError with everything about the values that SQS would refuse */
  public constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    const { encryption, statements = () => [], tags, fifo } = props;
    const {
      retentionSeconds = DEFAULT_RETENTION_SECONDS,
      delaySeconds = DEFAULT_DELAY_SECONDS,
      receiveWaitSeconds = LONG_POLLING_SECONDS,
      maxMessageBytes = DEFAULT_MESSAGE_BYTES,
    } = props;
    const deadLetters = { retentionSeconds: LONGEST_RETENTION_SECONDS, ...props.deadLetters };
    const { path } = this.node;
    throwProblems(
      queueProblems(
        { ...props, retentionSeconds, delaySeconds, receiveWaitSeconds, maxMessageBytes, deadLetters },
        path,
      ),
    );
    const common = {
      ...encryptionOf(encryption),
      ...(fifo === undefined ? {} : { fifoQueue: true }),
      ...(tags === undefined ? {} : { tags: { ...tags } }),
    };

    const dead = new SqsQueue(this, "dead-letters", {
      name: checkedName("aws_sqs_queue", deadLetters.queueName, path),
      messageRetentionSeconds: deadLetters.retentionSeconds,
      // What is larger than usual in the queue is so among its dead letters.
      ...(maxMessageBytes > DEFAULT_MESSAGE_BYTES ? { maxMessageSize: maxMessageBytes } : {}),
      ...common,
    });
    const queue = new SqsQueue(this, "queue", {
      name: checkedName("aws_sqs_queue", props.queueName, path),
      visibilityTimeoutSeconds: props.visibilityTimeoutSeconds,
      messageRetentionSeconds: retentionSeconds,
      delaySeconds,
      receiveWaitTimeSeconds: receiveWaitSeconds,
      maxMessageSize: maxMessageBytes,
      redrivePolicy: JSON.stringify({
        deadLetterTargetArn: dead.arn,
        maxReceiveCount: deadLetters.maxReceives,
      }),
      ...(fifo === undefined ? {} : { contentBasedDeduplication: fifo.deduplication === "by-content" }),
      ...common,
    });
    // A resource of its own, because each of the two queues would have to name the other first.
    new SqsQueueRedriveAllowPolicy(this, "dead-letters-from", {
      queueUrl: dead.id,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.id,
      policy: policyDocument(...statements(queue.arn), denyPlainHttp(queue.arn)),
    });
    new SqsQueuePolicy(this, "dead-letters-policy", {
      queueUrl: dead.id,
      policy: policyDocument(denyPlainHttp(dead.arn)),
    });

    this.queueName = queue.name;
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
    this.deadLetterQueue = { name: dead.name, arn: dead.arn };
  }
}
