import type { Construct } from "constructs";
import { EcsCluster } from "../../../constructs/compute/ecs-cluster";
import { EcsService, type EcsServiceProps } from "../../../constructs/compute/ecs-service";
import { EcsTask, type EcsTaskProps } from "../../../constructs/compute/ecs-task";
import { ServiceRole } from "../../../constructs/identity/service-role";
import { permissionsOf, trustOf } from "../../support/policies";
import { refusalOf, synthesizeStack } from "../../support/synthesis";

const TASK: EcsTaskProps = {
  family: "openwan-worker",
  cpu: 4096,
  memoryMiB: 8192,
  containers: [{ name: "worker", image: "registry/openwan-worker:latest" }],
  logGroup: { name: "/ecs/openwan-worker", arn: "arn:logs" },
  repositoryArns: ["arn:repository"],
  account: "111111111111",
  region: "us-east-1",
};
const CLUSTER = { name: "openwan-cluster", arn: "arn:cluster" };
const BALANCED = {
  targetGroupArn: "arn:target-group",
  securityGroup: { securityGroupId: "sg-alb", name: "alb" },
  containerName: "worker",
  containerPort: 8080,
};

interface Overrides {
  readonly service?: Partial<EcsServiceProps>;
  readonly task?: Partial<EcsTaskProps>;
}

function service(stack: Construct, overrides: Overrides = {}): EcsService {
  return new EcsService(stack, "worker", {
    serviceName: "openwan-worker",
    cluster: CLUSTER,
    task: new EcsTask(stack, "task", { ...TASK, ...overrides.task }),
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
    desiredCount: 2,
    ...overrides.service,
  });
}

const synthesize = (overrides?: Overrides) => synthesizeStack((stack) => service(stack, overrides));
const withPort = { containers: [{ ...TASK.containers[0]!, ports: [8080] }] };

