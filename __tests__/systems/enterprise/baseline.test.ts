import type { EnterpriseConfig } from "../../../systems/enterprise/config";
import { BASELINES, type BaselineConfig } from "../../../systems/enterprise/baseline/config";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import type { Workspace } from "../../support/synthesis";
import { type Change, organizationWith, problemsOf, synthesizeAccounts } from "./composed";

const SHARED = ["management", "identity", "audit", "security", "network"] as const;
const WORKLOADS = ["dev", "stg", "prod"] as const;
const ACCOUNTS = [...SHARED, ...WORKLOADS];
const REGIONS = ["ap-northeast-1", "ap-northeast-3", "us-east-1"];

let stacks: Readonly<Record<string, Workspace>>;
beforeAll(() => {
  stacks = synthesizeAccounts(ACCOUNTS);
});
const baseline = (environment: string): Workspace => stacks[`baseline-${environment}`]!;
const backup = (environment: string): Workspace => stacks[`backup-${environment}`]!;

const withBaseline =
  (kind: EnterpriseConfig["kind"], change: Partial<BaselineConfig>): Change =>
  (config) =>
    config.kind === kind ? { ...config, baseline: { ...config.baseline, ...change } } : config;

/** The findings of the account of regulated data go where those of production go. */
const toldOfRegulated: Change = (config) =>
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

/** Types that differ by value: what mends itself, and the payer's monitor. */
const BY_VALUE = [
  "aws_ce_anomaly_monitor",
  "aws_ce_anomaly_subscription",
  "aws_config_remediation_configuration",
  "aws_iam_role",
  "aws_iam_role_policy",
];

describe("EN-029: the baseline", () => {
  test.each(ACCOUNTS)("%s has the same kinds of resources as every other account", (environment) => {
    const types = (workspace: Workspace): readonly string[] =>
      Object.keys(workspace.json["resource"] ?? {})
        .filter((type) => !BY_VALUE.includes(type))
        .sort();

    expect(types(baseline(environment))).toEqual([
      "aws_budgets_budget",
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
    ]);
  });

  test.each(ACCOUNTS)("EN-061, EN-088, EN-105: %s has it in each Region that it works in", (environment) => {
    for (const type of [
      "aws_ebs_encryption_by_default",
      "aws_ecr_registry_scanning_configuration",
      "aws_config_configuration_recorder",
    ]) {
      expect(Object.values(baseline(environment).all(type)).map(({ region }) => region)).toEqual(REGIONS);
    }
  });

  test.each(ACCOUNTS)("EN-019, EN-105: the records of %s go to the log archive", (environment) => {
    expect(
      Object.values(baseline(environment).all("aws_config_delivery_channel")).map(
        ({ s3_bucket_name: name }) => name,
      ),
    ).toEqual(REGIONS.map(() => "config-logs-810000000003-ap-northeast-1"));
  });

  test.each([
    ...SHARED.map((account) => [account, 0] as const),
    ["dev", 2] as const,
    ["stg", 2] as const,
    ["prod", 0] as const,
  ])("EN-106, M-17: %s mends %i kinds of breach itself", (environment, count) => {
    expect(baseline(environment).ids("aws_config_remediation_configuration")).toHaveLength(count);
  });

  test.each(ACCOUNTS)("EN-258, M-58: %s is told of faults of AWS, in us-east-1 too", (environment) => {
    expect(
      Object.values(baseline(environment).all("aws_cloudwatch_event_rule"))
        .filter(({ event_pattern: pattern }) => String(pattern).includes("aws.health"))
        .map(({ region }) => region ?? "home")
        .sort(),
    ).toEqual(["home", "home", "us-east-1", "us-east-1"]);
  });

  test("M-32: every account has a budget, and the payer looks for what is unusual", () => {
    expect(
      ACCOUNTS.filter((environment) => baseline(environment).ids("aws_ce_anomaly_monitor").length > 0),
    ).toEqual(["management"]);
  });

  test("M-33: with a reseller nobody touches billing", () => {
    const resold = synthesizeAccounts(["dev"], organizationWith({ payer: "reseller" }));

    expect(resold["baseline-dev"]!.ids("aws_budgets_budget")).toEqual([]);
  });

  test.each(ACCOUNTS)("EN-063, EN-152, M-31: everything of %s carries the tags of costs", (environment) => {
    const [provider] = baseline(environment).json["provider"]?.["aws"] as readonly {
      default_tags: readonly { tags: Record<string, string> }[];
    }[];

    expect(provider?.default_tags[0]?.tags).toMatchObject({
      System: "enterprise",
      Env: environment,
      Owner: "platform-team",
      Project: "enterprise",
    });
  });
});

