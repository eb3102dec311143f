import type { Problem } from "../core/errors";

const LONGEST_BACKUP_DAYS = 35;
const USERNAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const DATABASE_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Whether a name is one that the engine takes for its master user. */
export function usernameProblems(
  username: string,
  {
    name,
    maxUsernameLength,
    reservedUsernames,
  }: {
    readonly name: string;
    readonly maxUsernameLength: number;
    readonly reservedUsernames: readonly string[];
  },
  path: string,
): readonly Problem[] {
  return USERNAME.test(username) &&
    username.length <= maxUsernameLength &&
    !reservedUsernames.includes(username.toLowerCase())
    ? []
    : [
        {
          path,
          rule: `a master user of ${name} has 1 to ${maxUsernameLength} letters, digits and _, starts with a letter and is not ${reservedUsernames.join(" or ")}`,
          got: username,
          fix: "choose such a name",
        },
      ];
}

/** Whether a name is one that the engine takes for a database. */
export function databaseNameProblems(
  databaseName: string | undefined,
  { name, maxDatabaseNameLength }: { readonly name: string; readonly maxDatabaseNameLength: number },
  path: string,
): readonly Problem[] {
  return databaseName === undefined ||
    (DATABASE_NAME.test(databaseName) && databaseName.length <= maxDatabaseNameLength)
    ? []
    : [
        {
          path,
          rule: `a database of ${name} has 1 to ${maxDatabaseNameLength} letters, digits and _ and starts with a letter`,
          got: databaseName,
          fix: "choose such a name",
        },
      ];
}

/** Whether there are enough subnets for a subnet group, which needs two zones even for one instance. */
export function subnetProblems(subnetIds: readonly string[], path: string): readonly Problem[] {
  return subnetIds.length >= 2
    ? []
    : [
        {
          path,
          rule: "has subnets of at least two zones",
          got: subnetIds.length,
          fix: "add a subnet of another zone",
        },
      ];
}

/** Whether backups are kept, and no longer than RDS keeps them. */
export function backupProblems(backupRetentionDays: number, path: string): readonly Problem[] {
  return Number.isInteger(backupRetentionDays) &&
    backupRetentionDays >= 1 &&
    backupRetentionDays <= LONGEST_BACKUP_DAYS
    ? []
    : [
        {
          path,
          rule: `is 1 to ${LONGEST_BACKUP_DAYS} days`,
          got: backupRetentionDays,
          fix: "choose a number of that range",
        },
      ];
}
