import type { ServiceStackProps } from "../../stacks/service-stack";
import { permissionsOf } from "../support/policies";
import { BACKEND, composeServices, FRONTEND, SECRET, WRITER } from "../support/service-fixture";
import { type Attributes, refusalOf, synthesizeApp, type Workspace } from "../support/synthesis";

function synthesize(overrides: Partial<ServiceStackProps> = {}): Workspace {
  return synthesizeApp((app) => composeServices(app, overrides))["service-test"]!;
}

interface Rendered {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly command?: readonly string[];
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly [other: string]: unknown;
}

function containers(workspace: Workspace, key: string): Readonly<Record<string, Rendered>> {
  const definition = workspace.one("aws_ecs_task_definition", `${key}-task_definition`);
  const list = JSON.parse(definition["container_definitions"] as string) as readonly Rendered[];
  return Object.fromEntries(list.map((container) => [container.name, container]));
}

function rules(workspace: Workspace, direction: "ingress" | "egress", group: string): readonly Attributes[] {
  return Object.values(workspace.all(`aws_vpc_security_group_${direction}_rule`))
    .filter(({ security_group_id }) => security_group_id === group)
    .sort((a, b) => Number(a["from_port"]) - Number(b["from_port"]));
}

const BACKEND_GROUP = "${aws_security_group.backend-service_security-group_group.id}";

// Synthesizing takes longer than asserting; tests that look at the same input share it.
let workspace: Workspace;
beforeAll(() => {
  workspace = synthesize();
});

