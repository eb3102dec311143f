import type { Checks } from "./check";
import { providerDocs } from "./check";
import { isSet } from "./paths";
import { policyFault } from "./policies";
import { between, conflicts, json, known, oneOf, requires, rule, shaped } from "./rules";

const QUEUE = providerDocs("aws_sqs_queue");
const TOPIC = providerDocs("aws_sns_topic");
const RULE = providerDocs("aws_cloudwatch_event_rule");

/** Queues, topics, buses and schedules. */
export const MESSAGING: Checks = {
  aws_sqs_queue: [
    shaped(
      "name",
      /^[A-Za-z0-9_-]{1,75}(\.fifo)?$|^[A-Za-z0-9_-]{76,80}$/,
      "must be 1 to 80 letters, digits, hyphens and underscores",
      QUEUE,
    ),
    rule("a FIFO queue's name ends in .fifo, and no other's does", QUEUE, (config) => {
      const name = known(config, "name");
      return name !== undefined && name.endsWith(".fifo") !== (config["fifo_queue"] === true)
        ? name
        : undefined;
    }),
    conflicts(["name", "name_prefix"], QUEUE),
    between("visibility_timeout_seconds", 0, 43200, QUEUE),
    between("message_retention_seconds", 60, 1209600, QUEUE),
    between("max_message_size", 1024, 1048576, QUEUE),
    between("delay_seconds", 0, 900, QUEUE),
    between("receive_wait_time_seconds", 0, 20, QUEUE),
    json("redrive_policy", QUEUE, (parsed) => {
      const { maxReceiveCount: most, deadLetterTargetArn: target } = parsed as {
        readonly maxReceiveCount?: unknown;
        readonly deadLetterTargetArn?: unknown;
      };
      return typeof most === "number" && most >= 1 && most <= 1000 && typeof target === "string"
        ? undefined
        : "no maxReceiveCount of 1 to 1000 or no deadLetterTargetArn";
    }),
    json("policy", QUEUE, (parsed) => policyFault(parsed, "resource")),
    conflicts(["kms_master_key_id", "sqs_managed_sse_enabled"], QUEUE),
    between("kms_data_key_reuse_period_seconds", 60, 86400, QUEUE),
  ],
  aws_sqs_queue_redrive_allow_policy: [
    json("redrive_allow_policy", providerDocs("aws_sqs_queue_redrive_allow_policy"), (parsed) => {
      const { redrivePermission: permission, sourceQueueArns: sources } = parsed as {
        readonly redrivePermission?: unknown;
        readonly sourceQueueArns?: unknown;
      };
      return permission === "byQueue"
        ? Array.isArray(sources) && sources.length >= 1 && sources.length <= 10
          ? undefined
          : "byQueue without 1 to 10 sourceQueueArns"
        : permission === "allowAll" || permission === "denyAll"
          ? undefined
          : "no redrivePermission of allowAll, denyAll or byQueue";
    }),
  ],
  aws_sqs_queue_policy: [
    json("policy", providerDocs("aws_sqs_queue_policy"), (parsed) => policyFault(parsed, "resource")),
  ],
  aws_sns_topic: [
    shaped(
      "name",
      /^[A-Za-z0-9_-]{1,251}(\.fifo)?$|^[A-Za-z0-9_-]{252,256}$/,
      "must be 1 to 256 letters, digits, hyphens and underscores",
      TOPIC,
    ),
    rule("a FIFO topic's name ends in .fifo, and no other's does", TOPIC, (config) => {
      const name = known(config, "name");
      return name !== undefined && name.endsWith(".fifo") !== (config["fifo_topic"] === true)
        ? name
        : undefined;
    }),
    json("policy", TOPIC, (parsed) => policyFault(parsed, "resource")),
  ],
  aws_sns_topic_policy: [
    json("policy", providerDocs("aws_sns_topic_policy"), (parsed) => policyFault(parsed, "resource")),
  ],
  aws_sns_topic_subscription: [
    oneOf(
      "protocol",
      ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"],
      providerDocs("aws_sns_topic_subscription"),
    ),
    json("filter_policy", providerDocs("aws_sns_topic_subscription")),
    requires("filter_policy_scope", "filter_policy", providerDocs("aws_sns_topic_subscription")),
  ],
  aws_cloudwatch_event_rule: [
    shaped("name", /^[.\-_A-Za-z0-9]{1,64}$/, "must be 1 to 64 letters, digits and .-_", RULE),
    shaped(
      "schedule_expression",
      /^(rate\(\d+ (minute|minutes|hour|hours|day|days)\)|cron\((\S+ ){5}\S+\))$/,
      "must be rate(…) or a cron(…) of six fields",
      "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
    ),
    json("event_pattern", RULE, (parsed) =>
      typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
        ? undefined
        : "something else than an object",
    ),
    oneOf("state", ["DISABLED", "ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"], RULE),
    rule("event_pattern or schedule_expression must be set", RULE, (config) =>
      isSet(config["event_pattern"]) || isSet(config["schedule_expression"]) ? undefined : "neither",
    ),
  ],
  aws_cloudwatch_event_target: [
    shaped(
      "target_id",
      /^[.\-_A-Za-z0-9]{1,64}$/,
      "must be 1 to 64 letters, digits and .-_",
      providerDocs("aws_cloudwatch_event_target"),
    ),
    conflicts(["input", "input_path", "input_transformer"], providerDocs("aws_cloudwatch_event_target")),
  ],
  aws_scheduler_schedule: [
    shaped(
      "name",
      /^[0-9A-Za-z\-_.]{1,64}$/,
      "must be 1 to 64 letters, digits and .-_",
      providerDocs("aws_scheduler_schedule"),
    ),
    shaped(
      "schedule_expression",
      /^(rate\(\d+ (minute|minutes|hour|hours|day|days)\)|cron\((\S+ ){5}\S+\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\))$/,
      "must be rate(…), a cron(…) of six fields or at(…)",
      "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html",
    ),
    oneOf("flexible_time_window.mode", ["OFF", "FLEXIBLE"], providerDocs("aws_scheduler_schedule")),
    conflicts(["name", "name_prefix"], providerDocs("aws_scheduler_schedule")),
    shaped(
      "target.arn",
      /^arn:(?!aws[a-z-]*:scheduler:::aws-sdk:[a-z0-9]+:(get|describe|list|search|query))/,
      "must be the ARN of a target, and no call that only reads",
      "https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html",
    ),
    shaped("target.role_arn", /^arn:/, "must be an ARN", providerDocs("aws_scheduler_schedule")),
    json("target.input", "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html"),
    between(
      "target.retry_policy.maximum_event_age_in_seconds",
      60,
      86400,
      providerDocs("aws_scheduler_schedule"),
    ),
    between("target.retry_policy.maximum_retry_attempts", 0, 185, providerDocs("aws_scheduler_schedule")),
    between(
      "flexible_time_window.maximum_window_in_minutes",
      1,
      1440,
      providerDocs("aws_scheduler_schedule"),
    ),
    rule(
      "a window has minutes when it is flexible, and none otherwise",
      "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_FlexibleTimeWindow.html",
      (window) =>
        (window["mode"] === "FLEXIBLE") === isSet(window["maximum_window_in_minutes"])
          ? undefined
          : known(window, "mode"),
      "flexible_time_window",
    ),
    shaped(
      "target.dead_letter_config.arn",
      /^arn:[a-z-]+:sqs:(?!.*\.fifo$)/,
      "must be the ARN of a standard queue",
      "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
    ),
  ],
  aws_scheduler_schedule_group: [
    shaped(
      "name",
      /^(?!default$)[0-9A-Za-z\-_.]{1,64}$/,
      "must be 1 to 64 letters, digits and .-_, other than default",
      providerDocs("aws_scheduler_schedule_group"),
    ),
    conflicts(["name", "name_prefix"], providerDocs("aws_scheduler_schedule_group")),
  ],
  aws_sfn_state_machine: [
    json(
      "definition",
      "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html",
      (parsed) => {
        const { StartAt: start, States: states } = parsed as {
          readonly StartAt?: string;
          readonly States?: Readonly<Record<string, unknown>>;
        };
        return states !== undefined && start !== undefined && start in states
          ? undefined
          : "a StartAt that no state has";
      },
    ),
    oneOf("type", ["STANDARD", "EXPRESS"], providerDocs("aws_sfn_state_machine")),
    shaped(
      "name",
      /^[A-Za-z0-9_-]{1,80}$/,
      "must be 1 to 80 letters, digits, hyphens and underscores",
      "https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html",
    ),
    rule(
      "an express workflow waits for nothing",
      "https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html",
      (config) => {
        const waits = /\.(?:sync(?::2)?|waitForTaskToken)"/.exec(known(config, "definition") ?? "");
        return config["type"] === "EXPRESS" ? waits?.[0] : undefined;
      },
    ),
    oneOf(
      "logging_configuration.level",
      ["ALL", "ERROR", "FATAL", "OFF"],
      providerDocs("aws_sfn_state_machine"),
    ),
    shaped(
      "logging_configuration.log_destination",
      /^arn:[a-z-]+:logs:.*:\*$/,
      "must be the ARN of a log group with :* at its end",
      providerDocs("aws_sfn_state_machine"),
    ),
  ],
  aws_mq_broker: [
    oneOf(
      "deployment_mode",
      ["SINGLE_INSTANCE", "ACTIVE_STANDBY_MULTI_AZ", "CLUSTER_MULTI_AZ"],
      providerDocs("aws_mq_broker"),
    ),
  ],
};
