import { cannotTell, type GuardRail, notCompliant } from "../../guard-rail";
import { deniesPlainHttp, statementsOf } from "../../policies";

/** `MSG-005`: queues refuse plain HTTP. */
export const queueRefusesPlainHttp: GuardRail = {
  id: "MSG-005",
  title: "A queue refuses requests without TLS",
  why: "a message could be read and changed on its way",
  fix: "deny its actions in its policy where aws:SecureTransport is false",
  controls: {},
  types: ["aws_sqs_queue"],
  check: (queue, workspace) => {
    const policies = [
      queue.attributes["policy"],
      ...workspace
        .referringTo(queue, "aws_sqs_queue_policy", "queue_url")
        .map(({ attributes }) => attributes["policy"]),
    ].filter((policy) => policy !== undefined && policy !== null);
    const statements = policies.map(statementsOf);
    if (statements.some((known) => known?.some(deniesPlainHttp))) {
      return [];
    }
    return statements.includes(undefined)
      ? [cannotTell("a policy that Terraform writes")]
      : [notCompliant("no policy that denies plain HTTP")];
  },
};
