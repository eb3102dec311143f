import {
  demandedStandards,
  STANDARD_IDS,
  standardArn,
  type StandardChoice,
  type StandardId,
  standardProblems,
  strengthOf,
} from "../../../constructs/governance/security-standards";

const TODAY = "2027-01-31";
const problems = (choice: StandardChoice) =>
  standardProblems(choice, TODAY, "standards").map(({ path, got }) => [path, got]);

describe("the standards that accounts are held against", () => {
  test.each([
    [false, false, ["fsbp-1.0.0", "cis-3.0.0"]],
    [true, false, ["fsbp-1.0.0", "cis-3.0.0", "nist-800-53-5.0.0"]],
    [false, true, ["fsbp-1.0.0", "cis-3.0.0", "pci-dss-4.0.1"]],
  ] as const)(
    "EN-031, EN-032, EN-033: with a government %s and cards %s they are %j",
    (governmentAgency, cardPayments, standards) => {
      expect(demandedStandards({ governmentAgency, cardPayments })).toEqual(standards);
    },
  );

  test("EN-037: each says how strict it is", () => {
    expect(STANDARD_IDS.map((id) => [id, strengthOf(id)])).toEqual([
      ["fsbp-1.0.0", "basic-"],
      ["cis-1.2.0", "basic"],
      ["cis-1.4.0", "basic"],
      ["cis-3.0.0", "basic"],
      ["cis-5.0.0", "basic"],
      ["nist-800-53-5.0.0", "strict"],
      ["nist-800-171-2.0.0", "strict"],
      ["pci-dss-3.2.1", "strict, with detailed technical rules"],
      ["pci-dss-4.0.1", "strict, with detailed technical rules"],
      ["resource-tagging-1.0.0", "basic"],
    ]);
  });

  test("are named by Region, but the oldest of CIS", () => {
    expect(standardArn("pci-dss-4.0.1", "eu-west-1")).toBe(
      "arn:aws:securityhub:eu-west-1::standards/pci-dss/v/4.0.1",
    );
    expect(standardArn("cis-1.2.0", "eu-west-1")).toBe(
      "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0",
    );
  });

  test("EN-034: one that does not exist is refused, with those that do", () => {
    expect(problems({ standards: ["iso-27001" as StandardId] })).toEqual([
      ["standards.standards", "iso-27001"],
    ]);
  });

  test("EN-035, T-10: two versions of one stand side by side until a day, and no longer", () => {
    const standards: readonly StandardId[] = ["fsbp-1.0.0", "cis-3.0.0", "cis-5.0.0"];

    expect(problems({ standards, migrateUntil: TODAY })).toEqual([]);
    expect(problems({ standards, migrateUntil: "2027-01-30" })).toEqual([
      ["standards.migrateUntil", "2027-01-30"],
    ]);
    expect(problems({ standards })).toEqual([["standards.migrateUntil", undefined]]);
  });

  test("NIST 800-53 and 800-171 are two standards", () => {
    expect(problems({ standards: ["nist-800-53-5.0.0", "nist-800-171-2.0.0"] })).toEqual([]);
  });
});
