import { permissionsOf } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { type Layers, only, output, synthesizeLayers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly command?: readonly string[];
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly [option: string]: unknown;
}

const SERVICES = ["frontend", "backend"];
const SECRET = "${aws_secretsmanager_secret.aurora_credentials_secret.arn}";
const WRITER = "${aws_rds_cluster.aurora_cluster.endpoint}";
const imageOf = (image: string) =>
  `\${aws_ecr_repository.${image}-images_repository.repository_url}:\${data.aws_ssm_parameter.${image}-tag.insecure_value}`;

describe.each([
  { environment: "dev", desiredCount: 1, scaling: [], insights: "disabled" },
  { environment: "prod", desiredCount: 2, scaling: ["backend", "frontend"], insights: "enabled" },
])("serverless-web, services of $environment", ({ environment, desiredCount, scaling, insights }) => {
  let workspace: Workspace;
  beforeAll(() => {
    workspace = layersOf(environment).of("service");
  });
  const service = (key: string) => workspace.one("aws_ecs_service", `${key}-service_service`);
  const task = (key: string) => workspace.one("aws_ecs_task_definition", `${key}-task_definition`);
  const containers = (key: string) =>
    JSON.parse(task(key)["container_definitions"] as string) as readonly Container[];
  const container = (key: string, name: string) => {
    const found = containers(key).find((one) => one.name === name);
    if (!found) {
      throw new Error(`${key} has no container ${name}`);
    }
    return found;
  };

  it("SW-023 SW-073 SW-D05 is two services, each with containers, images and logs of its own", () => {
    expect(workspace.ids("aws_ecs_service")).toEqual(["backend-service_service", "frontend-service_service"]);
    expect(SERVICES.map((key) => containers(key).map(({ name }) => name))).toEqual([
      ["frontend"],
      ["backend", "sidecar"],
    ]);
    expect(workspace.one("aws_cloudwatch_log_group", "frontend-logs_group")["name"]).toBe(
      "/aws/ecs/frontend-service",
    );
    expect(workspace.one("aws_cloudwatch_log_group", "backend-logs_group")["name"]).toBe(
      "/aws/ecs/backend-service",
    );
  });

  it.each(SERVICES)("SW-011 SW-024 SW-D10 runs %s on Fargate", (key) => {
    expect(service(key)).toMatchObject({
      name: `${key}-service`,
      launch_type: "FARGATE",
      desired_count: desiredCount,
      task_definition: `\${aws_ecs_task_definition.${key}-task_definition.arn}`,
    });
    expect(task(key)).toMatchObject({
      requires_compatibilities: ["FARGATE"],
      network_mode: "awsvpc",
      cpu: "512",
      memory: "1024",
    });
  });

  it.each(SERVICES)("SW-009 SW-D09 takes requests of %s's target group on port 80", (key) => {
    expect(service(key)["load_balancer"]).toEqual([
      {
        container_name: key,
        container_port: 80,
        target_group_arn: `\${aws_lb_target_group.${key}-targets_group.arn}`,
      },
    ]);
    expect(container(key, key)["portMappings"]).toEqual([
      { containerPort: 80, hostPort: 80, protocol: "tcp" },
    ]);
  });

  it("SW-012 SW-124 runs in the app subnets without a public address", () => {
    expect(SERVICES.map((key) => service(key)["network_configuration"])).toEqual(
      SERVICES.map((key) => ({
        assign_public_ip: false,
        subnets: ["${aws_subnet.network_app_subnet-a.id}", "${aws_subnet.network_app_subnet-c.id}"],
        security_groups: [`\${aws_security_group.${key}-service_security-group_group.id}`],
      })),
    );
  });

  it("SW-100 SW-D03 SW-D30 SW-D31 reaches AWS's services by endpoints in the app subnets", () => {
    const layers = layersOf(environment);
    const group = "${aws_security_group.network_endpoints_security-group_group.id}";
    const endpoints = Object.values(layers.of("network").all("aws_vpc_endpoint")).filter(
      ({ vpc_endpoint_type: type }) => type === "Interface",
    );
    expect(endpoints).toHaveLength(7);
    for (const endpoint of endpoints) {
      expect(endpoint).toMatchObject({
        private_dns_enabled: true,
        subnet_ids: ["${aws_subnet.network_app_subnet-a.id}", "${aws_subnet.network_app_subnet-c.id}"],
        security_group_ids: [group],
      });
    }
    const admitted = layers
      .all("aws_vpc_security_group_ingress_rule")
      .filter(({ security_group_id: id }) => id === group);
    expect(admitted).toMatchObject(
      ["backend", "frontend"].map((key) => ({
        referenced_security_group_id: `\${aws_security_group.${key}-service_security-group_group.id}`,
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
      })),
    );
    const opened = layers
      .all("aws_vpc_security_group_egress_rule")
      .filter(({ security_group_id: id }) => id === group);
    expect(opened).toEqual([]);
  });

  it("SW-013 SW-014 SW-024 SW-D11 puts application and sidecar into one task, both essential", () => {
    expect(container("backend", "backend")).toMatchObject({
      essential: true,
      dependsOn: [{ containerName: "sidecar", condition: "START" }],
    });
    expect(container("backend", "sidecar").essential).toBe(true);
  });

  it("SW-014 SW-032 SW-083 SW-D27 runs images of this environment's repositories at the delivered tag", () => {
    expect(container("frontend", "frontend").image).toBe(imageOf("frontend"));
    expect(container("backend", "backend").image).toBe(imageOf("backend"));
    expect(container("backend", "sidecar").image).toBe(imageOf("sidecar"));
    expect(workspace.json["data"]!["aws_ssm_parameter"]).toMatchObject(
      Object.fromEntries(
        ["frontend", "backend", "sidecar"].map((image) => [
          `${image}-tag`,
          { name: `\${aws_ssm_parameter.${image}-tag_parameter.name}` },
        ]),
      ),
    );
  });

  it("SW-015 SW-025 SW-093 SW-094 tells the application localhost:3306 and nothing else in clear", () => {
    expect(container("backend", "backend").environment).toEqual([
      { name: "DB_HOST", value: "localhost" },
      { name: "DB_PORT", value: "3306" },
    ]);
  });

  it("SW-091 SW-095 SW-096 fills user and password from the secret by key", () => {
    expect(container("backend", "backend").secrets).toEqual([
      { name: "DB_PASSWORD", valueFrom: `${SECRET}:password::` },
      { name: "DB_USER", valueFrom: `${SECRET}:username::` },
    ]);
  });

  it("SW-015 SW-026 SW-027 SW-028 SW-D12 SW-D13 leads from the sidecar's 3306 to the writer's", () => {
    expect(container("backend", "sidecar").command).toEqual([
      "socat",
      "tcp-listen:3306,fork,reuseaddr",
      `tcp:${WRITER}:3306`,
    ]);
  });

  it("SW-015 SW-030 SW-D36 names the database's host in the sidecar alone", () => {
    const knowing = SERVICES.flatMap((key) => containers(key))
      .filter((one) => JSON.stringify(one).includes("aws_rds_cluster"))
      .map(({ name }) => name);
    expect(knowing).toEqual(["sidecar"]);
    expect(containers("backend").flatMap(({ secrets = [] }) => secrets)).toHaveLength(2);
    expect(JSON.stringify(containers("frontend"))).not.toContain("3306");
  });

  it.each(SERVICES)("SW-031 SW-033 lets operators enter %s", (key) => {
    expect(service(key)["enable_execute_command"]).toBe(true);
  });

  it.each(SERVICES)("SW-034 lets the tasks of %s open Session Manager's channels", (key) => {
    expect(permissionsOf(workspace, `${key}-task_task-role_role`)).toMatchObject({
      "ssmmessages:CreateControlChannel": ["*"],
      "ssmmessages:CreateDataChannel": ["*"],
      "ssmmessages:OpenControlChannel": ["*"],
      "ssmmessages:OpenDataChannel": ["*"],
    });
  });

  it("SW-038 SW-039 SW-041 gives the command that opens a shell in the sidecar, which can be written to", () => {
    const cluster = "${aws_ecs_cluster.cluster_cluster.name}";
    const name = "${aws_ecs_service.backend-service_service.name}";
    expect(output(workspace, "backend_exec_command")).toBe(
      `aws ecs execute-command --cluster ${cluster} --task "$(aws ecs list-tasks --cluster ${cluster}` +
        ` --service-name ${name} --query 'taskArns[0]' --output text)"` +
        ` --container sidecar --interactive --command "/bin/sh"`,
    );
    expect(container("backend", "sidecar")).toMatchObject({ name: "sidecar", readonlyRootFilesystem: false });
  });

  it("SW-041 SW-D41 publishes the names of cluster and services", () => {
    expect(only(workspace, "aws_ecs_cluster")["name"]).toBe(`serverless-web-${environment}`);
    expect(output(workspace, "cluster_name")).toBe("${aws_ecs_cluster.cluster_cluster.name}");
    expect(output(workspace, "backend_service_name")).toBe("${aws_ecs_service.backend-service_service.name}");
    expect(output(workspace, "frontend_service_name")).toBe(
      "${aws_ecs_service.frontend-service_service.name}",
    );
  });

  it("SW-042 SW-045 sends every container's log to its service's group", () => {
    for (const key of SERVICES) {
      expect(containers(key).map(({ logConfiguration }) => logConfiguration)).toEqual(
        containers(key).map(() => ({
          logDriver: "awslogs",
          options: {
            "awslogs-group": `\${aws_cloudwatch_log_group.${key}-logs_group.name}`,
            "awslogs-region": "ap-northeast-1",
            "awslogs-stream-prefix": "ecs",
          },
        })),
      );
    }
  });

  it.each(SERVICES)("SW-072 rolls %s, and back when it does not become healthy", (key) => {
    expect(service(key)).toMatchObject({
      deployment_controller: { type: "ECS" },
      deployment_circuit_breaker: { enable: true, rollback: true },
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      wait_for_steady_state: true,
    });
    expect(service(key)).not.toHaveProperty("deployment_configuration");
  });

  it("SW-092 SW-D04 lets the backend's two roles read this one secret, and nobody else", () => {
    const readers = ["frontend", "backend"].flatMap((key) =>
      ["task-role", "execution-role"].flatMap((role) => {
        const may = permissionsOf(workspace, `${key}-task_${role}_role`)["secretsmanager:GetSecretValue"];
        return may === undefined ? [] : [[`${key} ${role}`, may]];
      }),
    );
    expect(readers).toEqual([
      ["backend task-role", [SECRET]],
      ["backend execution-role", [SECRET]],
    ]);
    expect(task("backend")).toMatchObject({
      task_role_arn: "${aws_iam_role.backend-task_task-role_role.arn}",
      execution_role_arn: "${aws_iam_role.backend-task_execution-role_role.arn}",
    });
  });

  it("SW-D10 scales between two and four tasks at 70 % of CPU where the environment says so", () => {
    expect(workspace.ids("aws_appautoscaling_target")).toEqual(
      scaling.map((key) => `${key}-service_scaling_target`),
    );
    for (const key of scaling) {
      expect(workspace.one("aws_appautoscaling_target", `${key}-service_scaling_target`)).toMatchObject({
        min_capacity: 2,
        max_capacity: 4,
      });
      expect(workspace.one("aws_appautoscaling_policy", `${key}-service_scaling_cpu`)).toMatchObject({
        target_tracking_scaling_policy_configuration: {
          predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
          target_value: 70,
        },
      });
    }
  });

  it("SW-D35 keeps operators' sessions where the environment says so", () => {
    const cluster = only(workspace, "aws_ecs_cluster");
    expect(cluster["setting"]).toEqual([{ name: "containerInsights", value: insights }]);
    const log = { cloud_watch_log_group_name: "${aws_cloudwatch_log_group.exec-logs_group.name}" };
    expect(cluster["configuration"]).toEqual(
      environment === "dev"
        ? undefined
        : { execute_command_configuration: { logging: "OVERRIDE", log_configuration: log } },
    );
  });
});
