import type { App } from "cdktf";
import { type CapacityProviderRef, FARGATE } from "../../../constructs/compute/service-capacity";
import { DATA_BEARING_TYPES } from "../../../constructs/governance/classify";
import type { DecisionsConfig } from "../../../systems/enterprise/workload/decisions/config";
import { DECISIONS } from "../../../systems/enterprise/workload/decisions/config";
import { decided } from "../../../systems/enterprise/workload/decisions/decided";
import { JOBS, type JobsConfig } from "../../../systems/enterprise/workload/jobs/config";
import { composeJobs, jobImages } from "../../../systems/enterprise/workload/jobs/layers";
import { composeJobQueue, handingOver, workerSpecs } from "../../../systems/enterprise/workload/jobs/queue";
import { batchAlarms, batchEvents, queueAlarms } from "../../../systems/enterprise/workload/jobs/watched";
import type { DatabaseRef } from "../../../systems/enterprise/workload/database-access";
import type { WorkloadSurroundings } from "../../../systems/enterprise/workload/layers";
import { ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { ObservabilityStack } from "../../../stacks/observability-stack";
import { RegistryStack } from "../../../stacks/registry-stack";
import { ServiceStack } from "../../../stacks/service-stack";
import { statements } from "../../support/policies";
import { NETWORK } from "../../support/service-fixture";
import { ENVIRONMENT, synthesizeApp, type Workspace } from "../../support/synthesis";

const KEY = "arn:aws:kms:ap-northeast-1:111111111111:key/internal";
const INSTANCES: CapacityProviderRef = { name: "enterprise-dev-instances", runsOn: "instances" };
const environment = { ...ENVIRONMENT, system: "enterprise", name: "dev" };
const DATABASE: DatabaseRef = {
  writerEndpoint: "writer.example",
  port: 5432,
  databaseName: "enterprise",
  clusterResourceId: "cluster-ABC",
  securityGroup: { securityGroupId: "sg-aurora", name: "aurora" },
};
const { app: tier } = NETWORK.tiers;
const SURROUNDINGS: WorkloadSurroundings = {
  environment,
  organization: ORGANIZATION,
  stage: "dev",
  network: { ...NETWORK, tiers: { app: tier!, private: tier! } },
  keys: { internal: { arn: KEY } },
};

function otherwise(choices: DecisionsConfig["choices"]): DecisionsConfig {
  return { ...DECISIONS, choices };
}

function compose(
  app: App,
  jobs: JobsConfig,
  decisions: DecisionsConfig,
  capacityProvider: CapacityProviderRef,
): void {
  const decision = decided(decisions);
  const { exports: registry } = new RegistryStack(app, {
    environment,
    repositoryNames: Object.fromEntries(jobImages(jobs).map((image) => [image, `enterprise-${image}`])),
    keepImages: 10,
  });
  const queue = composeJobQueue(app, jobs, decision, SURROUNDINGS);
  const { exports: services } = new ServiceStack(app, {
    environment,
    network: SURROUNDINGS.network,
    registry,
    services: workerSpecs(jobs, queue, DATABASE, decision, SURROUNDINGS),
    logRetentionDays: 30,
  });
  const cluster = { clusterName: services.clusterName, clusterArn: services.clusterArn };
  const batch = composeJobs(
    app,
    jobs,
    decision,
    {
      registry,
      runningTag: "last-delivered",
      database: DATABASE,
      services: { ...cluster, capacityProvider },
    },
    SURROUNDINGS,
  );
  new ObservabilityStack(app, {
    environment,
    topics: { urgent: { topicName: "enterprise-dev-error" }, later: { topicName: "enterprise-dev-warn" } },
    levels: { ERROR: "urgent", WARN: "later" },
    alarms: { ...queueAlarms(queue, environment), ...batchAlarms(batch, environment) },
    events: batchEvents(batch, cluster, { ERROR: "urgent", WARN: "later" }, environment),
  });
}

const synthesize = (
  jobs: JobsConfig = JOBS.dev,
  decisions: DecisionsConfig = DECISIONS,
  capacityProvider: CapacityProviderRef = INSTANCES,
): Readonly<Record<string, Workspace>> =>
  synthesizeApp((app) => {
    compose(app, jobs, decisions, capacityProvider);
  });

const capacityIn = (layers: Readonly<Record<string, Workspace>>): unknown =>
  (
    JSON.parse(
      layers["jobs-dev"]!.one("aws_sfn_state_machine", "nightly-workflow_machine")["definition"] as string,
    ) as { States: Record<string, { Parameters: Record<string, unknown> }> }
  ).States["settle"]!.Parameters["CapacityProviderStrategy"];

describe("the jobs of enterprise", () => {
  let layers: Readonly<Record<string, Workspace>>;
  let messaging: Workspace;
  let service: Workspace;
  let batch: Workspace;
  let observability: Workspace;

  beforeAll(() => {
    layers = synthesize();
    messaging = layers["messaging-dev"]!;
    service = layers["service-dev"]!;
    batch = layers["jobs-dev"]!;
    observability = layers["observability-dev"]!;
  });

  test("EN-239, EN-241, EN-245: jobs wait in SQS for four days, hidden for six times as long as one takes", () => {
    expect(messaging.one("aws_sqs_queue", "work_queue")).toEqual({
      name: "enterprise-dev-jobs",
      message_retention_seconds: 345_600,
      visibility_timeout_seconds: 360,
      delay_seconds: 0,
      receive_wait_time_seconds: 20,
      max_message_size: 262_144,
      redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.work_dead-letters.arn}","maxReceiveCount":3}',
      kms_master_key_id: KEY,
      kms_data_key_reuse_period_seconds: 300,
      tags: { Confidentiality: "internal", DataClass: "internal", Backup: "none" },
    });
  });

  test("EN-241: dead letters are kept for 14 days and come from this queue alone", () => {
    expect(messaging.one("aws_sqs_queue", "work_dead-letters")).toMatchObject({
      name: "enterprise-dev-jobs-dead-letters",
      message_retention_seconds: 1_209_600,
      kms_master_key_id: KEY,
    });
    expect(messaging.one("aws_sqs_queue_redrive_allow_policy", "work_dead-letters-from")).toMatchObject({
      redrive_allow_policy:
        '{"redrivePermission":"byQueue","sourceQueueArns":["${aws_sqs_queue.work_queue.arn}"]}',
    });
  });

  test("EN-240: both queues keep the order where each job is done exactly once", () => {
    const traits = { ...DECISIONS.traits, jobDelivery: "exactly-once" } as const;
    const fifo = synthesize(JOBS.dev, { ...DECISIONS, traits })["messaging-dev"]!;

    expect(fifo.one("aws_sqs_queue", "work_queue")).toMatchObject({
      name: "enterprise-dev-jobs.fifo",
      fifo_queue: true,
      content_based_deduplication: false,
    });
    expect(fifo.one("aws_sqs_queue", "work_dead-letters")).toMatchObject({
      name: "enterprise-dev-jobs-dead-letters.fifo",
      fifo_queue: true,
    });
  });

  test("EN-239: a worker takes jobs, as many at a time as it has tasks, whose number follows the queue", () => {
    expect(service.one("aws_appautoscaling_target", "worker-service_scaling_target")).toMatchObject({
      min_capacity: 1,
      max_capacity: 2,
    });
    expect(service.one("aws_appautoscaling_policy", "worker-service_scaling_waiting-jobs")).toMatchObject({
      target_tracking_scaling_policy_configuration: {
        target_value: 10,
        customized_metric_specification: {
          namespace: "AWS/SQS",
          metric_name: "ApproximateNumberOfMessagesVisible",
          statistic: "Average",
        },
      },
    });
    expect(
      statements(service.one("aws_iam_role_policy", "worker-take-jobs")["policy"]).map(
        ({ Action, Resource }) => [Action, Resource],
      ),
    ).toEqual([
      [
        ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
        [expect.stringContaining("aws_sqs_queue-work_queue-arn")],
      ],
      [["kms:Decrypt"], [KEY]],
    ]);
  });

  test("EN-232, EN-239: worker and jobs sign in to the database as a user without a password", () => {
    const connect = {
      Sid: "SignInToDatabase",
      Effect: "Allow",
      Action: ["rds-db:connect"],
      Resource: ["arn:aws:rds-db:ap-northeast-1:111111111111:dbuser:cluster-ABC/jobs"],
    };

    expect(statements(service.one("aws_iam_role_policy", "worker-database")["policy"])).toEqual([connect]);
    expect(statements(batch.one("aws_iam_role_policy", "settle_database")["policy"])).toEqual([connect]);
    expect(
      batch.one("aws_vpc_security_group_ingress_rule", "settle_security-group_to-aurora-tcp-5432_ingress"),
    ).toMatchObject({
      security_group_id: "sg-aurora",
      from_port: 5432,
      to_port: 5432,
    });
    expect(service.ids("aws_vpc_security_group_egress_rule")).toContain(
      "worker-service_security-group_to-aurora-tcp-5432_egress",
    );
  });

  test("EN-232: a job that reaches no database has neither the connection nor the permission", () => {
    const settle = { ...JOBS.dev.tasks["settle"]!, reaches: [] };
    const apart = synthesize({ ...JOBS.dev, tasks: { ...JOBS.dev.tasks, settle } })["jobs-dev"]!;

    expect(apart.ids("aws_iam_role_policy")).not.toContain("settle_database");
    expect(apart.ids("aws_vpc_security_group_egress_rule")).not.toContain(
      "settle_security-group_to-aurora-tcp-5432_egress",
    );
  });

  test("EN-239: whoever hands jobs over may send them, and nothing else", () => {
    const { environmentVariables, permissions } = handingOver({
      queueName: "q",
      queueArn: "arn:q",
      queueUrl: "https://q",
      deadLetterQueue: { name: "d", arn: "arn:d" },
      retentionSeconds: 345_600,
      keyArn: KEY,
    });

    expect(environmentVariables).toEqual({ JOB_QUEUE_URL: "https://q" });
    expect(permissions["hand-over-jobs"]).toEqual([
      { sid: "HandOverJobs", actions: ["sqs:SendMessage"], resources: ["arn:q"] },
      { sid: "EncryptJobs", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [KEY] },
    ]);
  });

  test("EN-232: the batch is task definitions without services, which workflows run", () => {
    expect(batch.ids("aws_ecs_service")).toEqual([]);
    expect(
      Object.values(batch.all("aws_ecs_task_definition"))
        .map(({ family }) => family)
        .sort(),
    ).toEqual(["enterprise-dev-erase", "enterprise-dev-report", "enterprise-dev-settle"]);
    expect(
      Object.values(batch.all("aws_sfn_state_machine"))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["enterprise-dev-erasure", "enterprise-dev-nightly"]);
  });

  test("EN-246: EventBridge Scheduler starts workflows at night, Tokyo's time", () => {
    expect(
      Object.values(batch.all("aws_scheduler_schedule")).map((schedule) => [
        schedule["name"],
        schedule["schedule_expression"],
        schedule["schedule_expression_timezone"],
        schedule["flexible_time_window"],
      ]),
    ).toEqual([
      ["erasure", "cron(0 4 * * ? *)", "Asia/Tokyo", { mode: "FLEXIBLE", maximum_window_in_minutes: 60 }],
      ["nightly", "cron(0 1 * * ? *)", "Asia/Tokyo", { mode: "OFF" }],
    ]);
  });

  test("EN-234: the batch runs on the instances of the services", () => {
    expect(capacityIn(layers)).toEqual([{ CapacityProvider: "enterprise-dev-instances", Weight: 1 }]);
  });

  test.each<[string, string, DecisionsConfig["choices"]]>([
    ["EN-234", "FARGATE", { batch: { use: "ecs-on-fargate", because: "hosts are too much work" } }],
    [
      "EN-235",
      "FARGATE_SPOT",
      {
        batch: { use: "ecs-on-fargate", because: "hosts are too much work" },
        batchPrice: { use: "spot", because: "a run may be repeated" },
      },
    ],
  ])("%s: or on %s, with a reason", (_row, name, choices) => {
    expect(capacityIn(synthesize(JOBS.dev, otherwise(choices)))).toEqual([
      { CapacityProvider: name, Weight: 1 },
    ]);
  });

  test("EN-234: where services run on Fargate, so does the batch", () => {
    expect(capacityIn(synthesize(JOBS.dev, DECISIONS, FARGATE))).toEqual([
      { CapacityProvider: "FARGATE", Weight: 1 },
    ]);
  });

  test("EN-237: the bad end of a run tells the topic of warnings, through EventBridge", () => {
    const rule = observability.one("aws_cloudwatch_event_rule", "job-run-failed-event_rule");
    const pattern = JSON.parse(rule["event_pattern"] as string) as Record<string, unknown>;

    expect(pattern).toEqual({
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: {
        clusterArn: [expect.stringContaining("aws_ecs_cluster-cluster_cluster-arn")],
        group: [
          "family:enterprise-dev-settle",
          "family:enterprise-dev-report",
          "family:enterprise-dev-erase",
        ],
        lastStatus: ["STOPPED"],
        $or: [
          { containers: { exitCode: [{ "anything-but": 0 }] } },
          { stopCode: ["TaskFailedToStart", "SpotInterruption", "TerminationNotice"] },
        ],
      },
    });
    expect(observability.one("aws_cloudwatch_event_target", "job-run-failed-event_target")).toMatchObject({
      arn: "${aws_sns_topic.later_topic.arn}",
    });
  });

  test("EN-246: an execution that does not end well tells the topic of errors", () => {
    const rule = observability.one("aws_cloudwatch_event_rule", "workflow-failed-event_rule");

    expect(JSON.parse(rule["event_pattern"] as string)).toMatchObject({
      source: ["aws.states"],
      "detail-type": ["Step Functions Execution Status Change"],
      detail: { status: ["FAILED", "TIMED_OUT", "ABORTED"] },
    });
    expect(observability.one("aws_cloudwatch_event_target", "workflow-failed-event_target")).toMatchObject({
      arn: "${aws_sns_topic.urgent_topic.arn}",
    });
  });

  test("EN-278, EN-279, EN-282: queue, dead letters, missed starts and workflows have alarms", () => {
    expect(
      Object.values(observability.all("aws_cloudwatch_metric_alarm")).map((alarm) => [
        alarm["alarm_name"],
        alarm["threshold"],
        alarm["alarm_actions"],
      ]),
    ).toEqual(
      expect.arrayContaining([
        ["enterprise-dev-jobs-message-age-warn", 241_920, ["${aws_sns_topic.later_topic.arn}"]],
        ["enterprise-dev-jobs-message-age-error", 311_040, ["${aws_sns_topic.urgent_topic.arn}"]],
        ["enterprise-dev-jobs-dead-letters", 0, ["${aws_sns_topic.urgent_topic.arn}"]],
        ["enterprise-dev-missed-starts-queue-deep", 0, ["${aws_sns_topic.urgent_topic.arn}"]],
        ["enterprise-dev-nightly-executions-throttled", 0, ["${aws_sns_topic.later_topic.arn}"]],
        ["enterprise-dev-erasure-executions-throttled", 0, ["${aws_sns_topic.later_topic.arn}"]],
      ]),
    );
  });

  test("EN-247: worker, jobs and workflows each have a log group, encrypted with the key of their class", () => {
    expect(
      Object.values(batch.all("aws_cloudwatch_log_group"))
        .map((group) => [group["name"], group["kms_key_id"]])
        .sort(),
    ).toEqual([
      ["/aws/vendedlogs/states/enterprise-dev-erasure", KEY],
      ["/aws/vendedlogs/states/enterprise-dev-nightly", KEY],
      ["/ecs/enterprise-dev-erase", KEY],
      ["/ecs/enterprise-dev-report", KEY],
      ["/ecs/enterprise-dev-settle", KEY],
    ]);
  });

  test.each(["messaging-dev", "jobs-dev"])("everything that holds data in %s names its class", (layer) => {
    const holders = DATA_BEARING_TYPES.flatMap((type) => Object.values(layers[layer]!.all(type)));

    expect(holders.length).toBeGreaterThan(0);
    for (const holder of holders) {
      expect(holder["tags"]).toMatchObject({ DataClass: "internal", Backup: "none" });
    }
  });

  test.each([
    ["EN-233", "aws_batch_"],
    ["EN-236", "aws_eks_"],
    ["EN-243", "aws_mq_"],
    ["EN-246", "aws_mwaa_"],
  ])("%s: nothing is made of the type %s…", (_row, prefix) => {
    const types = Object.values(layers).flatMap(({ json }) => Object.keys(json["resource"] ?? {}));

    expect(types.filter((type) => type.startsWith(prefix))).toEqual([]);
  });

  test("EN-244: the queue of jobs is neither a stream, nor a bus, nor a topic", () => {
    expect(Object.keys(messaging.json["resource"] ?? {}).sort()).toEqual([
      "aws_sqs_queue",
      "aws_sqs_queue_policy",
      "aws_sqs_queue_redrive_allow_policy",
    ]);
  });
});
