import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import type { Workspace } from "../../support/synthesis";
import { type Layers, securityAccount } from "./security-accounts";

const STANDARDS = "arn:aws:securityhub:ap-northeast-1::standards";
const FSBP = `${STANDARDS}/aws-foundational-security-best-practices/v/1.0.0`;
const CIS = `${STANDARDS}/cis-aws-foundations-benchmark/v/3.0.0`;
const NIST = `${STANDARDS}/nist-800-53/v/5.0.0`;
const PCI = `${STANDARDS}/pci-dss/v/4.0.1`;
const KEY = "${data.aws_kms_key.log-key.arn}";

let layers: Layers;
let hub: Workspace;
beforeAll(() => {
  layers = securityAccount();
  hub = layers["security-hub"]!;
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

  test.each([
    ["data of production", "810000000008", undefined],
    ["data elsewhere", "810000000007", ["false"]],
    ["state of what everything rests on", "810000000001", undefined],
    ["logs that are read", "810000000003", ["true"]],
  ])("EN-066, M-08: records data events of named buckets: %s", (name, id, readOnly) => {
    const fields = selectors().find((selector) => selector.name === name)!.field_selector as readonly {
      field: string;
      equals?: readonly string[];
      starts_with?: readonly string[];
    }[];

    expect(fields.slice(0, 2)).toEqual([
      { field: "eventCategory", equals: ["Data"] },
      { field: "resources.type", equals: ["AWS::S3::Object"] },
    ]);
    expect(fields[2]!.starts_with!.some((prefix) => prefix.includes(`-${id}-`))).toBe(true);
    expect(fields[3]?.equals).toEqual(readOnly);
  });

  test("EN-066: writes a bucket's complete name by the key of its account", () => {
    expect(JSON.stringify(selectors())).toContain('"arn:aws:s3:::enterprise-documents-prod-810000000008/"');
    expect(JSON.stringify(selectors())).not.toContain("<");
  });

  test("EN-068, M-09: records what endpoints refused, one selector a service", () => {
    expect(selectors().slice(5)).toEqual(
      ["s3", "secretsmanager", "ecs"].map((service) => ({
        name: `${service} refused`,
        field_selector: [
          { field: "eventCategory", equals: ["NetworkActivity"] },
          { field: "eventSource", equals: [`${service}.amazonaws.com`] },
          { field: "errorCode", equals: ["VpceAccessDenied"] },
        ],
      })),
    );
  });

  test("EN-073: tells how many selectors there are whose events are billed one by one", () => {
    expect(securityAccount()["trail"]!.json["output"]!["billed_selectors"]).toMatchObject({
      value: "4 of data events, 3 of network activity",
    });
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
            namePrefixes: ["customer-"],
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
