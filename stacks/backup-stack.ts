import type { App } from "cdktf";
import { BackupRegions } from "../constructs/backup/backup-regions";
import { type BackupConfig, backupProblems } from "../constructs/backup/backup-rules";
import { ClassBackup } from "../constructs/backup/class-backup";
import { RestoreTests } from "../constructs/backup/restore-tests";
import { throwProblems } from "../constructs/core/errors";
import { type DataClass, handlingOf, shortName } from "../constructs/governance/classification";
import { EncryptionKey, type EncryptionKeyRef } from "../constructs/identity/encryption-key";
import { administeredOnlyBy } from "../constructs/identity/key-policy";
import { ServiceRole } from "../constructs/identity/service-role";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

const BACKUP = "backup.amazonaws.com";
const POLICIES = "arn:aws:iam::aws:policy";

/** Values of a {@link BackupStack}. */
export interface BackupStackProps extends PlatformStackProps {
  /** What is backed up, and for how long it is kept. */
  readonly backup: BackupConfig;
  /** Region of the copies. */
  readonly backupRegion: string;
  /** Time zone of the schedules: `Asia/Tokyo`. */
  readonly timezone: string;
  /** ARNs of the roles that may administer the keys, of which the one that deploys is one. */
  readonly keyAdministrators: readonly [string, ...string[]];
}

/** What other layers learn of the backup layer. */
export interface BackupExports {
  /** The keys of the classes that have one of their own, in the Region of the environment. */
  readonly keys: Readonly<Partial<Record<DataClass, EncryptionKeyRef>>>;
}

/**
 * The backup layer: a key for each class of data, and of whatever carries the tags of the class a backup each day, in a
 * vault of its own and in another Region.
 *
 * Outputs: `<class>_key_arn`, `<class>_vault_arn`.
 */
export class BackupStack extends PlatformStack {
  /** What other layers learn of it. */
  public readonly exports: BackupExports;

  /** @throws ProblemsError with everything about classes, days, locks and names that does not fit together */
  public constructor(scope: App, props: BackupStackProps) {
    super(scope, "backup", props);
    const { environment, backup, backupRegion, timezone } = props;
    const { region } = environment;
    const { classes, keepDays, lock, restoreTests } = backup;
    const name = `${environment.system}-${environment.name}`;
    throwProblems(backupProblems(backup, { homeRegion: region, backupRegion }, this.node.path));

    new BackupRegions(this, "regions", { regions: [region, backupRegion] });
    const roleArn = this.role("backups", "Backs up", name, {
      backup: `${POLICIES}/service-role/AWSBackupServiceRolePolicyForBackup`,
      s3: `${POLICIES}/AWSBackupServiceRolePolicyForS3Backup`,
    });
    const keys = new Map<DataClass, EncryptionKeyRef>();
    const backups = classes.map((dataClass) => {
      const home = this.key(dataClass, name, props, region);
      const copy = this.key(dataClass, name, props, backupRegion);
      if (home) {
        keys.set(dataClass, home);
      }
      return [
        dataClass,
        new ClassBackup(this, shortName(dataClass), {
          dataClass,
          name,
          home: { region, kmsKeyArn: home?.arn },
          copy: { region: backupRegion, kmsKeyArn: copy?.arn },
          keepDays,
          timezone,
          roleArn,
          protection: environment.protection,
          lock,
        }),
      ] as const;
    });
    this.exports = { keys: Object.fromEntries(keys) };

    if (restoreTests !== "off") {
      new RestoreTests(this, "restore-tests", {
        planName: `${name.replaceAll("-", "_")}_monthly`,
        vaultArns: backups.map(([, { vault }]) => vault.arn),
        types: restoreTests,
        timezone,
        roleArn: this.role("restores", "Restores on trial", name, {
          restore: `${POLICIES}/service-role/AWSBackupServiceRolePolicyForRestores`,
          s3: `${POLICIES}/AWSBackupServiceRolePolicyForS3Restore`,
        }),
      });
    }
    for (const [dataClass, { vault }] of backups) {
      this.publish(`${shortName(dataClass)}_vault_arn`, vault.arn, `ARN of the vault of ${dataClass} data`);
    }
    for (const [dataClass, { arn }] of keys) {
      this.publish(`${shortName(dataClass)}_key_arn`, arn, `ARN of the key of ${dataClass} data`);
    }
  }

  private key(
    dataClass: DataClass,
    name: string,
    { environment, keyAdministrators }: BackupStackProps,
    region: string,
  ): EncryptionKey | undefined {
    if (handlingOf(dataClass).encryption === "aws-key") {
      return undefined;
    }
    const { account, protection } = environment;
    const isHome = region === environment.region;
    const word = shortName(dataClass);
    return new EncryptionKey(this, isHome ? `${word}-key` : `${word}-copies-key`, {
      alias: `alias/${name}-${word}`,
      description: isHome ? `Encrypts ${word} data` : `Encrypts the copies of ${word} data`,
      account,
      region,
      protection,
      placedIn: isHome ? "stack" : "region",
      users: isHome ? ["logs", "rds", "s3"] : [],
      statements: [administeredOnlyBy(keyAdministrators)],
      // Whether somebody may use a key is a matter of its level. Tags of a backup have no place on it.
      tags: { Confidentiality: handlingOf(dataClass).confidentiality },
    });
  }

  private role(
    id: string,
    does: string,
    name: string,
    managedPolicies: Readonly<Record<string, string>>,
  ): string {
    return new ServiceRole(this, id, {
      name: `${name}-${id}`,
      description: `${does} whatever carries the tags of a class of data`,
      service: BACKUP,
      managedPolicies,
    }).arn;
  }
}
