import type { Overlays } from "../overlay";

/** @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/sqs_queue and its neighbours under SQS, SNS, EventBridge and Step Functions */
export const MESSAGING: Overlays = {
  aws_sqs_queue: { replaces: ["name", "name_prefix", "fifo_queue"] },
  aws_sqs_queue_policy: { replaces: ["queue_url"] },
  aws_sqs_queue_redrive_allow_policy: { replaces: ["queue_url"] },
  aws_sns_topic: { replaces: ["name", "name_prefix", "fifo_topic"] },
  aws_sns_topic_policy: { replaces: ["arn"] },
  aws_sns_topic_subscription: { replaces: ["topic_arn", "protocol", "endpoint"] },
  aws_cloudwatch_event_bus: { replaces: ["name", "event_source_name"] },
  aws_cloudwatch_event_rule: { replaces: ["name", "name_prefix", "event_bus_name"] },
  aws_cloudwatch_event_target: { replaces: ["rule", "event_bus_name", "target_id"] },
  aws_scheduler_schedule: { replaces: ["name", "name_prefix", "group_name"] },
  aws_scheduler_schedule_group: { replaces: ["name", "name_prefix"] },
  aws_sfn_state_machine: { replaces: ["name", "name_prefix", "type"] },
  aws_mq_broker: {
    replaces: ["broker_name", "deployment_mode", "engine_type", "storage_type", "subnet_ids"],
    sensitive: ["user.password"],
  },
  aws_kinesis_firehose_delivery_stream: { replaces: ["name", "destination", "kinesis_source_configuration"] },
  aws_kinesis_stream: { replaces: ["name"] },
  aws_ses_domain_identity: { replaces: ["domain"] },
};
