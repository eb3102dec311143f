import type { UnusedAccess } from "../../../constructs/governance/access-analysis";
import type { AlertedSeverity } from "../../../constructs/governance/finding-alerts";
import type { FirewallPoliciesProps } from "../../../constructs/governance/firewall-policies";
import type { FindingsRegister } from "../../../constructs/governance/findings-register";
import type { ProtectionPlan } from "../../../constructs/governance/organization-threat-detection";
import type { StandardId } from "../../../constructs/governance/security-standards";
import {
  type DataIdentifier,
  JAPANESE_IDENTIFIERS,
} from "../../../constructs/governance/sensitive-data-discovery";
import type { DataEvents, NetworkEvents } from "../../../constructs/governance/trail-selectors";
import type { SlackChannelIds } from "../../../constructs/observability/slack-channel";
import type { TicketSystemConfig } from "../../../constructs/observability/ticket-system";
import { LOG_KINDS } from "../audit/names";
import type { AccountKey } from "../organization/config";
import { FINDINGS } from "./findings-register";

/** A service that is not used, and why. Security Hub and AWS Config cannot be turned off. */
export interface Off {
  /** Why, as a sentence for whoever audits it. */
  readonly off: string;
}

/** Data events of what some accounts hold, by the beginning of its name. */
export interface DataEventsConfig extends Omit<DataEvents, "arnPrefixes"> {
  /** Accounts whose resources are meant. */
  readonly accounts: readonly AccountKey[];
  /**
   * Beginnings of the resources' names, in which `<id>` stands for the account's id and `<account>` for its key; a
   * bucket's complete name ends with `/`.
   */
  readonly namePrefixes: readonly string[];
}

/** What accounts are held against beside what the organization's demands add. */
export interface StandardsConfig {
  /**
   * Standards beside those that follow from the organization's demands, for the accounts that are not developed in.
   */
  readonly further: readonly StandardId[];
  /** Last day on which two versions of a standard stand side by side, while one follows the other. */
  readonly migrateUntil?: string | undefined;
}

/** Whom an environment's findings are told. */
export interface RouteConfig {
  /** The accounts that belong to it. */
  readonly accounts: readonly AccountKey[];
  /** Key of the topic, by severity. */
  readonly topics: Readonly<Record<AlertedSeverity, string>>;
}

/** Something that people are reminded of. */
export interface ReminderConfig {
  /** Key of the topic that reminds of it. */
  readonly topic: string;
  /** When, as Scheduler writes it. */
  readonly expression: string;
  /** Time zone of the expression. */
  readonly timezone: string;
}

/** What the security account administers for all accounts. */
export interface SecurityConfig {
  /** What the organization's trail records beside management events. */
  readonly records: {
    /** Data events by a name that the trail shows. */
    readonly data: Readonly<Record<string, DataEventsConfig>>;
    /** Network-activity events by a name that the trail shows. */
    readonly network: Readonly<Record<string, NetworkEvents>>;
  };
  /** What accounts are held against. */
  readonly standards: StandardsConfig;
  /** Accounts in which systems are developed: the usual standards and the patterns A to C are enough there. */
  readonly reduced: readonly AccountKey[];
  /** What was decided about findings. */
  readonly findings: FindingsRegister;
  /** GuardDuty: plans that stay off, each with the reason; or why there is none. */
  readonly guardDuty: { readonly plansOff: Readonly<Partial<Record<ProtectionPlan, string>>> } | Off;
  /** Inspector: accounts in which it reads the code of functions; or why there is none. */
  readonly inspector: { readonly codeScanned: readonly AccountKey[] } | Off;
  /** What is mended first: what is exposed and confidential, or what FutureVuls scores highest where it is used. */
  readonly vulnerabilityOrder: "exposure-and-assets" | "futurevuls-score";
  /** Macie: what it looks for beside what it knows, and buckets that it leaves out; or why there is none. */
  readonly macie:
    | {
        readonly identifiers: Readonly<Record<string, DataIdentifier>>;
        readonly excludedBuckets: readonly string[];
      }
    | Off;
  /** Access Analyzer: what counts as unused, and where it is looked for; or why there is none. */
  readonly accessAnalyzer:
    | {
        readonly unused?:
          (Pick<UnusedAccess, "unusedAfterDays"> & { readonly accounts: readonly AccountKey[] }) | undefined;
      }
    | Off;
  /** Firewall Manager. */
  readonly firewallManager?: Omit<FirewallPoliciesProps, "namePrefix"> | undefined;
  /** Addresses that are told, by topic. */
  readonly topics: Readonly<Record<string, { readonly emailAddresses: readonly string[] }>>;
  /** Whom findings are told, by environment. */
  readonly routes: Readonly<Record<string, RouteConfig>>;
  /** Slack channels by key, each with the topics that it shows; its workspace is authorized by hand. */
  readonly slack: Readonly<
    Record<string, { readonly ids: SlackChannelIds; readonly topics: readonly string[] }>
  >;
  /**
   * The ticket system, and the routes whose findings get a ticket beside mail and Slack.
   *
   * @default - none
   */
  readonly tickets?: (TicketSystemConfig & { readonly routes: readonly string[] }) | undefined;
  /** The monthly review of MEDIUM and LOW findings. */
  readonly review: ReminderConfig;
  /** The monthly audit of how data is handled, where nothing looks at it at once. */
  readonly audit: ReminderConfig;
}