describe("the service layer of serverless-web", () => {
  describe.each(["frontend", "backend"])("service %s", (key) => {
    test("SW-011, SW-012: runs on Fargate in the private app subnets without a public address", () => {
      expect(workspace.one("aws_ecs_service", `${key}-service_service`)).toMatchObject({
        name: `${key}-service`,
        launch_type: "FARGATE",
        network_configuration: {
          subnets: ["subnet-app-a", "subnet-app-c"],
          assign_public_ip: false,
          security_groups: [`\${aws_security_group.${key}-service_security-group_group.id}`],
        },
      });
      expect(workspace.one("aws_ecs_task_definition", `${key}-task_definition`)).toMatchObject({
        family: `example-test-${key}`,
        requires_compatibilities: ["FARGATE"],
        network_mode: "awsvpc",
        cpu: "512",
        memory: "1024",
        runtime_platform: { cpu_architecture: "X86_64", operating_system_family: "LINUX" },
      });
    });

    test("SW-009, SW-D09: is registered with its own target group on port 80", () => {
      expect(workspace.one("aws_ecs_service", `${key}-service_service`)["load_balancer"]).toEqual([
        { target_group_arn: `arn:${key}`, container_name: key, container_port: 80 },
      ]);
    });

    test("SW-072: is updated by rolling, and goes back by itself when the new tasks do not become healthy", () => {
      const service = workspace.one("aws_ecs_service", `${key}-service_service`);

      expect(service).toMatchObject({
        deployment_controller: { type: "ECS" },
        deployment_circuit_breaker: { enable: true, rollback: true },
        deployment_minimum_healthy_percent: 100,
        deployment_maximum_percent: 200,
        wait_for_steady_state: true,
      });
      expect(service["deployment_configuration"]).toBeUndefined();
    });

    test("SW-042, SW-044, SW-045: logs to a group of its own for the given days", () => {
      expect(workspace.one("aws_cloudwatch_log_group", `${key}-logs_group`)).toEqual({
        name: `/aws/ecs/${key}-service`,
        retention_in_days: 3,
      });
      for (const { logConfiguration } of Object.values(containers(workspace, key))) {
        expect(logConfiguration).toEqual({
          logDriver: "awslogs",
          options: {
            "awslogs-group": `\${aws_cloudwatch_log_group.${key}-logs_group.name}`,
            "awslogs-region": "ap-northeast-1",
            "awslogs-stream-prefix": "ecs",
          },
        });
      }
    });

    test("SW-083, SW-D27: runs the image of its repository at the tag that was last delivered", () => {
      expect(containers(workspace, key)[key]?.image).toMatch(
        new RegExp(
          String.raw`^\$\{data\.terraform_remote_state\.\S+${key}-images_repository\S+\}:\$\{data\.aws_ssm_parameter\.${key}-tag\.insecure_value\}$`,
        ),
      );
      const data = workspace.json["data"]?.["aws_ssm_parameter"] as Record<string, { name: string }>;
      expect(data[`${key}-tag`]?.name).toContain(`${key}-tag_parameter`);
    });

    test("SW-111, SW-112, SW-113: its tasks take TCP 80 and 443 from the load balancer and nothing else", () => {
      const group = `\${aws_security_group.${key}-service_security-group_group.id}`;
      const expected = [80, 443].map((port) => ({
        security_group_id: group,
        referenced_security_group_id: "sg-alb",
        ip_protocol: "tcp",
        from_port: port,
        to_port: port,
        description: "Requests from the load balancer",
      }));

      expect(rules(workspace, "ingress", group)).toEqual(expected);
    });

    test("SW-120: the load balancer may open these connections", () => {
      const group = `\${aws_security_group.${key}-service_security-group_group.id}`;
      const ports = rules(workspace, "egress", "sg-alb")
        .filter(({ referenced_security_group_id }) => referenced_security_group_id === group)
        .map(({ from_port, to_port }) => [from_port, to_port]);

      expect(ports).toEqual([
        [80, 80],
        [443, 443],
      ]);
    });
  });

  test("SW-114, SW-115, SW-116: backend tasks reach the endpoints, S3 and the database and nothing else", () => {
    const reached = rules(workspace, "egress", BACKEND_GROUP).map(
      ({ referenced_security_group_id: group, prefix_list_id: list, from_port, to_port, cidr_ipv4 }) => [
        group ?? list ?? cidr_ipv4,
        from_port,
        to_port,
      ],
    );

    expect(reached).toEqual([
      ["sg-endpoints", 443, 443],
      ["pl-s3", 443, 443],
      ["sg-aurora", 3306, 3306],
    ]);
  });

  test("SW-117: the database takes connections from the backend's tasks alone", () => {
    expect(rules(workspace, "ingress", "sg-aurora")).toEqual([
      {
        security_group_id: "sg-aurora",
        referenced_security_group_id: BACKEND_GROUP,
        ip_protocol: "tcp",
        from_port: 3306,
        to_port: 3306,
        description: "Database through the sidecar",
      },
    ]);
  });

  test("SW-116, SW-124, SW-130: no rule of the layer names addresses or port 22", () => {
    const all = ["ingress", "egress"].flatMap((direction) =>
      Object.values(workspace.all(`aws_vpc_security_group_${direction}_rule`)),
    );

    expect(all.filter(({ cidr_ipv4, cidr_ipv6 }) => cidr_ipv4 ?? cidr_ipv6)).toEqual([]);
    expect(all.filter(({ from_port }) => from_port === 22)).toEqual([]);
  });

  test("SW-013, SW-014, SW-024, SW-D11: one task holds the application and the sidecar, both essential", () => {
    const { backend, sidecar } = containers(workspace, "backend");

    expect(Object.keys(containers(workspace, "backend"))).toEqual(["backend", "sidecar"]);
    expect(backend).toMatchObject({
      essential: true,
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: "tcp" }],
      dependsOn: [{ containerName: "sidecar", condition: "START" }],
    });
    expect(sidecar?.essential).toBe(true);
    expect(sidecar?.["portMappings"]).toBeUndefined();
  });

  test("SW-014, SW-032: the sidecar runs an image of its own", () => {
    expect(containers(workspace, "backend")["sidecar"]?.image).toContain("sidecar-images_repository");
  });

  test("SW-026, SW-027, SW-028, SW-038, SW-D13: the sidecar hands 3306 on to the database's writer", () => {
    expect(containers(workspace, "backend")["sidecar"]?.command).toEqual([
      "socat",
      "tcp-listen:3306,fork,reuseaddr",
      `tcp:${WRITER}:3306`,
    ]);
  });

  test("SW-039: the sidecar's filesystem can be written, as ECS Exec needs", () => {
    expect(containers(workspace, "backend")["sidecar"]).toMatchObject({
      readonlyRootFilesystem: false,
      linuxParameters: { initProcessEnabled: true },
    });
  });

  test("its health is read without a connection to the database", () => {
    expect(containers(workspace, "backend")["sidecar"]?.["healthCheck"]).toMatchObject({
      command: ["CMD-SHELL", "netstat -ltn | grep -q ':3306 '"],
    });
  });

  test("SW-025, SW-093, SW-094: the application connects to localhost:3306", () => {
    expect(containers(workspace, "backend")["backend"]?.environment).toEqual([
      { name: "DB_HOST", value: "localhost" },
      { name: "DB_PORT", value: "3306" },
    ]);
  });

  test("SW-091, SW-095, SW-096: user and password come from the secret", () => {
    expect(containers(workspace, "backend")["backend"]?.secrets).toEqual([
      { name: "DB_PASSWORD", valueFrom: `${SECRET}:password::` },
      { name: "DB_USER", valueFrom: `${SECRET}:username::` },
    ]);
  });

  test("SW-015, SW-030: the application does not learn where the database is", () => {
    const application = JSON.stringify(containers(workspace, "backend")["backend"]);

    expect(application).not.toContain(WRITER);
    expect(application).not.toContain(":host::");
  });

  test("SW-D36: the frontend has no sidecar, no secret and no way to the database", () => {
    expect(Object.keys(containers(workspace, "frontend"))).toEqual(["frontend"]);
    expect(containers(workspace, "frontend")["frontend"]?.secrets).toBeUndefined();
    expect(
      rules(workspace, "egress", "${aws_security_group.frontend-service_security-group_group.id}").map(
        ({ from_port }) => from_port,
      ),
    ).toEqual([443, 443]);
  });

  test("SW-034, SW-092, SW-D04: the backend's task role opens sessions and reads the secret", () => {
    expect(permissionsOf(workspace, "backend-task_task-role_role")).toEqual({
      "secretsmanager:GetSecretValue": [SECRET],
      "ssmmessages:CreateControlChannel": ["*"],
      "ssmmessages:CreateDataChannel": ["*"],
      "ssmmessages:OpenControlChannel": ["*"],
      "ssmmessages:OpenDataChannel": ["*"],
    });
  });

  test("SW-092, SW-D04: the backend's execution role pulls two images, writes logs and reads the secret", () => {
    const permissions = permissionsOf(workspace, "backend-task_execution-role_role");

    expect(Object.keys(permissions)).toEqual([
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetAuthorizationToken",
      "ecr:GetDownloadUrlForLayer",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "secretsmanager:GetSecretValue",
    ]);
    expect(permissions["secretsmanager:GetSecretValue"]).toEqual([SECRET]);
    expect(permissions["logs:PutLogEvents"]).toEqual([
      "${aws_cloudwatch_log_group.backend-logs_group.arn}:*",
    ]);
    expect(permissions["ecr:BatchGetImage"]).toEqual([
      expect.stringContaining("backend-images_repository"),
      expect.stringContaining("sidecar-images_repository"),
    ]);
  });

  test("the frontend's task role may do nothing", () => {
    expect(permissionsOf(workspace, "frontend-task_task-role_role")).toEqual({});
  });

  test("SW-031, SW-033: the service with the sidecar can be entered", () => {
    expect(workspace.one("aws_ecs_service", "backend-service_service")["enable_execute_command"]).toBe(true);
    expect(workspace.one("aws_ecs_service", "frontend-service_service")["enable_execute_command"]).toBe(
      false,
    );
  });

  test("SW-041, SW-D41: outputs give the cluster's and services' names and the operator's command", () => {
    const outputs = workspace.json["output"] as Record<string, { value: string }>;

    expect(outputs["cluster_name"]?.value).toBe("${aws_ecs_cluster.cluster_cluster.name}");
    expect(outputs["backend_service_name"]?.value).toBe("${aws_ecs_service.backend-service_service.name}");
    expect(outputs["backend_exec_command"]?.value).toBe(
      "aws ecs execute-command --cluster ${aws_ecs_cluster.cluster_cluster.name} --task " +
        '"$(aws ecs list-tasks --cluster ${aws_ecs_cluster.cluster_cluster.name} --service-name ' +
        "${aws_ecs_service.backend-service_service.name} --query 'taskArns[0]' --output text)\" " +
        '--container sidecar --interactive --command "/bin/sh"',
    );
    expect(outputs["frontend_exec_command"]).toBeUndefined();
    expect(workspace.one("aws_ecs_cluster", "cluster_cluster")["name"]).toBe("example-test");
  });
});

