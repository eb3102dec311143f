import type { AccountKey } from "../organization/config";

/** What a person may be in an account. */
export type RoleKey = "admin" | "developer" | "operator" | "readonly" | "auditor";

/** A role that people switch to. */
export interface RoleConfig {
  /** The accounts that have it. */
  readonly accounts: readonly AccountKey[];
  /** Hours after which a person switches anew, 1 to 12. */
  readonly sessionHours: number;
}

/** Who works in the accounts, and what as. Environments other than identity read the roles alone. */
export interface PeopleConfig {
  /** The roles by key; a role is called the same in each account that has it. */
  readonly roles: Readonly<Record<RoleKey, RoleConfig>>;
  /** Groups of people: which roles each may switch to, and where. */
  readonly groups: Readonly<
    Record<string, { readonly roles: Readonly<Partial<Record<RoleKey, readonly AccountKey[]>>> }>
  >;
  /** The people by user name, and the groups that each is in. Passwords, keys and MFA devices are issued by hand. */
  readonly users: Readonly<Record<string, { readonly groups: readonly string[] }>>;
}

/** The accounts that systems run in. */
const WORKLOADS = ["dev", "stg", "prod"] as const satisfies readonly AccountKey[];
const PLATFORM = ["identity", "audit", "security", "network"] as const satisfies readonly AccountKey[];

/** The people. User names are examples. */
export const PEOPLE: PeopleConfig = {
  roles: {
    admin: { accounts: ["management", ...PLATFORM, ...WORKLOADS], sessionHours: 1 },
    developer: { accounts: ["dev", "stg"], sessionHours: 8 },
    operator: { accounts: [...PLATFORM, ...WORKLOADS], sessionHours: 8 },
    readonly: { accounts: ["management", ...PLATFORM, ...WORKLOADS], sessionHours: 8 },
    auditor: { accounts: ["audit", "security"], sessionHours: 8 },
  },
  groups: {
    administrators: {
      roles: {
        admin: ["management", ...PLATFORM, ...WORKLOADS],
        readonly: ["management", ...PLATFORM, ...WORKLOADS],
      },
    },
    developers: { roles: { developer: ["dev", "stg"], readonly: ["prod"] } },
    operators: { roles: { operator: [...PLATFORM, ...WORKLOADS], readonly: ["prod"] } },
    auditors: { roles: { auditor: ["audit", "security"] } },
  },
  users: {
    "administrator-1": { groups: ["administrators"] },
    "developer-1": { groups: ["developers"] },
    "operator-1": { groups: ["operators"] },
    "auditor-1": { groups: ["auditors"] },
  },
};
