import { queueRefusesPlainHttp } from "../../../guardrails/rules/messaging/queue-refuses-plain-http";
import { streamIsEncrypted } from "../../../guardrails/rules/messaging/stream-is-encrypted";
import { queueAndTopicAdmitNoEveryone } from "../../../guardrails/rules/messaging/queue-and-topic-admit-no-everyone";
import { queueHasDeadLetters } from "../../../guardrails/rules/messaging/queue-has-dead-letters";
import { queueIsEncrypted } from "../../../guardrails/rules/messaging/queue-is-encrypted";
import { topicRefusesPlainHttp } from "../../../guardrails/rules/messaging/topic-refuses-plain-http";
import { topicIsEncrypted } from "../../../guardrails/rules/messaging/topic-is-encrypted";
import { alarmsTellSomeone } from "../../../guardrails/rules/observability/alarms-tell-someone";
import { logGroupHasRetention } from "../../../guardrails/rules/observability/log-group-has-retention";
import { logGroupServesOneService } from "../../../guardrails/rules/observability/log-group-serves-one-service";
import { trailIsTamperEvident } from "../../../guardrails/rules/observability/trail-is-tamper-evident";
import type { Attributes } from "../../../guardrails/workspace";
import { findings, policy } from "../findings";

const queue = (attributes: Attributes) => ({ aws_sqs_queue: { q: attributes } });
const alarm = (attributes: Attributes) => ({ aws_cloudwatch_metric_alarm: { a: attributes } });
const taskLoggingTo = (family: string, group: string) => ({
  family,
  container_definitions: JSON.stringify([
    { name: family, logConfiguration: { options: { "awslogs-group": group } } },
  ]),
});

describe("guard rails of messaging", () => {
  it("MSG-001 finds a queue in clear text and accepts either encryption", () => {
    expect(findings(queueIsEncrypted, queue({}))).toEqual([
      "aws_sqs_queue.q: sqs_managed_sse_enabled = nothing",
    ]);
    expect(findings(queueIsEncrypted, queue({ sqs_managed_sse_enabled: true }))).toEqual([]);
    expect(findings(queueIsEncrypted, queue({ kms_master_key_id: "alias/aws/sqs" }))).toEqual([]);
  });

  it("MSG-002 finds a topic in clear text and accepts one with a key", () => {
    expect(findings(topicIsEncrypted, { aws_sns_topic: { t: {} } })).toEqual([
      "aws_sns_topic.t: no kms_master_key_id",
    ]);
    expect(findings(topicIsEncrypted, { aws_sns_topic: { t: { kms_master_key_id: "key" } } })).toEqual([]);
  });

  it("MSG-003 finds a queue that tries for ever", () => {
    expect(findings(queueHasDeadLetters, queue({}))).toEqual(["aws_sqs_queue.q: no redrive_policy"]);
  });

  it("MSG-003 accepts a queue that sets aside, and the queue that it sets aside into", () => {
    expect(
      findings(queueHasDeadLetters, {
        aws_sqs_queue: {
          jobs: { redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.dead.arn}","maxReceiveCount":3}' },
          dead: {},
        },
      }),
    ).toEqual([]);
    expect(
      findings(queueHasDeadLetters, {
        ...queue({}),
        aws_sqs_queue_redrive_policy: { r: { queue_url: "${aws_sqs_queue.q.url}" } },
      }),
    ).toEqual([]);
    expect(
      findings(queueHasDeadLetters, {
        ...queue({}),
        aws_sqs_queue_redrive_allow_policy: { r: { queue_url: "${aws_sqs_queue.q.url}" } },
      }),
    ).toEqual([]);
  });

  it("MSG-004 finds policies that admit everyone", () => {
    const everyone = policy({ Sid: "Send", Effect: "Allow", Principal: "*", Action: "sqs:SendMessage" });
    expect(
      findings(queueAndTopicAdmitNoEveryone, {
        aws_sqs_queue_policy: { p: { policy: everyone } },
        aws_sns_topic_policy: { p: { policy: everyone } },
      }),
    ).toEqual([
      "aws_sqs_queue_policy.p: Send: allows everyone without a condition",
      "aws_sns_topic_policy.p: Send: allows everyone without a condition",
    ]);
  });

  it("MSG-004 accepts a service limited by its source", () => {
    expect(
      findings(queueAndTopicAdmitNoEveryone, {
        aws_sns_topic_policy: {
          p: {
            policy: policy({
              Effect: "Allow",
              Principal: "*",
              Action: "sns:Publish",
              Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
            }),
          },
        },
      }),
    ).toEqual([]);
  });
});

