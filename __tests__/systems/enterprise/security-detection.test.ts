import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import type { Attributes, Workspace } from "../../support/synthesis";
import { securityAccount } from "./security-accounts";

const MEMBERS = Object.entries(ORGANIZATION.accounts).filter(([key]) => key !== "security");
const KEY = "${data.aws_kms_key.log-key.arn}";

let detection: Workspace;
beforeAll(() => {
  detection = securityAccount()["detection"]!;
});

describe("GuardDuty", () => {
  const features = (workspace: Workspace) =>
    Object.values(workspace.all("aws_guardduty_organization_configuration_feature")).map(
      ({ name, auto_enable: state }) => [name, state],
    );

  test("EN-020, EN-083: every account has it, whether it exists or joins", () => {
    expect(detection.one("aws_guardduty_organization_configuration", "threats_organization")).toEqual({
      detector_id: "${aws_guardduty_detector.threats_own_detector.id}",
      auto_enable_organization_members: "ALL",
    });
  });

  test("EN-076, T-08: extended threat detection is on with the detector", () => {
    expect(detection.one("aws_guardduty_detector", "threats_own_detector")["enable"]).toBe(true);
  });

  test("EN-074, EN-075, EN-077, EN-078, EN-080, EN-081, T-09: every plan with a name is on", () => {
    expect(features(detection)).toEqual([
      ["EBS_MALWARE_PROTECTION", "ALL"],
      ["EKS_AUDIT_LOGS", "ALL"],
      ["LAMBDA_NETWORK_LOGS", "ALL"],
      ["RDS_LOGIN_EVENTS", "ALL"],
      ["RUNTIME_MONITORING", "ALL"],
      ["S3_DATA_EVENTS", "ALL"],
    ]);
  });

  test("EN-077, M-20, M-22: installs the agents of instances and Fargate, and none of EKS", () => {
    expect(
      detection.one("aws_guardduty_organization_configuration_feature", "threats_runtime-monitoring")[
        "additional_configuration"
      ],
    ).toEqual([
      { name: "EKS_ADDON_MANAGEMENT", auto_enable: "NONE" },
      { name: "ECS_FARGATE_AGENT_MANAGEMENT", auto_enable: "ALL" },
      { name: "EC2_AGENT_MANAGEMENT", auto_enable: "ALL" },
    ]);
  });

  test("EN-082: a plan with a reason stays off, with the agents", () => {
    const changed = securityAccount({
      guardDuty: { plansOff: { RUNTIME_MONITORING: "a third party's agents do the same" } },
    })["detection"]!;

    expect(features(changed)).toContainEqual(["RUNTIME_MONITORING", "NONE"]);
    expect(features(changed)).toContainEqual(["S3_DATA_EVENTS", "ALL"]);
    expect(
      JSON.stringify(
        changed.one("aws_guardduty_organization_configuration_feature", "threats_runtime-monitoring"),
      ),
    ).not.toContain("ALL");
  });

  test("EN-084: findings are kept in the audit account, under its key", () => {
    expect(detection.one("aws_guardduty_publishing_destination", "threats_destination")).toEqual({
      detector_id: "${aws_guardduty_detector.threats_own_detector.id}",
      destination_arn: "arn:aws:s3:::guardduty-logs-810000000003-ap-northeast-1",
      kms_key_arn: KEY,
    });
  });
});

describe("Inspector", () => {
  const scanned = (): Readonly<Record<string, string[]>> =>
    Object.fromEntries(
      Object.values(detection.all("aws_inspector2_enabler")).map(
        ({ account_ids: ids, resource_types: types }) => [(ids as string[])[0] ?? "", types as string[]],
      ),
    );

  test("EN-086, EN-090: scans instances, images and functions of every account", () => {
    expect(Object.keys(scanned()).sort()).toEqual(Object.values(ORGANIZATION.accounts).map(({ id }) => id));
    expect(scanned()["810000000006"]).toEqual(["EC2", "ECR", "LAMBDA"]);
    expect(
      detection.one("aws_inspector2_organization_configuration", "vulnerabilities_joining")["auto_enable"],
    ).toEqual({ ec2: true, ecr: true, lambda: true, lambda_code: false });
  });

  test("M-23: reads code in production alone", () => {
    const withCode = Object.entries(scanned()).filter(([, types]) => types.includes("LAMBDA_CODE"));

    expect(withCode.map(([account]) => account)).toEqual(["810000000008"]);
  });

  test("EN-092: hides no finding", () => {
    expect(detection.ids("aws_inspector2_filter")).toEqual([]);
  });
});

