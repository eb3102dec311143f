import { type Organization, ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { rootOf } from "../../support/control-policies";
import type { Workspace } from "../../support/synthesis";
import { accountsWith, type Change, organizationWith, synthesizeAccounts } from "./composed";

const REGULATED: Organization = {
  ...accountsWith({
    regulated: {
      id: "810000000009",
      name: "regulated",
      email: "aws+regulated@example.com",
      unit: "workloads",
    },
  }),
  compliance: { ...ORGANIZATION.compliance, cardPayments: true },
};
/** The findings of the regulated account are told as those of prod. */
const toldAsProd: Change = (config) =>
  config.kind === "security"
    ? {
        ...config,
        security: {
          ...config.security,
          routes: {
            ...config.security.routes,
            prod: { ...config.security.routes["prod"]!, accounts: ["prod", "regulated"] },
          },
        },
      }
    : config;
const SECURITY = "${aws_organizations_account.security-account_account.id}";
const REGIONS = ["ap-northeast-1", "ap-northeast-3", "us-east-1"];

/** What the management account may hold, by the reason; whatever else it had would be work of another account. */
const ADMITTED: Readonly<Record<string, readonly string[]>> = {
  "it makes the organization, its units, accounts and policies": [
    "aws_account_alternate_contact",
    "aws_iam_organizations_features",
    "aws_organizations_account",
    "aws_organizations_organization",
    "aws_organizations_organizational_unit",
    "aws_organizations_policy",
    "aws_organizations_policy_attachment",
    "aws_ram_sharing_with_organization",
  ],
  "it hands the security services to their administrator": [
    "aws_cloudtrail_organization_delegated_admin_account",
    "aws_guardduty_organization_admin_account",
    "aws_inspector2_delegated_admin_account",
    "aws_macie2_organization_admin_account",
    "aws_organizations_delegated_administrator",
    "aws_securityhub_organization_admin_account",
  ],
  "it pays": [
    "aws_budgets_budget",
    "aws_ce_anomaly_monitor",
    "aws_ce_anomaly_subscription",
    "aws_ce_cost_allocation_tag",
  ],
  "people enter it by roles, and pipelines deploy it by theirs": [
    "aws_iam_openid_connect_provider",
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
  ],
  "the minimum of every account records and protects it (EN-029), and tells of users that no policy can forbid (C-06)":
    [
      "aws_cloudwatch_event_rule",
      "aws_cloudwatch_event_target",
      "aws_config_config_rule",
      "aws_config_configuration_recorder",
      "aws_config_configuration_recorder_status",
      "aws_config_delivery_channel",
      "aws_ebs_encryption_by_default",
      "aws_ecr_registry_scanning_configuration",
      "aws_iam_account_password_policy",
      "aws_iam_service_linked_role",
      "aws_s3_account_public_access_block",
      "aws_sns_topic",
      "aws_sns_topic_policy",
      "aws_sns_topic_subscription",
    ],
  "the state of Terraform lies in the account that it is about": [
    "aws_dynamodb_table",
    "aws_kms_alias",
    "aws_kms_key",
    "aws_s3_bucket",
    "aws_s3_bucket_lifecycle_configuration",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
  ],
};
const HOLDS_DATA = ["aws_s3_bucket", "aws_dynamodb_table"];

const unit = (key: string): string => `\${aws_organizations_organizational_unit.${key}-unit_unit.id}`;

describe("the management account", () => {
  let stacks: Readonly<Record<string, Workspace>>;
  let organization: Workspace;

  beforeAll(() => {
    // WHEN the account is synthesized as the repository configures it
    stacks = synthesizeAccounts(["management"]);
    organization = stacks["organization-management"]!;
  });

  it("EN-001 administers the organization and runs nothing: every type of resource has a reason to be there", () => {
    const types = new Set(Object.values(stacks).flatMap(({ json }) => Object.keys(json["resource"] ?? {})));

    // THEN what is there is what may be, and nothing may be that is not there
    expect([...types].sort()).toEqual(Object.values(ADMITTED).flat().sort());
  });

  it("EN-001 holds data in the state of Terraform alone", () => {
    const holders = Object.entries(stacks)
      .filter(([, { json }]) => HOLDS_DATA.some((type) => type in (json["resource"] ?? {})))
      .map(([id]) => id);

    expect(holders).toEqual(["state-management"]);
  });

  it("EN-002 makes one organization with all features, policies and the security services", () => {
    const all = Object.values(organization.all("aws_organizations_organization"));

    expect(all).toEqual([
      {
        feature_set: "ALL",
        enabled_policy_types: ["SERVICE_CONTROL_POLICY"],
        aws_service_access_principals: [
          "access-analyzer.amazonaws.com",
          "account.amazonaws.com",
          "backup.amazonaws.com",
          "cloudtrail.amazonaws.com",
          "config-multiaccountsetup.amazonaws.com",
          "config.amazonaws.com",
          "fms.amazonaws.com",
          "guardduty.amazonaws.com",
          "iam.amazonaws.com",
          "inspector2.amazonaws.com",
          "macie.amazonaws.com",
          "malware-protection.guardduty.amazonaws.com",
          "ram.amazonaws.com",
          "securityhub.amazonaws.com",
        ],
        lifecycle: { prevent_destroy: true },
      },
    ]);
  });

  it("EN-003 has four units under the root, none in another", () => {
    const units = organization.all("aws_organizations_organizational_unit");

    expect(Object.values(units)).toEqual(
      ["Security", "Shared services", "User management", "Workloads"].map((name) => ({
        name,
        parent_id: rootOf(organization),
      })),
    );
  });

  it.each([
    ["EN-004", "dev", "workloads"],
    ["EN-004", "stg", "workloads"],
    ["EN-004", "prod", "workloads"],
    ["EN-005", "identity", "users"],
    ["EN-006", "audit", "security"],
    ["EN-007", "security", "security"],
    ["EN-008", "network", "shared"],
  ])("%s makes the account %s in the unit %s", (_row, key, unitKey) => {
    const account = organization.one("aws_organizations_account", `${key}-account_account`);

    expect(account).toMatchObject({
      name: key,
      email: `aws+${key}@example.com`,
      parent_id: unit(unitKey),
      lifecycle: { prevent_destroy: true },
    });
    expect(account).not.toHaveProperty("close_on_deletion");
  });

  it("EN-149 makes an account for each environment and kind of shared component, and no other", () => {
    expect(organization.ids("aws_organizations_account")).toEqual(
      ["audit", "dev", "identity", "network", "prod", "security", "stg"].map(
        (key) => `${key}-account_account`,
      ),
    );
  });

  it("EN-007 EN-038 EN-083 EN-086 EN-096 EN-109 hands the security services to the security account", () => {
    expect(organization.all("aws_securityhub_organization_admin_account")).toEqual({
      "administration_security-hub": { admin_account_id: SECURITY, region: "ap-northeast-1" },
    });
    expect(Object.values(organization.all("aws_guardduty_organization_admin_account"))).toEqual(
      REGIONS.map((region) => ({ admin_account_id: SECURITY, region })),
    );
    expect(Object.values(organization.all("aws_macie2_organization_admin_account"))).toEqual(
      REGIONS.map((region) => ({ admin_account_id: SECURITY, region })),
    );
    expect(Object.values(organization.all("aws_inspector2_delegated_admin_account"))).toEqual(
      REGIONS.map((region) => ({ account_id: SECURITY, region })),
    );
    expect(Object.values(organization.all("aws_cloudtrail_organization_delegated_admin_account"))).toEqual([
      { account_id: SECURITY },
    ]);
    expect(Object.values(organization.all("aws_organizations_delegated_administrator"))).toEqual(
      ["access-analyzer", "config", "config-multiaccountsetup"].map((service) => ({
        account_id: SECURITY,
        service_principal: `${service}.amazonaws.com`,
      })),
    );
  });

  it("EN-057 takes the root users' credentials into the management account's hands", () => {
    expect(organization.one("aws_iam_organizations_features", "root-access_features")).toEqual({
      enabled_features: ["RootCredentialsManagement", "RootSessions"],
      depends_on: ["aws_organizations_organization.organization_organization"],
    });
  });

  it("EN-021 lets accounts share the hub with each other, without invitations", () => {
    expect(organization.one("aws_ram_sharing_with_organization", "sharing_enabled")).toEqual({
      depends_on: ["aws_organizations_organization.organization_organization"],
    });
    expect(
      organization.one("aws_organizations_organization", "organization_organization")[
        "aws_service_access_principals"
      ],
    ).toContain("ram.amazonaws.com");
  });

  it("EN-108 leaves Firewall Manager out by default", () => {
    expect(organization.ids("aws_fms_admin_account")).toEqual([]);
  });

  it("EN-153 activates each tag by which costs are seen", () => {
    expect(Object.values(stacks["billing-management"]!.all("aws_ce_cost_allocation_tag"))).toEqual(
      ["Env", "Function", "Owner", "Project", "System"].map((tag_key) => ({ tag_key, status: "Active" })),
    );
  });

  it("C-06 tells by mail of an IAM user in the account that no policy binds", () => {
    const watch = stacks["watch-management"]!;
    const rule = watch.one("aws_cloudwatch_event_rule", "user-creation_rule");

    expect(rule["region"]).toBe("us-east-1");
    expect(JSON.parse(rule["event_pattern"] as string)).toEqual({
      source: ["aws.iam"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["iam.amazonaws.com"],
        eventName: ["CreateUser", "CreateLoginProfile", "CreateAccessKey"],
      },
    });
    expect(watch.one("aws_cloudwatch_event_target", "user-creation_to-topic")).toEqual({
      rule: "${aws_cloudwatch_event_rule.user-creation_rule.name}",
      arn: "${aws_sns_topic.user-creation_topic_topic.arn}",
      region: "us-east-1",
    });
    expect(
      Object.values(watch.all("aws_sns_topic_subscription")).map(({ protocol, endpoint }) => [
        protocol,
        endpoint,
      ]),
    ).toEqual([["email", "aws+alerts@example.com"]]);
  });

  it("M-02 gives every account its contacts", () => {
    expect(organization.ids("aws_account_alternate_contact")).toHaveLength(21);
    expect(organization.one("aws_account_alternate_contact", "dev-contacts_security")).toEqual({
      account_id: "${aws_organizations_account.dev-account_account.id}",
      alternate_contact_type: "SECURITY",
      name: "Security team",
      title: "Security team",
      email_address: "aws+security-contact@example.com",
      phone_number: "+81 3 0000 0000",
    });
  });
});

describe("other organizations", () => {
  it("EN-108 registers Firewall Manager's administrator in us-east-1 where it is used", () => {
    const stacks = synthesizeAccounts(["management"], ORGANIZATION, (config) =>
      config.kind === "management"
        ? { ...config, management: { ...config.management, firewallManager: true } }
        : config,
    );

    expect(stacks["organization-management"]!.all("aws_fms_admin_account")).toEqual({
      "administration_firewall-manager": { account_id: SECURITY, provider: "aws.us-east-1" },
    });
  });

  it("EN-008 has no network account unless it is named", () => {
    const { network: _network, ...accounts } = ORGANIZATION.accounts;
    const stacks = synthesizeAccounts(["management"], organizationWith({ accounts }));

    expect(stacks["organization-management"]!.ids("aws_organizations_account")).not.toContain(
      "network-account_account",
    );
  });

  it("EN-009 EN-010 has an account of its own for regulated data, in the stage that it belongs to", () => {
    const stacks = synthesizeAccounts(["management", "regulated"], REGULATED, toldAsProd);

    expect(
      stacks["organization-management"]!.one("aws_organizations_account", "regulated-account_account"),
    ).toMatchObject({ name: "regulated", parent_id: unit("workloads") });
    expect(stacks["access-regulated"]!.json["provider"]!["aws"]).toMatchObject([
      { allowed_account_ids: ["810000000009"] },
    ]);
  });

  it("EN-026 reads an organization that somebody else keeps", () => {
    const stacks = synthesizeAccounts(["management"], organizationWith({ landingZone: "existing" }));
    const { json } = stacks["organization-management"]!;

    expect(json["resource"]).toBeUndefined();
    expect(Object.keys(json["data"]!)).toEqual([
      "aws_organizations_organization",
      "aws_organizations_organizational_units",
    ]);
    expect(json["output"]!["dev_account_id"]).toMatchObject({
      value:
        '${one([for each in data.aws_organizations_organization.organization.accounts : each.id if each.name == "dev"])}',
    });
    expect(json["output"]!["workloads_unit_id"]).toMatchObject({
      value:
        '${one([for each in data.aws_organizations_organizational_units.units.children : each.id if each.name == "Workloads"])}',
    });
    expect(stacks).toHaveProperty("billing-management");
  });

  it("M-33 makes neither organization nor billing where a reseller pays", () => {
    const stacks = synthesizeAccounts(["management"], organizationWith({ payer: "reseller" }));

    expect(stacks["organization-management"]!.json["resource"]).toBeUndefined();
    expect(stacks).not.toHaveProperty("billing-management");
  });
});
