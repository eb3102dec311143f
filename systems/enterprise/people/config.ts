import type { Confidentiality } from "../../../constructs/governance/classification";
import type { AccountKey } from "../organization/config";

/** The roles that people switch to whose permissions are known. */
export const DUTY_KEYS = ["admin", "developer", "operator", "readonly", "auditor"] as const;

/** One of them. */
export type DutyKey = (typeof DUTY_KEYS)[number];

/** What may be done with the objects under a prefix of a bucket. */
export type FolderRight = "read" | "read-write";

/** A role that people switch to. */
export interface RoleConfig {
  /** The accounts that have it. */
  readonly accounts: readonly AccountKey[];
  /** Hours after which a person switches anew, 1 to 12. */
  readonly sessionHours: number;
}

/** A role by which a group works with files. */
export interface DataRoleConfig extends RoleConfig {
  /** Levels of the data that it works with; keys of others do not decrypt for it. */
  readonly levels: readonly Confidentiality[];
  /** Name of the bucket, but for the id of the account at its end. */
  readonly bucketName: string;
  /** What it may do with the objects under each prefix. Others are closed to it. */
  readonly folders: Readonly<Record<string, FolderRight>>;
}

/** Who works in the accounts, and what as. */
export interface PeopleConfig {
  /** What people may do by their duty; a role is called the same in each account that has it. */
  readonly duties: Readonly<Record<DutyKey, RoleConfig>>;
  /** Levels of data that a duty may not go beyond, for those that have such a limit. */
  readonly levels: Readonly<Partial<Record<DutyKey, readonly Confidentiality[]>>>;
  /** What people may do with files, by position and department. */
  readonly data: Readonly<Record<string, DataRoleConfig>>;
  /** Groups of people: in which accounts each may switch to a role, by the role's key. */
  readonly groups: Readonly<Record<string, Readonly<Record<string, readonly AccountKey[]>>>>;
  /** The groups of each person, by user name. Passwords and MFA devices are issued by hand; keys are not issued. */
  readonly users: Readonly<Record<string, readonly string[]>>;
}

/** Accounts that systems run in; an account that the organization does not have gives nobody anything. */
const WORKLOADS = ["dev", "stg", "prod", "regulated"] as const satisfies readonly AccountKey[];
const PLATFORM = ["identity", "audit", "security", "network"] as const satisfies readonly AccountKey[];
const EVERY = ["management", ...PLATFORM, ...WORKLOADS] as const satisfies readonly AccountKey[];

const FILES = { accounts: ["prod"], sessionHours: 8, bucketName: "enterprise-documents-prod" } as const;

/** The people. User names, and who works with which files, are examples. */
export const PEOPLE: PeopleConfig = {
  duties: {
    admin: { accounts: EVERY, sessionHours: 1 },
    developer: { accounts: ["dev", "stg"], sessionHours: 8 },
    operator: { accounts: [...PLATFORM, ...WORKLOADS], sessionHours: 8 },
    readonly: { accounts: EVERY, sessionHours: 8 },
    auditor: { accounts: ["audit", "security"], sessionHours: 8 },
  },
  levels: {
    developer: ["public", "internal"],
    operator: ["public", "internal", "confidential"],
  },
  data: {
    "data-a": {
      ...FILES,
      levels: ["internal", "confidential", "strictly_confidential"],
      folders: { a: "read-write", b: "read-write", c: "read-write" },
    },
    "data-b": {
      ...FILES,
      levels: ["internal", "confidential"],
      folders: { b: "read-write", c: "read-write" },
    },
    "data-c": { ...FILES, levels: ["internal", "confidential"], folders: { c: "read-write" } },
    "data-d": { ...FILES, levels: ["internal", "confidential"], folders: { c: "read" } },
  },
  groups: {
    administrators: { admin: EVERY, readonly: EVERY },
    developers: { developer: ["dev", "stg"], readonly: ["prod"] },
    operators: { operator: [...PLATFORM, ...WORKLOADS], readonly: ["management"] },
    auditors: { auditor: ["audit", "security"] },
    "group-a": { "data-a": ["prod"] },
    "group-b": { "data-b": ["prod"] },
    "group-c": { "data-c": ["prod"] },
    "group-d": { "data-d": ["prod"] },
  },
  users: {
    "administrator-1": ["administrators"],
    "developer-1": ["developers"],
    "operator-1": ["operators"],
    "auditor-1": ["auditors"],
    "manager-1": ["group-a"],
  },
};