describe("Macie", () => {
  test("EN-096, EN-097, T-06: is on for accounts that join and for each that exists", () => {
    expect(detection.one("aws_macie2_account", "sensitive-data_account")).toEqual({
      status: "ENABLED",
      finding_publishing_frequency: "FIFTEEN_MINUTES",
    });
    expect(
      detection.one("aws_macie2_organization_configuration", "sensitive-data_joining")["auto_enable"],
    ).toBe(true);
    expect(
      Object.values(detection.all("aws_macie2_member"))
        .map(({ account_id: id, email, status }) => [id, email, status])
        .sort(),
    ).toEqual(MEMBERS.map(([, { id, email }]) => [id, email, "ENABLED"]));
  });

  test("EN-098: archives no finding", () => {
    expect(detection.ids("aws_macie2_findings_filter")).toEqual([]);
  });

  test("EN-101, M-24: finds Japan's personal data beside the words that prove it", () => {
    const [myNumber, postalCode] = ["my-number", "postal-code"].map((name) =>
      detection.one("aws_macie2_custom_data_identifier", `sensitive-data_${name}`),
    ) as [Attributes, Attributes];

    expect(new RegExp(myNumber["regex"] as string).test("1234-5678-9012")).toBe(true);
    expect(new RegExp(myNumber["regex"] as string).test("1234-5678-901")).toBe(false);
    expect(myNumber["keywords"]).toContain("マイナンバー");
    expect(new RegExp(postalCode["regex"] as string).test("100-0001")).toBe(true);
    expect(new RegExp(postalCode["regex"] as string).test("1000-001")).toBe(false);
    expect(postalCode["keywords"]).toContain("郵便番号");
  });

  test("EN-084: keeps results in the audit account", () => {
    expect(
      detection.one("aws_macie2_classification_export_configuration", "sensitive-data_destination")[
        "s3_destination"
      ],
    ).toEqual({ bucket_name: "macie-logs-810000000003-ap-northeast-1", kms_key_arn: KEY });
  });
});

describe("Access Analyzer and Firewall Manager", () => {
  test("EN-109: looks for access from outside the organization", () => {
    expect(detection.one("aws_accessanalyzer_analyzer", "access_external")).toEqual({
      analyzer_name: "organization-external-access",
      type: "ORGANIZATION",
    });
  });

  test("EN-110, M-19: looks for access that nobody used for 90 days, in production alone", () => {
    expect(detection.one("aws_accessanalyzer_analyzer", "access_unused")).toEqual({
      analyzer_name: "organization-unused-access",
      type: "ORGANIZATION_UNUSED_ACCESS",
      configuration: {
        unused_access: {
          unused_access_age: 90,
          analysis_rule: {
            exclusion: [{ account_ids: ["1", "2", "3", "4", "5", "6", "7"].map((n) => `81000000000${n}`) }],
          },
        },
      },
    });
  });

  test("EN-108, M-18: Firewall Manager is off, and on by value, telling and mending nothing", () => {
    expect(detection.ids("aws_fms_policy")).toEqual([]);
    const on = securityAccount({
      firewallManager: {
        deniedRulesGroupId: "sg-0123456789abcdef0",
        managedRuleGroup: "AWSManagedRulesCommonRuleSet",
      },
    })["detection"]!;

    expect(
      Object.values(on.all("aws_fms_policy")).map(
        ({ remediation_enabled: mends, security_service_policy_data: data }) => [
          mends,
          (data as { type: string }).type,
        ],
      ),
    ).toEqual([
      [false, "SECURITY_GROUPS_CONTENT_AUDIT"],
      [false, "WAFV2"],
    ]);
  });

  test("EN-085, EN-095, EN-104, EN-111, EN-112: a service with a reason is left out, the others stay", () => {
    const off = { off: "a third party does it" };
    const changed = securityAccount({ guardDuty: off, inspector: off, macie: off, accessAnalyzer: off });

    expect(Object.keys(changed["detection"]!.json["resource"] ?? {})).toEqual([]);
    expect(changed["security-hub"]!.ids("aws_securityhub_account")).toEqual(["hub_account"]);
  });
});
