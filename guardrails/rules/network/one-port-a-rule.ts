import { type GuardRail, notCompliant } from "../../guard-rail";
import { shown } from "../../verdicts";

/** `NET-003`: one port of one protocol a rule. */
export const onePortARule: GuardRail = {
  id: "NET-003",
  title: "A rule of a security group opens one port of one protocol",
  why: "a range or all protocols opens what nobody stated",
  fix: "state one flow a port; where a peer really needs all of them, acknowledge it with the reason",
  controls: { checkov: ["CKV_AWS_382"] },
  types: ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"],
  check: ({ attributes: { ip_protocol: protocol, from_port: from, to_port: to } }) => {
    if (protocol === "-1") {
      return [notCompliant("all protocols")];
    }
    return from === to ? [] : [notCompliant(`ports ${shown(from)} to ${shown(to)}`)];
  },
};
