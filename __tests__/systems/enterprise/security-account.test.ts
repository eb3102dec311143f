import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { SECURITY } from "../../../systems/enterprise/security/config";
import { statements } from "../../support/policies";
import type { Attributes, Workspace } from "../../support/synthesis";
import { type Layers, securityAccount } from "./security-accounts";

const STANDARDS = "arn:aws:securityhub:ap-northeast-1::standards";
const FSBP = `${STANDARDS}/aws-foundational-security-best-practices/v/1.0.0`;
const CIS = `${STANDARDS}/cis-aws-foundations-benchmark/v/3.0.0`;
const NIST = `${STANDARDS}/nist-800-53/v/5.0.0`;
const PCI = `${STANDARDS}/pci-dss/v/4.0.1`;
const MEMBERS = Object.entries(ORGANIZATION.accounts).filter(([key]) => key !== "security");
const KEY = "${data.aws_kms_key.log-key.arn}";

let layers: Layers;
let hub: Workspace;
let detection: Workspace;
beforeAll(() => {
  layers = securityAccount();
  hub = layers["security-hub"]!;
  detection = layers["detection"]!;
});

const policyOf = (workspace: Workspace, account: string) =>
  workspace.one("aws_securityhub_configuration_policy", `hub_${account}`)["configuration_policy"] as {
    enabled_standard_arns: string[];
    service_enabled: boolean;
    security_controls_configuration: { disabled_control_identifiers: string[] };
  };

describe("the organization's trail", () => {
  const trail = () => layers["trail"]!.one("aws_cloudtrail", "organization_trail");
  const selectors = () =>
    trail()["advanced_event_selector"] as {
      name: string;
      field_selector: { field: string; equals?: string[]; starts_with?: string[] }[];
    }[];

  test("EN-065, EN-070, EN-071, M-07: one for all accounts and Regions, validated, into the audit account", () => {
    const { advanced_event_selector: _selectors, ...rest } = trail();

    expect(rest).toEqual({
      name: "organization-trail",
      s3_bucket_name: "cloudtrail-logs-810000000003-ap-northeast-1",
      kms_key_id: KEY,
      enable_log_file_validation: true,
      is_multi_region_trail: true,
      is_organization_trail: true,
      include_global_service_events: true,
    });
    expect(layers["trail"]!.json["data"]).toMatchObject({
      aws_kms_key: {
        "log-key": { key_id: "arn:aws:kms:ap-northeast-1:810000000003:alias/log-archive" },
      },
    });
  });

  test("EN-065: records every management event", () => {
    expect(selectors()[0]).toEqual({
      name: "management",
      field_selector: [{ field: "eventCategory", equals: ["Management"] }],
    });
  });

  test("EN-066, M-08: records data events of named buckets: all in production, writes elsewhere", () => {
    expect(selectors().slice(1, 3)).toEqual([
      {
        name: "state of production",
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::S3::Object"] },
          { field: "resources.ARN", starts_with: ["arn:aws:s3:::strata-state-810000000008-"] },
        ],
      },
      {
        name: "state elsewhere",
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::S3::Object"] },
          {
            field: "resources.ARN",
            starts_with: [
              "arn:aws:s3:::strata-state-810000000006-",
              "arn:aws:s3:::strata-state-810000000007-",
            ],
          },
          { field: "readOnly", equals: ["false"] },
        ],
      },
    ]);
  });

  test("EN-068, M-09: records what endpoints refused, one selector a service", () => {
    expect(selectors().slice(3)).toEqual(
      ["s3", "kms", "secretsmanager", "ec2", "ecs"].map((service) => ({
        name: `${service} refused`,
        field_selector: [
          { field: "eventCategory", equals: ["NetworkActivity"] },
          { field: "eventSource", equals: [`${service}.amazonaws.com`] },
          { field: "errorCode", equals: ["VpceAccessDenied"] },
        ],
      })),
    );
  });

  test("EN-069: records no Insights", () => {
    expect(trail()).not.toHaveProperty("insight_selector");
  });

  test("EN-066: names tables by account and Region too", () => {
    const changed = securityAccount({
      records: {
        network: {},
        data: {
          customers: {
            type: "AWS::DynamoDB::Table",
            accounts: ["prod"],
            namePrefix: "customer-",
            events: "all",
          },
        },
      },
    });

    expect(JSON.stringify(changed["trail"]!.one("aws_cloudtrail", "organization_trail"))).toContain(
      '"starts_with":["arn:aws:dynamodb:ap-northeast-1:810000000008:table/customer-"]',
    );
  });
});