describe("guard rails of observability", () => {
  it("LOG-001 finds a group that never expires", () => {
    const group = (attributes: Attributes) => ({ aws_cloudwatch_log_group: { g: attributes } });
    expect(findings(logGroupHasRetention, group({}))).toEqual([
      "aws_cloudwatch_log_group.g: no retention_in_days",
    ]);
    expect(findings(logGroupHasRetention, group({ retention_in_days: 0 }))).toEqual([
      "aws_cloudwatch_log_group.g: never expires",
    ]);
    expect(findings(logGroupHasRetention, group({ retention_in_days: 30 }))).toEqual([]);
  });

  it("LOG-002 finds a group that two services share, by name or by reference", () => {
    expect(
      findings(logGroupServesOneService, {
        aws_cloudwatch_log_group: { g: { name: "/ecs/all" } },
        aws_ecs_task_definition: {
          a: taskLoggingTo("web", "/ecs/all"),
          b: taskLoggingTo("worker", "${aws_cloudwatch_log_group.g.name}"),
        },
      }),
    ).toEqual(["aws_cloudwatch_log_group.g: logs of web, worker"]);
  });

  it("LOG-002 accepts a group of one service", () => {
    expect(
      findings(logGroupServesOneService, {
        aws_cloudwatch_log_group: { g: { name: "/ecs/web" }, h: { name: "/ecs/worker" } },
        aws_ecs_task_definition: {
          a: taskLoggingTo("web", "/ecs/web"),
          b: taskLoggingTo("worker", "${aws_cloudwatch_log_group.h.name}"),
        },
      }),
    ).toEqual([]);
  });

  it("LOG-002 finds a group that a function and a service share, or two logs of a network", () => {
    const group = { aws_cloudwatch_log_group: { g: { name: "/all" } } };
    const named = "${aws_cloudwatch_log_group.g.name}";
    expect(
      findings(logGroupServesOneService, {
        ...group,
        aws_ecs_task_definition: { a: taskLoggingTo("web", "/all") },
        aws_lambda_function: { f: { logging_config: { log_group: named } } },
        aws_sfn_state_machine: { m: { logging_configuration: { log_destination: `${named}:*` } } },
      }),
    ).toEqual(["aws_cloudwatch_log_group.g: logs of web, aws_lambda_function.f, aws_sfn_state_machine.m"]);
    expect(
      findings(logGroupServesOneService, {
        ...group,
        aws_flow_log: { one: { log_destination: named }, two: { log_destination: named } },
        aws_wafv2_web_acl_logging_configuration: { w: { log_destination_configs: ["${other}"] } },
      }),
    ).toEqual(["aws_cloudwatch_log_group.g: logs of aws_flow_log.one, aws_flow_log.two"]);
  });

  it("LOG-003 finds an alarm that tells nobody", () => {
    expect(findings(alarmsTellSomeone, alarm({}))).toEqual(["aws_cloudwatch_metric_alarm.a: no action"]);
    expect(findings(alarmsTellSomeone, alarm({ alarm_actions: [] }))).toEqual([
      "aws_cloudwatch_metric_alarm.a: no action",
    ]);
    expect(findings(alarmsTellSomeone, alarm({ alarm_actions: ["${aws_sns_topic.t.arn}"] }))).toEqual([]);
  });

  it("LOG-004 finds a trail of one Region, without validation, without a key", () => {
    expect(findings(trailIsTamperEvident, { aws_cloudtrail: { t: {} } })).toEqual([
      "aws_cloudtrail.t: is_multi_region_trail = nothing",
      "aws_cloudtrail.t: enable_log_file_validation = nothing",
      "aws_cloudtrail.t: no kms_key_id",
    ]);
    expect(
      findings(trailIsTamperEvident, {
        aws_cloudtrail: {
          t: { is_multi_region_trail: true, enable_log_file_validation: true, kms_key_id: "k" },
        },
      }),
    ).toEqual([]);
  });
});