/** Services whose endpoints the networks have and whose network activity CloudTrail records. */
const WITH_ENDPOINTS = ["s3", "secretsmanager", "ecs"] as const;

/** State of Terraform, in each account. */
const STATE_BUCKETS = ["strata-state-<id>-"];
/** Buckets of accounts that systems run in, of the level internal and above. */
const CONFIDENTIAL_BUCKETS = [
  ...STATE_BUCKETS,
  "enterprise-documents-<account>-<id>/",
  "enterprise-health-check-<account>-<id>/",
  "enterprise-uploads-<account>-<id>/",
  "enterprise-<account>-cdn-logs-<id>/",
];
/** Accounts whose data people live by. */
const PRODUCTION = ["prod", "regulated"] as const satisfies readonly AccountKey[];

/** The accounts that everything else rests on: they are watched like production. */
const PLATFORM = [
  "management",
  "identity",
  "audit",
  "security",
  "network",
] as const satisfies readonly AccountKey[];

/** The values of the security account. */
export const SECURITY: SecurityConfig = {
  records: {
    data: {
      "data of production": {
        type: "AWS::S3::Object",
        accounts: PRODUCTION,
        namePrefixes: CONFIDENTIAL_BUCKETS,
        events: "all",
      },
      "data elsewhere": {
        type: "AWS::S3::Object",
        accounts: ["dev", "stg"],
        namePrefixes: CONFIDENTIAL_BUCKETS,
        events: "writes",
      },
      "state of what everything rests on": {
        type: "AWS::S3::Object",
        accounts: PLATFORM,
        namePrefixes: STATE_BUCKETS,
        events: "all",
      },
      // What writes logs is the trail itself among others: each file would be told of by another file.
      "logs that are read": {
        type: "AWS::S3::Object",
        accounts: ["audit"],
        namePrefixes: [...LOG_KINDS.map((kind) => `${kind}-logs-<id>-`), "audit-answers-<id>-"],
        events: "reads",
      },
    },
    network: Object.fromEntries(
      WITH_ENDPOINTS.map((service): [string, NetworkEvents] => [
        service,
        { source: `${service}.amazonaws.com` },
      ]),
    ),
  },
  standards: { further: [] },
  reduced: ["dev", "stg"],
  findings: FINDINGS,
  guardDuty: { plansOff: {} },
  inspector: { codeScanned: ["prod"] },
  vulnerabilityOrder: "exposure-and-assets",
  macie: { identifiers: JAPANESE_IDENTIFIERS, excludedBuckets: [] },
  accessAnalyzer: { unused: { unusedAfterDays: 90, accounts: ["prod"] } },
  topics: {
    "prod-error": { emailAddresses: ["security+error@example.com"] },
    "prod-warn": { emailAddresses: ["security+warn@example.com"] },
    "stg-findings": { emailAddresses: ["security+stg@example.com"] },
    "dev-findings": { emailAddresses: ["security+dev@example.com"] },
  },
  routes: {
    prod: { accounts: ["prod"], topics: { CRITICAL: "prod-error", HIGH: "prod-warn" } },
    platform: { accounts: PLATFORM, topics: { CRITICAL: "prod-error", HIGH: "prod-warn" } },
    stg: { accounts: ["stg"], topics: { CRITICAL: "stg-findings", HIGH: "stg-findings" } },
    dev: { accounts: ["dev"], topics: { CRITICAL: "dev-findings", HIGH: "dev-findings" } },
  },
  slack: {},
  review: { topic: "prod-warn", expression: "cron(0 9 1 * ? *)", timezone: "Asia/Tokyo" },
  audit: { topic: "prod-warn", expression: "cron(0 9 15 * ? *)", timezone: "Asia/Tokyo" },
};
