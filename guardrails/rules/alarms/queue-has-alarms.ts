import { alarmRule } from "./alarm-rule";

/** `ALM-005`: queues are watched. */
export const queueHasAlarms = alarmRule({
  kind: "queue",
  subject: "A queue",
  type: "aws_sqs_queue",
  namespace: "AWS/SQS",
  dimensions: ["QueueName"],
  namedBy: ["name"],
});
