import type { Problem } from "../core/errors";

/** How much harm it does when somebody reads what he should not, from the least to the most. */
export const CONFIDENTIALITIES = [
  "public",
  "internal",
  "confidential",
  "strictly_confidential",
  "personal",
  "specific_personal",
  "cardholder",
] as const;

/** A level of confidentiality. */
export type Confidentiality = (typeof CONFIDENTIALITIES)[number];

/** What data is, for all that follows from it: its confidentiality, and whether it is there for a few days only. */
export type DataClass = Confidentiality | "public.temporary";

/** How data of a class is handled. */
export interface Handling {
  /** The level, which is the value of the tag `Confidentiality`. */
  readonly confidentiality: Confidentiality;
  /** How often it is backed up, which is the value of the tag `Backup`. */
  readonly backup: "daily" | "none";
  /** Where backups lie: in the home Region with a copy in the backup Region, or nowhere. */
  readonly backupPlaces: "home-and-backup-region" | "nowhere";
  /** Who reaches it: everyone, everyone but for the screens that administer it, or groups by name. */
  readonly access: "everyone" | "everyone-but-admin-screens" | "groups";
  /** Whose key encrypts it: AWS's, or one of the account's own, for each class another. It is always encrypted. */
  readonly encryption: "aws-key" | "own-key";
  /** Whether secrets that machines hold, such as the password of its database, are rotated. People's are not. */
  readonly rotatesMachineSecrets: boolean;
  /** When it is deleted: not by itself, all of it at an age, or once the purpose for which it was kept is fulfilled. */
  readonly deletion: "kept" | { readonly atAgeDays: number } | "when-purpose-is-fulfilled";
  /** Whether reading and changing it is recorded. */
  readonly accessLog: boolean;
  /** When somebody looks at those records: at once, by alarms and rules, or each month. */
  readonly auditInterval: "realtime" | "monthly";
  /** Days for which those records are kept, in S3 and among the numbers that CloudWatch Logs knows. */
  readonly auditLogDays: { readonly s3: number; readonly cloudWatch: number };
  /** Rules beside these that the class brings with it. */
  readonly demands: readonly ("my-number-rules" | "pci-dss")[];
}

/** A year that is never short of one, and the nearest retention that CloudWatch Logs knows. */
const ONE_YEAR = { s3: 366, cloudWatch: 365 } as const;
const TEMPORARY_DAYS = 3;

const PUBLIC: Handling = {
  confidentiality: "public",
  backup: "daily",
  backupPlaces: "home-and-backup-region",
  access: "everyone-but-admin-screens",
  encryption: "aws-key",
  rotatesMachineSecrets: false,
  deletion: "kept",
  accessLog: true,
  auditInterval: "monthly",
  auditLogDays: ONE_YEAR,
  demands: [],
};
const INTERNAL: Handling = {
  ...PUBLIC,
  confidentiality: "internal",
  access: "groups",
  encryption: "own-key",
  rotatesMachineSecrets: true,
  auditInterval: "realtime",
};
const PERSONAL: Handling = {
  ...INTERNAL,
  confidentiality: "personal",
  deletion: "when-purpose-is-fulfilled",
};

/**
 * The one table from which backup, encryption, deletion and records of every resource follow.
 *
 * Cardholder data is handled as personal data under PCI DSS, specific personal data as personal data under the rules
 * on the Japanese My Number.
 */
const TABLE: Readonly<Record<DataClass, Handling>> = {
  public: PUBLIC,
  "public.temporary": {
    ...PUBLIC,
    backup: "none",
    backupPlaces: "nowhere",
    access: "everyone",
    deletion: { atAgeDays: TEMPORARY_DAYS },
    auditInterval: "realtime",
    auditLogDays: { s3: TEMPORARY_DAYS, cloudWatch: TEMPORARY_DAYS },
  },
  internal: INTERNAL,
  confidential: { ...INTERNAL, confidentiality: "confidential" },
  strictly_confidential: { ...INTERNAL, confidentiality: "strictly_confidential" },
  personal: PERSONAL,
  specific_personal: { ...PERSONAL, confidentiality: "specific_personal", demands: ["my-number-rules"] },
  cardholder: { ...PERSONAL, confidentiality: "cardholder", demands: ["pci-dss"] },
};

/** Every class, in the order of the table. */
export const DATA_CLASSES = Object.keys(TABLE) as readonly DataClass[];

/** The classes that are backed up. */
export const BACKED_UP_CLASSES: readonly DataClass[] = DATA_CLASSES.filter(
  (dataClass) => TABLE[dataClass].backup !== "none",
);

/** How data of a class is handled. */
export function handlingOf(dataClass: DataClass): Handling {
  return TABLE[dataClass];
}

/** Whether a class is as confidential as a level, or more. */
export function isAtLeast(dataClass: DataClass, level: Confidentiality): boolean {
  const { confidentiality } = handlingOf(dataClass);
  return CONFIDENTIALITIES.indexOf(confidentiality) >= CONFIDENTIALITIES.indexOf(level);
}

/** The tags of whatever holds data of a class; backups, records and access rules find it by them. */
export function dataClassTags(dataClass: DataClass): Readonly<Record<string, string>> {
  const { confidentiality, backup } = handlingOf(dataClass);
  return { Confidentiality: confidentiality, DataClass: shortName(dataClass), Backup: backup };
}

/** The class as tags and names write it: the level, or the word that tells the variant. */
export function shortName(dataClass: DataClass): string {
  return dataClass === "public.temporary" ? "temporary" : dataClass;
}

/**
 * What is wrong with a value that should be a class; nothing when it is one.
 *
 * @param path - where the value stands
 */
export function dataClassProblems(value: string, path: string): readonly Problem[] {
  return DATA_CLASSES.some((known) => known === value)
    ? []
    : [
        {
          path,
          rule: "must be a class of data",
          got: value,
          fix: `choose one of ${DATA_CLASSES.join(", ")}`,
        },
      ];
}
