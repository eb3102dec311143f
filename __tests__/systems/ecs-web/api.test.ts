import { permissionsOf, roleStatements } from "../../support/policies";
import type { Attributes } from "../../support/synthesis";
import { backendContainer, type Layers, only, output, synthesizeLayers, variablesOf } from "./composed";

const OPERATOR = "203.0.113.10/32";
const ALB = "${aws_security_group.alb_group.id}";
const TASKS = "${aws_security_group.backend-service_security-group_group.id}";
const ENDPOINTS = "${aws_security_group.network_endpoints_security-group_group.id}";

let dev: Layers;
beforeAll(async () => {
  dev = (await synthesizeLayers())("dev");
});

/** Rules of a direction in all layers, as `group > peer port` or `peer > group port`. */
function flows(direction: "ingress" | "egress"): string[] {
  return dev
    .all(`aws_vpc_security_group_${direction}_rule`)
    .map((rule: Attributes) => {
      const group = String(rule["security_group_id"]);
      const peer = String(
        rule["referenced_security_group_id"] ?? rule["prefix_list_id"] ?? rule["cidr_ipv4"],
      );
      expect([rule["ip_protocol"], rule["from_port"]]).toEqual(["tcp", rule["to_port"]]);
      const [from, to] = direction === "egress" ? [group, peer] : [peer, group];
      return `${from} > ${to} ${String(rule["from_port"])}`;
    })
    .sort();
}

describe("ecs-web in dev, the load balancer", () => {
  test("EW-022, EW-035, EW-052, EW-065, EW-D15: faces the internet in the public subnets of two zones", () => {
    const ingress = dev.of("ingress");
    const network = dev.of("network");

    expect(only(ingress, "aws_lb")).toMatchObject({
      load_balancer_type: "application",
      internal: false,
      subnets: ["${aws_subnet.network_public_subnet-a.id}", "${aws_subnet.network_public_subnet-c.id}"],
      security_groups: [ALB],
    });
    expect(network.one("aws_subnet", "network_public_subnet-a")["availability_zone"]).toBe("ap-northeast-1a");
    expect(network.one("aws_subnet", "network_public_subnet-c")["availability_zone"]).toBe("ap-northeast-1c");
    expect(output(ingress, "load_balancer_dns_name")).toBe("${aws_lb.load-balancer_lb.dns_name}");
  });

  test("EW-005, EW-074, EW-075: forwards plain HTTP to the API, and asks for no sign-in", () => {
    expect(dev.all("aws_lb_listener")).toEqual([
      {
        load_balancer_arn: "${aws_lb.load-balancer_lb.arn}",
        port: 80,
        protocol: "HTTP",
        default_action: [
          { type: "forward", target_group_arn: "${aws_lb_target_group.backend-targets_group.arn}" },
        ],
      },
    ]);
    expect(dev.all("aws_lb_listener_rule")).toEqual([]);
    expect(dev.all("aws_acm_certificate")).toEqual([]);
  });

  test("EW-076, EW-D04, EW-D13: knows tasks by address, and pages know it by its name", () => {
    expect(only(dev.of("ingress"), "aws_lb_target_group")).toMatchObject({
      target_type: "ip",
      port: 3000,
      protocol: "HTTP",
      health_check: { path: "/health", protocol: "HTTP" },
    });
    expect(output(dev.of("ingress"), "url")).toBe("http://${aws_lb.load-balancer_lb.dns_name}");
  });
});

