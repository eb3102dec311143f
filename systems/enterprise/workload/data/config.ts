import type { StopTime } from "../../../../constructs/compute/nightly-stop";
import type { AuditedStatements } from "../../../../constructs/database/aurora-engine";
import type { DatabaseInsights } from "../../../../constructs/database/aurora-insights";
import type { AuroraCapacity, AuroraInstance } from "../../../../constructs/database/aurora-instance";
import type { DataClass } from "../../../../constructs/governance/classification";
import type { ArchiveTiersConfig } from "../../../../constructs/storage/archive-tiers";
import type { StorageChoice } from "../../../../constructs/storage/storage-choice";
import type { SpokeKey } from "../../hub/config";
import { WATCHED, type WatchingConfig } from "./watching-config";

/** How personal data leaves a database once the purpose for which it was kept is fulfilled. */
export interface ErasureConfig {
  /** Key of the scheduled job that erases it. */
  readonly job: string;
  /** Days for which it is kept after a person has left, 0 or more. */
  readonly keepDays: number;
}

/** Who works with an account's database from another account. */
export interface ForeignClientsConfig {
  /** Key of their account, whose network is attached to the same hub. */
  readonly account: "prod";
  /** Name of the database user that they sign in as, by IAM. */
  readonly databaseUser: string;
}

/** An account's own database. */
export interface DatabaseConfig {
  /** Class of the data. */
  readonly dataClass: DataClass;
  /** Complete version of Aurora PostgreSQL with which the cluster begins. */
  readonly engineVersion: string;
  /** Between which sizes instances scale, or the class of all of them. */
  readonly capacity: AuroraCapacity;
  /** Instances by name; the first begins as the writer. */
  readonly instances: Readonly<Record<string, AuroraInstance>>;
  /** Kinds of statements that the audit log holds. */
  readonly audited: readonly AuditedStatements[];
  /** Days for which every point in time can be restored, 1 to 35. */
  readonly backupRetentionDays: number;
  /** How much Database Insights learns. */
  readonly insights: DatabaseInsights;
  /** When AWS backs up and maintains the cluster, in UTC. */
  readonly windows: { readonly backup: string; readonly maintenance: string };
  /** What its alarms must know and no setting says. */
  readonly limits: {
    /** Number of connections that the smallest instance takes. */
    readonly maxConnections: number;
    /** Local storage of an instance in GiB. */
    readonly localStorageGiB: number;
    /**
     * GiB that the volume is expected to hold at most.
     *
     * @default - nothing is expected: the bill tells
     */
    readonly expectedVolumeGiB?: number | undefined;
  };
  /**
   * How personal data leaves it; needed where the class demands it.
   *
   * @default - the class does not demand it
   */
  readonly erasure?: ErasureConfig | undefined;
  /**
   * Who works with it from another account.
   *
   * @default - nobody
   */
  readonly foreignClients?: ForeignClientsConfig | undefined;
}

/** A database in the account of regulated data, as its outputs name it once it is there. */
export interface RegulatedDatabaseConfig {
  /** Host name of the writer. */
  readonly host: string;
  /** Port on which it listens. */
  readonly port: number;
  /** ARN of the role by which tasks of this account sign in. */
  readonly clientRoleArn: string;
}

/** A bucket for what users keep. */
export interface BucketConfig {
  /** Class of the objects. */
  readonly dataClass: DataClass;
  /** Whether people or systems from outside put objects there, which are then scanned for malware. */
  readonly acceptsUploads: boolean;
  /**
   * Whether most objects are below 128 KB, which Intelligent-Tiering never moves: they stay in S3 Standard.
   *
   * @default false
   */
  readonly smallObjects?: boolean | undefined;
  /**
   * Which storage the objects lie in.
   *
   * @default - Intelligent-Tiering, and S3 Standard for small objects and what is gone in days
   */
  readonly storage?: StorageChoice | undefined;
  /**
   * When objects that nobody reads go to the archive tiers of Intelligent-Tiering.
   *
   * @default - never
   */
  readonly archiveTiers?: ArchiveTiersConfig | undefined;
  /**
   * Age in days at which objects are deleted, where the class does not say.
   *
   * @default - kept
   */
  readonly expirationDays?: number | undefined;
  /**
   * GiB that the bucket is expected to hold at most; well above them somebody is told, for the cost.
   *
   * @default - nothing is expected: the bill tells
   */
  readonly expectedGiB?: number | undefined;
}

