import { type GuardRail } from "../../guard-rail";
import { mustBeStated } from "../../verdicts";

/** `MSG-002`: topics are encrypted. */
export const topicIsEncrypted: GuardRail = {
  id: "MSG-002",
  title: "A topic encrypts its messages",
  why: "they lie on disk in clear text",
  fix: "set a KMS key; CloudWatch alarms need one of your own that admits cloudwatch.amazonaws.com",
  controls: { fsbp: ["SNS.1"], checkov: ["CKV_AWS_26"] },
  types: ["aws_sns_topic"],
  check: ({ attributes }) => mustBeStated(attributes, "kms_master_key_id"),
};
