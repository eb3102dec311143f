/** An organizational unit; units lie side by side under the root. */
export type UnitKey = "users" | "security" | "shared" | "workloads";

/** An account that every organization of this kind has. */
export type MandatoryAccountKey = "management" | "identity" | "audit" | "security" | "dev" | "stg" | "prod";

/** An account that some have: a network that accounts share, and data that a law or PCI DSS wants apart. */
export type OptionalAccountKey = "network" | "regulated";

/** An account of the organization, which is an environment of the system too. */
export type AccountKey = MandatoryAccountKey | OptionalAccountKey;

/** All of them. */
export const ACCOUNT_KEYS = [
  "management",
  "identity",
  "audit",
  "security",
  "network",
  "dev",
  "stg",
  "prod",
  "regulated",
] as const satisfies readonly AccountKey[];

/** The accounts that systems run in. */
export const WORKLOAD_KEYS = ["dev", "stg", "prod", "regulated"] as const satisfies readonly AccountKey[];

/** One of them. */
export type WorkloadKey = (typeof WORKLOAD_KEYS)[number];

/** One account as the whole organization knows it. */
export interface OrganizationAccount {
  /** The 12 digits; `STRATA_ACCOUNT_ENTERPRISE_<KEY>` replaces them. */
  readonly id: string;
  /** Name in the console, 1 to 50 characters. */
  readonly name: string;
  /** Address of its root user, 6 to 64 characters, of which no other AWS account has the same. */
  readonly email: string;
  /** The unit that it lies in; the management account lies under the root, where policies never bind it. */
  readonly unit: UnitKey | "root";
}

/** What law, industry and customers demand of the whole organization. */
export interface Compliance {
  /** Whether it works for a government agency, which adds NIST SP 800-53 to the standards. */
  readonly governmentAgency: boolean;
  /** Whether it settles by credit card, which adds PCI DSS to the standards. */
  readonly cardPayments: boolean;
  /** Whether its industry demands two layers of encryption in S3. */
  readonly multilayerEncryption: boolean;
  /** What says how long audit logs are kept: 1 year by default and for PCI DSS, 1.5 years for the GDPR, or days. */
  readonly auditRetention:
    "default" | "pci-dss" | "gdpr" | { readonly days: number; readonly reason: string };
}

/** Where images are built, and which accounts run copies of them. */
export interface ImageCopies {
  /** The account to whose registry images are pushed. */
  readonly pushedTo: WorkloadKey;
  /** The accounts whose registries get a copy. */
  readonly copiedTo: readonly WorkloadKey[];
}

/** What all accounts share. Environments hand each other nothing but these values. */
export interface Organization {
  /** Id of the organization: `o-…`, known once it is made. */
  readonly id: string;
  /** Region in which everything stands that need not stand elsewhere. */
  readonly homeRegion: string;
  /** Region that keeps the copies of backups. */
  readonly backupRegion: string;
  /** Further Regions in which accounts may work. us-east-1 is among the allowed ones always, for global services. */
  readonly furtherRegions: readonly string[];
  /** Names of the units. */
  readonly units: Readonly<Record<UnitKey, string>>;
  /** The accounts. Those that are optional exist when they are named. */
  readonly accounts: Readonly<Record<MandatoryAccountKey, OrganizationAccount>> &
    Readonly<Partial<Record<OptionalAccountKey, OrganizationAccount>>>;
  /** Who pays: the management account, or a reseller that owns it and leaves no billing interfaces. */
  readonly payer: "own" | "reseller";
  /** Whether units and accounts are made here, or exist already and are only read. */
  readonly landingZone: "own" | "existing";
  /** How images reach the accounts that run them: built once and copied, or pushed to each account. */
  readonly images: ImageCopies | "each-account";
  /** Whether one trail records all accounts, or each has its own, where an organization's trail cannot be had. */
  readonly trail: "organization" | "each-account";
  /** Whether Security Hub is configured from the security account, or by a layer of each account. */
  readonly securityHub: "central" | "each-account";
  /** Demands of law, industry and customers. */
  readonly compliance: Compliance;
  /** Whether example addresses and account ids are let through, as in a repository that nobody deploys as it is. */
  readonly placeholders: "allowed" | "refused";
}

/** Region of IAM, Organizations, CloudFront and whatever else is the same everywhere. */
export const GLOBAL_REGION = "us-east-1";

/** The organization. Ids and addresses are examples. */
export const ORGANIZATION: Organization = {
  id: "o-exampleorgid",
  homeRegion: "ap-northeast-1",
  backupRegion: "ap-northeast-3",
  furtherRegions: [],
  units: {
    users: "User management",
    security: "Security",
    shared: "Shared services",
    workloads: "Workloads",
  },
  accounts: {
    management: { id: "810000000001", name: "management", email: "aws+management@example.com", unit: "root" },
    identity: { id: "810000000002", name: "identity", email: "aws+identity@example.com", unit: "users" },
    audit: { id: "810000000003", name: "audit", email: "aws+audit@example.com", unit: "security" },
    security: { id: "810000000004", name: "security", email: "aws+security@example.com", unit: "security" },
    network: { id: "810000000005", name: "network", email: "aws+network@example.com", unit: "shared" },
    dev: { id: "810000000006", name: "dev", email: "aws+dev@example.com", unit: "workloads" },
    stg: { id: "810000000007", name: "stg", email: "aws+stg@example.com", unit: "workloads" },
    prod: { id: "810000000008", name: "prod", email: "aws+prod@example.com", unit: "workloads" },
  },
  payer: "own",
  landingZone: "own",
  images: { pushedTo: "dev", copiedTo: ["stg", "prod"] },
  trail: "organization",
  securityHub: "central",
  compliance: {
    governmentAgency: false,
    cardPayments: false,
    multilayerEncryption: false,
    auditRetention: "default",
  },
  placeholders: "allowed",
};
