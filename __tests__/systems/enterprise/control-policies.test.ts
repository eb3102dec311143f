import type { ControlPolicies as Policies } from "../../support/control-policies";
import { ControlPolicies, type Request } from "../../support/control-policies";
import type { Workspace } from "../../support/synthesis";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { accountsWith, type Change, problemsOf, synthesizeAccounts } from "./composed";

const MEMBERS = ["identity", "audit", "security", "network", "dev", "stg", "prod"];
const DEPLOYER = "arn:aws:iam::810000000003:role/enterprise-audit-github-deploy";
const LOG_FILE = "arn:aws:s3:::cloudtrail-logs-810000000003-ap-northeast-1/AWSLogs/x.json.gz";
const LOG_BUCKET = "arn:aws:s3:::cloudtrail-logs-810000000003-ap-northeast-1";

describe("what nobody in an account may do", () => {
  let workspace: Workspace;
  let policies: Policies;

  const denial = (account: string, action: string, more: Partial<Request> = {}): string | undefined =>
    policies.denial({ account, action, ...more });

  beforeAll(() => {
    workspace = synthesizeAccounts(["management"])["organization-management"]!;
    policies = new ControlPolicies(workspace);
  });

  it.each(
    ["audit", "security", "network", "dev", "stg", "prod"].flatMap((account) =>
      ["iam:CreateUser", "iam:CreateLoginProfile", "iam:CreateAccessKey"].map((action) => [account, action]),
    ),
  )("EN-012 in %s, %s", (account, action) => {
    expect(denial(account, action)).toBe("NoUsers");
  });

  it.each(["iam:CreateUser", "iam:CreateLoginProfile", "iam:CreateAccessKey"])(
    "EN-012 EN-014 the identity account alone may %s",
    (action) => {
      expect(denial("identity", action)).toBeUndefined();
    },
  );

  it.each(["iam:CreateRole", "ec2:RunInstances", "s3:PutObject", "kms:CreateKey"])(
    "C-05 everything that no policy names stays allowed: %s",
    (action) => {
      expect(MEMBERS.map((account) => denial(account, action))).toEqual(MEMBERS.map(() => undefined));
    },
  );

  it.each(["iam:CreateUser", "organizations:LeaveOrganization", "guardduty:DeleteDetector"])(
    "C-06 the management account is never bound: %s",
    (action) => {
      expect(denial("management", action, { region: "eu-west-1" })).toBeUndefined();
    },
  );

  it.each(MEMBERS)("EN-011 %s works in the Regions of the organization alone", (account) => {
    const inRegion = (region: string): string | undefined => denial(account, "ec2:RunInstances", { region });

    expect(["ap-northeast-1", "ap-northeast-3", "us-east-1"].map(inRegion)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(["us-west-2", "eu-central-1"].map(inRegion)).toEqual(["OtherRegions", "OtherRegions"]);
  });

  it.each([
    "iam:CreateRole",
    "route53:ChangeResourceRecordSets",
    "cloudfront:CreateDistribution",
    "sts:AssumeRole",
  ])("EN-011 services without a Region are left alone: %s", (action) => {
    expect(denial("dev", action, { region: "eu-central-1" })).toBeUndefined();
  });

  it.each(MEMBERS)("M-04 %s cannot leave the organization or close itself", (account) => {
    expect(denial(account, "organizations:LeaveOrganization")).toBe("LeavingTheOrganization");
    expect(denial(account, "account:CloseAccount")).toBe("LeavingTheOrganization");
    expect(denial(account, "organizations:DescribeOrganization")).toBeUndefined();
  });

  it("EN-057 a root user makes no access key, not even in the identity account", () => {
    const root = "arn:aws:iam::810000000002:root";

    expect(denial("identity", "iam:CreateAccessKey", { principal: root })).toBe("AccessKeysOfTheRootUser");
  });

  it.each([
    ["cloudtrail:StopLogging", "Recording"],
    ["cloudtrail:DeleteTrail", "Recording"],
    ["config:StopConfigurationRecorder", "Recording"],
    ["guardduty:DeleteDetector", "Watching"],
    ["securityhub:DisableSecurityHub", "Watching"],
    ["macie2:DisableMacie", "Watching"],
  ])("M-04 nobody but a deployment may %s", (action, sid) => {
    expect(MEMBERS.map((account) => denial(account, action))).toEqual(MEMBERS.map(() => sid));
    expect(denial("audit", action, { principal: DEPLOYER })).toBeUndefined();
  });

  it("M-04 recording may be looked at", () => {
    expect(denial("prod", "cloudtrail:DescribeTrails")).toBeUndefined();
    expect(denial("prod", "guardduty:GetDetector")).toBeUndefined();
  });

  it.each(["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"])(
    "EN-144 no log is deleted, by a deployment neither: %s",
    (action) => {
      const on = { resource: LOG_FILE };

      expect(denial("audit", action, on)).toBe("DeletingLogs");
      expect(denial("audit", action, { ...on, principal: DEPLOYER })).toBe("DeletingLogs");
      expect(denial("audit", action, { resource: "arn:aws:s3:::strata-state-1/x" })).toBeUndefined();
      expect(denial("dev", action, on)).toBeUndefined();
    },
  );

  it("EN-144 buckets and keys of the logs are changed by their deployment alone", () => {
    const on = { resource: LOG_BUCKET };

    expect(denial("audit", "s3:PutBucketPolicy", on)).toBe("ChangingTheirBuckets");
    expect(denial("audit", "s3:PutBucketPolicy", { ...on, principal: DEPLOYER })).toBeUndefined();
    expect(denial("audit", "kms:ScheduleKeyDeletion")).toBe("LosingTheirKeys");
    expect(denial("audit", "kms:ScheduleKeyDeletion", { principal: DEPLOYER })).toBeUndefined();
    expect(denial("audit", "kms:Decrypt")).toBeUndefined();
    expect(denial("audit", "s3:GetObject", { resource: LOG_FILE })).toBeUndefined();
  });

  it("C-05 only denies, so that FullAWSAccess allows the rest at every level", () => {
    const effects = Object.values(workspace.all("aws_organizations_policy")).flatMap(({ type, content }) =>
      (JSON.parse(content as string) as { Statement: { Effect: string }[] }).Statement.map(
        ({ Effect }) => `${String(type)} ${Effect}`,
      ),
    );

    expect(new Set(effects)).toEqual(new Set(["SERVICE_CONTROL_POLICY Deny"]));
  });

  it("C-05 keeps every policy within the size, and every target within the number that AWS allows", () => {
    const sizes = Object.values(workspace.all("aws_organizations_policy")).map(
      ({ content }) => (content as string).length,
    );
    const targets = Object.values(workspace.all("aws_organizations_policy_attachment")).map(
      ({ target_id }) => target_id as string,
    );
    const counts = targets.map((target) => targets.filter((other) => other === target).length);

    expect(Math.max(...sizes)).toBeLessThanOrEqual(5120);
    // AWS attaches FullAWSAccess, which is the fifth.
    expect(Math.max(...counts)).toBe(4);
  });

  it("waits for the organization, which must allow policies first", () => {
    for (const policy of Object.values(workspace.all("aws_organizations_policy"))) {
      expect(policy["depends_on"]).toEqual(["aws_organizations_organization.organization_organization"]);
    }
  });
});

describe("policies that can be chosen", () => {
  const regulated = {
    ...accountsWith({
      regulated: { id: "810000000009", name: "regulated", email: "aws+r@example.com", unit: "workloads" },
    }),
    compliance: { ...ORGANIZATION.compliance, cardPayments: true },
  };
  const inManagement =
    (values: object): Change =>
    (config) =>
      config.kind === "management" ? { ...config, management: { ...config.management, ...values } } : config;
  const toldWithRegulated: Change = (config) =>
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

  it("EN-011 keeps the data of the regulated account in the Regions that the law names", () => {
    const abroad = { ...regulated, furtherRegions: ["eu-west-1"] };
    const policies = new ControlPolicies(
      synthesizeAccounts(["management"], abroad, toldWithRegulated)["organization-management"]!,
    );
    const store = (account: string, region: string, principal?: string): string | undefined =>
      policies.denial({
        account,
        action: "s3:PutObject",
        region,
        ...(principal === undefined ? {} : { principal }),
      });

    expect(store("regulated", "ap-northeast-1")).toBeUndefined();
    expect(store("regulated", "ap-northeast-3")).toBeUndefined();
    expect(store("regulated", "eu-west-1")).toBe("OtherRegions");
    expect(store("prod", "eu-west-1")).toBeUndefined();
  });

  it("EN-011 lets the deployment of the regulated account listen in us-east-1, and nobody else work there", () => {
    const stacks = synthesizeAccounts(["management", "regulated"], regulated, toldWithRegulated);
    const policies = new ControlPolicies(stacks["organization-management"]!);
    const listen = (principal: string): string | undefined =>
      policies.denial({ account: "regulated", action: "events:PutRule", region: "us-east-1", principal });
    const role = (name: string): string => `arn:aws:iam::810000000009:role/${name}`;

    expect(listen(role("enterprise-regulated-github-deploy"))).toBeUndefined();
    expect(listen(role("enterprise-regulated-github-plan"))).toBeUndefined();
    expect(listen(role("OrganizationAccountAccessRole"))).toBeUndefined();
    expect(listen(role("enterprise-admin"))).toBe("GlobalRegion");
    expect(
      policies.denial({ account: "regulated", action: "iam:CreateRole", region: "us-east-1" }),
    ).toBeUndefined();
    // THEN the deployment does so: faults of global services are told of there.
    expect(
      Object.values(stacks["baseline-regulated"]!.all("aws_cloudwatch_event_rule")).map(
        ({ region = "home" }) => region,
      ),
    ).toContain("us-east-1");
  });

  it("EN-011 keeps the regulated account out of Regions that others work in", () => {
    const abroad = { ...regulated, furtherRegions: ["eu-west-1"] };
    const stacks = synthesizeAccounts(["regulated", "prod"], abroad, toldWithRegulated);
    const regions = (environment: string): unknown[] =>
      Object.values(stacks[`baseline-${environment}`]!.all("aws_config_configuration_recorder")).map(
        ({ region }) => region,
      );

    expect(regions("regulated")).toEqual(["ap-northeast-1", "ap-northeast-3", "us-east-1"]);
    expect(regions("prod")).toContain("eu-west-1");
  });

  it("EN-011 refuses Regions in which the regulated account could not stand", () => {
    const change: Change = (config) =>
      toldWithRegulated(inManagement({ regulatedRegions: ["ap-northeast-1"] })(config));

    expect(problemsOf(regulated, change)).toEqual([
      "enterprise.management.management.regulatedRegions: must have ap-northeast-3, where its data or their copies lie, got ap-northeast-1; add it, or choose other Regions for all accounts",
    ]);
  });

  it("M-04 leaves an optional policy out with a reason", () => {
    const change = inManagement({
      optionalPolicies: {
        membership: { leftOutBecause: "the accounts are handed over next month" },
        "audit-resources": "in-force",
      },
    });
    const policies = new ControlPolicies(
      synthesizeAccounts(["management"], ORGANIZATION, change)["organization-management"]!,
    );

    expect(policies.denial({ account: "dev", action: "organizations:LeaveOrganization" })).toBeUndefined();
    expect(policies.denial({ account: "dev", action: "guardduty:DeleteDetector" })).toBe("Watching");
  });

  it("EN-028 refuses to leave one out without a reason", () => {
    const change = inManagement({
      optionalPolicies: { membership: { leftOutBecause: "" }, "audit-resources": "in-force" },
    });

    expect(problemsOf(ORGANIZATION, change)).toEqual([
      'enterprise.management.management.optionalPolicies.membership.leftOutBecause: must say why, got ""; write a sentence',
    ]);
  });
});
