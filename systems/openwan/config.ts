import type { FargateSize } from "../../constructs/compute/fargate-sizes";
import type { FargateCapacity } from "../../constructs/compute/service-capacity";
import type { ScalingPace } from "../../constructs/compute/service-scaling";
import type { DatabaseParameters } from "../../constructs/database/database-parameter";
import type { RdsStorage } from "../../constructs/database/rds-storage";
import type { CachePolicyProps } from "../../constructs/edge/cache-policy";
import type { MediaPath } from "../../constructs/edge/media-origin";
import type { ZoneSource } from "../../constructs/edge/hosted-zone";
import type { WebAclRule } from "../../constructs/edge/web-acl-rules";
import type { GithubConfig } from "../../constructs/identity/github-config";
import type { NetworkConfig } from "../../constructs/network/network-config";
import type { ZoneLetter } from "../../constructs/network/zones";
import type { RunningTag } from "../../constructs/registry/image-references";
import type { LifecycleRule } from "../../constructs/storage/lifecycle-rules";
import type { EnvironmentConfig } from "../environment";
import { GITHUB } from "./github";
import {
  CACHE_PARAMETERS,
  DATABASE_PARAMETERS,
  MEDIA_CACHING,
  MEDIA_LIFECYCLE,
  WEB_ACL_RULES,
} from "./shared";

/** What the number of tasks follows. The queue is the one for transcoding. */
export type TargetConfig = ScalingPace &
  (
    | { readonly measure: "cpu" | "memory"; readonly targetPercent: number }
    | { readonly measure: "queue-depth"; readonly targetMessages: number }
  );

/** Size and number of a service's tasks. */
export interface ServiceConfig extends FargateSize {
  /** Number of tasks to begin with. */
  readonly desiredCount: number;
  /** Between which numbers of tasks it scales, and by what. */
  readonly scaling: {
    /** Fewest tasks, 0 or more. */
    readonly minTasks: number;
    /** Most tasks, at least `minTasks`. */
    readonly maxTasks: number;
    /** What the number follows, by name. */
    readonly targets: Readonly<Record<string, TargetConfig>>;
  };
  /**
   * Where its tasks run: `"spot"` is cheaper, but AWS takes tasks away with two minutes' notice.
   *
   * @default "on-demand"
   */
  readonly capacity?: FargateCapacity | undefined;
}

/** The media bucket and how viewers get what is in it. */
export interface MediaConfig {
  /** What becomes of objects with time. */
  readonly lifecycle: readonly LifecycleRule[];
  /** How long the distribution keeps answers, by a key that stays. */
  readonly cachePolicies: Readonly<Record<string, CachePolicyProps>>;
  /** Paths that the bucket answers. */
  readonly paths: readonly MediaPath[];
}

