import { FindingRules } from "../../../constructs/governance/finding-rules";
import type { FindingPattern } from "../../../constructs/governance/finding-severity";
import type { FindingsRegister, RegisteredFinding } from "../../../constructs/governance/findings-register";
import { SecurityHub } from "../../../constructs/governance/security-hub";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const FINDING: RegisteredFinding = {
  control: "S3.2",
  severity: "HIGH",
  pattern: "A",
  environments: ["dev", "stg"],
  resource: { arn: "arn:aws:s3:::website" },
  reason: "read by everyone",
  owner: "web-team",
  due: "2027-01-31",
};

const synthesize = (register: FindingsRegister, plannedAccounts: readonly string[] = []) =>
  synthesizeStack((stack) => {
    const hub = new SecurityHub(stack, "hub", { region: "ap-northeast-1", configuration: { policies: {} } });
    new FindingRules(stack, "rules", {
      hub,
      register,
      accounts: { dev: ["111111111111"], stg: ["222222222222"] },
      plannedAccounts,
    });
  });

const statusUnder = (pattern: FindingPattern) => {
  const [action] = synthesize({ one: { ...FINDING, pattern } }).one(
    "aws_securityhub_automation_rule",
    "rules_one",
  )["actions"] as { finding_fields_update: { workflow?: { status: string }[] }[] }[];
  return action?.finding_fields_update[0]?.workflow?.[0]?.status;
};

describe("the rules of the findings register", () => {
  test.each([
    ["A", undefined],
    ["B", "SUPPRESSED"],
    ["C", "SUPPRESSED"],
    ["D", "NOTIFIED"],
    ["E", undefined],
  ] as const)("EN-046 to EN-050: pattern %s sets the status %s", (pattern, status) => {
    expect(statusUnder(pattern)).toBe(status);
  });

  test("EN-046: tell of pattern, owner and deadline, in the accounts of the environments", () => {
    expect(synthesize({ one: FINDING }).one("aws_securityhub_automation_rule", "rules_one")).toMatchObject({
      rule_name: "one",
      rule_order: 1,
      description: "Pattern A: read by everyone",
      criteria: [
        {
          aws_account_id: [
            { comparison: "EQUALS", value: "111111111111" },
            { comparison: "EQUALS", value: "222222222222" },
          ],
        },
      ],
      actions: [
        {
          finding_fields_update: [
            { user_defined_fields: { pattern: "A", owner: "web-team", due: "2027-01-31" } },
          ],
        },
      ],
    });
  });

  test("C-14: make none of a whole control, which its policy turns off", () => {
    const whole: RegisteredFinding = { ...FINDING, pattern: "B", resource: "whole-control" };

    expect(synthesize({ whole }).ids("aws_securityhub_automation_rule")).toEqual([]);
  });

  test("EN-049: plan for MEDIUM findings of the accounts that are named, and of no others", () => {
    expect(synthesize({}).ids("aws_securityhub_automation_rule")).toEqual([]);
    expect(synthesize({}, ["333333333333"]).ids("aws_securityhub_automation_rule")).toEqual([
      "rules_planned",
    ]);
  });

  test("take 99 decisions beside the planning, which are all that Security Hub takes, and no more", () => {
    const register = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_none, index) => [`finding-${index}`, FINDING]));

    expect(synthesize(register(99), ["333333333333"]).ids("aws_securityhub_automation_rule")).toHaveLength(
      100,
    );
    expect(refusalOf(() => synthesize(register(100)))).toContain(
      "holds at most 99 decisions about single resources, got 100",
    );
  });
});
