import type { Config } from "../../../operations/rehearsal/checks/check";
import { checksOf } from "../../../operations/rehearsal/checks/registry";
import type { Value } from "../../../operations/rehearsal/provider/codec";

function findings(type: string, config: Readonly<Record<string, Value>>): readonly string[] {
  return checksOf(type).flatMap((check) => check.find(config).map(({ message }) => message));
}

const db = (more: object) => ({
  identifier: "main",
  instance_class: "db.t4g.micro",
  skip_final_snapshot: true,
  ...more,
});
const redis = (more: object) => ({
  replication_group_id: "cache",
  node_type: "cache.r6g.large",
  num_node_groups: 1,
  automatic_failover_enabled: true,
  ...more,
});
const token = {
  auth_token: "a".repeat(16),
  auth_token_update_strategy: "ROTATE",
  transit_encryption_enabled: true,
};
const delivery = (log_type: string) => ({
  log_delivery_configuration: [
    { log_type, log_format: "json", destination: "g", destination_type: "cloudwatch-logs" },
  ],
});
const redriveAllow = (policy: object) => ({ queue_url: "q", redrive_allow_policy: JSON.stringify(policy) });

/** A type, a configuration that passes, one that does not, and the words of the refusal. */
const CASES: readonly (readonly [string, Config, Config, RegExp])[] = [
  [
    "aws_db_instance",
    db({ engine: "mysql", storage_type: "gp3", allocated_storage: 400, iops: 12000 }),
    db({ engine: "mysql", storage_type: "gp3", allocated_storage: 399, iops: 12000 }),
    /from 400 GiB on, got 399 GiB/,
  ],
  [
    "aws_db_instance",
    db({ password_wo: "p", password_wo_version: 1 }),
    db({ password_wo: "p" }),
    /go together, got no version/,
  ],
  [
    "aws_db_instance",
    db({ replicate_source_db: "main" }),
    db({ replicate_source_db: "main", engine: "mysql" }),
    /from its source, got engine/,
  ],
  [
    "aws_db_instance",
    db({ monitoring_interval: 60, monitoring_role_arn: "arn:x" }),
    db({ monitoring_interval: 60 }),
    /needs a role/,
  ],
  [
    "aws_elasticache_replication_group",
    redis({}),
    redis({ num_cache_clusters: 2 }),
    /num_node_groups may be set/,
  ],
  [
    "aws_elasticache_replication_group",
    redis({ snapshot_window: "03:00-05:00" }),
    redis({ snapshot_window: "3-5" }),
    /must be a window/,
  ],
  [
    "aws_elasticache_replication_group",
    redis(token),
    redis({ ...token, auth_token: "short" }),
    /16 to 128 characters/,
  ],
  [
    "aws_elasticache_replication_group",
    redis(token),
    redis({ ...token, transit_encryption_enabled: false }),
    /needs auth_token_update_strategy and encryption in transit/,
  ],
  [
    "aws_elasticache_replication_group",
    redis({ multi_az_enabled: true }),
    redis({ multi_az_enabled: true, automatic_failover_enabled: false }),
    /needs automatic_failover_enabled/,
  ],
  [
    "aws_elasticache_replication_group",
    redis(delivery("slow-log")),
    redis(delivery("error-log")),
    /log_type must be one of slow-log, engine-log/,
  ],
  ["aws_elasticache_subnet_group", { name: "cache-a" }, { name: "cache_a" }, /letters, digits and hyphens/],
  ["aws_elasticache_parameter_group", { family: "redis7" }, { family: "7" }, /family like redis7/],
  [
    "aws_sqs_queue",
    { name: "q", kms_data_key_reuse_period_seconds: 60 },
    { name: "q", kms_data_key_reuse_period_seconds: 59 },
    /between 60 and 86400/,
  ],
  [
    "aws_sqs_queue_redrive_allow_policy",
    redriveAllow({ redrivePermission: "byQueue", sourceQueueArns: ["arn:x"] }),
    redriveAllow({ redrivePermission: "byQueue" }),
    /byQueue without/,
  ],
];

describe("what RDS, ElastiCache and SQS refuse", () => {
  test.each(CASES)("%s: one passes, one is refused", (type, right, wrong, words) => {
    expect(findings(type, right)).toEqual([]);
    expect(findings(type, wrong)).toEqual([expect.stringMatching(words)]);
  });
});