describe("Security Hub", () => {
  test("EN-030, EN-038, T-12: configures all accounts centrally, once the aggregator of all Regions is there", () => {
    expect(hub.one("aws_securityhub_finding_aggregator", "hub_aggregator")).toEqual({
      linking_mode: "ALL_REGIONS",
      depends_on: ["aws_securityhub_account.hub_account"],
    });
    expect(hub.one("aws_securityhub_organization_configuration", "hub_organization")).toEqual({
      auto_enable: false,
      auto_enable_standards: "NONE",
      organization_configuration: { configuration_type: "CENTRAL" },
      depends_on: ["aws_securityhub_finding_aggregator.hub_aggregator"],
    });
  });

  test("EN-030, EN-107: holds every account against a policy, and none can turn it off", () => {
    const targets = Object.values(hub.all("aws_securityhub_configuration_policy_association")).map(
      ({ target_id: target }) => target,
    );

    expect(targets.sort()).toEqual(
      Object.values(ORGANIZATION.accounts)
        .map(({ id }) => id)
        .sort(),
    );
    for (const account of Object.keys(ORGANIZATION.accounts)) {
      expect(policyOf(hub, account).service_enabled).toBe(true);
    }
  });

  test("EN-031: without other demands, against exactly the two usual standards", () => {
    for (const account of Object.keys(ORGANIZATION.accounts)) {
      expect(policyOf(hub, account).enabled_standard_arns).toEqual([FSBP, CIS]);
    }
  });

  test("EN-032, EN-033, EN-036: demands of the industry hold in production, the usual ones where systems are developed", () => {
    const compliance = { ...ORGANIZATION.compliance, governmentAgency: true, cardPayments: true };
    const strict = securityAccount({}, { compliance })["security-hub"]!;

    expect(policyOf(strict, "prod").enabled_standard_arns).toEqual([FSBP, CIS, NIST, PCI]);
    expect(policyOf(strict, "audit").enabled_standard_arns).toEqual([FSBP, CIS, NIST, PCI]);
    expect(policyOf(strict, "stg").enabled_standard_arns).toEqual([FSBP, CIS]);
    expect(policyOf(strict, "dev").enabled_standard_arns).toEqual([FSBP, CIS]);
  });

  test("EN-034: further standards are chosen by name", () => {
    const chosen = securityAccount({ standards: { further: ["resource-tagging-1.0.0", "cis-5.0.0"] } });

    expect(policyOf(chosen["security-hub"]!, "prod").enabled_standard_arns).toEqual([
      FSBP,
      CIS,
      `${STANDARDS}/aws-resource-tagging-standard/v/1.0.0`,
      `${STANDARDS}/cis-aws-foundations-benchmark/v/5.0.0`,
    ]);
  });

  test("EN-047, C-14: controls that the register gives up are off there, and on everywhere else", () => {
    const disabled = (account: string) =>
      policyOf(hub, account).security_controls_configuration.disabled_control_identifiers;

    expect(disabled("dev")).toEqual(["Inspector.3"]);
    expect(disabled("stg")).toEqual(["Inspector.3"]);
    expect(disabled("prod")).toEqual([]);
    expect(disabled("security")).toEqual([]);
  });

  test("EN-057, EN-064: controls that no code can keep stay on", () => {
    const all = Object.keys(ORGANIZATION.accounts).flatMap(
      (account) => policyOf(hub, account).security_controls_configuration.disabled_control_identifiers,
    );

    expect(all).not.toContain("IAM.4");
    expect(all).not.toContain("EC2.12");
  });

  test("EN-039: needs no subscription: the services' integrations are on by themselves", () => {
    expect(hub.ids("aws_securityhub_product_subscription")).toEqual([]);
  });

  test("EN-049, EN-052: plans for MEDIUM findings as they come, but where systems are developed", () => {
    expect(hub.all("aws_securityhub_automation_rule")).toEqual({
      rules_planned: {
        rule_name: "planned",
        rule_order: 100,
        rule_status: "ENABLED",
        description: "Pattern D: MEDIUM findings are planned for within 6 months",
        is_terminal: true,
        criteria: [
          {
            severity_label: [{ comparison: "EQUALS", value: "MEDIUM" }],
            workflow_status: [{ comparison: "EQUALS", value: "NEW" }],
            aws_account_id: ["1", "2", "3", "4", "5", "8"].map((digit) => ({
              comparison: "EQUALS",
              value: `81000000000${digit}`,
            })),
            record_state: [{ comparison: "EQUALS", value: "ACTIVE" }],
          },
        ],
        actions: [
          {
            type: "FINDING_FIELDS_UPDATE",
            finding_fields_update: [
              {
                workflow: [{ status: "NOTIFIED" }],
                user_defined_fields: { pattern: "D", resolvedWithin: "6 months" },
              },
            ],
          },
        ],
        depends_on: ["aws_securityhub_organization_configuration.hub_organization"],
      },
    });
  });

  test("EN-048: suppresses what a measure stands in for, in the accounts that are meant", () => {
    const changed = securityAccount({
      findings: {
        "public-website": {
          control: "S3.2",
          severity: "CRITICAL",
          pattern: "C",
          environments: ["prod"],
          resource: { arn: "arn:aws:s3:::website-810000000008" },
          reason: "the site is read by everyone",
          measure: "CloudFront reads it with a signature from March on",
          owner: "web-team",
          due: "2099-03-31",
        },
      },
    })["security-hub"]!;

    expect(changed.one("aws_securityhub_automation_rule", "rules_public-website")).toMatchObject({
      rule_order: 1,
      criteria: [
        {
          compliance_security_control_id: [{ comparison: "EQUALS", value: "S3.2" }],
          resource_id: [{ comparison: "EQUALS", value: "arn:aws:s3:::website-810000000008" }],
          aws_account_id: [{ comparison: "EQUALS", value: "810000000008" }],
        },
      ],
      actions: [
        {
          finding_fields_update: [
            {
              workflow: [{ status: "SUPPRESSED" }],
              note: [
                {
                  text: "Pattern C: the site is read by everyone Instead: CloudFront reads it with a signature from March on",
                  updated_by: "findings-register",
                },
              ],
              user_defined_fields: { pattern: "C", owner: "web-team", due: "2099-03-31" },
            },
          ],
        },
      ],
    });
  });

  test("EN-045: lists open MEDIUM and LOW findings for the monthly review", () => {
    expect(hub.one("aws_securityhub_insight", "development-review")).toMatchObject({
      group_by_attribute: "SeverityLabel",
      filters: {
        severity_label: [
          { comparison: "EQUALS", value: "MEDIUM" },
          { comparison: "EQUALS", value: "LOW" },
        ],
        aws_account_id: [
          { comparison: "EQUALS", value: "810000000006" },
          { comparison: "EQUALS", value: "810000000007" },
        ],
      },
    });
  });
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
  const scanned = () =>
    Object.fromEntries(
      Object.values(detection.all("aws_inspector2_enabler")).map(
        ({ account_ids: ids, resource_types: types }) => [(ids as string[])[0], types],
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
    const withCode = Object.entries(scanned()).filter(([, types]) =>
      (types as string[]).includes("LAMBDA_CODE"),
    );

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

describe("who is told of findings", () => {
  const rules = () => layers["findings"]!.all("aws_cloudwatch_event_rule");
  const ruleOf = (environment: string, severity: string) =>
    rules()[`${environment}-alerts_${severity}_rule`]!;
  const targetOf = (environment: string, severity: string) =>
    layers["findings"]!.one("aws_cloudwatch_event_target", `${environment}-alerts_${severity}_target`);

  test("EN-040, EN-041, M-26: CRITICAL and HIGH of production tell a topic each", () => {
    expect(JSON.parse(ruleOf("prod", "critical")["event_pattern"] as string)).toEqual({
      source: ["aws.securityhub"],
      "detail-type": ["Security Hub Findings - Imported"],
      detail: {
        findings: {
          AwsAccountId: ["810000000008"],
          RecordState: ["ACTIVE"],
          Severity: { Label: ["CRITICAL"] },
          Workflow: { Status: ["NEW"] },
        },
      },
    });
    expect(targetOf("prod", "critical")["arn"]).toBe("${aws_sns_topic.prod-error-topic_topic.arn}");
    expect(targetOf("prod", "high")["arn"]).toBe("${aws_sns_topic.prod-warn-topic_topic.arn}");
  });

  test.each(["dev", "stg"])("EN-042, EN-043, C-02: both severities of %s mail its topic", (environment) => {
    const topic = `${environment}-findings-topic`;

    expect(targetOf(environment, "critical")["arn"]).toBe(`\${aws_sns_topic.${topic}_topic.arn}`);
    expect(targetOf(environment, "high")["arn"]).toBe(`\${aws_sns_topic.${topic}_topic.arn}`);
    expect(
      Object.values(layers["findings"]!.all("aws_sns_topic_subscription")).filter(
        ({ topic_arn: arn }) => arn === `\${aws_sns_topic.${topic}_topic.arn}`,
      ),
    ).toEqual([
      {
        topic_arn: `\${aws_sns_topic.${topic}_topic.arn}`,
        protocol: "email",
        endpoint: `security+${environment}@example.com`,
      },
    ]);
  });

  test("EN-041, EN-044, EN-046, C-01: the message says how soon to react, and by when to resolve", () => {
    const { input_template: template } = targetOf("prod", "high")["input_transformer"] as {
      input_template: string;
    };

    expect(JSON.parse(template)).toEqual({
      version: "1.0",
      source: "custom",
      content: {
        textType: "client-markdown",
        title: "HIGH in prod: <title>",
        description: "<product> found it in account <account>, <region>, at <resource>.",
        nextSteps: [
          "Nobody expected it: react by the next business day.",
          "Pattern A: resolve it within 1 month at the latest.",
          "Pattern B or C: enter it in the findings register, with the reason.",
        ],
      },
    });
  });

  test("EN-050, EN-051: nobody is told of MEDIUM and LOW one by one", () => {
    const labels = Object.values(rules()).map(
      ({ event_pattern: pattern }) =>
        (JSON.parse(pattern as string) as { detail: { findings: { Severity: { Label: string[] } } } }).detail
          .findings.Severity.Label,
    );

    expect([...new Set(labels.flat())].sort()).toEqual(["CRITICAL", "HIGH"]);
    expect(labels).toHaveLength(2 * Object.keys(SECURITY.routes).length);
  });

  test("EN-040: messages are encrypted with a key that admits EventBridge", () => {
    for (const topic of Object.values(layers["findings"]!.all("aws_sns_topic"))) {
      expect(topic["kms_master_key_id"]).toBe("${aws_kms_key.key_key.arn}");
    }
    expect(
      statements(layers["findings"]!.one("aws_kms_key", "key_key")["policy"]).map(({ Sid, Principal }) => [
        Sid,
        Principal,
      ]),
    ).toEqual([
      ["AccountDecidesByIam", { AWS: "arn:aws:iam::810000000004:root" }],
      ["UsedByEventRules", { Service: "events.amazonaws.com" }],
    ]);
  });

  test("EN-045, C-03: a reminder of the review comes each month", () => {
    expect(
      layers["findings"]!.one("aws_scheduler_schedule", "monthly-review-reminder_schedule"),
    ).toMatchObject({
      schedule_expression: "cron(0 9 1 * ? *)",
      schedule_expression_timezone: "Asia/Tokyo",
      target: {
        arn: "${aws_sns_topic.prod-warn-topic_topic.arn}",
        role_arn: "${aws_iam_role.monthly-review-reminder_role_role.arn}",
      },
    });
  });

  test("EN-042, M-27, T-13: a Slack channel shows the topics that it names, and there is none without ids", () => {
    expect(layers["findings"]!.ids("aws_chatbot_slack_channel_configuration")).toEqual([]);
    const slack = { alerts: { ids: { teamId: "T0123", channelId: "C0123" }, topics: ["dev-findings"] } };

    expect(
      securityAccount({ slack })["findings"]!.one(
        "aws_chatbot_slack_channel_configuration",
        "alerts-slack_channel",
      ),
    ).toMatchObject({
      configuration_name: "findings-alerts",
      region: "ap-southeast-1",
      sns_topic_arns: ["${aws_sns_topic.dev-findings-topic_topic.arn}"],
    });
  });
});
