import { type GuardRail } from "../../guard-rail";
import { mustBeStated } from "../../verdicts";

/** `NET-004`: rules of security groups carry their reason. */
export const rulesHaveReasons: GuardRail = {
  id: "NET-004",
  title: "Every rule of a security group says what it is for",
  why: "a rule without a reason is never removed",
  fix: "state the flow with connections.allowTo(peer, port, reason)",
  controls: { checkov: ["CKV_AWS_23"] },
  types: ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule", "aws_security_group"],
  check: ({ attributes }) => mustBeStated(attributes, "description"),
};
