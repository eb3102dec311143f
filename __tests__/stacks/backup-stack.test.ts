import type { BackupConfig } from "../../constructs/backup/backup-rules";
import { BackupStack, type BackupStackProps } from "../../stacks/backup-stack";
import { statements } from "../support/policies";
import { type Attributes, ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const BACKUP: BackupConfig = {
  classes: ["public", "personal"],
  keepDays: 35,
  lock: "off",
  restoreTests: ["Aurora", "S3"],
};
const ADMIN = "arn:aws:iam::111111111111:role/admin";
const PROPS: BackupStackProps = {
  environment: { ...ENVIRONMENT, name: "prod", protection: "protected" },
  backup: BACKUP,
  backupRegion: "ap-northeast-3",
  timezone: "Asia/Tokyo",
  keyAdministrators: [ADMIN],
};
const synthesize = (backup: Partial<BackupConfig> = {}, more: Partial<BackupStackProps> = {}): Workspace =>
  synthesizeApp((app) => new BackupStack(app, { ...PROPS, backup: { ...BACKUP, ...backup }, ...more }))[
    "backup-prod"
  ]!;

let workspace: Workspace;
beforeAll(() => {
  workspace = synthesize();
});

describe("the backup layer", () => {
  test("EN-120, EN-122: each class has a vault in both Regions, whose name tells what lies in it", () => {
    const vaults = Object.values(workspace.all("aws_backup_vault")).map(({ name, region }) => [name, region]);

    expect(vaults.sort()).toEqual([
      ["example-prod-personal-apne1", undefined],
      ["example-prod-personal-apne3", "ap-northeast-3"],
      ["example-prod-public-apne1", undefined],
      ["example-prod-public-apne3", "ap-northeast-3"],
    ]);
  });

  test("EN-119, EN-120, EN-123, M-12: backups are made at two each night, copied, and expire in both", () => {
    expect(workspace.one("aws_backup_plan", "personal_plan")).toEqual({
      name: "example-prod-personal",
      rule: [
        {
          rule_name: "daily",
          schedule: "cron(0 2 * * ? *)",
          schedule_expression_timezone: "Asia/Tokyo",
          start_window: 60,
          completion_window: 480,
          target_vault_name: "${aws_backup_vault.personal_vault_vault.name}",
          lifecycle: { delete_after: 35 },
          copy_action: [
            {
              destination_vault_arn: "${aws_backup_vault.personal_copies_vault.arn}",
              lifecycle: { delete_after: 35 },
            },
          ],
          recovery_point_tags: { Confidentiality: "personal", DataClass: "personal", Backup: "daily" },
        },
      ],
    });
  });

  test("EN-119: what is backed up carries both tags of the class", () => {
    expect(workspace.one("aws_backup_selection", "personal_selection")).toEqual({
      name: "example-prod-personal",
      plan_id: "${aws_backup_plan.personal_plan.id}",
      iam_role_arn: "${aws_iam_role.backups_role.arn}",
      resources: ["*"],
      condition: [
        {
          string_equals: [
            { key: "aws:ResourceTag/Backup", value: "daily" },
            { key: "aws:ResourceTag/DataClass", value: "personal" },
          ],
        },
      ],
    });
  });

  test("EN-130, EN-132, C-08, C-13: secret classes have a key in each Region, the public class has none", () => {
    expect(
      Object.entries(workspace.all("aws_kms_alias")).map(([id, { name, region }]) => [id, name, region]),
    ).toEqual([
      ["personal-copies-key_alias", "alias/example-prod-personal", "ap-northeast-3"],
      ["personal-key_alias", "alias/example-prod-personal", undefined],
    ]);
    expect(workspace.ids("aws_kms_replica_key")).toEqual([]);
    for (const key of Object.values(workspace.all("aws_kms_key"))) {
      expect([key["multi_region"], key["customer_master_key_spec"]]).toEqual([undefined, undefined]);
      expect(key["enable_key_rotation"]).toBe(true);
    }
    expect(workspace.one("aws_backup_vault", "personal_copies_vault")["kms_key_arn"]).toBe(
      "${aws_kms_key.personal-copies-key_key.arn}",
    );
    expect(workspace.one("aws_backup_vault", "public_vault_vault")["kms_key_arn"]).toBeUndefined();
  });

  test("EN-126: keys carry their level, by which people's policies find them, and no tag of a backup", () => {
    const keys = Object.values(workspace.all("aws_kms_key"));

    expect(keys.map(({ tags }) => tags)).toEqual([
      { Confidentiality: "personal" },
      { Confidentiality: "personal" },
    ]);
  });

  test("EN-134: nobody but the key administrators administers a key", () => {
    const policy = statements(workspace.one("aws_kms_key", "personal-key_key")["policy"]);

    expect(policy.find(({ Sid }) => Sid === "AdministeredByFew")).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: expect.arrayContaining(["kms:ScheduleKeyDeletion", "kms:PutKeyPolicy", "kms:DisableKey"]),
      Condition: { ArnNotLike: { "aws:PrincipalArn": [ADMIN] } },
    });
  });

  test("EN-121, M-13: the latest recovery point of each kind is restored each month", () => {
    expect(workspace.one("aws_backup_restore_testing_plan", "restore-tests_plan")).toEqual({
      name: "example_prod_monthly",
      schedule_expression: "cron(0 12 1 * ? *)",
      schedule_expression_timezone: "Asia/Tokyo",
      start_window_hours: 8,
      recovery_point_selection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          include_vaults: [
            "${aws_backup_vault.public_vault_vault.arn}",
            "${aws_backup_vault.personal_vault_vault.arn}",
          ],
          recovery_point_types: ["SNAPSHOT"],
          selection_window_days: 7,
        },
      ],
    });
    expect(
      Object.values(workspace.all("aws_backup_restore_testing_selection")).map(
        ({ name, protected_resource_type: type, iam_role_arn: role }) => [name, type, role],
      ),
    ).toEqual([
      ["aurora", "Aurora", "${aws_iam_role.restores_role.arn}"],
      ["s3", "S3", "${aws_iam_role.restores_role.arn}"],
    ]);
  });

  test("EN-121: nothing is restored on trial where it is off", () => {
    const without = synthesize({ restoreTests: "off" });

    expect(without.ids("aws_backup_restore_testing_plan")).toEqual([]);
    expect(without.ids("aws_iam_role")).toEqual(["backups_role"]);
  });

  test("EN-119: AWS Backup may find the kinds of resources that hold data, in both Regions", () => {
    const settings = Object.values(workspace.all("aws_backup_region_settings"));
    const on = ({ resource_type_opt_in_preference: preference }: Attributes): readonly string[] =>
      Object.entries(preference as object).flatMap(([type, enabled]) => (enabled ? [type] : []));

    expect(settings.map(({ region }) => region)).toEqual(["ap-northeast-1", "ap-northeast-3"]);
    expect(settings.map(on)).toEqual(
      settings.map(() => ["Aurora", "DynamoDB", "EBS", "EC2", "EFS", "RDS", "S3"]),
    );
  });

  test("M-12: vaults are locked only when it is asked for", () => {
    expect(workspace.ids("aws_backup_vault_lock_configuration")).toEqual([]);

    const governed = synthesize({ lock: "governance" });
    expect(governed.one("aws_backup_vault_lock_configuration", "personal_copies_lock")).toEqual({
      backup_vault_name: "${aws_backup_vault.personal_copies_vault.name}",
      min_retention_days: 35,
      max_retention_days: 35,
      region: "ap-northeast-3",
    });
    const compliant = synthesize({ lock: { complianceAfterDays: 3 } });
    expect(
      compliant.one("aws_backup_vault_lock_configuration", "personal_vault_lock")["changeable_for_days"],
    ).toBe(3);
  });

  test("vaults of a protected environment are not destroyed, those of another are with what they hold", () => {
    expect(workspace.one("aws_backup_vault", "public_vault_vault")["lifecycle"]).toEqual({
      prevent_destroy: true,
    });
    const disposable = synthesize({}, { environment: { ...PROPS.environment, protection: "disposable" } });
    expect(disposable.one("aws_backup_vault", "public_vault_vault")).toEqual({
      name: "example-prod-public-apne1",
      force_destroy: true,
    });
  });

  test("publishes keys and vaults", () => {
    expect(Object.keys(workspace.json["output"] ?? {}).sort()).toEqual([
      "personal_key_arn",
      "personal_vault_arn",
      "public_vault_arn",
    ]);
  });
});

