import { BackupVault as AwsBackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { type VaultLock, vaultLockProblems } from "./backup-rules";

/** Values of a {@link BackupVault}. */
export interface BackupVaultProps {
  /** Name of the vault, 2 to 50 letters, digits and `_-`. A change replaces it. */
  readonly vaultName: string;
  /** Days for which its recovery points are kept, against which a lock is held. */
  readonly keepDays: number;
  /** Whether Terraform refuses to destroy it, or destroys its recovery points too. */
  readonly protection: Protection;
  /**
   * ARN of the key that encrypts the recovery points. A change replaces the vault.
   *
   * @default - the account's `aws/backup`
   */
  readonly kmsKeyArn?: string | undefined;
  /**
   * Who may delete a recovery point before its time.
   *
   * @default "off"
   */
  readonly lock?: VaultLock | undefined;
  /**
   * Region of the vault.
   *
   * @default - the stack's
   */
  readonly region?: string | undefined;
}

/**
 * A vault in which AWS Backup keeps recovery points.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/vaults.html
 */
export class BackupVault extends Construct {
  /** Name of the vault. */
  public readonly vaultName: string;
  /** ARN of the vault. */
  public readonly arn: string;

  /** @throws ProblemsError when the name is not acceptable, or the lock does not fit the days */
  public constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    const { keepDays, protection, kmsKeyArn, lock = "off", region } = props;
    const placement = region === undefined ? {} : { region };
    throwProblems(vaultLockProblems(lock, keepDays, `${this.node.path}.lock`));

    const vault = new AwsBackupVault(this, "vault", {
      name: checkedName("aws_backup_vault", props.vaultName, this.node.path),
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
      ...(protection === "protected" ? { lifecycle: { preventDestroy: true } } : { forceDestroy: true }),
      ...placement,
    });
    if (lock !== "off") {
      new BackupVaultLockConfiguration(this, "lock", {
        backupVaultName: vault.name,
        minRetentionDays: keepDays,
        maxRetentionDays: keepDays,
        // Without a grace time the lock is one of governance, which IAM can still lift.
        ...(lock === "governance" ? {} : { changeableForDays: lock.complianceAfterDays }),
        ...placement,
      });
    }
    this.vaultName = vault.name;
    this.arn = vault.arn;
  }
}
