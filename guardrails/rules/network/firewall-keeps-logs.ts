import { type GuardRail, notCompliant } from "../../guard-rail";

/** `NET-008`: firewalls log. */
export const firewallKeepsLogs: GuardRail = {
  id: "NET-008",
  title: "A network firewall keeps its logs",
  why: "nobody could say what it let through, or why something does not get through",
  fix: "give it an aws_networkfirewall_logging_configuration",
  controls: { fsbp: ["NetworkFirewall.2"], checkov: [] },
  types: ["aws_networkfirewall_firewall"],
  check: (firewall, workspace) =>
    workspace.referringTo(firewall, "aws_networkfirewall_logging_configuration", "firewall_arn").length > 0
      ? []
      : [notCompliant("no logging configuration")],
};
