import { type GuardRail, notCompliant } from "../../guard-rail";
import { type Attributes, blocks } from "../../workspace";

/** Alarms that only feed a composite one say so. */
function isScalingAlarm({ actions_enabled: enabled, alarm_description: description }: Attributes): boolean {
  return enabled === false && typeof description === "string" && description.includes("composite");
}

/** `LOG-003`: alarms have an action. */
export const alarmsTellSomeone: GuardRail = {
  id: "LOG-003",
  title: "An alarm tells someone",
  why: "it changes its colour and nobody looks",
  fix: "give it a topic",
  controls: { fsbp: ["CloudWatch.15"], checkov: ["CKV_AWS_319"] },
  types: ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"],
  check: ({ attributes }) =>
    [...blocks(attributes, "alarm_actions"), ...blocks(attributes, "ok_actions")].length > 0 ||
    isScalingAlarm(attributes)
      ? []
      : [notCompliant("no action")],
};
