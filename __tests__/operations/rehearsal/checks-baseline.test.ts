import { checksOf } from "../../../operations/rehearsal/checks/registry";
import type { Value } from "../../../operations/rehearsal/provider/codec";

type Config = Readonly<Record<string, Value>>;

function findings(type: string, config: Config): readonly string[] {
  return checksOf(type).flatMap((check) => check.find(config).map(({ message }) => message));
}

const plan = (lifecycle: Config): Config => ({
  name: "daily",
  rule: [{ rule_name: "daily", schedule: "cron(0 2 * * ? *)", lifecycle: [lifecycle] }],
});

test.each<[string, Config]>([
  ["aws_backup_vault", { name: "example-prod-internal-apne1" }],
  ["aws_backup_plan", plan({ cold_storage_after: 30, delete_after: 120 })],
  ["aws_backup_vault_lock_configuration", { min_retention_days: 7, changeable_for_days: 3 }],
  ["aws_ec2_transit_gateway", { amazon_side_asn: 64_512, auto_accept_shared_attachments: "disable" }],
  ["aws_ec2_transit_gateway_route", { destination_cidr_block: "10.0.0.0/8", blackhole: true }],
  ["aws_ec2_transit_gateway_route", { transit_gateway_attachment_id: "tgw-attach-1" }],
  [
    "aws_networkfirewall_firewall",
    {
      name: "hub",
      transit_gateway_id: "tgw-1",
      availability_zone_mapping: [{ availability_zone_id: "apne1-az1" }],
    },
  ],
  ["aws_customer_gateway", { type: "ipsec.1", bgp_asn: "65010" }],
  ["aws_ce_anomaly_monitor", { monitor_type: "DIMENSIONAL", monitor_dimension: "SERVICE" }],
])("%s accepts %j", (type, config) => {
  expect(findings(type, config)).toEqual([]);
});

test.each<[string, Config, string]>([
  ["aws_backup_vault", { name: "a".repeat(51) }, "must be 2 to 50 letters"],
  ["aws_backup_plan", plan({ cold_storage_after: 30, delete_after: 119 }), "got 30 and 119"],
  ["aws_backup_plan", plan({ delete_after: 0 }), "must be between 1 and 36500"],
  ["aws_backup_vault_lock_configuration", { changeable_for_days: 2 }, "must be between 3 and 36500"],
  ["aws_backup_restore_testing_plan", { name: "with-hyphens" }, "letters, digits and _"],
  ["aws_ec2_transit_gateway", { amazon_side_asn: 7224 }, "must be a private AS number"],
  ["aws_ec2_transit_gateway_route", { destination_cidr_block: "10.0.0.0/8" }, "got neither"],
  [
    "aws_ec2_transit_gateway_route",
    { blackhole: true, transit_gateway_attachment_id: "tgw-attach-1" },
    "got both",
  ],
  [
    "aws_networkfirewall_firewall",
    { name: "hub", transit_gateway_id: "tgw-1" },
    "needs availability_zone_mapping",
  ],
  ["aws_networkfirewall_rule_group", { name: "hub", type: "STATELY" }, "must be one of STATEFUL, STATELESS"],
  ["aws_customer_gateway", { type: "ipsec.1" }, "exactly one of bgp_asn, bgp_asn_extended"],
  ["aws_config_remediation_configuration", { maximum_automatic_attempts: 26 }, "must be between 1 and 25"],
  ["aws_budgets_budget", { budget_type: "MONEY" }, "must be one of USAGE, COST"],
  ["aws_ce_anomaly_monitor", { monitor_type: "DIMENSIONAL" }, "needs monitor_dimension"],
])("%s refuses %j", (type, config, message) => {
  expect(findings(type, config).join("\n")).toContain(message);
});
