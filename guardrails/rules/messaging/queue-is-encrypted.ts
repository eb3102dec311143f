import { type GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `MSG-001`: queues are encrypted. */
export const queueIsEncrypted: GuardRail = {
  id: "MSG-001",
  title: "A queue encrypts its messages",
  why: "they lie on disk in clear text",
  fix: "set sqs_managed_sse_enabled or a KMS key",
  controls: { fsbp: ["SQS.1"], checkov: ["CKV_AWS_27"] },
  types: ["aws_sqs_queue"],
  check: ({ attributes }) =>
    attributes["kms_master_key_id"] === undefined
      ? mustBe(attributes, "sqs_managed_sse_enabled", [true])
      : [],
};
