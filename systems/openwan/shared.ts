import type { DatabaseParameters } from "../../constructs/database/database-parameter";
import type { WebAclRule } from "../../constructs/edge/web-acl-rules";
import type { QueueProps } from "../../constructs/messaging/queue";
import type { LifecycleRule } from "../../constructs/storage/lifecycle-rules";
import type { MediaConfig } from "./config";

const DAY_SECONDS = 86_400;
const CACHED_HEADERS = ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];

/**
 * MySQL's parameters. The description's query cache and path of the slow query log are not among them: MySQL 8.0 has no
 * such cache, and RDS fixes the path. `innodb_flush_method` is left to RDS, which has O_DIRECT. The redo log stands for
 * two log files of 1 GiB, which is what MySQL makes of them since 8.0.30.
 */
export const DATABASE_PARAMETERS: DatabaseParameters = {
  max_connections: { value: "500", apply: "immediate" },
  max_connect_errors: { value: "1000", apply: "immediate" },
  connect_timeout: { value: "10", apply: "immediate" },
  innodb_buffer_pool_size: { value: "{DBInstanceClassMemory*3/4}", apply: "pending-reboot" },
  innodb_redo_log_capacity: { value: "2147483648", apply: "pending-reboot" },
  // Faster, and a crash can lose the last second of commits.
  innodb_flush_log_at_trx_commit: { value: "2", apply: "immediate" },
  character_set_server: { value: "utf8mb4", apply: "immediate" },
  collation_server: { value: "utf8mb4_unicode_ci", apply: "immediate" },
  slow_query_log: { value: "1", apply: "immediate" },
  long_query_time: { value: "2", apply: "immediate" },
  log_queries_not_using_indexes: { value: "1", apply: "immediate" },
  // Slow queries leave RDS as a file alone.
  log_output: { value: "FILE", apply: "immediate" },
  binlog_format: { value: "ROW", apply: "immediate" },
  // RDS takes it in lower case alone.
  binlog_row_image: { value: "minimal", apply: "immediate" },
};

/** Redis's parameters, of those that ElastiCache lets one set. Cluster mode comes with the number of shards. */
export const CACHE_PARAMETERS: Readonly<Record<string, string>> = {
  "maxmemory-policy": "allkeys-lru",
  "maxmemory-samples": "5",
  "tcp-keepalive": "300",
  timeout: "300",
};

/** The queue of files that wait for transcoding, each of which may take an hour. */
export const TRANSCODING_QUEUE: Omit<QueueProps, "queueName" | "deadLetters"> & {
  readonly retentionSeconds: number;
  readonly maxReceives: number;
} = {
  visibilityTimeoutSeconds: 3600,
  retentionSeconds: 14 * DAY_SECONDS,
  delaySeconds: 0,
  receiveWaitSeconds: 20,
  maxMessageBytes: 262_144,
  maxReceives: 3,
  encryption: { kmsKeyId: "alias/aws/sqs", dataKeyReuseSeconds: 300 },
};

/** What becomes of old versions, abandoned uploads and old previews; originals stay as they are. */
export const MEDIA_LIFECYCLE: readonly LifecycleRule[] = [
  {
    id: "TransitionOldVersions",
    noncurrentTransitions: [{ days: 30, storageClass: "GLACIER" }],
    noncurrentExpirationDays: 90,
  },
  { id: "DeleteIncompleteUploads", abortUploadsAfterDays: 7 },
  {
    id: "TransitionPreviewToIA",
    prefix: "preview/",
    transitions: [{ days: 90, storageClass: "STANDARD_IA" }],
  },
];

/** Paths that viewers get from the bucket, and for how long the distribution keeps the answers. */
export const MEDIA_CACHING: Pick<MediaConfig, "cachePolicies" | "paths"> = {
  cachePolicies: {
    preview: {
      name: "openwan-preview",
      minTtlSeconds: 0,
      defaultTtlSeconds: DAY_SECONDS,
      maxTtlSeconds: 365 * DAY_SECONDS,
      headers: CACHED_HEADERS,
    },
    thumbnails: {
      name: "openwan-thumbnails",
      minTtlSeconds: 0,
      defaultTtlSeconds: 7 * DAY_SECONDS,
      maxTtlSeconds: 365 * DAY_SECONDS,
      headers: CACHED_HEADERS,
    },
  },
  paths: [
    { pathPattern: "/preview/*", methods: "read-and-options", cachePolicy: "preview" },
    { pathPattern: "/thumbnails/*", methods: "read-and-options", cachePolicy: "thumbnails" },
  ],
};

/** Rules of the web ACL, in the order in which they are tried. */
export const WEB_ACL_RULES: readonly WebAclRule[] = [
  { name: "AWSManagedRulesCommonRuleSet", priority: 1, managedGroup: "AWSManagedRulesCommonRuleSet" },
  {
    name: "AWSManagedRulesKnownBadInputsRuleSet",
    priority: 2,
    managedGroup: "AWSManagedRulesKnownBadInputsRuleSet",
  },
  { name: "AWSManagedRulesSQLiRuleSet", priority: 3, managedGroup: "AWSManagedRulesSQLiRuleSet" },
  { name: "RateLimitRule", priority: 10, requestsPerAddress: 2000 },
  {
    name: "GeoBlockRule",
    priority: 11,
    countries: ["US", "CN", "JP", "KR", "SG"],
    block: "all-others",
  },
  { name: "IPReputationList", priority: 12, managedGroup: "AWSManagedRulesAmazonIpReputationList" },
];
