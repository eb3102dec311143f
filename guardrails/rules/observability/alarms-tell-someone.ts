import { type GuardRail, notCompliant } from "../../guard-rail";
import { blocks } from "../../workspace";

/** `LOG-003`: alarms have an action. */
export const alarmsTellSomeone: GuardRail = {
  id: "LOG-003",
  title: "An alarm tells someone",
  why: "it changes its colour and nobody looks",
  fix: "give it a topic",
  controls: { checkov: ["CKV_AWS_319"] },
  types: ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"],
  check: ({ attributes }) =>
    blocks(attributes, "alarm_actions").length > 0 ? [] : [notCompliant("no action")],
};
