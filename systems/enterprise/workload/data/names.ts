import type { Environment } from "../../../../constructs/core/environment";
import type { DataClass } from "../../../../constructs/governance/classification";

/** Name of the document by which people begin recorded sessions, the same in every account. */
export const SESSION_DOCUMENT = "enterprise-sessions";
/** Tag by which people's policies find the instances that they may begin a session on. */
export const SESSION_TAG = { key: "Role", value: "bastion" } as const;
/** Class of what sessions show: whatever the person who works in them may see of the system. */
export const SESSION_CLASS: DataClass = "confidential";

/** Names of what an account's data part makes. */
export interface DataNames {
  /** The bastion, its role and its instance profile. */
  readonly bastion: string;
  /** Log group of its sessions. */
  readonly sessions: string;
  /** A bucket, by its key. */
  readonly bucket: (key: string) => string;
  /** Role by which another account's tasks sign in to the database. */
  readonly databaseClient: string;
  /** The canary, with which names of alarms begin too. */
  readonly canary: string;
  /** Topic of what somebody acts on at once. */
  readonly errorTopic: string;
  /** Topic of what can wait for some business days. */
  readonly warnTopic: string;
  /** A service's log group for a purpose of its own. */
  readonly furtherLog: (service: string, purpose: string) => string;
}

/** The names in an account. Those of buckets end with its id, as they are the only ones in all of AWS. */
export function dataNames({
  system,
  name,
  account,
}: Pick<Environment, "system" | "name" | "account">): DataNames {
  const prefix = `${system}-${name}`;
  return {
    bastion: `${prefix}-bastion`,
    sessions: `/${system}/${name}/sessions`,
    bucket: (key: string): string => `${system}-${key}-${name}-${account}`,
    databaseClient: `${prefix}-database-client`,
    canary: prefix,
    errorTopic: `${prefix}-error`,
    warnTopic: `${prefix}-warn`,
    furtherLog: (service: string, purpose: string): string => `/${system}/${name}/${service}/${purpose}`,
  };
}

/** Alias of the key of sessions in an account, which whoever begins one uses. */
export function sessionKeyAlias(account: string): string {
  return `alias/enterprise-${account}-${SESSION_CLASS}`;
}
