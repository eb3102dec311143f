import type { GuardRail } from "../../guard-rail";
import { mustBe } from "../../verdicts";

/** `MSG-006`: streams are encrypted. */
export const streamIsEncrypted: GuardRail = {
  id: "MSG-006",
  title: "A stream encrypts its records",
  why: "they lie in it for a day or longer",
  fix: "set encryption_type to KMS, or server_side_encryption on a delivery stream",
  controls: { fsbp: ["DataFirehose.1", "Kinesis.1"], checkov: ["CKV_AWS_43", "CKV_AWS_240"] },
  types: ["aws_kinesis_stream", "aws_kinesis_firehose_delivery_stream"],
  check: ({ type, attributes }) =>
    type === "aws_kinesis_stream"
      ? mustBe(attributes, "encryption_type", ["KMS"])
      : // A delivery stream that reads a data stream takes that one's encryption.
        attributes["kinesis_source_configuration"] === undefined
        ? mustBe(attributes, "server_side_encryption.enabled", [true])
        : [],
};
