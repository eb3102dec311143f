import { type GuardRail } from "../../guard-rail";
import { eachStatement } from "../../policies";

/** `MSG-004`: policies of queues and topics name whom they admit. */
export const queueAndTopicAdmitNoEveryone: GuardRail = {
  id: "MSG-004",
  title: "The policy of a queue or topic admits nobody whom it does not name",
  why: "anyone could send to it or read it",
  fix: "name the principal, or limit the statement by a condition on its source",
  controls: { fsbp: ["SNS.4", "SQS.3"], checkov: ["CKV_AWS_168", "CKV_AWS_169"] },
  types: ["aws_sqs_queue_policy", "aws_sns_topic_policy", "aws_sqs_queue"],
  check: ({ attributes }) =>
    eachStatement(attributes["policy"], ({ effect, principals, conditions }) =>
      effect === "Allow" && principals.some(({ name }) => name === "*") && conditions.length === 0
        ? "allows everyone without a condition"
        : undefined,
    ),
};
