import type { GuardRail } from "../../guard-rail";
import { deniesPlainHttpOrTells } from "../../policies";

/** `MSG-007`: topics refuse plain HTTP. */
export const topicRefusesPlainHttp: GuardRail = {
  id: "MSG-007",
  title: "A topic refuses requests without TLS",
  why: "a message could be read and changed on its way",
  fix: "deny sns:Publish in its policy where aws:SecureTransport is false, as MonitoringTopic does",
  controls: {},
  types: ["aws_sns_topic"],
  check: (topic, workspace) => deniesPlainHttpOrTells(topic, workspace, "aws_sns_topic_policy", "arn"),
};