/** The instance from which people reach what lies in private subnets. */
export interface BastionConfig {
  /** EC2 instance type of the arm64 architecture. */
  readonly instanceType: string;
  /** Minutes without input after which a session ends, 1 to 60. */
  readonly idleMinutes: number;
  /** Minutes after which a session ends in any case, 1 to 1440. */
  readonly longestMinutes: number;
  /** Days for which sessions are kept in CloudWatch Logs; the log archive keeps them for the audit standard's time. */
  readonly logRetentionDays: number;
  /** When patches are installed, in UTC. */
  readonly patchSchedule: string;
  /**
   * When it stops each day.
   *
   * @default - it runs on
   */
  readonly stopsAt?: StopTime | undefined;
}

/** What an account keeps, and how people reach it. */
export interface DataConfig {
  /**
   * The account's own database.
   *
   * @default - none
   */
  readonly database?: DatabaseConfig | undefined;
  /**
   * The database in the account of regulated data that this account's tasks work with.
   *
   * @default - none
   */
  readonly regulatedDatabase?: RegulatedDatabaseConfig | undefined;
  /** The buckets, by a key that stays. */
  readonly buckets: Readonly<Record<string, BucketConfig>>;
  /**
   * The bastion.
   *
   * @default - nobody reaches private subnets
   */
  readonly bastion?: BastionConfig | undefined;
  /** Who is told of what. */
  readonly watching: WatchingConfig;
}

/** Who changed structure, permissions and rows; reading is left out, as the application's own would drown the rest. */
const CHANGES: readonly AuditedStatements[] = ["ddl", "role", "write"];
/** At night and on Sunday night in Japan. */
const WINDOWS = { backup: "17:00-17:30", maintenance: "sat:18:00-sat:18:30" };
/** The one of 16 with long-term support: AWS stops taking new clusters of the others about a year after their release. */
const ENGINE_VERSION = "16.8";

const DATABASE: Omit<DatabaseConfig, "capacity" | "instances" | "backupRetentionDays" | "limits"> = {
  dataClass: "internal",
  engineVersion: ENGINE_VERSION,
  audited: CHANGES,
  insights: "standard",
  windows: WINDOWS,
};
const TWO: DatabaseConfig["instances"] = { writer: {}, reader: {} };
const ERASURE: ErasureConfig = { job: "erase", keepDays: 30 };

const BUCKETS = {
  documents: { dataClass: "confidential", acceptsUploads: false },
  uploads: { dataClass: "internal", acceptsUploads: true },
  // Files on their way to or from the bastion.
  transfer: { dataClass: "public.temporary", acceptsUploads: false },
} as const satisfies DataConfig["buckets"];

const BASTION: BastionConfig = {
  instanceType: "t4g.micro",
  idleMinutes: 20,
  longestMinutes: 480,
  logRetentionDays: 90,
  // Sunday, three in the morning in Japan.
  patchSchedule: "cron(0 18 ? * SAT *)",
};

/** What each account keeps. Sizes are examples. */
export const DATA: Readonly<Record<SpokeKey, DataConfig>> = {
  dev: {
    database: {
      ...DATABASE,
      capacity: { minAcu: 0.5, maxAcu: 2 },
      instances: { writer: {} },
      backupRetentionDays: 7,
      limits: { maxConnections: 400, localStorageGiB: 16 },
    },
    buckets: BUCKETS,
    bastion: BASTION,
    watching: WATCHED.dev,
  },
  stg: {
    database: {
      ...DATABASE,
      capacity: { minAcu: 0.5, maxAcu: 4 },
      instances: TWO,
      backupRetentionDays: 14,
      limits: { maxConnections: 823, localStorageGiB: 16 },
    },
    buckets: BUCKETS,
    bastion: BASTION,
    watching: WATCHED.stg,
  },
  prod: {
    database: {
      ...DATABASE,
      dataClass: "personal",
      capacity: { instanceClass: "db.r7g.large" },
      instances: TWO,
      backupRetentionDays: 35,
      insights: "advanced",
      limits: { maxConnections: 1802, localStorageGiB: 32, expectedVolumeGiB: 500 },
      erasure: ERASURE,
    },
    buckets: {
      ...BUCKETS,
      documents: { ...BUCKETS.documents, expectedGiB: 1000 },
      uploads: { ...BUCKETS.uploads, dataClass: "personal", expectedGiB: 200 },
    },
    bastion: BASTION,
    watching: WATCHED.prod,
  },
  regulated: {
    database: {
      ...DATABASE,
      dataClass: "personal",
      audited: [...CHANGES, "read"],
      capacity: { instanceClass: "db.r7g.large" },
      instances: TWO,
      backupRetentionDays: 35,
      limits: { maxConnections: 1802, localStorageGiB: 32 },
      erasure: ERASURE,
      foreignClients: { account: "prod", databaseUser: "enterprise" },
    },
    buckets: { records: { dataClass: "personal", acceptsUploads: false } },
    watching: WATCHED.regulated,
  },
};
