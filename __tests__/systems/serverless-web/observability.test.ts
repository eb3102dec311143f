import type { Attributes, Workspace } from "../../support/synthesis";
import { statements } from "../../support/policies";
import { type Layers, only, output, synthesizeLayers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

const SERVICES = ["frontend", "backend"];
const TOPIC = "${aws_sns_topic.topic_topic.arn}";
const CLUSTER = "${aws_ecs_cluster.cluster_cluster.name}";
/** The groups that the system's description names, by what archives them. */
const LOG_GROUPS = {
  frontend: "${aws_cloudwatch_log_group.frontend-logs_group.name}",
  backend: "${aws_cloudwatch_log_group.backend-logs_group.name}",
  audit: "${aws_cloudwatch_log_group.aurora_audit-log_group.name}",
  "flow-logs": "${aws_cloudwatch_log_group.network_flow-log_log-group_group.name}",
};

describe.each([
  { environment: "dev", account: "111111111111", retentionDays: 3, furtherGroups: [] },
  {
    environment: "prod",
    account: "222222222222",
    retentionDays: 30,
    furtherGroups: [
      "/aws/ecs/exec-sessions",
      "/aws/kinesisfirehose/serverless-web-prod-log-archive",
      "aws-waf-logs-serverless-web-prod",
    ],
  },
])("serverless-web, observability of $environment", (expected) => {
  const { environment, account, retentionDays, furtherGroups } = expected;
  let layers: Layers;
  let workspace: Workspace;
  beforeAll(() => {
    layers = layersOf(environment);
    workspace = layers.of("observability");
  });
  const alarm = (id: string) => workspace.one("aws_cloudwatch_metric_alarm", id);

  it("SW-044 SW-045 SW-046 SW-047 SW-D16 has these log groups and no other", () => {
    expect(
      layers
        .all("aws_cloudwatch_log_group")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(
      [
        "/aws/ecs/frontend-service",
        "/aws/ecs/backend-service",
        `/aws/rds/cluster/serverless-web-${environment}/audit`,
        "/aws/vpc/flowlogs/${aws_vpc.network_vpc_vpc.id}",
        `/aws/codebuild/serverless-web-${environment}-build`,
        `/aws/codebuild/serverless-web-${environment}-verify`,
        ...furtherGroups,
      ].sort(),
    );
  });

  it("SW-050 SW-052 keeps every log for the environment's days", () => {
    const kept = layers.all("aws_cloudwatch_log_group").map(({ retention_in_days: days }) => days);
    expect(new Set(kept)).toEqual(new Set([retentionDays]));
  });

  it("SW-122 lets both senders reach CloudWatch Logs: tasks by the endpoint, RDS by itself", () => {
    expect(layers.of("network").one("aws_vpc_endpoint", "network_endpoints_logs")).toMatchObject({
      service_name: "com.amazonaws.ap-northeast-1.logs",
      private_dns_enabled: true,
    });
    expect(
      SERVICES.map((key) =>
        layers
          .of("service")
          .one(
            "aws_vpc_security_group_egress_rule",
            `${key}-service_security-group_to-vpc-endpoints-tcp-443_egress`,
          ),
      ),
    ).toMatchObject(
      SERVICES.map(() => ({
        referenced_security_group_id: "${aws_security_group.network_endpoints_security-group_group.id}",
        from_port: 443,
        to_port: 443,
      })),
    );
    expect(only(layers.of("data"), "aws_rds_cluster")["enabled_cloudwatch_logs_exports"]).toEqual(["audit"]);
  });

  it.each(SERVICES)(
    "SW-055 SW-056 SW-057 SW-058 SW-D20 calls when %s uses above 80 %% for 3 × 5 minutes",
    (key) => {
      const usage = (metric: string): Attributes => ({
        namespace: "AWS/ECS",
        metric_name: metric,
        dimensions: {
          ClusterName: CLUSTER,
          ServiceName: `\${aws_ecs_service.${key}-service_service.name}`,
        },
        statistic: "Average",
        threshold: 80,
        comparison_operator: "GreaterThanThreshold",
        period: 300,
        evaluation_periods: 3,
        treat_missing_data: "notBreaching",
      });
      expect(alarm(`${key}-service_cpu_alarm`)).toMatchObject(usage("CPUUtilization"));
      expect(alarm(`${key}-service_memory_alarm`)).toMatchObject(usage("MemoryUtilization"));
    },
  );

  it.each(SERVICES)(
    "SW-059 SW-060 SW-061 SW-D20 SW-D21 calls at the first error line of %s in a minute",
    (key) => {
      const metric = `serverless-web-${environment}-${key}-log-errors`;
      const namespace = `serverless-web/${environment}`;
      expect(workspace.one("aws_cloudwatch_log_metric_filter", `${key}-log_filter`)).toMatchObject({
        log_group_name: `\${aws_cloudwatch_log_group.${key}-logs_group.name}`,
        pattern: "?ERROR ?Error ?error",
        metric_transformation: { name: metric, namespace, value: "1" },
      });
      expect(alarm(`${key}-log_errors_alarm`)).toMatchObject({
        namespace,
        metric_name: metric,
        statistic: "Sum",
        threshold: 0,
        comparison_operator: "GreaterThanThreshold",
        period: 60,
        evaluation_periods: 1,
        treat_missing_data: "notBreaching",
      });
    },
  );

  it("SW-055 SW-057 SW-059 SW-062 has no further alarm, and each tells the topic alone", () => {
    expect(workspace.ids("aws_cloudwatch_metric_alarm")).toEqual([
      "backend-log_errors_alarm",
      "backend-service_cpu_alarm",
      "backend-service_memory_alarm",
      "frontend-log_errors_alarm",
      "frontend-service_cpu_alarm",
      "frontend-service_memory_alarm",
    ]);
    expect(layers.all("aws_cloudwatch_metric_alarm").map(({ alarm_actions: actions }) => actions)).toEqual(
      Array.from({ length: 6 }, () => [TOPIC]),
    );
  });

  it("SW-062 SW-123 SW-D23 has the topic monitoring-topic, to which CloudWatch may publish", () => {
    const topic = only(workspace, "aws_sns_topic");
    expect(topic["name"]).toBe("monitoring-topic");
    expect(topic).not.toHaveProperty("kms_master_key_id");
    expect(output(workspace, "monitoring_topic_arn")).toBe(TOPIC);
    const policy = only(workspace, "aws_sns_topic_policy");
    expect(policy["arn"]).toBe(TOPIC);
    expect(statements(policy["policy"]).filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "PublishedByServices",
        Effect: "Allow",
        Principal: { Service: ["cloudwatch.amazonaws.com"] },
        Action: ["sns:Publish"],
        Resource: [TOPIC],
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ]);
  });

  it("SW-063 SW-064 SW-123 SW-D22 relays the topic to the Slack channel of the config", () => {
    expect(only(workspace, "aws_chatbot_slack_channel_configuration")).toMatchObject({
      sns_topic_arns: [TOPIC],
      slack_team_id: "T00000000",
      slack_channel_id: "C00000000",
      iam_role_arn: "${aws_iam_role.slack_role.arn}",
      guardrail_policy_arns: ["arn:aws:iam::aws:policy/AWSDenyAll"],
    });
    expect(
      Object.values(workspace.all("aws_iam_role_policy")).filter(({ role }) =>
        String(role).includes("slack"),
      ),
    ).toEqual([]);
  });
});

describe("serverless-web, archive of logs", () => {
  it("SW-051 is not there in dev", () => {
    const dev = layersOf("dev");
    expect([
      ...dev.all("aws_cloudwatch_log_subscription_filter"),
      ...dev.all("aws_kinesis_firehose_delivery_stream"),
    ]).toEqual([]);
    expect(
      dev
        .all("aws_s3_bucket")
        .map(({ bucket }) => bucket)
        .sort(),
    ).toEqual([
      "serverless-web-dev-artifacts-111111111111",
      "serverless-web-dev-site-111111111111",
      "strata-state-111111111111-ap-northeast-1",
    ]);
  });

  it("SW-053 SW-D19 takes everything of the four groups by Firehose into a bucket in prod", () => {
    const workspace = layersOf("prod").of("observability");
    const filters = Object.values(workspace.all("aws_cloudwatch_log_subscription_filter"));
    expect(filters.map(({ log_group_name: group }) => group).sort()).toEqual(
      Object.values(LOG_GROUPS).sort(),
    );
    for (const filter of filters) {
      expect(filter).toMatchObject({
        filter_pattern: "",
        destination_arn: "${aws_kinesis_firehose_delivery_stream.archive_stream.arn}",
        role_arn: "${aws_iam_role.archive_sender.arn}",
      });
    }
    expect(only(workspace, "aws_kinesis_firehose_delivery_stream")).toMatchObject({
      destination: "extended_s3",
      extended_s3_configuration: {
        bucket_arn: "${aws_s3_bucket.archive_archive_bucket.arn}",
        role_arn: "${aws_iam_role.archive_writer.arn}",
        prefix: "cloudwatch-logs/",
        file_extension: ".gz",
      },
    });
    expect(output(workspace, "log_archive_bucket")).toBe("${aws_s3_bucket.archive_archive_bucket.id}");
  });

  it("SW-054 SW-D19 moves what is archived to Glacier after 30 days, and deletes none of it", () => {
    const workspace = layersOf("prod").of("observability");
    const lifecycle = only(workspace, "aws_s3_bucket_lifecycle_configuration");
    expect(lifecycle["bucket"]).toBe("${aws_s3_bucket.archive_archive_bucket.id}");
    expect(lifecycle["rule"]).toEqual([
      {
        id: "abandoned-uploads",
        status: "Enabled",
        filter: [{}],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
      {
        id: "to-glacier",
        status: "Enabled",
        filter: [{}],
        transition: [{ days: 30, storage_class: "GLACIER" }],
      },
    ]);
  });
});
