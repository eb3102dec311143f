import { cannotTell, type GuardRail, notCompliant } from "../../guard-rail";
import { deniesPlainHttp, statementsOf } from "../../policies";

/** `MSG-007`: topics refuse plain HTTP. */
export const topicRefusesPlainHttp: GuardRail = {
  id: "MSG-007",
  title: "A topic refuses requests without TLS",
  why: "a message could be read and changed on its way",
  fix: "deny sns:Publish in its policy where aws:SecureTransport is false, as MonitoringTopic does",
  controls: {},
  types: ["aws_sns_topic"],
  check: (topic, workspace) => {
    const policies = [
      topic.attributes["policy"],
      ...workspace
        .referringTo(topic, "aws_sns_topic_policy", "arn")
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