describe("what cannot be backed up", () => {
  test.each<[string, Partial<BackupConfig>, string]>([
    ["a class without backups", { classes: ["public.temporary"] }, "classes[0]: is a class without backups"],
    ["an unknown class", { classes: ["secret" as "public"] }, "classes[0]: must be a class of data"],
    ["a class twice", { classes: ["public", "public"] }, "classes[0]: is named once"],
    ["EN-123: for ever", { keepDays: 0 }, "keepDays: is a whole number of days from 1 to 36500"],
    ["days in parts", { keepDays: 1.5 }, "keepDays: is a whole number of days from 1 to 36500"],
    [
      "a lock that cannot be tried",
      { lock: { complianceAfterDays: 2 } },
      "lock.complianceAfterDays: is a whole",
    ],
    ["tests of nothing", { restoreTests: [] }, "restoreTests: names a kind of resource"],
  ])("%s is refused", (_name, backup, message) => {
    expect(refusalOf(() => synthesize(backup))).toContain(`backup-prod.${message}`);
  });

  test("EN-120: a copy in the same Region is refused", () => {
    expect(refusalOf(() => synthesize({}, { backupRegion: "ap-northeast-1" }))).toContain(
      "backup-prod.backupRegion: differs from the home Region",
    );
  });

  test("a name that is too long for a vault is refused", () => {
    expect(
      refusalOf(() =>
        synthesize(
          {},
          { environment: { ...PROPS.environment, system: "a-system-with-a-name-that-goes-on" } },
        ),
      ),
    ).toContain("the name of an aws_backup_vault has at most 50 characters");
  });
});
