import { statements } from "../../support/policies";
import type { Attributes, Workspace } from "../../support/synthesis";
import { only, synthesizeLayers, where, type Layers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

const DATA_SUBNETS = ["a", "b", "c"].map((zone) => `\${aws_subnet.network_data_subnet-${zone}.id}`);

/** The parameters of a group, by name. */
const parameters = (group: Attributes) =>
  Object.fromEntries(
    (group["parameter"] as readonly { name: string; value: string }[]).map(({ name, value }) => [
      name,
      value,
    ]),
  );

describe.each([
  {
    environment: "dev",
    rds: { instance_class: "db.t4g.medium", allocated_storage: 20, max_allocated_storage: 100 },
    backupDays: 1,
    logDays: 7,
    replicas: [],
    redis: { node_type: "cache.t4g.micro", num_node_groups: 3, replicas_per_node_group: 1 },
    snapshots: 1,
    tag: "development",
  },
  {
    environment: "prod",
    rds: {
      instance_class: "db.r6g.xlarge",
      allocated_storage: 500,
      max_allocated_storage: 2000,
      iops: 12_000,
      storage_throughput: 500,
    },
    backupDays: 7,
    logDays: 30,
    replicas: [
      ["openwan-db-replica-1", "us-east-1b", "db.r6g.large"],
      ["openwan-db-replica-2", "us-east-1c", "db.r6g.large"],
    ],
    redis: { node_type: "cache.r6g.large", num_node_groups: 3, replicas_per_node_group: 2 },
    snapshots: 5,
    tag: "production",
  },
])(
  "openwan, stores of $environment",
  ({ environment, rds, backupDays, logDays, replicas, redis, snapshots, tag }) => {
    let layers: Layers;
    let database: Workspace;
    let cache: Workspace;
    let messaging: Workspace;
    beforeAll(() => {
      layers = layersOf(environment);
      [database, cache, messaging] = [layers.of("database"), layers.of("cache"), layers.of("messaging")];
    });
    const primary = () => database.one("aws_db_instance", "instance_instance");

    it("OW-162 OW-163 OW-164 OW-165 OW-166 OW-167 OW-168 OW-169 OW-D09 OW-D17 has a MySQL 8.0 instance of its size", () => {
      expect(primary()).toMatchObject({
        ...rds,
        identifier: "openwan-db-primary",
        engine: "mysql",
        engine_version: "8.0.43",
        storage_type: "gp3",
      });
    });

    it("OW-007 OW-170 OW-171 OW-172 OW-173 keeps a standby and backups, and is maintained in its windows", () => {
      expect(primary()).toMatchObject({
        multi_az: true,
        backup_retention_period: backupDays,
        backup_window: "03:00-04:00",
        maintenance_window: "mon:04:00-mon:05:00",
      });
    });

    it("OW-174 OW-175 OW-176 OW-D45 is encrypted with its key and measured every minute", () => {
      const key = "${aws_kms_key.rds-key_key.arn}";
      expect(primary()).toMatchObject({
        storage_encrypted: true,
        kms_key_id: key,
        monitoring_interval: 60,
        monitoring_role_arn: "${aws_iam_role.monitoring_role.arn}",
        performance_insights_enabled: true,
        performance_insights_kms_key_id: key,
        performance_insights_retention_period: 7,
      });
      expect(only(database, "aws_iam_role_policy_attachment")["policy_arn"]).toBe(
        "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
      );
    });

    it("OW-177 OW-178 OW-179 OW-D46 stands in the data subnets behind a group of its own", () => {
      expect(only(database, "aws_db_subnet_group")).toMatchObject({
        name: "openwan-db-subnet-group",
        subnet_ids: DATA_SUBNETS,
      });
      expect(primary()).toMatchObject({
        db_subnet_group_name: "${aws_db_subnet_group.instance_subnets.name}",
        vpc_security_group_ids: ["${aws_security_group.instance_security-group_group.id}"],
      });
      expect(only(database, "aws_security_group")["name"]).toBe("openwan-rds-sg");
    });

    it("OW-016 OW-180 OW-181 OW-182 OW-183 OW-184 OW-185 OW-186 OW-187 OW-D18 has its replicas, each in its zone", () => {
      const copies = Object.values(database.all("aws_db_instance")).filter(
        (instance) => "replicate_source_db" in instance,
      );

      expect(
        copies.map(({ identifier, availability_zone, instance_class }) => [
          identifier,
          availability_zone,
          instance_class,
        ]),
      ).toEqual(replicas);
      for (const { replicate_source_db } of copies) {
        expect(replicate_source_db).toBe("${aws_db_instance.instance_instance.identifier}");
      }
    });

    it("OW-188 OW-189 OW-190 OW-191 OW-192 OW-193 OW-194 OW-195 OW-196 OW-197 OW-198 OW-199 OW-200 OW-201 OW-202 OW-203 OW-204 OW-D10 OW-D11 OW-D12 OW-D13 OW-D14 OW-D16 sets the parameters that MySQL 8.0 and RDS have", () => {
      const group = only(database, "aws_db_parameter_group");

      expect(group).toMatchObject({ name: "openwan-mysql80", family: "mysql8.0" });
      expect(parameters(group)).toEqual({
        max_connections: "500",
        max_connect_errors: "1000",
        connect_timeout: "10",
        innodb_buffer_pool_size: "{DBInstanceClassMemory*3/4}",
        innodb_redo_log_capacity: "2147483648",
        innodb_flush_log_at_trx_commit: "2",
        character_set_server: "utf8mb4",
        collation_server: "utf8mb4_unicode_ci",
        slow_query_log: "1",
        long_query_time: "2",
        log_queries_not_using_indexes: "1",
        log_output: "FILE",
        binlog_format: "ROW",
        binlog_row_image: "minimal",
        require_secure_transport: "1",
      });
    });

    it("OW-D15 applies at once what a running database takes, and at its next start what it does not", () => {
      const group = only(database, "aws_db_parameter_group")["parameter"] as readonly {
        name: string;
        apply_method: string;
      }[];

      expect(
        group.filter(({ apply_method }) => apply_method === "pending-reboot").map(({ name }) => name),
      ).toEqual(["innodb_buffer_pool_size", "innodb_redo_log_capacity"]);
      expect(new Set(group.map(({ apply_method }) => apply_method))).toEqual(
        new Set(["immediate", "pending-reboot"]),
      );
    });

    it("OW-280 OW-D17 logs errors and slow queries to groups of its name", () => {
      expect(primary()["enabled_cloudwatch_logs_exports"]).toEqual(["error", "slowquery"]);
      for (const log of ["error", "slowquery"]) {
        expect(database.one("aws_cloudwatch_log_group", `instance_${log}-log_group`)).toMatchObject({
          name: `/aws/rds/instance/openwan-db-primary/${log}`,
          retention_in_days: logDays,
        });
      }
    });

    it("OW-D44 protects what cannot be made again", () => {
      expect(primary()).toMatchObject(
        environment === "prod"
          ? { deletion_protection: true, skip_final_snapshot: false, delete_automated_backups: false }
          : { deletion_protection: false, skip_final_snapshot: true },
      );
    });

    it("OW-008 OW-016 OW-205 OW-206 OW-207 OW-208 OW-209 OW-210 OW-211 OW-212 OW-213 OW-214 OW-D54 has a Redis cluster over three shards with replicas", () => {
      const cluster = only(cache, "aws_elasticache_replication_group");
      expect(cluster).toMatchObject({
        ...redis,
        replication_group_id: "openwan-redis",
        engine: "redis",
        engine_version: "7.0",
        multi_az_enabled: true,
        automatic_failover_enabled: true,
        parameter_group_name: "${aws_elasticache_parameter_group.redis_parameters.name}",
      });
      expect(cluster).not.toHaveProperty("num_cache_clusters");
    });

    it("OW-215 OW-216 OW-217 OW-218 OW-219 OW-220 keeps snapshots, in the data subnets behind a group of its own", () => {
      expect(only(cache, "aws_elasticache_subnet_group")).toMatchObject({
        name: "openwan-redis-subnet-group",
        subnet_ids: DATA_SUBNETS,
      });
      expect(only(cache, "aws_elasticache_replication_group")).toMatchObject({
        subnet_group_name: "${aws_elasticache_subnet_group.redis_subnets.name}",
        security_group_ids: ["${aws_security_group.redis_security-group_group.id}"],
        snapshot_retention_limit: snapshots,
        snapshot_window: "03:00-05:00",
        maintenance_window: "sun:05:00-sun:07:00",
      });
      expect(only(cache, "aws_security_group")["name"]).toBe("openwan-elasticache-sg");
    });

    it("OW-221 OW-222 OW-223 OW-D23 encrypts on disk and on the way, and wants a token that no code holds", () => {
      expect(only(cache, "aws_elasticache_replication_group")).toMatchObject({
        at_rest_encryption_enabled: "true",
        kms_key_id: "${aws_kms_key.elasticache-key_key.arn}",
        transit_encryption_enabled: true,
        auth_token: "${random_password.redis_auth-token_value.result}",
      });
      expect(only(cache, "aws_secretsmanager_secret_version")["secret_string_wo"]).toBe(
        '{"token":"${random_password.redis_auth-token_value.result}"}',
      );
    });

    it("OW-224 OW-302 tells its events to a topic of their own", () => {
      expect(only(cache, "aws_elasticache_replication_group")["notification_topic_arn"]).toBe(
        "${aws_sns_topic.events_topic.arn}",
      );
      expect(only(cache, "aws_sns_topic")["name"]).toBe("openwan-redis-events");
    });

    it("OW-225 OW-226 OW-227 OW-228 OW-229 OW-230 OW-231 OW-232 OW-233 OW-234 OW-235 OW-D21 sets the parameters that ElastiCache lets one set", () => {
      const group = only(cache, "aws_elasticache_parameter_group");

      expect(group).toMatchObject({ name: "openwan-redis7", family: "redis7" });
      expect(parameters(group)).toEqual({
        "maxmemory-policy": "allkeys-lru",
        "maxmemory-samples": "5",
        "tcp-keepalive": "300",
        timeout: "300",
        "cluster-enabled": "yes",
      });
    });

    it("OW-281 OW-D54 writes slow commands and the engine's messages to one log group", () => {
      expect(only(cache, "aws_cloudwatch_log_group")).toMatchObject({
        name: "/aws/elasticache/openwan-redis",
        retention_in_days: logDays,
      });
      expect(only(cache, "aws_elasticache_replication_group")["log_delivery_configuration"]).toEqual(
        ["engine-log", "slow-log"].map((log_type) => ({
          log_type,
          log_format: "json",
          destination_type: "cloudwatch-logs",
          destination: "${aws_cloudwatch_log_group.redis_log_group.name}",
        })),
      );
    });

    it("OW-236 OW-237 OW-238 OW-239 OW-240 OW-241 OW-243 OW-244 OW-245 has the transcoding queue", () => {
      expect(where(messaging, "aws_sqs_queue", "name", "openwan-transcoding-queue")).toEqual({
        name: "openwan-transcoding-queue",
        delay_seconds: 0,
        message_retention_seconds: 1_209_600,
        visibility_timeout_seconds: 3600,
        receive_wait_time_seconds: 20,
        max_message_size: 262_144,
        redrive_policy: expect.any(String),
        kms_master_key_id: "alias/aws/sqs",
        kms_data_key_reuse_period_seconds: 300,
        tags: { Environment: tag, Application: "openwan" },
      });
    });

    it("OW-242 OW-246 OW-247 OW-D24 gives jobs up after three receives, to a queue that takes them from this one alone", () => {
      const { redrive_policy } = where(messaging, "aws_sqs_queue", "name", "openwan-transcoding-queue");

      expect(JSON.parse(redrive_policy as string)).toEqual({
        deadLetterTargetArn: "${aws_sqs_queue.work_dead-letters.arn}",
        maxReceiveCount: 3,
      });
      expect(where(messaging, "aws_sqs_queue", "name", "openwan-transcoding-dlq")).toMatchObject({
        message_retention_seconds: 1_209_600,
        kms_master_key_id: "alias/aws/sqs",
      });
      expect(
        JSON.parse(only(messaging, "aws_sqs_queue_redrive_allow_policy")["redrive_allow_policy"] as string),
      ).toEqual({
        redrivePermission: "byQueue",
        sourceQueueArns: ["${aws_sqs_queue.work_queue.arn}"],
      });
    });

    it("OW-248 OW-249 OW-329 admits the role of the tasks to the queue, for four actions", () => {
      const [first] = statements(messaging.one("aws_sqs_queue_policy", "work_policy")["policy"]);

      expect(first).toEqual({
        Sid: "AllowECSTasksToSendReceive",
        Effect: "Allow",
        Principal: { AWS: "${aws_iam_role.task-role_role.arn}" },
        Action: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        Resource: ["${aws_sqs_queue.work_queue.arn}"],
      });
      expect(layers.of("security").one("aws_iam_role", "task-role_role")["name"]).toBe(
        "openwan-ecs-task-role",
      );
    });
  },
);
