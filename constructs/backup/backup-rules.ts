import type { Problem } from "../core/errors";
import { BACKED_UP_CLASSES, type DataClass, dataClassProblems } from "../governance/classification";

/** Who may delete a recovery point before its time. */
export type VaultLock =
  /** Whoever IAM allows. */
  | "off"
  /** Whoever IAM allows to lift the lock first. */
  | "governance"
  /** Nobody, AWS included, once the days of grace are over: 3 or more. The vault cannot be given up before it is empty. */
  | { readonly complianceAfterDays: number };

/** Kinds of resources that restores are tested of, by the names of AWS Backup. */
export const RESTORABLE_TYPES = ["Aurora", "DynamoDB", "EBS", "EC2", "RDS", "S3"] as const;

/** A kind of resource that restores are tested of. */
export type RestorableType = (typeof RESTORABLE_TYPES)[number];

/** How an account is backed up; what is backed up follows from the classes of its data. */
export interface BackupConfig {
  /** The classes of data that the account holds and that are backed up. */
  readonly classes: readonly DataClass[];
  /** Days for which a recovery point is kept, in both Regions alike, 1 to 36500. */
  readonly keepDays: number;
  /** Who may delete a recovery point before its time. */
  readonly lock: VaultLock;
  /** Kinds of resources of which the latest recovery point is restored each month, on trial; or that none is. */
  readonly restoreTests: readonly RestorableType[] | "off";
}

const LONGEST_DAYS = 36_500;
const SHORTEST_GRACE_DAYS = 3;

/** What is wrong with how an account is backed up. */
export function backupProblems(
  { classes, keepDays, lock, restoreTests }: BackupConfig,
  { homeRegion, backupRegion }: { readonly homeRegion: string; readonly backupRegion: string },
  path: string,
): readonly Problem[] {
  return [
    ...classes.flatMap((dataClass, index) => classProblems(classes, dataClass, `${path}.classes[${index}]`)),
    ...(Number.isInteger(keepDays) && keepDays >= 1 && keepDays <= LONGEST_DAYS
      ? []
      : [
          {
            path: `${path}.keepDays`,
            rule: `is a whole number of days from 1 to ${LONGEST_DAYS}`,
            got: keepDays,
            fix: "choose such a number: a recovery point is never kept for good",
          },
        ]),
    ...vaultLockProblems(lock, keepDays, `${path}.lock`),
    ...(homeRegion === backupRegion
      ? [
          {
            path: `${path}.backupRegion`,
            rule: "differs from the home Region, as a copy beside the original is lost with it",
            got: backupRegion,
            fix: "choose another Region",
          },
        ]
      : []),
    ...(restoreTests !== "off" && restoreTests.length === 0
      ? [
          {
            path: `${path}.restoreTests`,
            rule: "names a kind of resource",
            got: [],
            fix: 'name one, or write "off"',
          },
        ]
      : []),
  ];
}

/** What is wrong with the lock of a vault whose recovery points are kept for a number of days. */
export function vaultLockProblems(lock: VaultLock, keepDays: number, path: string): readonly Problem[] {
  if (typeof lock === "string") {
    return [];
  }
  const { complianceAfterDays: days } = lock;
  return Number.isInteger(days) && days >= SHORTEST_GRACE_DAYS && days <= LONGEST_DAYS && keepDays >= 1
    ? []
    : [
        {
          path: `${path}.complianceAfterDays`,
          rule: `is a whole number of days from ${SHORTEST_GRACE_DAYS}, in which the lock can still be taken back`,
          got: days,
          fix: `choose ${SHORTEST_GRACE_DAYS} or more`,
        },
      ];
}

function classProblems(
  classes: readonly DataClass[],
  dataClass: DataClass,
  path: string,
): readonly Problem[] {
  const unknown = dataClassProblems(dataClass, path);
  if (unknown.length > 0) {
    return unknown;
  }
  if (!BACKED_UP_CLASSES.includes(dataClass)) {
    return [{ path, rule: "is a class without backups", got: dataClass, fix: "leave it out" }];
  }
  return classes.indexOf(dataClass) === classes.lastIndexOf(dataClass)
    ? []
    : [{ path, rule: "is named once", got: dataClass, fix: "remove one" }];
}
