import { TerraformOutput } from "cdktf";
import { MessagingStack, type MessagingStackProps } from "../../stacks/messaging-stack";
import { statements } from "../support/policies";
import { BareStack, ENVIRONMENT, synthesizeApp, type Workspace } from "../support/synthesis";

const OPENWAN: MessagingStackProps = {
  environment: { ...ENVIRONMENT, region: "us-east-1" },
  queue: {
    queueName: "openwan-transcoding-queue",
    visibilityTimeoutSeconds: 3600,
    retentionSeconds: 1_209_600,
    delaySeconds: 0,
    receiveWaitSeconds: 20,
    maxMessageBytes: 262_144,
    deadLetters: { queueName: "openwan-transcoding-dlq", maxReceives: 3, retentionSeconds: 1_209_600 },
    encryption: { kmsKeyId: "alias/aws/sqs", dataKeyReuseSeconds: 300 },
    tags: { Environment: "production", Application: "openwan" },
  },
  access: [
    {
      sid: "AllowECSTasksToSendReceive",
      principal: { aws: "arn:aws:iam::111111111111:role/openwan-ecs-task-role" },
      actions: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    },
  ],
};

describe("the messaging layer, as openwan states it", () => {
  let workspaces: Readonly<Record<string, Workspace>>;
  let layer: Workspace;

  beforeAll(() => {
    workspaces = synthesizeApp((app) => {
      const { deadLetterQueue, ...queue } = new MessagingStack(app, OPENWAN).exports;
      const consumer = new BareStack(app, "consumer");
      const values = { ...queue, dead: deadLetterQueue.name, "dead-arn": deadLetterQueue.arn };
      for (const [name, value] of Object.entries(values)) {
        new TerraformOutput(consumer, name, { value });
      }
    });
    layer = workspaces["messaging-test"]!;
  });

  test("OW-236 to OW-245: the transcoding queue", () => {
    expect(layer.one("aws_sqs_queue", "work_queue")).toEqual({
      name: "openwan-transcoding-queue",
      delay_seconds: 0,
      message_retention_seconds: 1_209_600,
      visibility_timeout_seconds: 3600,
      receive_wait_time_seconds: 20,
      max_message_size: 262_144,
      redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.work_dead-letters.arn}","maxReceiveCount":3}',
      kms_master_key_id: "alias/aws/sqs",
      kms_data_key_reuse_period_seconds: 300,
      tags: { Environment: "production", Application: "openwan" },
    });
  });

  test("OW-246, OW-247, OW-D24: its dead-letter queue, encrypted alike, takes messages from it alone", () => {
    expect(layer.one("aws_sqs_queue", "work_dead-letters")).toEqual({
      name: "openwan-transcoding-dlq",
      message_retention_seconds: 1_209_600,
      kms_master_key_id: "alias/aws/sqs",
      kms_data_key_reuse_period_seconds: 300,
      tags: { Environment: "production", Application: "openwan" },
    });
    expect(layer.all("aws_sqs_queue_redrive_allow_policy")).toEqual({
      "work_dead-letters-from": {
        queue_url: "${aws_sqs_queue.work_dead-letters.id}",
        redrive_allow_policy:
          '{"redrivePermission":"byQueue","sourceQueueArns":["${aws_sqs_queue.work_queue.arn}"]}',
      },
    });
  });

  test("OW-248, OW-249: the policy admits the tasks' role to this queue", () => {
    expect(statements(layer.one("aws_sqs_queue_policy", "work_policy")["policy"])).toEqual([
      {
        Sid: "AllowECSTasksToSendReceive",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111111111111:role/openwan-ecs-task-role" },
        Action: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        Resource: ["${aws_sqs_queue.work_queue.arn}"],
      },
      {
        Sid: "DenyPlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: ["sqs:*"],
        Resource: ["${aws_sqs_queue.work_queue.arn}"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  test("OW-068: hands other layers URL, ARNs and names", () => {
    expect(Object.keys(layer.json["output"]!).sort()).toEqual([
      "dead_letter_queue",
      "queue_url",
      "to-other-stacks-aws_sqs_queue-work_dead-letters-arn",
      "to-other-stacks-aws_sqs_queue-work_dead-letters-name",
      "to-other-stacks-aws_sqs_queue-work_queue-arn",
      "to-other-stacks-aws_sqs_queue-work_queue-name",
      "to-other-stacks-aws_sqs_queue-work_queue-url",
    ]);
  });
});
