import { type GuardRail, notCompliant } from "../../guard-rail";

/** `NET-001`: the rules of a security group are resources of their own. */
export const standaloneSecurityGroupRules: GuardRail = {
  id: "NET-001",
  title: "Security groups have no inline rules",
  why: "inline and standalone rules overwrite each other at every apply, and an inline rule carries no reason",
  fix: "state the flow with connections.allowTo(peer, port, reason)",
  controls: {},
  types: ["aws_security_group"],
  check: ({ attributes }) =>
    ["ingress", "egress"]
      .filter((direction) => attributes[direction] !== undefined)
      .map((direction) => notCompliant(`inline ${direction}`)),
};
