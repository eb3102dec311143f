import type { App } from "cdktf";
import type { PolicyStatement } from "../constructs/identity/policy-document";
import { Queue, type QueueProps } from "../constructs/messaging/queue";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of a {@link MessagingStack}. */
export interface MessagingStackProps extends PlatformStackProps {
  /** The queue and its dead-letter queue. */
  readonly queue: Omit<QueueProps, "statements">;
  /**
   * Who may do what with the queue, beside what IAM of the account allows: statements without a resource.
   *
   * @default - IAM of the account decides
   */
  readonly access?: readonly Omit<PolicyStatement, "resources">[];
}

/** What other layers learn of the queue. */
export interface MessagingExports {
  /** URL to which messages are sent. */
  readonly queueUrl: string;
  /** ARN of the queue. */
  readonly queueArn: string;
  /** Name of the queue, which metrics carry as QueueName. */
  readonly queueName: string;
  /** The queue of messages that nobody could process. */
  readonly deadLetterQueue: { readonly name: string; readonly arn: string };
}

/** The messaging layer: one work queue with its dead-letter queue. */
export class MessagingStack extends PlatformStack {
  /** What other layers learn of the queue. */
  public readonly exports: MessagingExports;

  public constructor(scope: App, props: MessagingStackProps) {
    super(scope, "messaging", props);
    const { access = [] } = props;

    const queue = new Queue(this, "work", {
      ...props.queue,
      statements: (queueArn) => access.map((statement) => ({ ...statement, resources: [queueArn] })),
    });
    this.exports = {
      queueUrl: queue.queueUrl,
      queueArn: queue.queueArn,
      queueName: queue.queueName,
      deadLetterQueue: queue.deadLetterQueue,
    };
    this.publish("queue_url", queue.queueUrl, "URL of the work queue");
    this.publish("dead_letter_queue", queue.deadLetterQueue.name, "Name of the dead-letter queue");
  }
}
