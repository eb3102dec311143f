import { type GuardRail, notCompliant } from "../../guard-rail";
import { shown } from "../../verdicts";
import { blocks } from "../../workspace";

/** `MSG-003`: queues have dead-letter queues. */
export const queueHasDeadLetters: GuardRail = {
  id: "MSG-003",
  title: "A queue sets messages aside that fail again and again",
  why: "they would be tried until they expire, and be lost",
  fix: "give it a dead-letter queue",
  controls: { checkov: [] },
  types: ["aws_sqs_queue"],
  check: (queue, workspace) => {
    const isDeadLetterQueue =
      blocks(queue.attributes, "redrive_allow_policy").length > 0 ||
      workspace.referringTo(queue, "aws_sqs_queue_redrive_allow_policy", "queue_url").length > 0 ||
      workspace
        .all("aws_sqs_queue")
        .some(({ attributes }) => shown(attributes["redrive_policy"]).includes(`\${${queue.address}.`));
    const setsAside =
      queue.attributes["redrive_policy"] !== undefined ||
      workspace.referringTo(queue, "aws_sqs_queue_redrive_policy", "queue_url").length > 0;
    return isDeadLetterQueue || setsAside ? [] : [notCompliant("no redrive_policy")];
  },
};
