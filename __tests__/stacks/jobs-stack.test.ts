import type { App } from "cdktf";
import { FARGATE } from "../../constructs/compute/service-capacity";
import type { JobSpec } from "../../constructs/jobs/job-spec";
import { JobsStack, type JobsStackProps } from "../../stacks/jobs-stack";
import { RegistryStack } from "../../stacks/registry-stack";
import { statements } from "../support/policies";
import { NETWORK } from "../support/service-fixture";
import { ENVIRONMENT, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const SETTLE: JobSpec = {
  cpu: 1024,
  memoryMiB: 2048,
  logGroupName: "/ecs/example-test-settle",
  timeoutMinutes: 90,
  retries: 2,
};
const REPORT: JobSpec = {
  ...SETTLE,
  logGroupName: "/ecs/example-test-report",
  timeoutMinutes: 30,
  retries: 0,
};
const CLUSTER = {
  name: "example",
  arn: "arn:aws:ecs:ap-northeast-1:111111111111:cluster/example",
};
const KEY = "arn:aws:kms:ap-northeast-1:111111111111:key/1";

function compose(app: App, overrides: Partial<JobsStackProps> = {}): JobsStack {
  const { exports: registry } = new RegistryStack(app, {
    environment: ENVIRONMENT,
    repositoryNames: { settle: "example-settle", report: "example-report" },
    keepImages: 10,
  });
  return new JobsStack(app, {
    environment: ENVIRONMENT,
    network: NETWORK,
    tier: "app",
    registry,
    cluster: CLUSTER,
    capacityProvider: "example-instances",
    jobs: { settle: SETTLE, report: REPORT },
    workflows: {
      nightly: {
        description: "Settles the day and reports it",
        steps: ["settle", "report"],
        deadlineMinutes: 240,
        schedule: { expression: "cron(0 1 * * ? *)", timezone: "Asia/Tokyo", windowMinutes: 15 },
      },
    },
    logRetentionDays: 30,
    ...overrides,
  });
}

const synthesize = (overrides: Partial<JobsStackProps> = {}): Workspace =>
  synthesizeApp((app) => compose(app, overrides))["jobs-test"]!;

interface State {
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

const definitionOf = (workspace: Workspace) =>
  JSON.parse(workspace.one("aws_sfn_state_machine", "nightly-workflow_machine")["definition"] as string) as {
    readonly States: Readonly<Record<string, State>>;
  };

describe("the layer of jobs", () => {
  let layer: Workspace;

  beforeAll(() => {
    layer = synthesize();
  });

  test("EN-232: a job is a task definition without a service, for instances and for Fargate", () => {
    expect(layer.ids("aws_ecs_service")).toEqual([]);
    expect(layer.ids("aws_ecs_task_definition")).toEqual([
      "report_task_definition",
      "settle_task_definition",
    ]);
    expect(layer.one("aws_ecs_task_definition", "settle_task_definition")).toMatchObject({
      family: "example-test-settle",
      requires_compatibilities: ["EC2", "FARGATE"],
      network_mode: "awsvpc",
      cpu: "1024",
      memory: "2048",
    });
  });

  test("EN-232, EN-246: a workflow starts one task after the other and waits for its end", () => {
    const { States, ...machine } = definitionOf(layer);
    const { Parameters, ...settle } = States["settle"]!;

    expect(machine).toEqual({
      Comment: "Settles the day and reports it",
      StartAt: "settle",
      TimeoutSeconds: 14_400,
    });
    expect(settle).toEqual({
      Type: "Task",
      Resource: "arn:aws:states:::ecs:runTask.sync",
      TimeoutSeconds: 5400,
      Retry: [
        {
          ErrorEquals: ["States.TaskFailed"],
          IntervalSeconds: 30,
          BackoffRate: 2,
          MaxDelaySeconds: 600,
          JitterStrategy: "FULL",
          MaxAttempts: 2,
        },
      ],
      ResultPath: null,
      Next: "report",
    });
    expect(States["report"]).toEqual({
      Type: "Task",
      Resource: "arn:aws:states:::ecs:runTask.sync",
      Parameters: expect.objectContaining({ Cluster: CLUSTER.arn }) as unknown,
      TimeoutSeconds: 1800,
      ResultPath: null,
      End: true,
    });
    expect(Parameters).toEqual({
      Cluster: CLUSTER.arn,
      TaskDefinition: "${aws_ecs_task_definition.settle_task_definition.arn}",
      CapacityProviderStrategy: [{ CapacityProvider: "example-instances", Weight: 1 }],
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: ["subnet-app-a", "subnet-app-c"],
          SecurityGroups: ["${aws_security_group.settle_security-group_group.id}"],
          AssignPublicIp: "DISABLED",
        },
      },
      PropagateTags: "TASK_DEFINITION",
      EnableECSManagedTags: true,
      Overrides: {
        ContainerOverrides: [
          {
            Name: "settle",
            Environment: [
              { Name: "JOB_EXECUTION", "Value.$": "$$.Execution.Name" },
              { Name: "JOB_INPUT", "Value.$": "States.JsonToString($)" },
            ],
          },
        ],
      },
    });
  });

  test("EN-234: runs on the capacity provider that it is given", () => {
    const { Parameters } = definitionOf(synthesize({ capacityProvider: FARGATE.name })).States["settle"]!;

    expect(Parameters["CapacityProviderStrategy"]).toEqual([{ CapacityProvider: "FARGATE", Weight: 1 }]);
    expect(Parameters).not.toHaveProperty("LaunchType");
  });

  test("EN-246: the state machine is logged without data, and traced", () => {
    expect(layer.one("aws_sfn_state_machine", "nightly-workflow_machine")).toMatchObject({
      name: "example-test-nightly",
      type: "STANDARD",
      role_arn: "${aws_iam_role.nightly-workflow_role_role.arn}",
      logging_configuration: {
        level: "ALL",
        include_execution_data: false,
        log_destination: "${aws_cloudwatch_log_group.nightly-workflow-logs_group.arn}:*",
      },
      tracing_configuration: { enabled: true },
      depends_on: [
        "aws_iam_role_policy.nightly-workflow_run-tasks",
        "aws_iam_role_policy.nightly-workflow_deliver-logs",
        "aws_iam_role_policy.nightly-workflow_send-traces",
      ],
    });
    expect(layer.one("aws_cloudwatch_log_group", "nightly-workflow-logs_group")).toEqual({
      name: "/aws/vendedlogs/states/example-test-nightly",
      retention_in_days: 30,
    });
  });

  test("EN-232: its role runs these families in this cluster, and passes their roles to ECS alone", () => {
    expect(statements(layer.one("aws_iam_role_policy", "nightly-workflow_run-tasks")["policy"])).toEqual([
      {
        Sid: "RunTasks",
        Effect: "Allow",
        Action: ["ecs:RunTask"],
        Resource: [
          "${aws_ecs_task_definition.settle_task_definition.arn_without_revision}:*",
          "${aws_ecs_task_definition.report_task_definition.arn_without_revision}:*",
        ],
        Condition: { ArnEquals: { "ecs:cluster": CLUSTER.arn } },
      },
      {
        Sid: "FollowTasks",
        Effect: "Allow",
        Action: ["ecs:DescribeTasks", "ecs:StopTask"],
        Resource: ["arn:aws:ecs:ap-northeast-1:111111111111:task/example/*"],
      },
      {
        Sid: "TagTasks",
        Effect: "Allow",
        Action: ["ecs:TagResource"],
        Resource: ["arn:aws:ecs:ap-northeast-1:111111111111:task/example/*"],
        Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
      },
      {
        Sid: "HandRolesToTasks",
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: [
          "${aws_iam_role.settle_task_task-role_role.arn}",
          "${aws_iam_role.settle_task_execution-role_role.arn}",
          "${aws_iam_role.report_task_task-role_role.arn}",
          "${aws_iam_role.report_task_execution-role_role.arn}",
        ],
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
      {
        Sid: "LearnOfEnds",
        Effect: "Allow",
        Action: ["events:DescribeRule", "events:PutRule", "events:PutTargets"],
        Resource: ["arn:aws:events:ap-northeast-1:111111111111:rule/StepFunctionsGetEventsForECSTaskRule"],
      },
    ]);
    expect(statements(layer.one("aws_iam_role", "nightly-workflow_role_role")["assume_role_policy"])).toEqual(
      [
        {
          Sid: "AssumedByService",
          Effect: "Allow",
          Principal: { Service: "states.amazonaws.com" },
          Action: ["sts:AssumeRole"],
          Condition: {
            StringEquals: { "aws:SourceAccount": "111111111111" },
            ArnLike: {
              "aws:SourceArn": "arn:aws:states:ap-northeast-1:111111111111:stateMachine:example-test-nightly",
            },
          },
        },
      ],
    );
  });

  test("EN-246: Scheduler starts it in its time zone, and sets aside what it cannot start", () => {
    expect(layer.one("aws_scheduler_schedule", "schedules_nightly")).toEqual({
      name: "nightly",
      group_name: "${aws_scheduler_schedule_group.schedules_group.name}",
      description: "Starts example-test-nightly",
      schedule_expression: "cron(0 1 * * ? *)",
      schedule_expression_timezone: "Asia/Tokyo",
      flexible_time_window: { mode: "FLEXIBLE", maximum_window_in_minutes: 15 },
      target: {
        arn: "${aws_sfn_state_machine.nightly-workflow_machine.arn}",
        role_arn: "${aws_iam_role.schedules_role_role.arn}",
        input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
        retry_policy: { maximum_event_age_in_seconds: 1800, maximum_retry_attempts: 10 },
        dead_letter_config: { arn: "${aws_sqs_queue.missed-starts_queue.arn}" },
      },
      depends_on: ["aws_iam_role_policy.schedules_start", "aws_iam_role_policy.schedules_set-aside"],
    });
    expect(layer.one("aws_scheduler_schedule_group", "schedules_group")).toEqual({
      name: "example-test-schedules",
    });
    expect(layer.one("aws_sqs_queue", "missed-starts_queue")).toMatchObject({
      name: "example-test-missed-starts",
      message_retention_seconds: 1_209_600,
    });
  });

  test("EN-246: Scheduler's role starts these workflows on behalf of this group", () => {
    expect(statements(layer.one("aws_iam_role_policy", "schedules_start")["policy"])).toEqual([
      {
        Sid: "Start",
        Effect: "Allow",
        Action: ["states:StartExecution"],
        Resource: ["${aws_sfn_state_machine.nightly-workflow_machine.arn}"],
      },
    ]);
    expect(statements(layer.one("aws_iam_role", "schedules_role_role")["assume_role_policy"])).toEqual([
      expect.objectContaining({
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111111111111" },
          ArnLike: {
            "aws:SourceArn":
              "arn:aws:scheduler:ap-northeast-1:111111111111:schedule-group/example-test-schedules",
          },
        },
      }),
    ]);
  });

  test("with a key, logs and missed starts are encrypted with it, and Scheduler may use it", () => {
    const encrypted = synthesize({
      logKeyArn: KEY,
      encryption: { kmsKeyId: KEY, dataKeyReuseSeconds: 300 },
    });

    expect(
      Object.values(encrypted.all("aws_cloudwatch_log_group")).map(({ kms_key_id }) => kms_key_id),
    ).toEqual([KEY, KEY, KEY]);
    expect(encrypted.one("aws_sqs_queue", "missed-starts_queue")).toMatchObject({
      kms_master_key_id: KEY,
      kms_data_key_reuse_period_seconds: 300,
    });
    expect(statements(encrypted.one("aws_iam_role_policy", "schedules_set-aside")["policy"])).toEqual([
      {
        Sid: "SetAside",
        Effect: "Allow",
        Action: ["sqs:SendMessage"],
        Resource: ["${aws_sqs_queue.missed-starts_queue.arn}"],
      },
      {
        Sid: "EncryptWhatIsSetAside",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: [KEY],
      },
    ]);
  });

  test("a workflow that nobody schedules has neither a schedule nor a queue for it", () => {
    const byHand = synthesize({
      workflows: { nightly: { description: "By hand", steps: ["settle"], deadlineMinutes: 90 } },
    });

    expect(byHand.ids("aws_scheduler_schedule_group")).toEqual([]);
    expect(byHand.ids("aws_sqs_queue")).toEqual([]);
    expect(byHand.ids("aws_sfn_state_machine")).toEqual(["nightly-workflow_machine"]);
  });

  test("EN-247: each job and each workflow has a log group of its own", () => {
    expect(
      Object.values(layer.all("aws_cloudwatch_log_group"))
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "/aws/vendedlogs/states/example-test-nightly",
      "/ecs/example-test-report",
      "/ecs/example-test-settle",
    ]);
  });

  test("nobody reaches a job, and it reaches AWS alone", () => {
    const rules = (type: string) => layer.ids(type).filter((id) => id.startsWith("settle"));

    expect(rules("aws_vpc_security_group_egress_rule")).toEqual([
      "settle_security-group_to-endpoints-tcp-443_egress",
      "settle_security-group_to-s3-tcp-443_egress",
    ]);
    expect(
      Object.values(layer.all("aws_vpc_security_group_ingress_rule")).map(
        (rule) => rule["security_group_id"],
      ),
    ).toEqual(["sg-endpoints", "sg-endpoints"]);
  });

  test("EN-232: what a job may do and reach is what its values say", () => {
    const reading = synthesize({
      jobs: {
        settle: {
          ...SETTLE,
          application: { image: "report", environmentVariables: { MODE: "settle" } },
          permissions: {
            rows: [
              { sid: "Connect", actions: ["rds-db:connect"], resources: ["arn:aws:rds-db:::dbuser:c/u"] },
            ],
          },
        },
        report: REPORT,
      },
    });
    const [container] = JSON.parse(
      reading.one("aws_ecs_task_definition", "settle_task_definition")["container_definitions"] as string,
    ) as readonly Record<string, unknown>[];

    expect(container).toMatchObject({ name: "settle", environment: [{ name: "MODE", value: "settle" }] });
    expect(String(container!["image"])).toContain("report");
    expect(statements(reading.one("aws_iam_role_policy", "settle_rows")["policy"])).toEqual([
      {
        Sid: "Connect",
        Effect: "Allow",
        Action: ["rds-db:connect"],
        Resource: ["arn:aws:rds-db:::dbuser:c/u"],
      },
    ]);
  });

  test("EN-246: refuses workflows that do not fit the jobs, all at once", () => {
    expect(
      refusalOf(() =>
        synthesize({
          workflows: {
            nightly: { description: "-", steps: ["print"], deadlineMinutes: 1 },
            weekly: { description: "-", steps: ["settle"], deadlineMinutes: 1 },
          },
        }),
      ).split("\n"),
    ).toEqual([
      "jobs-test.workflows.nightly.steps[0]: is a job, got print; use one of settle, report",
      "jobs-test.workflows.weekly.deadlineMinutes: is at least the 90 minutes that its steps may take, got 1; lengthen it, or shorten a step's timeout",
    ]);
  });
});
