import { DeadLetterQueue, type DeadLetterQueueProps } from "../../../constructs/messaging/dead-letter-queue";
import { statements } from "../../support/policies";
import { refusalOf, synthesizeStack, type Workspace } from "../../support/synthesis";

const synthesize = (props: Partial<DeadLetterQueueProps> = {}): Workspace =>
  synthesizeStack((stack) => new DeadLetterQueue(stack, "missed", { queueName: "missed-calls", ...props }));

describe("a queue for what a service could not deliver", () => {
  test("EN-241: keeps messages for 14 days, encrypted", () => {
    expect(synthesize().one("aws_sqs_queue", "missed_queue")).toEqual({
      name: "missed-calls",
      message_retention_seconds: 1_209_600,
      sqs_managed_sse_enabled: true,
    });
  });

  test("is encrypted with a key where one is named", () => {
    expect(
      synthesize({ encryption: { kmsKeyId: "arn:key", dataKeyReuseSeconds: 300 } }).one(
        "aws_sqs_queue",
        "missed_queue",
      ),
    ).toEqual({
      name: "missed-calls",
      message_retention_seconds: 1_209_600,
      kms_master_key_id: "arn:key",
      kms_data_key_reuse_period_seconds: 300,
    });
  });

  test("serves no other queue and refuses plain HTTP", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_sqs_queue_redrive_allow_policy", "missed_from-no-queue")).toEqual({
      queue_url: "${aws_sqs_queue.missed_queue.id}",
      redrive_allow_policy: '{"redrivePermission":"denyAll"}',
    });
    expect(statements(workspace.one("aws_sqs_queue_policy", "missed_policy")["policy"])).toEqual([
      {
        Sid: "DenyPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: ["sqs:*"],
        Resource: ["${aws_sqs_queue.missed_queue.arn}"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  test("refuses a name that SQS does not accept", () => {
    expect(refusalOf(() => synthesize({ queueName: "a b" }))).toContain(
      "the name of an aws_sqs_queue is made of",
    );
  });
});
