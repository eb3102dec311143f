import type { GuardRail } from "../../guard-rail";
import { deniesPlainHttpOrTells } from "../../policies";

/** `MSG-005`: queues refuse plain HTTP. */
export const queueRefusesPlainHttp: GuardRail = {
  id: "MSG-005",
  title: "A queue refuses requests without TLS",
  why: "a message could be read and changed on its way",
  fix: "deny its actions in its policy where aws:SecureTransport is false",
  controls: {},
  types: ["aws_sqs_queue"],
  check: (queue, workspace) => deniesPlainHttpOrTells(queue, workspace, "aws_sqs_queue_policy", "queue_url"),
};
