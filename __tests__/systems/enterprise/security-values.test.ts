import type { RegisteredFinding } from "../../../constructs/governance/findings-register";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { SECURITY, type SecurityConfig } from "../../../systems/enterprise/security/config";
import { securityProblems, securityShape } from "../../../systems/enterprise/security/schema";

const TODAY = "2027-01-31";
const problems = (change: Partial<SecurityConfig>) =>
  securityProblems({ ...SECURITY, ...change }, ORGANIZATION, "security", TODAY).map(
    ({ path, rule }) => `${path}: ${rule}`,
  );
const FINDING: RegisteredFinding = {
  control: "S3.2",
  severity: "HIGH",
  pattern: "A",
  environments: ["prod"],
  resource: { arn: "arn:aws:s3:::website" },
  reason: "read by everyone",
  owner: "web-team",
  due: TODAY,
};

describe("the security account's values", () => {
  test("are accepted as they stand", () => {
    expect(problems({})).toEqual([]);
    expect(securityShape.safeParse(SECURITY).success).toBe(true);
  });

  test("EN-107: have no way to turn Security Hub off", () => {
    expect(securityShape.safeParse({ ...SECURITY, securityHub: { off: "costs" } }).success).toBe(false);
  });

  test("M-25: an exception that has expired fails the build", () => {
    expect(problems({ findings: { website: FINDING } })).toEqual([]);
    expect(problems({ findings: { website: { ...FINDING, due: "2027-01-30" } } })).toEqual([
      "security.findings.website.due: has not passed",
    ]);
  });

  test("M-25: a decision without a reason fails the build", () => {
    expect(problems({ findings: { website: { ...FINDING, reason: "" } } })).toEqual([
      "security.findings.website.reason: is stated",
    ]);
  });

  test("EN-034: an unknown standard is refused by its shape", () => {
    const standards = { further: ["iso-27001"] };

    expect(securityShape.safeParse({ ...SECURITY, standards }).success).toBe(false);
  });

  test("EN-035: a second version of a standard needs the last day of its migration", () => {
    expect(problems({ standards: { further: ["cis-5.0.0"] } })).toEqual([
      "security.standards.migrateUntil: two versions of a standard stand side by side until a day to come",
    ]);
    expect(problems({ standards: { further: ["cis-5.0.0"], migrateUntil: TODAY } })).toEqual([]);
  });

  test("EN-085, EN-095, EN-104, EN-111: a service that is not used has a reason", () => {
    const off = { off: "" };

    expect(problems({ guardDuty: off, inspector: off, macie: off, accessAnalyzer: off })).toEqual(
      ["guardDuty", "inspector", "macie", "accessAnalyzer"].map(
        (service) => `security.${service}.off: a service that is not used has a reason`,
      ),
    );
    expect(problems({ guardDuty: { off: "two accounts without a way in" } })).toEqual([]);
  });

  test("EN-082: a plan that stays off has a reason", () => {
    expect(problems({ guardDuty: { plansOff: { EKS_AUDIT_LOGS: "" } } })).toEqual([
      "security.guardDuty.plansOff.EKS_AUDIT_LOGS: a plan that stays off has a reason",
    ]);
  });

  test("EN-042: every account's findings are told to somebody, once", () => {
    const { dev: _left, ...routes } = SECURITY.routes;

    expect(problems({ routes })).toEqual([
      "security.routes: must tell somebody of the findings of dev, once",
    ]);
    expect(problems({ routes: { ...SECURITY.routes, again: SECURITY.routes["dev"]! } })).toEqual([
      "security.routes: must tell somebody of the findings of dev, once",
    ]);
  });

  test("M-26: whoever is told is a topic that exists", () => {
    const review = { ...SECURITY.review, topic: "nobody" };
    const slack = { alerts: { ids: { teamId: "T1", channelId: "C1" }, topics: ["nowhere"] } };

    expect(problems({ review, slack })).toEqual([
      "security.slack.alerts.topics: must be a topic that exists",
      "security.review.topic: must be a topic that exists",
    ]);
  });

  test("EN-142: the reminder of the audit tells a topic that exists", () => {
    expect(problems({ audit: { ...SECURITY.audit, topic: "nobody" } })).toEqual([
      "security.audit.topic: must be a topic that exists",
    ]);
  });

  test("M-27: tickets go to a system that EventBridge reaches, for routes that exist", () => {
    const tickets = { endpoint: "http://tickets.example.com", keyHeader: "X-Api-Key", routes: ["dev", "qa"] };

    expect(problems({ tickets })).toEqual([
      "security.tickets.endpoint: must be an HTTPS address without a wildcard",
      "security.tickets.routes: must be routes of findings",
    ]);
    expect(
      problems({ tickets: { ...tickets, endpoint: "https://tickets.example.com", routes: ["dev"] } }),
    ).toEqual([]);
  });
});
