import type { Workspace } from "../../support/synthesis";
import { statements } from "../../support/policies";
import { organizationWith, problemsOf, synthesizeAccounts } from "./composed";

const STANDARDS = "arn:aws:securityhub:ap-northeast-1::standards";
const FSBP = `${STANDARDS}/aws-foundational-security-best-practices/v/1.0.0`;
const CIS = `${STANDARDS}/cis-aws-foundations-benchmark/v/3.0.0`;

describe("accounts that look after their own security", () => {
  let stacks: Readonly<Record<string, Workspace>>;
  beforeAll(() => {
    stacks = synthesizeAccounts(
      ["audit", "security", "dev", "prod"],
      organizationWith({
        trail: "each-account",
        securityHub: "each-account",
        compliance: {
          governmentAgency: true,
          cardPayments: false,
          multilayerEncryption: false,
          auditRetention: "default",
        },
      }),
    );
  });

  test("T-12, EN-030: Security Hub takes accounts in, and leaves the standards to them", () => {
    const hub = stacks["security-hub-security"]!;

    expect(hub.one("aws_securityhub_organization_configuration", "hub_organization")).toMatchObject({
      auto_enable: true,
      auto_enable_standards: "NONE",
      organization_configuration: { configuration_type: "LOCAL" },
      depends_on: ["aws_securityhub_finding_aggregator.hub_aggregator"],
    });
    expect(hub.ids("aws_securityhub_configuration_policy")).toEqual([]);
    expect(
      Object.values(hub.all("aws_securityhub_member"))
        .map(({ account_id: id, invite }) => [id, invite])
        .sort(),
    ).toEqual(["1", "2", "3", "5", "6", "7", "8"].map((digit) => [`81000000000${digit}`, false]));
  });

  test("T-12, EN-031, EN-032, EN-036: each account subscribes to its standards", () => {
    const arns = (environment: string): unknown[] =>
      Object.values(stacks[`standards-${environment}`]!.all("aws_securityhub_standards_subscription"))
        .map(({ standards_arn: arn }) => arn)
        .sort();

    expect(arns("dev")).toEqual([FSBP, CIS]);
    expect(arns("prod")).toEqual([FSBP, CIS, `${STANDARDS}/nist-800-53/v/5.0.0`].sort());
  });

  test("T-12, EN-107: Security Hub is turned on in each account, once", () => {
    expect(stacks["standards-dev"]!.one("aws_securityhub_account", "hub")).toEqual({
      enable_default_standards: false,
      auto_enable_controls: true,
      control_finding_generator: "SECURITY_CONTROL",
    });
    expect(stacks["standards-security"]!.ids("aws_securityhub_account")).toEqual([]);
    expect(stacks["security-hub-security"]!.ids("aws_securityhub_account")).toEqual(["hub_account"]);
  });

  test("T-12, EN-047: controls that the register gives up are turned off with its reason", () => {
    expect(
      stacks["standards-dev"]!.one("aws_securityhub_standards_control_association", "without-Inspector-3"),
    ).toMatchObject({
      security_control_id: "Inspector.3",
      standards_arn: FSBP,
      association_status: "DISABLED",
      updated_reason: "the code of functions is scanned in production alone, which runs the same code",
    });
    expect(stacks["standards-prod"]!.ids("aws_securityhub_standards_control_association")).toEqual([]);
  });

  test("M-07, EN-065, EN-070: each account has a trail of its own, into the log archive", () => {
    expect(stacks).not.toHaveProperty("trail-audit.organization");
    expect(
      Object.keys(stacks)
        .filter((id) => id.startsWith("trail-"))
        .sort(),
    ).toEqual(["trail-audit", "trail-dev", "trail-prod", "trail-security"]);
    expect(stacks["trail-dev"]!.one("aws_cloudtrail", "account_trail")).toMatchObject({
      name: "account-trail",
      s3_bucket_name: "cloudtrail-logs-810000000003-ap-northeast-1",
      is_organization_trail: false,
      is_multi_region_trail: true,
      enable_log_file_validation: true,
    });
  });

  test("M-07, EN-066: a trail records the data events of its own account alone", () => {
    const named = (environment: string): unknown[] =>
      (
        stacks[`trail-${environment}`]!.one("aws_cloudtrail", "account_trail")[
          "advanced_event_selector"
        ] as readonly { name: string }[]
      ).map(({ name }) => name);

    expect(named("prod")).toContain("data of production");
    expect(named("prod")).not.toContain("data elsewhere");
    expect(named("audit")).not.toContain("data of production");
    expect(JSON.stringify(stacks["trail-dev"]!.one("aws_cloudtrail", "account_trail"))).not.toContain(
      "810000000007",
    );
  });

  test("M-07, EN-018: the archive admits the trail of each account, under its own id", () => {
    const archive = stacks["log-archive-audit"]!;
    const writes = statements(archive.one("aws_s3_bucket_policy", "cloudtrail_files_policy")["policy"]).find(
      ({ Sid }) => Sid === "CloudTrailWrites",
    )!;

    expect(writes.Resource).toHaveLength(8);
    expect(writes.Resource).toContain("${aws_s3_bucket.cloudtrail_files_bucket.arn}/AWSLogs/810000000006/*");
    expect(
      (writes.Condition as { StringEquals: Record<string, unknown> }).StringEquals["aws:SourceArn"],
    ).toContain("arn:aws:cloudtrail:ap-northeast-1:810000000006:trail/account-trail");
  });
});

test.each([
  ["trail", "per-account", "trail: must be organization or each-account"],
  ["securityHub", "local", "securityHub: must be central or each-account"],
])("refuses %s as %s", (field, value, message) => {
  expect(problemsOf(organizationWith({ [field]: value }))[0]).toContain(message);
});