describe("backups", () => {
  test("EN-119: workload accounts are backed up, accounts of settings alone are not, each for a reason", () => {
    expect(ACCOUNTS.filter((environment) => `backup-${environment}` in stacks)).toEqual([...WORKLOADS]);
    for (const account of SHARED) {
      expect(BASELINES[account].backup).toEqual({ noneBecause: expect.stringMatching(/\S/) });
    }
  });

  test.each([
    ["dev", 7],
    ["stg", 14],
    ["prod", 35],
  ])("EN-123, M-12: %s keeps recovery points for %i days in both Regions", (environment, days) => {
    const plans = Object.values(backup(environment).all("aws_backup_plan")).flatMap(
      ({ rule }) =>
        rule as readonly {
          lifecycle: { delete_after: number };
          copy_action: readonly { lifecycle: { delete_after: number } }[];
        }[],
    );

    expect(plans).toHaveLength(4);
    for (const { lifecycle, copy_action: copies } of plans) {
      expect([lifecycle.delete_after, ...copies.map((copy) => copy.lifecycle.delete_after)]).toEqual([
        days,
        days,
      ]);
    }
  });

  test("EN-120, EN-122: vaults stand in Tokyo and Osaka and tell what lies in them", () => {
    expect(
      Object.values(backup("prod").all("aws_backup_vault"))
        .map(({ name, region = "ap-northeast-1" }) => [name, region])
        .sort(),
    ).toEqual(
      ["confidential", "internal", "personal", "public"].flatMap((dataClass) => [
        [`enterprise-prod-${dataClass}-apne1`, "ap-northeast-1"],
        [`enterprise-prod-${dataClass}-apne3`, "ap-northeast-3"],
      ]),
    );
  });

  test.each([
    ["dev", []],
    ["stg", []],
    ["prod", ["Aurora", "DynamoDB", "EBS", "S3"]],
  ])("EN-121, M-13: %s restores %j on trial", (environment, types) => {
    expect(
      Object.values(backup(environment).all("aws_backup_restore_testing_selection")).map(
        ({ protected_resource_type: type }) => type,
      ),
    ).toEqual(types);
  });

  test("EN-124, C-12: no bucket serves as backup storage", () => {
    for (const environment of WORKLOADS) {
      expect(backup(environment).ids("aws_s3_bucket")).toEqual([]);
    }
  });

  test("EN-133, C-13: no key serves two Regions", () => {
    for (const workspace of Object.values(stacks)) {
      expect(workspace.ids("aws_kms_replica_key")).toEqual([]);
      expect(
        Object.values(workspace.all("aws_kms_key")).filter(({ multi_region: multi }) => multi === true),
      ).toEqual([]);
    }
  });

  test("EN-134: keys are administered by those who deploy, and for repairs by administrators, alone", () => {
    for (const [environment, account] of Object.entries({ dev: "810000000006", prod: "810000000008" })) {
      const { policy } = backup(environment).one("aws_kms_key", "internal-key_key");
      const { Statement: statements } = JSON.parse(policy as string) as { Statement: { Sid: string }[] };

      expect(statements.find(({ Sid }) => Sid === "AdministeredByFew")).toMatchObject({
        Effect: "Deny",
        Condition: {
          ArnNotLike: {
            "aws:PrincipalArn": [
              `arn:aws:iam::${account}:role/enterprise-${environment}-github-deploy`,
              `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`,
              `arn:aws:iam::${account}:role/enterprise-admin`,
            ],
          },
        },
      });
      // The role for repairs is one that the account has.
      expect(stacks[`access-${environment}`]!.one("aws_iam_role", "admin-role_role")["name"]).toBe(
        "enterprise-admin",
      );
    }
  });

  test("EN-009, C-07: the account of regulated data keeps its classes under a lock", () => {
    const regulated = synthesizeAccounts(
      ["regulated"],
      organizationWith({
        accounts: {
          ...ORGANIZATION.accounts,
          regulated: {
            id: "810000000009",
            name: "regulated",
            email: "aws+regulated@example.com",
            unit: "workloads",
          },
        },
        compliance: { ...ORGANIZATION.compliance, cardPayments: true },
      }),
      toldOfRegulated,
    )["backup-regulated"]!;

    expect(Object.values(regulated.all("aws_backup_plan")).map(({ name }) => name)).toEqual([
      "enterprise-regulated-cardholder",
      "enterprise-regulated-personal",
      "enterprise-regulated-specific_personal",
    ]);
    expect(regulated.ids("aws_backup_vault_lock_configuration")).toHaveLength(6);
  });
});