describe("a Fargate service", () => {
  test("OW-106 to OW-112: with the least of values runs apart from everything", () => {
    const workspace = synthesize();

    expect(workspace.one("aws_ecs_service", "worker_service")).toEqual({
      name: "openwan-worker",
      cluster: "arn:cluster",
      task_definition: "${aws_ecs_task_definition.task_definition.arn}",
      desired_count: 2,
      launch_type: "FARGATE",
      platform_version: "LATEST",
      network_configuration: {
        subnets: ["subnet-a", "subnet-b"],
        security_groups: ["${aws_security_group.worker_security-group_group.id}"],
        assign_public_ip: false,
      },
      deployment_controller: { type: "ECS" },
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      availability_zone_rebalancing: "ENABLED",
      deployment_circuit_breaker: { enable: true, rollback: true },
      wait_for_steady_state: true,
      enable_execute_command: false,
      enable_ecs_managed_tags: true,
      propagate_tags: "SERVICE",
      timeouts: { create: "20m", update: "20m", delete: "20m" },
      lifecycle: { postcondition: [expect.anything()] },
      depends_on: ["aws_iam_role_policy.task_pull-images", "aws_iam_role_policy.task_write-logs"],
    });
    expect(workspace.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(workspace.ids("aws_vpc_security_group_egress_rule")).toEqual([]);
    expect(workspace.ids("aws_appautoscaling_target")).toEqual([]);
  });

  test("OW-085: behind a load balancer takes requests on the container's port from it alone", () => {
    const workspace = synthesize({ service: { loadBalancer: BALANCED }, task: withPort });

    expect(workspace.one("aws_ecs_service", "worker_service")).toMatchObject({
      load_balancer: [
        { target_group_arn: "arn:target-group", container_name: "worker", container_port: 8080 },
      ],
      health_check_grace_period_seconds: 60,
    });
    expect(
      workspace.one("aws_vpc_security_group_ingress_rule", "worker_security-group_from-alb-tcp-8080_ingress"),
    ).toMatchObject({ from_port: 8080, to_port: 8080, referenced_security_group_id: "sg-alb" });
    expect(workspace.ids("aws_vpc_security_group_ingress_rule")).toHaveLength(1);
  });

  test("waits as long, and updates as carefully, as it is told", () => {
    const workspace = synthesize({
      service: {
        update: { minHealthyPercent: 50, maxPercent: 100, timeoutMinutes: 5 },
        loadBalancer: { ...BALANCED, healthCheckGraceSeconds: 120 },
        platformVersion: "1.4.0",
        securityGroupName: "openwan-worker-sg-2",
        peerName: "consumer",
      },
      task: withPort,
    });

    expect(workspace.one("aws_ecs_service", "worker_service")).toMatchObject({
      deployment_minimum_healthy_percent: 50,
      deployment_maximum_percent: 100,
      availability_zone_rebalancing: "DISABLED",
      health_check_grace_period_seconds: 120,
      platform_version: "1.4.0",
      timeouts: { create: "5m", update: "5m", delete: "5m" },
    });
    expect(workspace.one("aws_security_group", "worker_security-group_group")["name"]).toBe(
      "openwan-worker-sg-2",
    );
  });

  test("OW-D27: can run on spare capacity", () => {
    const spot = synthesize({ service: { capacity: "spot" } }).one("aws_ecs_service", "worker_service");

    expect(spot["launch_type"]).toBeUndefined();
    expect(spot["capacity_provider_strategy"]).toEqual([{ capacity_provider: "FARGATE_SPOT", weight: 1 }]);
  });

  const cpu = { cpu: { measure: "cpu", targetPercent: 70 } } as const;
  test.each<[string, Overrides["service"], string]>([
    ["a negative count", { desiredCount: -1 }, "worker.desiredCount: must be a whole number of tasks"],
    [
      "a count outside its scaling",
      { desiredCount: 1, scaling: { minTasks: 2, maxTasks: 4, targets: cpu } },
      "worker.desiredCount: must lie within the range of scaling, 2 to 4, got 1",
    ],
    [
      "a scaling without room",
      { scaling: { minTasks: 3, maxTasks: 2, targets: cpu } },
      "worker.scaling.maxTasks: must be a whole number of tasks, at least minTasks (3), got 2",
    ],
    [
      "an update that can neither stop nor start a task",
      { update: { maxPercent: 100 } },
      "worker.update.maxPercent: must be more than minHealthyPercent, from 100 to 200, got 100",
    ],
    [
      "more than all tasks healthy",
      { update: { minHealthyPercent: 101 } },
      "worker.update.minHealthyPercent: must be a percentage from 0 to 100, got 101",
    ],
    ["no time to wait", { update: { timeoutMinutes: 0 } }, "worker.update.timeoutMinutes: must be 1 minute"],
    ["a name with a dot", { serviceName: "a.b" }, "the name of an aws_ecs_service is made of"],
    [
      "a port on which its container does not listen",
      { loadBalancer: BALANCED },
      "worker.loadBalancer: sends requests to a port on which a container of the task listens, got worker:8080; use one of none",
    ],
  ])("is refused with %s", (_case, wrong, rule) => {
    expect(refusalOf(() => synthesize({ service: wrong ?? {} }))).toContain(rule);
  });
});

describe("a Fargate task", () => {
  test("SW-D04, confused deputy: both roles work for tasks of this account and Region only", () => {
    const workspace = synthesize();

    for (const role of ["task_task-role_role", "task_execution-role_role"]) {
      expect(trustOf(workspace.one("aws_iam_role", role))).toEqual([
        {
          Sid: "AssumedByService",
          Effect: "Allow",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Action: ["sts:AssumeRole"],
          Condition: {
            StringEquals: { "aws:SourceAccount": "111111111111" },
            ArnLike: { "aws:SourceArn": "arn:aws:ecs:us-east-1:111111111111:*" },
          },
        },
      ]);
    }
  });

  test("its execution role pulls from the named repositories and writes to the log group", () => {
    expect(permissionsOf(synthesize(), "task_execution-role_role")).toEqual({
      "ecr:BatchCheckLayerAvailability": ["arn:repository"],
      "ecr:BatchGetImage": ["arn:repository"],
      "ecr:GetAuthorizationToken": ["*"],
      "ecr:GetDownloadUrlForLayer": ["arn:repository"],
      "logs:CreateLogStream": ["arn:logs:*"],
      "logs:PutLogEvents": ["arn:logs:*"],
    });
  });

  test("its execution role reads each secret once, and decrypts it with a customer's key", () => {
    const secrets = { A: { arn: "arn:secret", key: "a" }, B: { arn: "arn:secret", key: "b" } };
    const permissions = permissionsOf(
      synthesize({ task: { containers: [{ ...TASK.containers[0]!, secrets }], secretKeyArns: ["arn:key"] } }),
      "task_execution-role_role",
    );

    expect(permissions["secretsmanager:GetSecretValue"]).toEqual(["arn:secret"]);
    expect(permissions["kms:Decrypt"]).toEqual(["arn:key"]);
  });

  test("OW-D41: two tasks share a role when they are given one", () => {
    const workspace = synthesizeStack((stack) => {
      const taskRole = new ServiceRole(stack, "shared", {
        name: "openwan-ecs-task-role",
        description: "What the services act with",
        service: "ecs-tasks.amazonaws.com",
      });
      new EcsTask(stack, "backend-task", { ...TASK, family: "openwan-backend", taskRole, exec: "on" });
      new EcsTask(stack, "worker-task", { ...TASK, taskRole, exec: "on" });
    });

    expect(workspace.ids("aws_iam_role")).toEqual([
      "backend-task_execution-role_role",
      "shared_role",
      "worker-task_execution-role_role",
    ]);
    expect(workspace.one("aws_ecs_task_definition", "worker-task_definition")["task_role_arn"]).toBe(
      "${aws_iam_role.shared_role.arn}",
    );
    expect(workspace.one("aws_iam_role_policy", "worker-task_exec-session")["name"]).toBe(
      "worker-task-exec-session",
    );
  });

  test("AP-D16: can be built for ARM64", () => {
    expect(
      synthesize({ task: { cpuArchitecture: "ARM64" } }).one("aws_ecs_task_definition", "task_definition"),
    ).toMatchObject({ runtime_platform: { cpu_architecture: "ARM64" } });
  });

  test("a size that Fargate lacks is refused", () => {
    expect(refusalOf(() => synthesize({ task: { memoryMiB: 100 } }))).toContain("task.memoryMiB");
  });

  test("a family with a dot is refused", () => {
    expect(refusalOf(() => synthesize({ task: { family: "a.b" } }))).toContain("aws_ecs_task_definition");
  });
});

describe("an ECS cluster", () => {
  test("measures its services and offers capacity on demand", () => {
    const workspace = synthesizeStack((stack) => new EcsCluster(stack, "cluster", { clusterName: "main" }));

    expect(workspace.one("aws_ecs_cluster", "cluster_cluster")).toEqual({
      name: "main",
      setting: [{ name: "containerInsights", value: "enabled" }],
    });
    expect(workspace.one("aws_ecs_cluster_capacity_providers", "cluster_capacity-providers")).toEqual({
      cluster_name: "${aws_ecs_cluster.cluster_cluster.name}",
      capacity_providers: ["FARGATE"],
    });
  });

  test("measures and offers what it is told", () => {
    const workspace = synthesizeStack(
      (stack) =>
        new EcsCluster(stack, "cluster", {
          clusterName: "main",
          containerInsights: "disabled",
          capacity: "on-demand-and-spot",
        }),
    );

    expect(workspace.one("aws_ecs_cluster", "cluster_cluster")["setting"]).toEqual([
      { name: "containerInsights", value: "disabled" },
    ]);
    expect(
      workspace.one("aws_ecs_cluster_capacity_providers", "cluster_capacity-providers")["capacity_providers"],
    ).toEqual(["FARGATE", "FARGATE_SPOT"]);
  });

  test("a name with a dot is refused", () => {
    expect(
      refusalOf(() => synthesizeStack((stack) => new EcsCluster(stack, "cluster", { clusterName: "a.b" }))),
    ).toContain("aws_ecs_cluster");
  });
});
