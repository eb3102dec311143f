import type { BackupConfig } from "../../../constructs/backup/backup-rules";
import type { Remediation } from "../../../constructs/governance/config-remediation";
import type { CostConfig } from "../../../constructs/governance/cost-watch";
import type { AccountNoticesConfig } from "../../../constructs/observability/account-notices";
import type { AccountKey } from "../organization/config";
import type { DutyKey } from "../people/config";

/** What an account has whatever runs in it. */
export interface BaselineConfig {
  /** Who is told of faults of AWS, failed backups and planned changes. */
  readonly notices: AccountNoticesConfig;
  /** How costs are watched; with a reseller, who leaves no billing interfaces, they are not. */
  readonly costs: CostConfig;
  /** How often AWS Config records a change. */
  readonly recording: "continuous" | "daily";
  /** Whether AWS Config mends what opens the account to the world, or only shows it. */
  readonly remediation: Remediation;
  /** Duties that may administer the keys of data, beside the roles that deploy. */
  readonly keyAdministrators: readonly DutyKey[];
  /** What is backed up and for how long it is kept, or why the account holds nothing to back up. */
  readonly backup: BackupConfig | { readonly noneBecause: string };
}

/** Time zone of the people, in which schedules are written. */
export const TIMEZONE = "Asia/Tokyo";

/** Addresses are examples. */
const PLATFORM_TEAM = "platform@example.com";
const COSTS_TEAM = "costs@example.com";

const NOTHING_TO_BACK_UP = { noneBecause: "it holds settings alone, all of them in this repository" };
/** The classes that the systems of the workload accounts hold; cardholder data belongs into an account of its own. */
const WORKLOAD_CLASSES: BackupConfig["classes"] = ["public", "internal", "confidential", "personal"];

const SHARED: BaselineConfig = {
  notices: { addresses: [PLATFORM_TEAM] },
  costs: { monthlyUsd: 200, addresses: [COSTS_TEAM] },
  recording: "continuous",
  remediation: "notify-only",
  keyAdministrators: ["admin"],
  backup: NOTHING_TO_BACK_UP,
};

/** Development and verification mend themselves, and keep backups for as long as a mistake needs to be noticed. */
const nonproduction = (keepDays: number): BaselineConfig => ({
  ...SHARED,
  costs: { monthlyUsd: 1000, addresses: [COSTS_TEAM] },
  remediation: "automatic",
  backup: { classes: WORKLOAD_CLASSES, keepDays, lock: "off", restoreTests: "off" },
});

const PROD: BaselineConfig = {
  ...SHARED,
  costs: { monthlyUsd: 5000, addresses: [COSTS_TEAM] },
  backup: {
    classes: WORKLOAD_CLASSES,
    keepDays: 35,
    lock: "off",
    restoreTests: ["Aurora", "DynamoDB", "EBS", "S3"],
  },
};

/** The baseline of each account. Amounts are examples. */
export const BASELINES: Readonly<Record<AccountKey, BaselineConfig>> = {
  // The payer's monitor looks for what is unusual in all accounts.
  management: { ...SHARED, costs: { ...SHARED.costs, anomalyUsd: 100 } },
  identity: SHARED,
  audit: {
    ...SHARED,
    costs: { ...SHARED.costs, monthlyUsd: 500 },
    backup: { noneBecause: "its logs are locked, versioned and kept for the time of the audit standard" },
  },
  security: { ...SHARED, costs: { ...SHARED.costs, monthlyUsd: 500 } },
  network: { ...SHARED, costs: { ...SHARED.costs, monthlyUsd: 1000 } },
  dev: nonproduction(7),
  stg: nonproduction(14),
  prod: PROD,
  regulated: {
    ...PROD,
    backup: {
      classes: ["personal", "specific_personal", "cardholder"],
      keepDays: 35,
      lock: "governance",
      restoreTests: ["Aurora", "S3"],
    },
  },
};
