import { checksOf } from "../../../operations/rehearsal/checks/registry";
import type { Value } from "../../../operations/rehearsal/provider/codec";

function findings(type: string, config: Readonly<Record<string, Value>>): readonly string[] {
  return checksOf(type).flatMap((check) => check.find(config).map(({ message }) => message));
}

const central = (autoEnable: boolean, standards: string) => ({
  auto_enable: autoEnable,
  auto_enable_standards: standards,
  organization_configuration: [{ configuration_type: "CENTRAL" }],
});
const policy = (more: Readonly<Record<string, Value>>) => ({
  configuration_policy: [{ security_controls_configuration: [more] }],
});
const unused = (days: number) => ({
  type: "ORGANIZATION_UNUSED_ACCESS",
  configuration: [{ unused_access: [{ unused_access_age: days }] }],
});
const lock = (retention: Readonly<Record<string, Value>>) => ({
  rule: [{ default_retention: [retention] }],
});
const workflow = (status: string) => ({
  rule_order: 1,
  actions: [{ finding_fields_update: [{ workflow: [{ status }] }] }],
});

test.each<[string, Readonly<Record<string, Value>>, Readonly<Record<string, Value>>, string]>([
  [
    "aws_guardduty_organization_configuration",
    { auto_enable_organization_members: "ALL" },
    { auto_enable_organization_members: "YES" },
    "must be one of ALL, NEW, NONE",
  ],
  [
    "aws_guardduty_organization_configuration_feature",
    { name: "RDS_LOGIN_EVENTS", auto_enable: "ALL" },
    { name: "RDS", auto_enable: "ALL" },
    "must be one of EBS_MALWARE_PROTECTION",
  ],
  [
    "aws_securityhub_finding_aggregator",
    { linking_mode: "ALL_REGIONS" },
    { linking_mode: "EVERYWHERE" },
    "must be one of ALL_REGIONS",
  ],
  [
    "aws_securityhub_organization_configuration",
    central(false, "NONE"),
    central(true, "NONE"),
    "got true and NONE",
  ],
  [
    "aws_securityhub_organization_configuration",
    central(false, "NONE"),
    central(false, "DEFAULT"),
    "got false and DEFAULT",
  ],
  [
    "aws_securityhub_configuration_policy",
    policy({ disabled_control_identifiers: ["EC2.1"] }),
    policy({ disabled_control_identifiers: ["EC2.1"], enabled_control_identifiers: ["EC2.2"] }),
    "at most one of",
  ],
  ["aws_securityhub_automation_rule", { rule_order: 1000 }, { rule_order: 1001 }, "between 1 and 1000"],
  ["aws_securityhub_automation_rule", workflow("SUPPRESSED"), workflow("IGNORED"), 'got "IGNORED"'],
  ["aws_inspector2_enabler", { resource_types: ["EC2"] }, { resource_types: ["RDS"] }, 'got "RDS"'],
  ["aws_macie2_account", { status: "PAUSED" }, { status: "DISABLED" }, "must be one of ENABLED, PAUSED"],
  [
    "aws_macie2_custom_data_identifier",
    { keywords: ["abc"], maximum_match_distance: 300 },
    { keywords: ["ab"], maximum_match_distance: 300 },
    "3 to 90 characters",
  ],
  [
    "aws_macie2_custom_data_identifier",
    { regex: "a".repeat(512) },
    { regex: "a".repeat(513) },
    "1 to 512 characters",
  ],
  ["aws_accessanalyzer_analyzer", unused(365), unused(366), "between 1 and 365"],
  ["aws_accessanalyzer_analyzer", { type: "ORGANIZATION" }, { type: "UNUSED" }, 'got "UNUSED"'],
  [
    "aws_s3_bucket_object_lock_configuration",
    lock({ mode: "GOVERNANCE", days: 366 }),
    lock({ mode: "LEGAL", days: 366 }),
    'got "LEGAL"',
  ],
  [
    "aws_s3_bucket_object_lock_configuration",
    lock({ mode: "GOVERNANCE", days: 366 }),
    lock({ mode: "GOVERNANCE", days: 366, years: 1 }),
    "at most one of days, years",
  ],
])("%s accepts %j and refuses %j", (type, right, wrong, message) => {
  expect(findings(type, right)).toEqual([]);
  expect(findings(type, wrong).join("\n")).toContain(message);
});