describe("ecs-web in dev, the service", () => {
  test("EW-004, EW-025, EW-034, EW-053, EW-064, EW-D21: runs one Fargate task in the private subnets", () => {
    expect(only(dev.of("service"), "aws_ecs_service")).toMatchObject({
      launch_type: "FARGATE",
      desired_count: 1,
      enable_execute_command: false,
      network_configuration: {
        assign_public_ip: false,
        security_groups: [TASKS],
        subnets: ["${aws_subnet.network_private_subnet-a.id}", "${aws_subnet.network_private_subnet-c.id}"],
      },
      load_balancer: [
        {
          container_name: "backend",
          container_port: 3000,
          target_group_arn: "${aws_lb_target_group.backend-targets_group.arn}",
        },
      ],
    });
    expect(only(dev.of("service"), "aws_ecs_task_definition")).toMatchObject({
      requires_compatibilities: ["FARGATE"],
      network_mode: "awsvpc",
      cpu: "256",
      memory: "512",
    });
  });

  test("EW-038, EW-D17: runs the image that was last delivered, from the repository of the registry", () => {
    const { image } = backendContainer(dev.of("service"));

    expect(image).toBe(
      "${aws_ecr_repository.backend-images_repository.repository_url}:${data.aws_ssm_parameter.backend-tag.insecure_value}",
    );
    expect(only(dev.of("registry"), "aws_ssm_parameter")).toMatchObject({
      name: "/ecs-web/dev/images/backend",
      value: "initial",
      lifecycle: { ignore_changes: ["value"] },
    });
  });

  test("EW-D13: names the origin of the page, which alone may read its answers", () => {
    expect(variablesOf(backendContainer(dev.of("service")))).toMatchObject({
      PORT: "3000",
      ALLOWED_ORIGIN: output(dev.of("site"), "site_url"),
    });
  });

  test("EW-073, EW-D08: logs to CloudWatch, where lines are kept for 7 days", () => {
    expect(backendContainer(dev.of("service"))["logConfiguration"]).toMatchObject({
      logDriver: "awslogs",
      options: { "awslogs-group": "${aws_cloudwatch_log_group.backend-logs_group.name}" },
    });
    expect(dev.of("service").one("aws_cloudwatch_log_group", "backend-logs_group")).toEqual({
      name: "/ecs/ecs-web-dev-backend",
      retention_in_days: 7,
    });
  });

  test("EW-058: ECS may pull the image and write the log when it starts a task, and nothing else", () => {
    const images = ["${aws_ecr_repository.backend-images_repository.arn}"];
    const log = ["${aws_cloudwatch_log_group.backend-logs_group.arn}:*"];

    expect(permissionsOf(dev.of("service"), "backend-task_execution-role_role")).toEqual({
      "ecr:GetAuthorizationToken": ["*"],
      "ecr:BatchCheckLayerAvailability": images,
      "ecr:BatchGetImage": images,
      "ecr:GetDownloadUrlForLayer": images,
      "logs:CreateLogStream": log,
      "logs:PutLogEvents": log,
    });
  });

  test("EW-059: the API's role names whatever it may read, without a wildcard", () => {
    for (const { Action, Resource } of roleStatements(dev.of("service"), "backend-task_task-role_role")) {
      expect([Action].flat().filter((action) => !/^(s3|dynamodb):[A-Za-z]+$/.test(action))).toEqual([]);
      expect([Resource].flat()).not.toContain("*");
    }
  });

  test("EW-060: neither role has anything beyond that", () => {
    const { role: roles } = { role: dev.of("service").all("aws_iam_role_policy") };

    expect(Object.keys(roles).sort()).toEqual([
      "backend-content",
      "backend-task_pull-images",
      "backend-task_write-logs",
    ]);
    expect(dev.of("service").ids("aws_iam_role_policy_attachment")).toEqual([]);
  });
});

describe("ecs-web in dev, who reaches whom", () => {
  test("EW-028, EW-055, EW-056, EW-084, EW-085, EW-087, EW-090: these connections are accepted and no other", () => {
    expect(flows("ingress")).toEqual(
      [`${OPERATOR} > ${ALB} 80`, `${ALB} > ${TASKS} 3000`, `${TASKS} > ${ENDPOINTS} 443`].sort(),
    );
  });

  test("EW-055, EW-086, EW-087, EW-091: these connections are opened and no other", () => {
    expect(flows("egress")).toEqual(
      [
        `${ALB} > ${TASKS} 3000`,
        `${TASKS} > ${ENDPOINTS} 443`,
        `${TASKS} > \${aws_vpc_endpoint.network_endpoints_s3.prefix_list_id} 443`,
        `${TASKS} > \${aws_vpc_endpoint.network_endpoints_dynamodb.prefix_list_id} 443`,
      ].sort(),
    );
  });
});