/** The values of one environment of openwan. */
export interface OpenwanConfig {
  /** Account, Region, zones, protection, tags and state. */
  readonly environment: EnvironmentConfig;
  /** How GitHub Actions reach the environment's account. */
  readonly github?: GithubConfig | undefined;
  /** VPC, subnets, NAT, endpoint and flow logs. */
  readonly network: NetworkConfig;
  /**
   * Domain under which viewers know the site, and the hosted zone of its records.
   *
   * @default - CloudFront's own name: no records, no certificates, no pages of other origins
   */
  readonly domain?: { readonly domainName: string; readonly zone: ZoneSource } | undefined;
  /** The two services. */
  readonly services: { readonly backend: ServiceConfig; readonly worker: ServiceConfig };
  /** Threads that FFmpeg uses in each worker, 1 or more. */
  readonly ffmpegThreads: number;
  /** Tag that the images run at. */
  readonly runningTag: RunningTag;
  /** Number of images that each repository keeps. */
  readonly keepImages: number;
  /** Whether the X-Ray daemon runs beside both services. */
  readonly xrayDaemon: "on" | "off";
  /** The MySQL instance and its replicas. */
  readonly database: {
    /** Version of RDS for MySQL with which the instance begins: `8.0.43`. */
    readonly engineVersion: string;
    /** Instance class: `db.r6g.xlarge`. */
    readonly instanceClass: string;
    /** Size, growth and speed of its storage. */
    readonly storage: RdsStorage;
    /** Whether a standby waits in a second zone. */
    readonly availability: "multi-az" | "single-zone";
    /** Parameters of instance and replicas. */
    readonly parameters: DatabaseParameters;
    /** Read replicas by a name that stays, each bound to a zone of the environment. */
    readonly replicas: Readonly<
      Record<string, { readonly zone: ZoneLetter; readonly instanceClass: string }>
    >;
    /** Number of the current password; one more makes a new one at the next deployment. */
    readonly passwordVersion: number;
    /** Days for which every point in time can be restored, 1 to 35. */
    readonly backupRetentionDays: number;
    /** When AWS backs up and maintains it, in UTC. */
    readonly windows: { readonly backup: string; readonly maintenance: string };
  };
  /** The Redis cluster. */
  readonly cache: {
    /** Version of Redis: `7.0`. */
    readonly engineVersion: string;
    /** Node type: `cache.r6g.large`. */
    readonly nodeType: string;
    /** Number of shards, 1 to 500. */
    readonly shards: number;
    /** Replicas of each shard, 0 to 5. */
    readonly replicasPerShard: number;
    /** Parameters beside cluster mode. */
    readonly parameters: Readonly<Record<string, string>>;
    /** Number of the current token; one more makes a new one at the next deployment. */
    readonly tokenVersion: number;
    /** Days for which daily snapshots are kept, 1 to 35. */
    readonly snapshotRetentionDays: number;
    /** When AWS takes snapshots and maintains it, in UTC. */
    readonly windows: { readonly snapshot: string; readonly maintenance: string };
  };
  /** The media bucket. */
  readonly media: MediaConfig;
  /** What stands before distribution and load balancer. */
  readonly edge: {
    /** Rules of the web ACL, each with a name and a priority of its own. */
    readonly webAclRules: readonly WebAclRule[];
    /** Versions of the header by which the load balancer knows the distribution; the last is sent, all are accepted. */
    readonly originSecretVersions: readonly string[];
  };
  /**
   * The bastion, by which operators reach the database.
   *
   * @default - none
   */
  readonly bastion?: { readonly instanceType: string; readonly zone: ZoneLetter } | undefined;
  /** Number of the current value of each secret that nothing else makes; one more makes a new one. */
  readonly secretVersions: { readonly jwt: number; readonly s3EncryptionKey: number };
  /** Days for which logs are kept in CloudWatch Logs: of services and stores, of what stands at the edge, of CloudTrail. */
  readonly logRetentionDays: { readonly system: number; readonly edge: number; readonly trail: number };
  /** E-mail addresses that receive the messages of each topic. */
  readonly notified: {
    readonly alerts: readonly string[];
    readonly critical: readonly string[];
    readonly security: readonly string[];
  };
  /** GuardDuty's detector, of which an account has one in each Region: made here, or there already. */
  readonly guardDuty: "create" | "exists";
}

const REGION = "us-east-1";
const ZONES = ["a", "b", "c"].map((letter) => `${REGION}${letter}`);
const MYSQL_VERSION = "8.0.43";
const REDIS_VERSION = "7.0";

/** Three tiers over three zones: app reaches the internet by its zone's NAT gateway, data reaches nothing. */
function threeTiers(block: "10.0" | "10.1", flowLogRetentionDays: number): NetworkConfig {
  const cidrs = (tens: "" | "1" | "2") => ({
    a: `${block}.${tens}1.0/24`,
    b: `${block}.${tens}2.0/24`,
    c: `${block}.${tens}3.0/24`,
  });
  return {
    cidr: `${block}.0.0/16`,
    tiers: {
      public: { egress: "internet-gateway", cidrs: cidrs("") },
      app: { egress: "nat", cidrs: cidrs("1") },
      data: { egress: "none", cidrs: cidrs("2") },
    },
    nat: "gateway-per-zone",
    gatewayEndpoints: { s3: ["app"] },
    flowLog: { destination: "cloud-watch-logs", retentionDays: flowLogRetentionDays },
  };
}

const BACKEND_TARGETS: ServiceConfig["scaling"]["targets"] = {
  cpu: { measure: "cpu", targetPercent: 70 },
  memory: { measure: "memory", targetPercent: 80 },
};
const WORKER_TARGETS: ServiceConfig["scaling"]["targets"] = {
  queue: {
    measure: "queue-depth",
    targetMessages: 100,
    scaleInCooldownSeconds: 300,
    scaleOutCooldownSeconds: 60,
  },
};
const DATABASE_WINDOWS = { backup: "03:00-04:00", maintenance: "mon:04:00-mon:05:00" };
const CACHE_WINDOWS = { snapshot: "03:00-05:00", maintenance: "sun:05:00-sun:07:00" };

