import { SEVERITIES } from "../../../constructs/governance/finding-severity";
import {
  disabledControls,
  type RegisteredFinding,
  registerProblems,
} from "../../../constructs/governance/findings-register";

const SCOPE = { environments: ["dev", "stg", "prod"], reduced: ["dev", "stg"] };
const TODAY = "2027-01-31";
const FINDING: RegisteredFinding = {
  control: "EC2.19",
  severity: "HIGH",
  pattern: "C",
  environments: ["prod"],
  resource: { arn: "arn:aws:ec2:ap-northeast-1:810000000008:security-group/sg-1" },
  reason: "partners connect from changing addresses",
  measure: "a firewall in front",
  owner: "network-team",
  due: "2027-01-31",
};

const problems = (change: Partial<RegisteredFinding>) =>
  registerProblems({ partners: { ...FINDING, ...change } }, SCOPE, TODAY, "findings").map(
    ({ path, rule, got }) => [path, rule, got],
  );
const without = (key: "due" | "measure", change: Partial<RegisteredFinding> = {}) => {
  const { [key]: _left, ...rest } = { ...FINDING, ...change };
  return registerProblems({ partners: rest }, SCOPE, TODAY, "findings").map(({ rule }) => rule);
};

describe("the findings register", () => {
  test("EN-044: every severity has its deadlines in one place", () => {
    expect(
      Object.entries(SEVERITIES).map(([severity, { reaction, resolvedWithin, patterns }]) => [
        severity,
        reaction,
        resolvedWithin,
        patterns.join(""),
      ]),
    ).toEqual([
      ["CRITICAL", "at once", "1 month", "ABC"],
      ["HIGH", "by the next business day", "1 month", "ABC"],
      ["MEDIUM", "in the monthly review", "6 months", "D"],
      ["LOW", "none", "no deadline, until it becomes MEDIUM", "E"],
    ]);
  });

  test("EN-048: accepts a measure until its day, that day included", () => {
    expect(problems({})).toEqual([]);
  });

  test("EN-051, M-25: refuses a decision from the day after its own", () => {
    expect(problems({ due: "2027-01-30" })).toEqual([
      ["findings.partners.due", "has not passed", "2027-01-30"],
    ]);
  });

  test.each(["A", "D"] as const)("EN-046, EN-049: pattern %s without a deadline is refused", (pattern) => {
    const severity = pattern === "D" ? "MEDIUM" : "HIGH";

    expect(without("due", { pattern, severity })).toEqual([`pattern ${pattern} has a deadline`]);
  });

  test("EN-047: pattern B needs none, and refuses one that has passed", () => {
    expect(without("due", { pattern: "B" })).toEqual([]);
    expect(problems({ pattern: "B", due: "2027-01-01" })).toEqual([
      ["findings.partners.due", "has not passed", "2027-01-01"],
    ]);
  });

  test("EN-050: pattern E needs none", () => {
    expect(without("due", { pattern: "E", severity: "LOW" })).toEqual([]);
  });

  test("EN-047, M-25: refuses a decision without reason or owner", () => {
    expect(problems({ reason: " ", owner: "" })).toEqual([
      ["findings.partners.reason", "is stated", " "],
      ["findings.partners.owner", "is stated", ""],
    ]);
  });

  test("EN-048: refuses pattern C without a measure", () => {
    expect(without("measure")).toEqual(["pattern C has a measure that stands in for the mending"]);
  });

  test.each([
    ["HIGH", "D", "a finding of severity HIGH has pattern A, B, C"],
    ["MEDIUM", "A", "a finding of severity MEDIUM has pattern D"],
    ["LOW", "D", "a finding of severity LOW has pattern E"],
  ] as const)("EN-046 to EN-050: refuses %s with pattern %s", (severity, pattern, rule) => {
    expect(problems({ severity, pattern })).toEqual([["findings.partners.pattern", rule, pattern]]);
  });

  test("EN-052: refuses D and E where systems are developed, and takes A to C there", () => {
    expect(problems({ severity: "MEDIUM", pattern: "D", environments: ["dev"] })).toEqual([
      [
        "findings.partners.environments",
        "patterns D and E are worked on in other environments than dev, stg",
        "dev",
      ],
    ]);
    expect(problems({ environments: ["dev", "stg"] })).toEqual([]);
  });

  test("C-14: refuses to give up a whole control by another pattern than B", () => {
    expect(problems({ resource: "whole-control" })).toEqual([
      ["findings.partners.resource", "a whole control is given up by pattern B alone", "pattern C"],
    ]);
    expect(problems({ resource: "whole-control", pattern: "B" })).toEqual([]);
  });

  test.each([
    ["a control that is none", { control: "security groups" }, "is the id of a control"],
    ["an environment that is none", { environments: ["test"] }, "are environments of the system"],
    ["no environment", { environments: [] }, "are at least one"],
    ["a day that is none", { due: "2027-02-31" }, "is a day of the calendar"],
    ["a day in other words", { due: "next month" }, "is a day of the calendar"],
  ])("refuses %s", (_case, change, rule) => {
    expect(problems(change).map(([, broken]) => broken)).toEqual([rule]);
  });

  test("C-14: gives up a control where it says so, once, and for no single resource", () => {
    const whole: RegisteredFinding = { ...FINDING, pattern: "B", resource: "whole-control" };
    const register = {
      second: { ...whole, control: "S3.20", environments: ["dev", "prod"] },
      first: { ...whole, control: "EC2.1", environments: ["dev"] },
      again: { ...whole, control: "EC2.1", environments: ["dev"] },
      single: { ...whole, control: "RDS.2", resource: FINDING.resource, environments: ["dev"] },
    };

    expect(disabledControls(register, "dev")).toEqual(["EC2.1", "S3.20"]);
    expect(disabledControls(register, "prod")).toEqual(["S3.20"]);
    expect(disabledControls(register, "stg")).toEqual([]);
  });
});
