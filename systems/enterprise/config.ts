import type { GithubConfig } from "../../constructs/identity/github-config";
import type { EnvironmentConfig } from "../environment";
import { AUDIT, type AuditConfig } from "./audit/config";
import { type BaselineConfig, BASELINES } from "./baseline/config";
import { githubOf } from "./github/config";
import { type HubConfig, hubOf, type SpokeKey, spokeNetwork, type SpokeNetwork } from "./hub/config";
import { type AccountKey, type Organization, ORGANIZATION } from "./organization/config";
import { MANAGEMENT, type ManagementValues } from "./organization/management-config";
import { PEOPLE, type PeopleConfig } from "./people/config";
import { SECURITY, type SecurityConfig } from "./security/config";
import { type OwnSecurity, ownSecurityOf } from "./security/own-security";
import { type WorkloadParts, WORKLOADS } from "./workload/config";

/** What the values of every account begin with. */
export interface AccountConfig {
  /** Account, Region, zones, protection and state. */
  readonly environment: EnvironmentConfig;
  /** What all accounts share: the only way in which one knows another. */
  readonly organization: Organization;
  /** Who works in the accounts. */
  readonly people: PeopleConfig;
  /** What every account has. */
  readonly baseline: BaselineConfig;
  /** How GitHub Actions reach the account. */
  readonly github: GithubConfig;
  /** What it does itself where the organization has no trail, or no Security Hub, for all. */
  readonly ownSecurity: OwnSecurity;
}

/** The values of the management account, which administers the organization and runs nothing. */
export interface ManagementConfig extends AccountConfig {
  /** What the environment is for. */
  readonly kind: "management";
  /** What it has beside the others. */
  readonly management: ManagementValues;
}

/** The values of the account that people sign in to. */
export interface IdentityConfig extends AccountConfig {
  /** What the environment is for. */
  readonly kind: "identity";
}

/** The values of the account that keeps the logs. */
export interface AuditAccountConfig extends AccountConfig {
  /** What the environment is for. */
  readonly kind: "audit";
  /** The log archive. */
  readonly audit: AuditConfig;
}

/** The values of the account that administers the security services. */
export interface SecurityAccountConfig extends AccountConfig {
  /** What the environment is for. */
  readonly kind: "security";
  /** The security services. */
  readonly security: SecurityConfig;
}

/** The values of the account in whose network the others meet. */
export interface NetworkAccountConfig extends AccountConfig {
  /** What the environment is for. */
  readonly kind: "network";
  /** The hub. */
  readonly hub: HubConfig;
}

/** The values of an account that systems run in. A stage may have several: its regulated data lie in one of their own. */
export interface WorkloadConfig extends AccountConfig {
  /** What the environment is for. */
  readonly kind: "workload";
  /** The stage of promotion that the account belongs to. */
  readonly stage: "dev" | "stg" | "prod";
  /** Its network. */
  readonly network: SpokeNetwork;
  /** What runs in it. */
  readonly workload: WorkloadParts;
}

/** The values of one account. */
export type EnterpriseConfig =
  | ManagementConfig
  | IdentityConfig
  | AuditAccountConfig
  | SecurityAccountConfig
  | NetworkAccountConfig
  | WorkloadConfig;

const ZONES = ["a", "c", "d"];
const OWNER = "platform-team";
const PROJECT = "enterprise";

/** The environments of an organization: an account each, those that it names alone. */
export function environmentsOf(organization: Organization): Readonly<Record<string, EnterpriseConfig>> {
  const { accounts, homeRegion } = organization;
  const account = (key: AccountKey, zones: readonly string[] = ZONES): AccountConfig => ({
    environment: {
      account: accounts[key]?.id ?? "",
      region: homeRegion,
      zones: zones.map((zone) => `${homeRegion}${zone}`),
      protection: key === "dev" ? "disposable" : "protected",
      tags: { Env: key, Owner: OWNER, Project: PROJECT },
    },
    organization,
    people: PEOPLE,
    baseline: BASELINES[key],
    github: githubOf(key, organization),
    ownSecurity: ownSecurityOf(key, SECURITY, organization),
  });
  const workload = (
    key: SpokeKey,
    stage: WorkloadConfig["stage"],
    zones?: readonly string[],
  ): WorkloadConfig => ({
    kind: "workload",
    stage,
    ...account(key, zones),
    network: spokeNetwork(key, accounts.network ? "hub" : "no-hub"),
    workload: WORKLOADS[key],
  });
  return {
    management: { kind: "management", ...account("management"), management: MANAGEMENT },
    identity: { kind: "identity", ...account("identity") },
    audit: { kind: "audit", ...account("audit"), audit: AUDIT },
    security: { kind: "security", ...account("security"), security: SECURITY },
    ...(accounts.network
      ? { network: { kind: "network", ...account("network"), hub: hubOf(Object.keys(accounts)) } }
      : {}),
    dev: workload("dev", "dev", ["a", "c"]),
    stg: workload("stg", "stg"),
    prod: workload("prod", "prod"),
    ...(accounts.regulated ? { regulated: workload("regulated", "prod") } : {}),
  };
}

/** Every account of the organization, in the order in which they are made. */
export const environments = environmentsOf(ORGANIZATION);