/** What is the same in every environment. */
const COMMON = {
  github: GITHUB,
  ffmpegThreads: 2,
  runningTag: { always: "latest" },
  xrayDaemon: "on",
  media: { lifecycle: MEDIA_LIFECYCLE, ...MEDIA_CACHING },
  edge: { webAclRules: WEB_ACL_RULES, originSecretVersions: ["1"] },
  bastion: { instanceType: "t4g.nano", zone: "a" },
  secretVersions: { jwt: 1, s3EncryptionKey: 1 },
  guardDuty: "create",
} as const satisfies Partial<OpenwanConfig>;

/**
 * Every environment of openwan, in the order of promotion: prod as the system's description sizes it, dev the same
 * things at small sizes. Accounts, the repository, domains and addresses are examples.
 */
export const environments: Readonly<Record<"dev" | "prod", OpenwanConfig>> = {
  dev: {
    ...COMMON,
    environment: {
      account: "333333333333",
      region: REGION,
      zones: ZONES,
      protection: "disposable",
      tags: { Environment: "development", Application: "openwan" },
    },
    network: threeTiers("10.1", 7),
    domain: { domainName: "openwan.dev.example.com", zone: { existingZone: "dev.example.com" } },
    services: {
      backend: {
        cpu: 512,
        memoryMiB: 1024,
        desiredCount: 1,
        scaling: { minTasks: 1, maxTasks: 2, targets: BACKEND_TARGETS },
      },
      worker: {
        cpu: 1024,
        memoryMiB: 2048,
        desiredCount: 1,
        scaling: { minTasks: 1, maxTasks: 2, targets: WORKER_TARGETS },
      },
    },
    keepImages: 10,
    database: {
      engineVersion: MYSQL_VERSION,
      // The smallest class with Performance Insights.
      instanceClass: "db.t4g.medium",
      storage: { allocatedGiB: 20, maxGiB: 100 },
      availability: "multi-az",
      parameters: DATABASE_PARAMETERS,
      replicas: {},
      passwordVersion: 1,
      backupRetentionDays: 1,
      windows: DATABASE_WINDOWS,
    },
    cache: {
      engineVersion: REDIS_VERSION,
      nodeType: "cache.t4g.micro",
      shards: 3,
      replicasPerShard: 1,
      parameters: CACHE_PARAMETERS,
      tokenVersion: 1,
      snapshotRetentionDays: 1,
      windows: CACHE_WINDOWS,
    },
    logRetentionDays: { system: 7, edge: 7, trail: 30 },
    notified: { alerts: [], critical: [], security: [] },
  },
  prod: {
    ...COMMON,
    environment: {
      account: "444444444444",
      region: REGION,
      zones: ZONES,
      protection: "protected",
      tags: { Environment: "production", Application: "openwan" },
    },
    network: threeTiers("10.0", 90),
    domain: { domainName: "openwan.example.com", zone: { existingZone: "example.com" } },
    services: {
      backend: {
        cpu: 2048,
        memoryMiB: 4096,
        desiredCount: 2,
        scaling: { minTasks: 2, maxTasks: 20, targets: BACKEND_TARGETS },
      },
      worker: {
        cpu: 4096,
        memoryMiB: 8192,
        desiredCount: 2,
        scaling: { minTasks: 2, maxTasks: 10, targets: WORKER_TARGETS },
      },
    },
    keepImages: 30,
    database: {
      engineVersion: MYSQL_VERSION,
      instanceClass: "db.r6g.xlarge",
      storage: { allocatedGiB: 500, maxGiB: 2000, iops: 12_000, throughputMiBps: 500 },
      availability: "multi-az",
      parameters: DATABASE_PARAMETERS,
      replicas: {
        "replica-1": { zone: "b", instanceClass: "db.r6g.large" },
        "replica-2": { zone: "c", instanceClass: "db.r6g.large" },
      },
      passwordVersion: 1,
      backupRetentionDays: 7,
      windows: DATABASE_WINDOWS,
    },
    cache: {
      engineVersion: REDIS_VERSION,
      nodeType: "cache.r6g.large",
      shards: 3,
      replicasPerShard: 2,
      parameters: CACHE_PARAMETERS,
      tokenVersion: 1,
      snapshotRetentionDays: 5,
      windows: CACHE_WINDOWS,
    },
    logRetentionDays: { system: 30, edge: 90, trail: 365 },
    notified: { alerts: [], critical: [], security: [] },
  },
};
