import { firewallKeepsLogs } from "../../../guardrails/rules/network/firewall-keeps-logs";
import { defaultSecurityGroupIsEmpty } from "../../../guardrails/rules/network/default-security-group-is-empty";
import { noIngressFromAnywhere } from "../../../guardrails/rules/network/no-ingress-from-anywhere";
import { noPublicAddressesByDefault } from "../../../guardrails/rules/network/no-public-addresses-by-default";
import { onePortARule } from "../../../guardrails/rules/network/one-port-a-rule";
import { rulesHaveReasons } from "../../../guardrails/rules/network/rules-have-reasons";
import { standaloneSecurityGroupRules } from "../../../guardrails/rules/network/standalone-security-group-rules";
import { vpcHasFlowLog } from "../../../guardrails/rules/network/vpc-has-flow-log";
import { findings } from "../findings";

const ingress = (attributes: object) => ({
  aws_vpc_security_group_ingress_rule: { rule: { ...attributes } },
});
const egress = (attributes: object) => ({ aws_vpc_security_group_egress_rule: { rule: { ...attributes } } });
const vpcWith = (others: Readonly<Record<string, Readonly<Record<string, object>>>>) => ({
  aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } },
  ...(others as Record<string, Record<string, Record<string, unknown>>>),
});

describe("guard rails of the network", () => {
  it("NET-001 finds inline rules in each direction", () => {
    expect(
      findings(standaloneSecurityGroupRules, { aws_security_group: { web: { ingress: [{}], egress: [] } } }),
    ).toEqual(["aws_security_group.web: inline ingress", "aws_security_group.web: inline egress"]);
  });

  it("NET-001 accepts a group without any", () => {
    expect(findings(standaloneSecurityGroupRules, { aws_security_group: { web: { name: "web" } } })).toEqual(
      [],
    );
  });

  it.each([
    [{ cidr_ipv4: "0.0.0.0/0", from_port: 443, to_port: 443 }, "cidr_ipv4 = 0.0.0.0/0, ports 443"],
    [{ cidr_ipv6: "::/0", from_port: 0, to_port: 65535 }, "cidr_ipv6 = ::/0, ports 0 to 65535"],
  ])("NET-002 finds ingress from everywhere: %j", (attributes, got) => {
    expect(findings(noIngressFromAnywhere, ingress(attributes))).toEqual([
      `aws_vpc_security_group_ingress_rule.rule: ${got}`,
    ]);
  });

  it.each([
    { cidr_ipv4: "10.0.0.0/8" },
    { referenced_security_group_id: "sg-1" },
    { prefix_list_id: "pl-1" },
  ])("NET-002 accepts ingress from %j", (attributes) => {
    expect(findings(noIngressFromAnywhere, ingress(attributes))).toEqual([]);
  });

  it.each([
    [{ ip_protocol: "-1" }, "all protocols"],
    [{ ip_protocol: "tcp", from_port: 1024, to_port: 65535 }, "ports 1024 to 65535"],
  ])("NET-003 finds more than a port: %j", (attributes, got) => {
    expect(findings(onePortARule, egress(attributes))).toEqual([
      `aws_vpc_security_group_egress_rule.rule: ${got}`,
    ]);
    expect(findings(onePortARule, ingress(attributes))).toEqual([
      `aws_vpc_security_group_ingress_rule.rule: ${got}`,
    ]);
  });

  it("NET-003 accepts one port", () => {
    expect(findings(onePortARule, egress({ ip_protocol: "tcp", from_port: 3306, to_port: 3306 }))).toEqual(
      [],
    );
  });

  it("NET-004 finds a rule and a group without a reason", () => {
    expect(
      findings(rulesHaveReasons, { ...ingress({ description: "" }), aws_security_group: { web: {} } }),
    ).toEqual([
      "aws_vpc_security_group_ingress_rule.rule: no description",
      "aws_security_group.web: no description",
    ]);
  });

  it("NET-004 accepts a rule that says what it is for", () => {
    expect(findings(rulesHaveReasons, egress({ description: "Database" }))).toEqual([]);
  });

  it("NET-005 finds a default group as AWS makes it", () => {
    expect(findings(defaultSecurityGroupIsEmpty, vpcWith({}))).toEqual([
      "aws_vpc.vpc: its rules as AWS makes them",
    ]);
  });

  it("NET-005 finds a default group with rules", () => {
    expect(
      findings(
        defaultSecurityGroupIsEmpty,
        vpcWith({ aws_default_security_group: { none: { vpc_id: "${aws_vpc.vpc.id}", egress: [{}] } } }),
      ),
    ).toEqual(["aws_vpc.vpc: a default group with rules"]);
  });

  it("NET-005 takes no other VPC's default group for it", () => {
    expect(
      findings(
        defaultSecurityGroupIsEmpty,
        vpcWith({ aws_default_security_group: { none: { vpc_id: "${aws_vpc.other.id}" } } }),
      ),
    ).toEqual(["aws_vpc.vpc: its rules as AWS makes them"]);
  });

  it("NET-005 accepts an emptied default group", () => {
    expect(
      findings(
        defaultSecurityGroupIsEmpty,
        vpcWith({ aws_default_security_group: { none: { vpc_id: "${aws_vpc.vpc.id}" } } }),
      ),
    ).toEqual([]);
  });

  it("NET-006 finds a VPC without a flow log and accepts one with it", () => {
    expect(findings(vpcHasFlowLog, vpcWith({}))).toEqual(["aws_vpc.vpc: no aws_flow_log"]);
    expect(
      findings(vpcHasFlowLog, vpcWith({ aws_flow_log: { log: { vpc_id: "${aws_vpc.vpc.id}" } } })),
    ).toEqual([]);
  });

  it("NET-007 finds a subnet that gives public addresses", () => {
    expect(
      findings(noPublicAddressesByDefault, { aws_subnet: { a: { map_public_ip_on_launch: true } } }),
    ).toEqual(["aws_subnet.a: map_public_ip_on_launch = true"]);
  });

  it("NET-007 cannot tell when Terraform decides", () => {
    expect(
      findings(noPublicAddressesByDefault, { aws_subnet: { a: { map_public_ip_on_launch: "${var.open}" } } }),
    ).toEqual(["?aws_subnet.a: map_public_ip_on_launch = ${var.open}"]);
  });

  it.each([{}, { map_public_ip_on_launch: false }])("NET-007 accepts %j", (attributes) => {
    expect(findings(noPublicAddressesByDefault, { aws_subnet: { a: attributes } })).toEqual([]);
  });

  it("NET-008 finds a firewall of which no log is left", () => {
    const logging = (firewall_arn: string) => ({
      aws_networkfirewall_firewall: { f: {} },
      aws_networkfirewall_logging_configuration: { l: { firewall_arn } },
    });
    expect(findings(firewallKeepsLogs, logging("${aws_networkfirewall_firewall.f.arn}"))).toEqual([]);
    expect(findings(firewallKeepsLogs, logging("${aws_networkfirewall_firewall.other.arn}"))).toEqual([
      "aws_networkfirewall_firewall.f: no logging configuration",
    ]);
  });
});