describe("guard rails of what passes", () => {
  const deny = (value: string) =>
    policy({
      Effect: "Deny",
      Action: "sqs:*",
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": value } },
    });
  const withPolicy = (text: unknown) => ({
    ...queue({}),
    aws_sqs_queue_policy: { p: { queue_url: "${aws_sqs_queue.q.url}", policy: text } },
  });

  it("MSG-005 finds a queue whose policy does not refuse plain HTTP", () => {
    const finding = ["aws_sqs_queue.q: no policy that denies plain HTTP"];
    expect(findings(queueRefusesPlainHttp, queue({}))).toEqual(finding);
    expect(findings(queueRefusesPlainHttp, withPolicy(deny("true")))).toEqual(finding);
    expect(findings(queueRefusesPlainHttp, withPolicy(policy({ Effect: "Deny", Action: "sqs:*" })))).toEqual(
      finding,
    );
  });

  it("MSG-005 accepts one that does, in either place, and cannot tell a policy that Terraform writes", () => {
    expect(findings(queueRefusesPlainHttp, withPolicy(deny("false")))).toEqual([]);
    expect(findings(queueRefusesPlainHttp, queue({ policy: deny("false") }))).toEqual([]);
    expect(findings(queueRefusesPlainHttp, withPolicy("${data.it.json}"))).toEqual([
      "?aws_sqs_queue.q: a policy that Terraform writes",
    ]);
  });

  it("MSG-006 finds streams in clear text", () => {
    const stream = (attributes: Attributes) => ({ aws_kinesis_stream: { s: attributes } });
    expect(findings(streamIsEncrypted, stream({}))).toEqual([
      "aws_kinesis_stream.s: encryption_type = nothing",
    ]);
    expect(findings(streamIsEncrypted, stream({ encryption_type: "KMS" }))).toEqual([]);
  });

  it("MSG-006 finds delivery streams in clear text, but for those that read an encrypted stream", () => {
    const delivery = (attributes: Attributes) => ({
      aws_kinesis_firehose_delivery_stream: { d: attributes },
    });
    expect(findings(streamIsEncrypted, delivery({}))).toEqual([
      "aws_kinesis_firehose_delivery_stream.d: server_side_encryption.enabled = nothing",
    ]);
    expect(findings(streamIsEncrypted, delivery({ server_side_encryption: { enabled: true } }))).toEqual([]);
    expect(findings(streamIsEncrypted, delivery({ kinesis_source_configuration: {} }))).toEqual([]);
  });

  it("MSG-007 finds a topic whose policy does not refuse plain HTTP, and cannot tell one that Terraform writes", () => {
    const topic = (written: unknown) => ({
      aws_sns_topic: { t: {} },
      aws_sns_topic_policy: { p: { arn: "${aws_sns_topic.t.arn}", policy: written } },
    });
    const refusing = (principal: unknown) =>
      policy({
        Effect: "Deny",
        Principal: principal,
        Action: "sns:Publish",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      });
    const finding = ["aws_sns_topic.t: no policy that denies plain HTTP"];
    expect(findings(topicRefusesPlainHttp, { aws_sns_topic: { t: {} } })).toEqual(finding);
    expect(findings(topicRefusesPlainHttp, topic(refusing({ Service: "s3.amazonaws.com" })))).toEqual(
      finding,
    );
    expect(findings(topicRefusesPlainHttp, topic(refusing("*")))).toEqual([]);
    expect(findings(topicRefusesPlainHttp, { aws_sns_topic: { t: { policy: refusing("*") } } })).toEqual([]);
    expect(findings(topicRefusesPlainHttp, topic("${data.it.json}"))).toEqual([
      "?aws_sns_topic.t: a policy that Terraform writes",
    ]);
  });
});