describe("images", () => {
  test("Terraform follows the newest revision and leaves old ones to roll back to", () => {
    expect(workspace.one("aws_ecs_task_definition", "backend-task_definition")).toMatchObject({
      track_latest: true,
      skip_destroy: true,
    });
  });

  test("an apply fails unless the revision that was asked for runs", () => {
    const service = workspace.one("aws_ecs_service", "backend-service_service");

    expect(service["task_definition"]).toBe("${aws_ecs_task_definition.backend-task_definition.arn}");
    expect(service["lifecycle"]).toEqual({
      postcondition: [
        {
          condition: "${(self.task_definition == aws_ecs_task_definition.backend-task_definition.arn)}",
          error_message:
            "backend-service does not run the revision that was asked for: ECS rolled the deployment back.",
        },
      ],
    });
  });

  test("the tag of an image that two services share is read once", () => {
    const shared = synthesize({
      services: {
        backend: BACKEND,
        worker: { ...BACKEND, serviceName: "worker", logGroup: "/w", application: { image: "backend" } },
      },
    });

    expect(Object.keys(shared.json["data"]?.["aws_ssm_parameter"] as object).sort()).toEqual([
      "backend-tag",
      "sidecar-tag",
    ]);
  });

  test("an image that the registry lacks is refused", () => {
    expect(refusalOf(() => synthesize({ services: { worker: FRONTEND } }))).toBe(
      "registry.repositories: has no image worker, got worker; use one of frontend, backend, sidecar",
    );
  });
});

