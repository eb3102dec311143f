import { permissionsOf, trustOf } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { containersOf, named, only, synthesizeLayers, where, type Layers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

const APP_SUBNETS = ["a", "b", "c"].map((zone) => `\${aws_subnet.network_app_subnet-${zone}.id}`);
const DATABASE_SECRET = /^\$\{aws_secretsmanager_secret\.instance_credentials_secret\.arn\}:password::$/;

describe.each([
  {
    environment: "dev",
    backend: { cpu: "512", memory: "1024", desired: 1, min: 1, max: 2 },
    worker: { cpu: "1024", memory: "2048", desired: 1, min: 1, max: 2 },
  },
  {
    environment: "prod",
    backend: { cpu: "2048", memory: "4096", desired: 2, min: 2, max: 20 },
    worker: { cpu: "4096", memory: "8192", desired: 2, min: 2, max: 10 },
  },
])("openwan, services of $environment", ({ environment, ...sizes }) => {
  let workspace: Workspace;
  let layers: Layers;
  beforeAll(() => {
    layers = layersOf(environment);
    workspace = layers.of("service");
  });
  const service = (key: string) => workspace.one("aws_ecs_service", `${key}-service_service`);
  const task = (key: string) => workspace.one("aws_ecs_task_definition", `${key}-task_definition`);
  const container = (key: string) => containersOf(workspace, key)[key]!;
  const target = (key: string) => workspace.one("aws_appautoscaling_target", `${key}-service_scaling_target`);
  const policy = (key: string, measure: string) => {
    const found = workspace.one("aws_appautoscaling_policy", `${key}-service_scaling_${measure}`);
    expect(found["policy_type"]).toBe("TargetTrackingScaling");
    return found["target_tracking_scaling_policy_configuration"];
  };

  it("OW-057 OW-118 OW-119 OW-120 OW-121 OW-D39 runs on one ECS cluster without servers, and on no Kubernetes", () => {
    expect(only(workspace, "aws_ecs_cluster")["name"]).toBe("openwan-cluster");
    expect(layers.all("aws_eks_cluster")).toEqual([]);
    expect(only(workspace, "aws_ecs_cluster_capacity_providers")["capacity_providers"]).toEqual(["FARGATE"]);
  });

  describe.each([
    { key: "backend" as const, rows: "OW-058 OW-059 OW-060 OW-079 OW-080 OW-081 OW-082 OW-083 OW-084" },
    { key: "worker" as const, rows: "OW-090 OW-091 OW-092 OW-106 OW-107 OW-108 OW-109 OW-110 OW-111" },
  ])("the $key", ({ key, rows }) => {
    it(`${rows} is a Fargate service of its size in the three app subnets, without a public address`, () => {
      const { cpu, memory, desired } = sizes[key];
      expect(task(key)).toMatchObject({
        family: `openwan-${key}`,
        cpu,
        memory,
        network_mode: "awsvpc",
        requires_compatibilities: ["FARGATE"],
      });
      expect(service(key)).toMatchObject({
        name: `openwan-${key}`,
        desired_count: desired,
        launch_type: "FARGATE",
        task_definition: `\${aws_ecs_task_definition.${key}-task_definition.arn}`,
        network_configuration: {
          subnets: APP_SUBNETS,
          security_groups: [`\${aws_security_group.${key}-service_security-group_group.id}`],
          assign_public_ip: false,
        },
      });
      expect(workspace.one("aws_security_group", `${key}-service_security-group_group`)["name"]).toBe(
        `openwan-${key}-sg`,
      );
    });

    it("OW-061 OW-062 OW-093 OW-094 OW-314 runs its image at the tag latest, from a repository of its own", () => {
      expect(container(key).image).toBe(
        `\${aws_ecr_repository.${key}-images_repository.repository_url}:latest`,
      );
      expect(layers.of("registry").one("aws_ecr_repository", `${key}-images_repository`)).toMatchObject({
        name: `openwan-${key}`,
        image_tag_mutability: "MUTABLE",
      });
    });

    it("OW-303 OW-D36 hands its traces to the X-Ray daemon beside it, without which it runs on", () => {
      expect(Object.keys(containersOf(workspace, key))).toEqual([key, "xray-daemon"]);
      expect(containersOf(workspace, key)["xray-daemon"]).toMatchObject({
        image: "public.ecr.aws/xray/aws-xray-daemon:3.x",
        essential: false,
      });
      expect(container(key)).not.toHaveProperty("dependsOn");
    });

    it("OW-065 OW-066 OW-067 OW-068 OW-096 OW-097 OW-098 OW-099 OW-D19 OW-D22 knows where database, cache, bucket and queue are", () => {
      expect(named(container(key).environment)).toEqual({
        DB_HOST: "${aws_db_instance.instance_instance.address}",
        DB_PORT: "3306",
        DB_NAME: "openwan",
        DB_USER: "openwan",
        DB_TLS: "true",
        REDIS_HOST: expect.stringMatching(
          /^\$\{aws_elasticache_replication_group\.\S+\.configuration_endpoint_address\}$/,
        ),
        REDIS_PORT: "6379",
        REDIS_TLS: "true",
        S3_BUCKET: expect.stringMatching(/^\$\{aws_s3_bucket\.media_bucket\.(id|bucket)\}$/),
        SQS_QUEUE_URL: "${aws_sqs_queue.work_queue.url}",
        ...(key === "worker" ? { FFMPEG_THREADS: "2" } : {}),
      });
    });

    it("OW-071 OW-072 OW-073 OW-074 OW-102 OW-103 OW-104 OW-D30 logs to its own group", () => {
      const { logConfiguration } = container(key);
      const group = workspace.one("aws_cloudwatch_log_group", `${key}-logs_group`);

      expect(group["name"]).toBe(`/ecs/openwan-${key}`);
      expect(logConfiguration).toEqual({
        logDriver: "awslogs",
        options: {
          "awslogs-group": `\${aws_cloudwatch_log_group.${key}-logs_group.name}`,
          "awslogs-region": "us-east-1",
          "awslogs-stream-prefix": "ecs",
        },
      });
    });

    it("OW-264 OW-265 OW-266 OW-267 OW-D41 is started by a role that pulls its image, writes its log and reads its secrets", () => {
      const role = `${key}-task_execution-role_role`;
      const permissions = permissionsOf(workspace, role);

      expect(task(key)["execution_role_arn"]).toBe(`\${aws_iam_role.${role}.arn}`);
      expect(trustOf(workspace.one("aws_iam_role", role))[0]?.Principal).toEqual({
        Service: "ecs-tasks.amazonaws.com",
      });
      expect(Object.keys(permissions)).toEqual([
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetAuthorizationToken",
        "ecr:GetDownloadUrlForLayer",
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "secretsmanager:GetSecretValue",
      ]);
      expect(permissions["ecr:GetAuthorizationToken"]).toEqual(["*"]);
      expect(permissions["ecr:BatchGetImage"]).toEqual([
        `\${aws_ecr_repository.${key}-images_repository.arn}`,
      ]);
      expect(permissions["logs:PutLogEvents"]).toEqual([
        `\${aws_cloudwatch_log_group.${key}-logs_group.arn}:*`,
      ]);
      expect(permissions["logs:CreateLogGroup"]).toEqual([
        expect.stringMatching(new RegExp(`:log-group:/ecs/openwan-${key}$`)),
      ]);
      expect(permissions["secretsmanager:GetSecretValue"]).toHaveLength(key === "backend" ? 3 : 2);
    });
  });

  it("OW-063 OW-064 OW-085 the backend listens on 8080 for the load balancer and on 9090 for monitoring", () => {
    expect(container("backend")["portMappings"]).toEqual(
      [8080, 9090].map((port) => ({ containerPort: port, hostPort: port, protocol: "tcp" })),
    );
    expect(service("backend")["load_balancer"]).toEqual([
      {
        target_group_arn: "${aws_lb_target_group.backend-targets_group.arn}",
        container_name: "backend",
        container_port: 8080,
      },
    ]);
    expect(layers.of("edge").one("aws_lb_target_group", "backend-targets_group")).toMatchObject({
      name: "openwan-backend-tg",
      port: 8080,
      protocol: "HTTP",
      target_type: "ip",
    });
  });

  it("OW-D50 the load balancer asks the backend for /health", () => {
    expect(
      layers.of("edge").one("aws_lb_target_group", "backend-targets_group")["health_check"],
    ).toMatchObject({
      path: "/health",
      matcher: "200",
      interval: 30,
      timeout: 5,
      healthy_threshold: 2,
      unhealthy_threshold: 3,
    });
  });

  it("OW-069 OW-070 OW-101 OW-D22 OW-D43 hands each service the secrets that it needs and no other", () => {
    const backend = named(container("backend").secrets);
    const worker = named(container("worker").secrets);

    expect(Object.keys(backend)).toEqual(["DB_PASSWORD", "JWT_SECRET", "REDIS_AUTH_TOKEN"]);
    expect(Object.keys(worker)).toEqual(["DB_PASSWORD", "REDIS_AUTH_TOKEN"]);
    expect(backend["DB_PASSWORD"]).toMatch(DATABASE_SECRET);
    expect(worker["DB_PASSWORD"]).toMatch(DATABASE_SECRET);
    expect(backend["JWT_SECRET"]).toMatch(
      /^\$\{aws_secretsmanager_secret\.jwt-secret_secret\.arn\}:secret::$/,
    );
    expect(backend["REDIS_AUTH_TOKEN"]).toMatch(/^\$\{aws_secretsmanager_secret\.\S+\.arn\}:token::$/);
    expect(worker["REDIS_AUTH_TOKEN"]).toBe(backend["REDIS_AUTH_TOKEN"]);
  });

  it("OW-075 OW-076 OW-077 OW-078 OW-D51 checks the backend's container, after a minute to start", () => {
    expect(container("backend")["healthCheck"]).toEqual({
      command: ["CMD-SHELL", "curl -f http://localhost:8080/health || exit 1"],
      interval: 30,
      timeout: 5,
      retries: 3,
      startPeriod: 60,
    });
  });

  it("OW-095 OW-105 OW-112 the worker has no port, no check and no load balancer", () => {
    expect(container("worker")).not.toHaveProperty("portMappings");
    expect(container("worker")).not.toHaveProperty("healthCheck");
    expect(service("worker")["load_balancer"]).toBeUndefined();
  });

  it("OW-100 the worker's FFmpeg has two threads", () => {
    expect(named(container("worker").environment)["FFMPEG_THREADS"]).toBe("2");
  });

  it("OW-009 OW-010 OW-086 OW-087 OW-122 OW-D28 the backend scales within its range", () => {
    expect(target("backend")).toMatchObject({
      min_capacity: sizes.backend.min,
      max_capacity: sizes.backend.max,
      scalable_dimension: "ecs:service:DesiredCount",
      service_namespace: "ecs",
    });
  });

  it("OW-088 OW-089 OW-122 the backend keeps CPU at 70 % and memory at 80 %", () => {
    expect(policy("backend", "cpu")).toEqual({
      target_value: 70,
      predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
    });
    expect(policy("backend", "memory")).toEqual({
      target_value: 80,
      predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageMemoryUtilization" },
    });
  });

  it("OW-009 OW-011 OW-113 OW-114 the worker scales within its range", () => {
    expect(target("worker")).toMatchObject({
      min_capacity: sizes.worker.min,
      max_capacity: sizes.worker.max,
    });
  });

  it("OW-115 OW-116 OW-117 OW-D29 the worker keeps the queue at a hundred messages, quick to grow and slow to shrink", () => {
    expect(policy("worker", "queue")).toEqual({
      target_value: 100,
      customized_metric_specification: {
        namespace: "AWS/SQS",
        metric_name: "ApproximateNumberOfMessagesVisible",
        statistic: "Average",
        dimensions: [{ name: "QueueName", value: "${aws_sqs_queue.work_queue.name}" }],
      },
      scale_in_cooldown: 300,
      scale_out_cooldown: 60,
    });
  });

  it("OW-013 OW-014 OW-016 OW-318 has whatever the services stand on in layers before them", () => {
    const before = workspace.json["data"]?.["terraform_remote_state"] ?? {};

    expect(
      Object.keys(before)
        .map((id) => id.replace("cross-stack-reference-input-", ""))
        .sort(),
    ).toEqual(
      [
        "cache",
        "database",
        "edge",
        "management",
        "messaging",
        "network",
        "registry",
        "security",
        "storage",
      ].map((layer) => `${layer}-${environment}`),
    );
    expect(where(layers.of("audit"), "aws_guardduty_detector", "enable", true)).toBeDefined();
  });
});
