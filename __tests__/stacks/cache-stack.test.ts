import { TerraformOutput } from "cdktf";
import { CacheStack, type CacheStackProps } from "../../stacks/cache-stack";
import { statements } from "../support/policies";
import { BareStack, ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const KMS_KEY = "arn:aws:kms:us-east-1:111111111111:key/elasticache";

const OPENWAN: CacheStackProps = {
  environment: { ...ENVIRONMENT, region: "us-east-1", protection: "protected" },
  replicationGroupId: "openwan-redis",
  engineVersion: "7.0",
  nodeType: "cache.r6g.large",
  vpcId: "vpc-1",
  subnetIds: ["data-subnet-a", "data-subnet-b", "data-subnet-c"],
  shards: 3,
  replicasPerShard: 2,
  authToken: { secretName: "openwan/redis/auth-token", key: "token", version: 1, recoveryWindowDays: 7 },
  snapshotRetentionDays: 5,
  log: { groupName: "/aws/elasticache/openwan-redis", retentionDays: 30 },
  parameters: {
    "maxmemory-policy": "allkeys-lru",
    "maxmemory-samples": "5",
    "tcp-keepalive": "300",
    timeout: "300",
  },
  windows: { snapshot: "03:00-05:00", maintenance: "sun:05:00-sun:07:00" },
  kmsKeyArn: KMS_KEY,
  names: {
    subnetGroup: "openwan-redis-subnet-group",
    parameterGroup: "openwan-redis7",
    securityGroup: "openwan-elasticache-sg",
  },
  events: { topicName: "openwan-redis-events", emailAddresses: ["ops@example.com"] },
};

const synthesize = (change: Partial<CacheStackProps> = {}): Readonly<Record<string, Workspace>> =>
  synthesizeApp((app) => {
    const { exports } = new CacheStack(app, { ...OPENWAN, ...change });
    const { memberClusterIds, securityGroup, logGroup, ...plain } = exports;
    const consumer = new BareStack(app, "consumer");
    const values = {
      ...plain,
      nodes: [...memberClusterIds],
      group: securityGroup.securityGroupId,
      log: logGroup.arn,
    };
    for (const [name, value] of Object.entries(values)) {
      new TerraformOutput(consumer, name, { value });
    }
  });

describe("the cache layer, as openwan states it", () => {
  let workspaces: Readonly<Record<string, Workspace>>;
  let layer: Workspace;

  beforeAll(() => {
    workspaces = synthesize();
    layer = workspaces["cache-test"]!;
  });

  test("OW-008, OW-205 to OW-224, OW-281, OW-D22, OW-D54: the cluster", () => {
    expect(layer.one("aws_elasticache_replication_group", "redis_cluster")).toEqual({
      replication_group_id: "openwan-redis",
      description: "Redis cluster openwan-redis",
      engine: "redis",
      engine_version: "7.0",
      auto_minor_version_upgrade: "false",
      node_type: "cache.r6g.large",
      num_node_groups: 3,
      replicas_per_node_group: 2,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
      port: 6379,
      subnet_group_name: "${aws_elasticache_subnet_group.redis_subnets.name}",
      security_group_ids: ["${aws_security_group.redis_security-group_group.id}"],
      parameter_group_name: "${aws_elasticache_parameter_group.redis_parameters.name}",
      at_rest_encryption_enabled: "true",
      kms_key_id: KMS_KEY,
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      auth_token: "${random_password.redis_auth-token_value.result}",
      auth_token_update_strategy: "ROTATE",
      snapshot_retention_limit: 5,
      snapshot_window: "03:00-05:00",
      maintenance_window: "sun:05:00-sun:07:00",
      final_snapshot_identifier: "openwan-redis-final",
      notification_topic_arn: "${aws_sns_topic.events_topic.arn}",
      log_delivery_configuration: ["engine-log", "slow-log"].map((type) => ({
        log_type: type,
        log_format: "json",
        destination_type: "cloudwatch-logs",
        destination: "${aws_cloudwatch_log_group.redis_log_group.name}",
      })),
    });
  });

  test("OW-215 to OW-217, OW-055, OW-D46: lies in the three data subnets, in a group without rules", () => {
    expect(layer.one("aws_elasticache_subnet_group", "redis_subnets")).toMatchObject({
      name: "openwan-redis-subnet-group",
      subnet_ids: ["data-subnet-a", "data-subnet-b", "data-subnet-c"],
    });
    expect(layer.one("aws_security_group", "redis_security-group_group")).toMatchObject({
      name: "openwan-elasticache-sg",
    });
    expect(layer.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(layer.ids("aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  test("OW-209, OW-225, OW-226, OW-232 to OW-234, OW-D46: the parameter group turns cluster mode on", () => {
    expect(layer.one("aws_elasticache_parameter_group", "redis_parameters")).toEqual({
      name: "openwan-redis7",
      family: "redis7",
      description: "Parameters of the Redis cluster openwan-redis",
      parameter: [
        { name: "maxmemory-policy", value: "allkeys-lru" },
        { name: "maxmemory-samples", value: "5" },
        { name: "tcp-keepalive", value: "300" },
        { name: "timeout", value: "300" },
        { name: "cluster-enabled", value: "yes" },
      ],
    });
  });

  test("OW-223, OW-270: the token is generated and written to its secret under one key", () => {
    expect(layer.one("random_password", "redis_auth-token_value")).toEqual({
      length: 64,
      special: false,
      keepers: { version: "1" },
    });
    expect(layer.one("aws_secretsmanager_secret", "redis_auth-token_secret")).toMatchObject({
      name: "openwan/redis/auth-token",
      recovery_window_in_days: 7,
    });
    expect(layer.one("aws_secretsmanager_secret_version", "redis_auth-token_current")).toEqual({
      secret_id: "${aws_secretsmanager_secret.redis_auth-token_secret.id}",
      secret_string_wo: '{"token":"${random_password.redis_auth-token_value.result}"}',
      secret_string_wo_version: 1,
    });
  });

  test("OW-281: its log group keeps events for 30 days", () => {
    expect(layer.all("aws_cloudwatch_log_group")).toEqual({
      redis_log_group: { name: "/aws/elasticache/openwan-redis", retention_in_days: 30 },
    });
  });

  test("OW-224, OW-302, OW-D35: ElastiCache tells the topic, whose subscribers are values", () => {
    expect(layer.one("aws_sns_topic", "events_topic")).toEqual({ name: "openwan-redis-events" });
    expect(Object.values(layer.all("aws_sns_topic_subscription"))).toMatchObject([
      { protocol: "email", endpoint: "ops@example.com" },
    ]);
    expect(statements(layer.one("aws_sns_topic_policy", "events_policy")["policy"])).toContainEqual({
      Sid: "PublishedByElastiCache",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["sns:Publish"],
      Resource: ["${aws_sns_topic.events_topic.arn}"],
      Condition: { StringEquals: { "aws:SourceOwner": "111111111111" } },
    });
  });

  test("OW-066, OW-212, OW-D20: hands other layers the endpoint, ARNs and the nine nodes' names, and no token", () => {
    expect(Object.keys(layer.json["output"]!).sort()).toEqual([
      "cache_host",
      "cache_secret_arn",
      "to-other-stacks-aws_cloudwatch_log_group-redis_log_group-arn",
      "to-other-stacks-aws_elasticache_replication_group-redis_cluster-configuration_endpoint_address",
      "to-other-stacks-aws_elasticache_replication_group-redis_cluster-replication_group_id",
      "to-other-stacks-aws_secretsmanager_secret-redis_auth-token_secret-arn",
      "to-other-stacks-aws_security_group-redis_security-group_group-id",
      "to-other-stacks-aws_sns_topic-events_topic-arn",
    ]);
    expect(workspaces["consumer-test"]!.json["output"]).toMatchObject({
      nodes: {
        value: [
          "openwan-redis-0001-001",
          "openwan-redis-0001-002",
          "openwan-redis-0001-003",
          "openwan-redis-0002-001",
          "openwan-redis-0002-002",
          "openwan-redis-0002-003",
          "openwan-redis-0003-001",
          "openwan-redis-0003-002",
          "openwan-redis-0003-003",
        ],
      },
      port: { value: 6379 },
    });
  });
});

describe("the cache layer", () => {
  test("OW-016: a disposable one of another size goes without a snapshot, key or names of its own", () => {
    const workspace = synthesizeApp((app) => {
      const { kmsKeyArn: _key, names: _names, windows: _windows, parameters: _parameters, ...rest } = OPENWAN;
      new CacheStack(app, {
        ...rest,
        environment: ENVIRONMENT,
        shards: 1,
        replicasPerShard: 1,
        authToken: { secretName: "example/token", key: "token", version: 2 },
        events: { topicName: "example-events" },
      });
    })["cache-test"]!;
    const cluster = workspace.one("aws_elasticache_replication_group", "redis_cluster");

    expect(cluster).toMatchObject({ num_node_groups: 1, replicas_per_node_group: 1 });
    for (const absent of ["kms_key_id", "final_snapshot_identifier", "snapshot_window"]) {
      expect(cluster).not.toHaveProperty(absent);
    }
    expect(workspace.one("aws_elasticache_subnet_group", "redis_subnets")["name"]).toBe("openwan-redis");
    expect(workspace.one("aws_elasticache_parameter_group", "redis_parameters")).toMatchObject({
      name: "openwan-redis",
      parameter: [{ name: "cluster-enabled", value: "yes" }],
    });
    expect(workspace.one("random_password", "redis_auth-token_value")).toMatchObject({
      keepers: { version: "2" },
    });
    expect(workspace.ids("aws_sns_topic_subscription")).toEqual([]);
  });

  test("OW-227 to OW-231, OW-235, OW-D21: refuses parameters that ElastiCache decides itself", () => {
    const parameters = {
      save: "900 1",
      appendonly: "yes",
      appendfsync: "everysec",
      "cluster-node-timeout": "15000",
    };

    const found = refusalOf(() => synthesize({ parameters }))
      .split("\n")
      .map((line) => line.replace(/: ElastiCache [^,]*/, ""));

    expect(found).toEqual(
      Object.entries(parameters).map(
        ([name, value]) =>
          `cache-test/redis.parameters.${name}: is no parameter to set, got ${value}; remove it`,
      ),
    );
  });

  test.each<[string, Partial<CacheStackProps>, string]>([
    ["Redis 6", { engineVersion: "6.2" }, "engineVersion: is a version of Redis 7, got 6.2"],
    [
      "a class of RDS",
      { nodeType: "db.r6g.large" },
      "nodeType: is a node type of ElastiCache, got db.r6g.large",
    ],
    ["one subnet", { subnetIds: ["a"] }, "subnetIds: has subnets of at least two zones, got 1"],
    ["no shard", { shards: 0 }, "shards: is 1 to 500, got 0"],
    ["no replica", { replicasPerShard: 0 }, "replicasPerShard: is 1 to 5, got 0"],
    ["six replicas", { replicasPerShard: 6 }, "replicasPerShard: is 1 to 5, got 6"],
    ["501 nodes", { shards: 167 }, "shards: has at most 500 nodes with all replicas, got 501"],
    ["snapshots for 36 days", { snapshotRetentionDays: 36 }, "snapshotRetentionDays: is 0 to 35, got 36"],
    [
      "a snapshot window of half an hour",
      { windows: { snapshot: "03:00-03:30", maintenance: "sun:05:00-sun:07:00" } },
      "windows.snapshot: lasts at least 60 minutes, got 03:00-03:30",
    ],
    [
      "overlapping windows",
      { windows: { snapshot: "03:00-05:00", maintenance: "sun:04:59-sun:07:00" } },
      "windows.maintenance: does not overlap the daily window 03:00-05:00, got sun:04:59-sun:07:00",
    ],
    [
      "a name of 41 characters",
      { replicationGroupId: "a".repeat(41) },
      "the name of an aws_elasticache_replication_group has at most 40 characters",
    ],
    [
      "a token without a key",
      { authToken: { ...OPENWAN.authToken, key: "" } },
      'key: names the token, got ""',
    ],
    [
      "version 0 of the token",
      { authToken: { ...OPENWAN.authToken, version: 0 } },
      "the version of a token is a whole number from 1, got 0",
    ],
  ])("refuses %s", (_case, change, rule) => {
    expect(refusalOf(() => synthesize(change))).toContain(rule);
  });
});
