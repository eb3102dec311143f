import { type GuardRail, notCompliant } from "../../guard-rail";
import { mustBeStated } from "../../verdicts";

/** `LOG-001`: log groups have a retention. */
export const logGroupHasRetention: GuardRail = {
  id: "LOG-001",
  title: "A log group says how long it keeps its logs",
  why: "they would be kept and paid for without end",
  fix: "state retention_in_days",
  controls: { checkov: ["CKV_AWS_66"] },
  types: ["aws_cloudwatch_log_group"],
  check: ({ attributes }) =>
    attributes["retention_in_days"] === 0
      ? [notCompliant("never expires")]
      : mustBeStated(attributes, "retention_in_days"),
};
