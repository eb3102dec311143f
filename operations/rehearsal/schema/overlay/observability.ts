import type { Overlays } from "../overlay";

/** @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/cloudwatch_log_group and its neighbours under CloudWatch and X-Ray */
export const OBSERVABILITY: Overlays = {
  aws_cloudwatch_log_group: { replaces: ["name", "name_prefix", "log_group_class"] },
  aws_cloudwatch_log_stream: { replaces: ["name", "log_group_name"] },
  aws_cloudwatch_log_metric_filter: { replaces: ["name", "log_group_name"] },
  aws_cloudwatch_log_subscription_filter: { replaces: ["name", "log_group_name", "destination_arn"] },
  aws_cloudwatch_metric_alarm: { replaces: ["alarm_name"] },
  aws_cloudwatch_composite_alarm: { replaces: ["alarm_name"] },
  aws_cloudwatch_dashboard: { replaces: ["dashboard_name"] },
  aws_cloudwatch_query_definition: {},
  aws_cloudwatch_log_data_protection_policy: { replaces: ["log_group_name"] },
  aws_xray_sampling_rule: { replaces: ["rule_name", "version"] },
  aws_synthetics_canary: { replaces: ["name"] },
};
