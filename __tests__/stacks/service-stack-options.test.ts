import type { ServiceSpec } from "../../constructs/compute/service-spec";
import { xrayDaemon } from "../../constructs/compute/xray-daemon";
import { Peer } from "../../constructs/network/peer";
import { Port } from "../../constructs/network/port";
import type { ServiceStackProps } from "../../stacks/service-stack";
import { permissionsOf, roleStatements, statements } from "../support/policies";
import { composeServices, FRONTEND } from "../support/service-fixture";
import { type Attributes, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

const MONITORING = { securityGroupId: "sg-monitoring", name: "monitoring" };
const SHARED_ROLE = { name: "shared-task-role", arn: "arn:aws:iam::111111111111:role/shared-task-role" };
const READ_BUCKET = { sid: "ReadBucket", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::media/*"] };
const LOG_KEY = "arn:aws:kms:ap-northeast-1:111111111111:key/logs";
const SECRET_KEY = "arn:aws:kms:ap-northeast-1:111111111111:key/secrets";
const TOKEN = "arn:aws:secretsmanager:ap-northeast-1:111111111111:secret:token-AbCdEf";

/** A service behind the load balancer that others read metrics of, and a worker that nothing reaches. */
const BACKEND: ServiceSpec = {
  ...FRONTEND,
  serviceName: "backend",
  logGroup: "/ecs/backend",
  servedBy: { ...FRONTEND.servedBy!, port: 8080, furtherPorts: [] },
  application: {
    furtherPorts: [9090],
    secrets: { TOKEN: { arn: TOKEN } },
    healthCheck: { shellCommand: "curl -f http://localhost:8080/health || exit 1", startPeriodSeconds: 60 },
  },
  reachedBy: [{ peer: MONITORING, port: Port.tcp(9090), why: "Metrics" }],
};
const WORKER: ServiceSpec = {
  cpu: 1024,
  memoryMiB: 2048,
  serviceName: "worker",
  logGroup: { name: "/ecs/worker", arn: "arn:aws:logs:ap-northeast-1:111111111111:log-group:/ecs/worker" },
  desiredCount: 2,
  capacity: "spot",
  scaling: {
    minTasks: 2,
    maxTasks: 10,
    targets: {
      queue: {
        measure: "queue-depth",
        queueName: "jobs",
        targetMessages: 100,
        scaleInCooldownSeconds: 300,
        scaleOutCooldownSeconds: 60,
      },
    },
  },
  family: "example-worker",
  roleNames: { execution: "worker-start" },
  securityGroupName: "worker-sg",
  application: { image: "backend" },
  sidecars: [xrayDaemon()],
  reaches: [{ peer: Peer.cidr("10.9.0.0/24", "office"), port: Port.tcp(22), why: "Office" }],
  permissions: { bucket: [READ_BUCKET] },
  startPermissions: {
    "create-log-group": [
      { sid: "CreateLogGroup", actions: ["logs:CreateLogGroup"], resources: ["arn:logs"] },
    ],
  },
};

function synthesize(overrides: Partial<ServiceStackProps> = {}): Workspace {
  return synthesizeApp((app) =>
    composeServices(app, {
      services: { backend: BACKEND, worker: WORKER },
      runningTag: { always: "latest" },
      awsServices: "anywhere",
      logKeyArn: LOG_KEY,
      secretKeyArns: [SECRET_KEY],
      ...overrides,
    }),
  )["service-test"]!;
}

let workspace: Workspace;
beforeAll(() => {
  workspace = synthesize();
});

const container = (key: string, name: string) =>
  (
    JSON.parse(
      workspace.one("aws_ecs_task_definition", `${key}-task_definition`)["container_definitions"] as string,
    ) as readonly Attributes[]
  ).find((one) => one["name"] === name)!;
const rules = (direction: "ingress" | "egress", key: string) =>
  Object.values(workspace.all(`aws_vpc_security_group_${direction}_rule`)).filter(
    ({ security_group_id: group }) =>
      group === `\${aws_security_group.${key}-service_security-group_group.id}`,
  );

test("OW-062, OW-094: images run at a fixed tag, and no recorded one is read", () => {
  expect(container("worker", "worker")["image"]).toBe(container("backend", "backend")["image"]);
  expect(container("backend", "backend")["image"]).toMatch(/backend-images_repository.*:latest$/);
  expect(workspace.json["data"]?.["aws_ssm_parameter"]).toBeUndefined();
});

test("OW-063, OW-064: an application listens on further ports, which the load balancer is not told of", () => {
  expect(container("backend", "backend")["portMappings"]).toEqual(
    [8080, 9090].map((port) => ({ containerPort: port, hostPort: port, protocol: "tcp" })),
  );
  expect(
    rules("ingress", "backend").map((rule) => [rule["referenced_security_group_id"], rule["from_port"]]),
  ).toEqual([
    ["sg-alb", 8080],
    ["sg-monitoring", 9090],
  ]);
});

test("OW-D51: the health check of a container has a start period", () => {
  expect(container("backend", "backend")["healthCheck"]).toMatchObject({ startPeriod: 60 });
});

test("OW-045, OW-095, OW-112, OW-330: nothing reaches a service without a load balancer", () => {
  expect(workspace.one("aws_ecs_service", "worker-service_service")["load_balancer"]).toBeUndefined();
  expect(container("worker", "worker")["portMappings"]).toBeUndefined();
  expect(rules("ingress", "worker")).toEqual([]);
});

test("OW-044, OW-048: AWS's services are reached at any address, and by no endpoint beside", () => {
  const destination = (rule: Attributes) => [rule["cidr_ipv4"], rule["from_port"], rule["to_port"]];

  expect(rules("egress", "backend").map(destination)).toEqual([["0.0.0.0/0", 443, 443]]);
  expect(rules("egress", "worker").map(destination)).toEqual([
    ["0.0.0.0/0", 443, 443],
    ["10.9.0.0/24", 22, 22],
  ]);
});

test("OW-278: the layer's own log groups are encrypted, and one made elsewhere is used as it is", () => {
  expect(workspace.all("aws_cloudwatch_log_group")).toEqual({
    "backend-logs_group": { name: "/ecs/backend", retention_in_days: 3, kms_key_id: LOG_KEY },
  });
  expect(container("worker", "worker")["logConfiguration"]).toMatchObject({
    options: { "awslogs-group": "/ecs/worker" },
  });
});

test("the execution role may decrypt secrets with the key that encrypts them", () => {
  const statement = roleStatements(workspace, "backend-task_execution-role_role").find(
    ({ Sid }) => Sid === "DecryptSecrets",
  );

  expect(statement).toMatchObject({ Action: ["kms:Decrypt"], Resource: [SECRET_KEY] });
  expect(permissionsOf(workspace, "worker-task_execution-role_role")["kms:Decrypt"]).toBeUndefined();
});

test("OW-265: ECS may do what the start permissions say", () => {
  expect(permissionsOf(workspace, "worker-task_execution-role_role")["logs:CreateLogGroup"]).toEqual([
    "arn:logs",
  ]);
  expect(permissionsOf(workspace, "backend-task_execution-role_role")["logs:CreateLogGroup"]).toBeUndefined();
});

test("names are taken as they are", () => {
  expect(workspace.one("aws_security_group", "worker-service_security-group_group")["name"]).toBe(
    "worker-sg",
  );
  expect(workspace.one("aws_ecs_task_definition", "worker-task_definition")["family"]).toBe("example-worker");
  expect(workspace.one("aws_iam_role", "worker-task_execution-role_role")["name"]).toBe("worker-start");
  expect(workspace.one("aws_iam_role", "worker-task_task-role_role")["name"]).toBe("example-worker-task");
});

test("OW-115, OW-116, OW-117: a service follows the depth of a queue", () => {
  expect(
    workspace.one("aws_appautoscaling_policy", "worker-service_scaling_queue")[
      "target_tracking_scaling_policy_configuration"
    ],
  ).toMatchObject({ target_value: 100, scale_in_cooldown: 300, scale_out_cooldown: 60 });
});

describe("OW-D27: spare capacity", () => {
  test("is what a service asks for, and then the cluster offers it", () => {
    const service = workspace.one("aws_ecs_service", "worker-service_service");

    expect(service["capacity_provider_strategy"]).toEqual([{ capacity_provider: "FARGATE_SPOT", weight: 1 }]);
    expect(service["launch_type"]).toBeUndefined();
    expect(
      workspace.one("aws_ecs_cluster_capacity_providers", "cluster_capacity-providers")["capacity_providers"],
    ).toEqual(["FARGATE", "FARGATE_SPOT"]);
  });

  test("is not offered when no service asks", () => {
    const steady = synthesize({ services: { backend: BACKEND } });

    expect(
      steady.one("aws_ecs_cluster_capacity_providers", "cluster_capacity-providers")["capacity_providers"],
    ).toEqual(["FARGATE"]);
  });
});

test("OW-D36: the X-Ray daemon runs beside the application, which outlives it", () => {
  expect(container("worker", "xray-daemon")).toMatchObject({
    image: "public.ecr.aws/xray/aws-xray-daemon:3.x",
    essential: false,
  });
});

describe("OW-D41: a role that the services share", () => {
  const shared = (permissions = { media: [READ_BUCKET] as const }) =>
    synthesize({ taskRole: { ...SHARED_ROLE, permissions } });

  test("is granted by its name, once for all and once for each service's own needs", () => {
    const workspace = shared();

    expect(
      Object.values(workspace.all("aws_iam_role_policy"))
        .filter(({ role }) => role === SHARED_ROLE.name)
        .map(({ name, policy }) => [name, statements(policy)[0]?.Action]),
    ).toEqual([
      ["media", ["s3:GetObject"]],
      ["worker-bucket", ["s3:GetObject"]],
    ]);
  });

  test("is the role of every task, and none other is made", () => {
    const workspace = shared();

    expect(
      Object.values(workspace.all("aws_ecs_task_definition")).map(({ task_role_arn: role }) => role),
    ).toEqual([SHARED_ROLE.arn, SHARED_ROLE.arn]);
    expect(workspace.ids("aws_iam_role")).toEqual([
      "backend-task_execution-role_role",
      "worker-task_execution-role_role",
    ]);
  });

  test("holds its permissions before a task starts", () => {
    expect(shared().one("aws_ecs_service", "backend-service_service")["depends_on"]).toEqual(
      expect.arrayContaining(["aws_iam_role_policy.media"]),
    );
  });

  test("has one policy of each name", () => {
    expect(
      refusalOf(() =>
        synthesize({ taskRole: { ...SHARED_ROLE, permissions: { "worker-bucket": [READ_BUCKET] } } }),
      ),
    ).toBe(
      "service-test/worker-bucket: role shared-task-role has one policy of each name, got worker-bucket; " +
        "grant all of it at once, or give the second grant an id of its own",
    );
  });
});
