import { type GuardRail, notCompliant } from "../../guard-rail";
import { shown } from "../../verdicts";
import { type Attributes } from "../../workspace";

const ANYWHERE = new Set<unknown>(["0.0.0.0/0", "::/0"]);

function ports({ from_port: from, to_port: to }: Attributes): string {
  return from === to ? shown(from) : `${shown(from)} to ${shown(to)}`;
}

/** `NET-002`: no ingress from everywhere. */
export const noIngressFromAnywhere: GuardRail = {
  id: "NET-002",
  title: "No security group admits the whole internet",
  why: "every open port is found and tried within minutes",
  fix: "name the group, the prefix list or the addresses that may connect; a public load balancer acknowledges its ports",
  controls: {
    fsbp: ["EC2.18", "EC2.19"],
    cis: ["5.2", "5.3"],
    checkov: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"],
  },
  types: ["aws_vpc_security_group_ingress_rule"],
  check: ({ attributes }) =>
    ["cidr_ipv4", "cidr_ipv6"]
      .filter((family) => ANYWHERE.has(attributes[family]))
      .map((family) => notCompliant(`${family} = ${String(attributes[family])}, ports ${ports(attributes)}`)),
};
