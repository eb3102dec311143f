import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { refuse } from "../core/errors";
import { checkedName } from "../core/naming";
import { regionCode } from "../core/region-code";
import { type DataClass, dataClassTags, handlingOf, shortName } from "../governance/classification";
import type { VaultLock } from "./backup-rules";
import { BackupVault } from "./backup-vault";

/** Two at night, when least is written. */
const SCHEDULE = "cron(0 2 * * ? *)";
const START_WITHIN_MINUTES = 60;
const COMPLETE_WITHIN_MINUTES = 480;

/** Where a class is backed up to. */
export interface BackupPlace {
  /** AWS Region code. */
  readonly region: string;
  /**
   * ARN of the key of that Region; a key serves one Region alone.
   *
   * @default - the account's `aws/backup`, for classes that AWS's key serves
   */
  readonly kmsKeyArn?: string | undefined;
}

/** Values of a {@link ClassBackup}. */
export interface ClassBackupProps {
  /** The class of data. */
  readonly dataClass: DataClass;
  /** What vaults and plan are called by, before the class: `enterprise-prod`. */
  readonly name: string;
  /** Where backups are made: the Region of the stack. */
  readonly home: BackupPlace;
  /** Where they are copied to. */
  readonly copy: BackupPlace;
  /** Days for which recovery points are kept in both. */
  readonly keepDays: number;
  /** Time zone of the schedule: `Asia/Tokyo`. */
  readonly timezone: string;
  /** ARN of the role by which AWS Backup reads what it backs up. */
  readonly roleArn: string;
  /** Whether Terraform refuses to destroy the vaults. */
  readonly protection: Protection;
  /**
   * Who may delete a recovery point before its time.
   *
   * @default "off"
   */
  readonly lock?: VaultLock | undefined;
}

/**
 * The backup of everything whose tags say that its data is of a class: each day, kept in a vault of the class and
 * copied to its vault in another Region, where both expire alike.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
 */
export class ClassBackup extends Construct {
  /** The vault in the home Region. */
  public readonly vault: BackupVault;
  /** The vault of the copies. */
  public readonly copyVault: BackupVault;

  /** @throws ProblemsError when the class has no backups, or a name or a lock is not acceptable */
  public constructor(scope: Construct, id: string, props: ClassBackupProps) {
    super(scope, id);
    const { dataClass, name, home, copy, keepDays, timezone, roleArn } = props;
    const { path } = this.node;
    if (handlingOf(dataClass).backup === "none") {
      refuse({ path, rule: "is a class without backups", got: dataClass, fix: "leave it out" });
    }
    this.vault = this.addVault("vault", props, home);
    this.copyVault = this.addVault("copies", props, copy, copy.region);

    const planName = checkedName("aws_backup_plan", `${name}-${shortName(dataClass)}`, path);
    const plan = new BackupPlan(this, "plan", {
      name: planName,
      rule: [
        {
          ruleName: "daily",
          targetVaultName: this.vault.vaultName,
          schedule: SCHEDULE,
          scheduleExpressionTimezone: timezone,
          startWindow: START_WITHIN_MINUTES,
          completionWindow: COMPLETE_WITHIN_MINUTES,
          lifecycle: { deleteAfter: keepDays },
          copyAction: [{ destinationVaultArn: this.copyVault.arn, lifecycle: { deleteAfter: keepDays } }],
          recoveryPointTags: dataClassTags(dataClass),
        },
      ],
    });
    const { Backup: frequency = "", DataClass: tag = "" } = dataClassTags(dataClass);
    new BackupSelection(this, "selection", {
      name: planName,
      planId: plan.id,
      iamRoleArn: roleArn,
      resources: ["*"],
      // Conditions must all hold; of several selection tags, one would do.
      condition: [
        {
          stringEquals: [
            { key: "aws:ResourceTag/Backup", value: frequency },
            { key: "aws:ResourceTag/DataClass", value: tag },
          ],
        },
      ],
    });
  }

  private addVault(
    id: string,
    { name, dataClass, keepDays, protection, lock }: ClassBackupProps,
    place: BackupPlace,
    region?: string,
  ): BackupVault {
    return new BackupVault(this, id, {
      vaultName: [name, shortName(dataClass), regionCode(place.region, this.node.path)].join("-"),
      keepDays,
      protection,
      kmsKeyArn: place.kmsKeyArn,
      lock,
      region,
    });
  }
}