describe("values of a service", () => {
  test("SW-D10: scaling leaves the number of tasks to itself", () => {
    const scaled = synthesize({
      services: {
        backend: {
          ...BACKEND,
          desiredCount: 2,
          scaling: { minTasks: 2, maxTasks: 4, targets: { cpu: { measure: "cpu", targetPercent: 70 } } },
        },
      },
    });

    expect(scaled.one("aws_appautoscaling_target", "backend-service_scaling_target")).toMatchObject({
      min_capacity: 2,
      max_capacity: 4,
      resource_id:
        "service/${aws_ecs_cluster.cluster_cluster.name}/${aws_ecs_service.backend-service_service.name}",
    });
    expect(scaled.one("aws_ecs_service", "backend-service_service")["lifecycle"]).toMatchObject({
      ignore_changes: ["desired_count"],
    });
  });

  test("SW-D05: the frontend can be left out", () => {
    const alone = synthesize({ services: { backend: BACKEND } });

    expect(alone.ids("aws_ecs_service")).toEqual(["backend-service_service"]);
  });

  test("SW-D35: sessions are kept in a log group when one is named", () => {
    const logged = synthesize({ execLogGroupName: "/aws/ecs/example-test/exec", logRetentionDays: 30 });

    expect(logged.one("aws_cloudwatch_log_group", "exec-logs_group")).toEqual({
      name: "/aws/ecs/example-test/exec",
      retention_in_days: 30,
    });
    expect(logged.one("aws_ecs_cluster", "cluster_cluster")["configuration"]).toEqual({
      execute_command_configuration: {
        logging: "OVERRIDE",
        log_configuration: { cloud_watch_log_group_name: "${aws_cloudwatch_log_group.exec-logs_group.name}" },
      },
    });
    expect(permissionsOf(logged, "backend-task_task-role_role")["logs:PutLogEvents"]).toEqual([
      "${aws_cloudwatch_log_group.exec-logs_group.arn}:*",
    ]);
  });

  test("a tier that the network lacks is refused", () => {
    expect(refusalOf(() => synthesize({ tier: "web" }))).toContain("network.tiers: has no tier web");
  });
});

test("what other layers learn", () => {
  synthesizeApp((app) => {
    const { services } = composeServices(app).exports;

    expect(Object.keys(services)).toEqual(["frontend", "backend"]);
    expect(services["backend"]).toMatchObject({
      taskFamily: "example-test-backend",
      images: { backend: "backend", sidecar: "sidecar" },
    });
  });
});