describe("EN-115: the class of data", () => {
  const HOLDERS = [
    "aws_cloudwatch_log_group",
    "aws_db_instance",
    "aws_dynamodb_table",
    "aws_ebs_volume",
    "aws_instance",
    "aws_kinesis_stream",
    "aws_rds_cluster",
    "aws_s3_bucket",
    "aws_sqs_queue",
  ];
  const LEVELS = [
    "public",
    "internal",
    "confidential",
    "strictly_confidential",
    "personal",
    "specific_personal",
    "cardholder",
  ];

  test("stands on everything of every account that holds data", () => {
    const levels = Object.values(stacks).flatMap((workspace) =>
      HOLDERS.flatMap((type) => Object.values(workspace.all(type))).map(
        ({ tags }) => (tags as Record<string, string> | undefined)?.["Confidentiality"],
      ),
    );

    // The state's bucket and table of each account, the log archive and the auditors' answers at least.
    expect(levels.length).toBeGreaterThanOrEqual(2 * ACCOUNTS.length + 9);
    expect(levels.filter((level) => !LEVELS.includes(level ?? ""))).toEqual([]);
  });

  test("EN-119: what no plan reaches does not claim to be backed up", () => {
    for (const account of SHARED) {
      const claiming = Object.entries(stacks)
        .filter(([id]) => id.endsWith(`-${account}`))
        .flatMap(([, workspace]) => HOLDERS.flatMap((type) => Object.values(workspace.all(type))))
        .filter(({ tags }) => (tags as Record<string, string>)["Backup"] !== "none");
      expect([account, claiming]).toEqual([account, []]);
    }
  });
});

describe("what does not fit together", () => {
  const refused = (change: Partial<BaselineConfig>): string =>
    problemsOf(ORGANIZATION, withBaseline("workload", change)).join("\n");
  const BACKUP = { classes: ["internal"], keepDays: 7, lock: "off", restoreTests: "off" } as const;

  test.each<[string, Partial<BaselineConfig>, string]>([
    [
      "C-07: cardholder data without PCI DSS",
      { backup: { ...BACKUP, classes: ["cardholder"] } },
      "backup.classes: cardholder data is held under PCI DSS",
    ],
    [
      "EN-119: temporary data",
      { backup: { ...BACKUP, classes: ["public.temporary"] } },
      "backup.classes[0]: is a class without",
    ],
    [
      "EN-123: backups for ever",
      { backup: { ...BACKUP, keepDays: 0 } },
      "backup.keepDays: is a whole number of days",
    ],
    ["no backups without a reason", { backup: { noneBecause: " " } }, "backup"],
    [
      "M-32: a budget of nothing",
      { costs: { monthlyUsd: 0, addresses: ["a@example.com"] } },
      "costs.monthlyUsd: is an amount",
    ],
    ["nobody to be told", { notices: { addresses: [] } }, "notices.addresses: must name somebody"],
    ["EN-134: nobody who administers keys", { keyAdministrators: [] }, "keyAdministrators: must name a duty"],
    [
      "EN-134: a duty that nobody has there",
      { keyAdministrators: ["auditor"] },
      "keyAdministrators: must name duties that dev has, got auditor",
    ],
    [
      "a way of recording that AWS Config lacks",
      { recording: "hourly" as "daily" },
      "recording: must be continuous or daily",
    ],
  ])("%s is refused", (_name, change, message) => {
    expect(refused(change)).toContain(`enterprise.dev.baseline.${message}`);
  });

  test("EN-120: copies beside the originals are refused", () => {
    expect(problemsOf(organizationWith({ backupRegion: "ap-northeast-1" })).join("\n")).toContain(
      "enterprise.dev.baseline.backup.backupRegion: differs from the home Region",
    );
  });
});
