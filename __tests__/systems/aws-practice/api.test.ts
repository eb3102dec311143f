import { statements } from "../../support/policies";
import type { Workspace } from "../../support/synthesis";
import { type Layers, only, output, OWN_LAYERS, synthesizeLayers } from "./composed";

let layersOf: (environment: string) => Layers;
beforeAll(async () => {
  layersOf = await synthesizeLayers();
});

const DATABASE = "${aws_security_group.instance_security-group_group.id}";
const API = "${aws_security_group.api-service_security-group_group.id}";
const LOAD_BALANCER = "${aws_security_group.alb_group.id}";
const SECRET = "${aws_secretsmanager_secret.instance_credentials_secret.arn}";

describe.each([
  { env: "stg", removal: true, tasks: 1, domain: "api.stg.example.com" },
  { env: "prd", removal: undefined, tasks: 2, domain: "api.example.com" },
])("aws-practice, images and API of $env", ({ env, removal, tasks, domain }) => {
  let registry: Workspace;
  let ingress: Workspace;
  let api: Workspace;
  beforeAll(() => {
    registry = layersOf(env).of("registry");
    ingress = layersOf(env).of("ingress");
    api = layersOf(env).of("api");
  });
  interface TaskContainer {
    readonly name: string;
    readonly image: string;
    readonly secrets: unknown;
    readonly environment?: unknown;
    readonly portMappings: unknown;
  }
  const containers = () =>
    JSON.parse(only(api, "aws_ecs_task_definition")["container_definitions"] as string) as TaskContainer[];

  it("AP-110 AP-111 AP-112 AP-D20 has a repository whose tags stay, encrypted by ECR's own key", () => {
    const { force_delete: deletesImages, ...repository } = only(registry, "aws_ecr_repository");
    expect(repository).toEqual({
      name: `aws-practice-${env}`,
      image_tag_mutability: "IMMUTABLE",
      encryption_configuration: [{ encryption_type: "AES256" }],
      image_scanning_configuration: { scan_on_push: true },
    });
    expect(deletesImages).toBe(removal);
  });

  it("AP-114 AP-115 AP-116 AP-117 keeps the newest three images, tagged or not", () => {
    const { policy, repository } = only(registry, "aws_ecr_lifecycle_policy");
    expect(repository).toBe("${aws_ecr_repository.api-images_repository.name}");
    expect(JSON.parse(policy as string)).toEqual({
      rules: [
        {
          rulePriority: 1,
          description: "最新3つのイメージのみ保持",
          selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 3 },
          action: { type: "expire" },
        },
      ],
    });
  });

  it("AP-118 AP-121 AP-122 tells where images are pushed, by reference and not by an account id", () => {
    expect(output(registry, "api_repository_url")).toBe(
      "${aws_ecr_repository.api-images_repository.repository_url}",
    );
    expect(output(registry, "api_tag_parameter")).toBe("${aws_ssm_parameter.api-tag_parameter.name}");
    expect(JSON.stringify(registry.json["resource"])).not.toMatch(/\d{12}/);
  });

  it("AP-113 runs the image whose commit was recorded, and never latest", () => {
    expect(only(registry, "aws_ssm_parameter")).toMatchObject({
      name: `/practice/images/api-${env}`,
      value: "none-yet",
      lifecycle: { ignore_changes: ["value"] },
    });
    expect(api.json["data"]).toMatchObject({
      aws_ssm_parameter: { "api-tag": { name: "${aws_ssm_parameter.api-tag_parameter.name}" } },
    });
    expect(containers().map(({ image }) => image)).toEqual([
      "${aws_ecr_repository.api-images_repository.repository_url}:${data.aws_ssm_parameter.api-tag.insecure_value}",
    ]);
    for (const layer of OWN_LAYERS) {
      expect(JSON.stringify(layersOf(env).of(layer).json)).not.toContain(":latest");
    }
  });

  it("AP-123 AP-124 AP-D16 runs on Fargate, Linux on X86_64", () => {
    expect(only(api, "aws_ecs_task_definition")).toMatchObject({
      family: `aws-practice-api-${env}`,
      requires_compatibilities: ["FARGATE"],
      runtime_platform: { operating_system_family: "LINUX", cpu_architecture: "X86_64" },
    });
  });

  it("AP-126 AP-127 runs its tasks in the private subnets and reaches ECR through the NAT", () => {
    expect(only(api, "aws_ecs_service")).toMatchObject({
      name: `aws-practice-api-${env}`,
      desired_count: tasks,
      network_configuration: {
        assign_public_ip: false,
        subnets: ["${aws_subnet.network_private_subnet-a.id}", "${aws_subnet.network_private_subnet-c.id}"],
        security_groups: [API],
      },
    });
    expect(
      api.one(
        "aws_vpc_security_group_egress_rule",
        "api-service_security-group_to-anywhere-ipv4-tcp-443_egress",
      ),
    ).toMatchObject({
      security_group_id: API,
      cidr_ipv4: "0.0.0.0/0",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    });
  });

  it("AP-083 AP-130 AP-D15 AP-D16 opens the database to the API alone, on 5432", () => {
    const opened = layersOf(env)
      .all("aws_vpc_security_group_ingress_rule")
      .filter(({ security_group_id: group }) => group === DATABASE);
    expect(opened).toEqual([
      {
        security_group_id: DATABASE,
        referenced_security_group_id: API,
        ip_protocol: "tcp",
        from_port: 5432,
        to_port: 5432,
        description: "PostgreSQL, from the API alone",
      },
    ]);
    expect(Object.values(api.all("aws_vpc_security_group_ingress_rule"))).toContainEqual(opened[0]);
  });

  it("AP-102 AP-103 AP-104 AP-105 AP-106 AP-D16 takes its five variables from the secret", () => {
    const [container] = containers();
    expect(container).not.toHaveProperty("environment");
    expect(container!.secrets).toEqual(
      ["DB_HOST", "DB_NAME", "DB_PASSWORD", "DB_PORT", "DB_USER_NAME"].map((name) => ({
        name,
        valueFrom: `${SECRET}:${name}::`,
      })),
    );
    const policy = api.one("aws_iam_role_policy", "api-task_read-secrets");
    expect(policy["role"]).toBe("${aws_iam_role.api-task_execution-role_role.id}");
    expect(statements(policy["policy"])).toEqual([
      expect.objectContaining({ Action: ["secretsmanager:GetSecretValue"], Resource: [SECRET] }),
    ]);
  });

  it("AP-D16 is reached through a load balancer in the public subnets that speaks HTTPS", () => {
    expect(only(ingress, "aws_lb")).toMatchObject({
      name: `aws-practice-alb-${env}`,
      internal: false,
      security_groups: [LOAD_BALANCER],
      subnets: ["${aws_subnet.network_public_subnet-a.id}", "${aws_subnet.network_public_subnet-c.id}"],
      enable_deletion_protection: env === "prd",
    });
    expect(ingress.one("aws_lb_listener", "listener_https")).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      certificate_arn: "${aws_acm_certificate_validation.certificate_validation.certificate_arn}",
      default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.api-targets_group.arn}" }],
    });
    expect(ingress.one("aws_lb_listener", "listener_http")).toMatchObject({
      port: 80,
      default_action: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS" } }],
    });
    expect(only(ingress, "aws_acm_certificate")["domain_name"]).toBe(domain);
    expect(output(ingress, "url")).toBe(`https://${domain}`);
  });

  it("AP-D16 is healthy when Spring Boot says so", () => {
    expect(only(ingress, "aws_lb_target_group")).toMatchObject({
      name: `aws-practice-api-${env}`,
      port: 8080,
      target_type: "ip",
      health_check: { path: "/actuator/health", matcher: "200" },
    });
    expect(only(api, "aws_ecs_service")).toMatchObject({
      health_check_grace_period_seconds: 180,
      load_balancer: [
        {
          target_group_arn: "${aws_lb_target_group.api-targets_group.arn}",
          container_name: "api",
          container_port: 8080,
        },
      ],
    });
  });

  it("AP-077 AP-134 admits nobody but the load balancer to the tasks, and nobody at port 22 anywhere", () => {
    const rules = layersOf(env).all("aws_vpc_security_group_ingress_rule");
    expect(rules.filter(({ security_group_id: group }) => group === API)).toEqual([
      expect.objectContaining({
        referenced_security_group_id: LOAD_BALANCER,
        from_port: 8080,
        to_port: 8080,
      }),
    ]);
    const open = rules.filter(
      ({ ip_protocol: protocol, cidr_ipv4: cidr }) => protocol === "-1" || cidr === "0.0.0.0/0",
    );
    expect(
      open.map(({ cidr_ipv4: cidr, from_port: port }) => `${String(cidr)} ${String(port)}`).sort(),
    ).toEqual([
      "0.0.0.0/0 443",
      "0.0.0.0/0 80",
      ...(env === "stg" ? ["10.0.128.0/18 undefined", "10.0.192.0/18 undefined"] : []),
    ]);
    expect(rules.filter(({ from_port: port }) => port === 22)).toEqual([]);
  });
});

describe("aws-practice, the API of prd", () => {
  it("AP-D05 scales, and its load balancer keeps a line on each request", () => {
    const prd = layersOf("prd");
    expect(only(prd.of("api"), "aws_appautoscaling_target")).toMatchObject({
      min_capacity: 2,
      max_capacity: 4,
    });
    expect(only(prd.of("ingress"), "aws_lb")["access_logs"]).toMatchObject({ enabled: true });
    expect(only(prd.of("ingress"), "aws_s3_bucket")["bucket"]).toBe("aws-practice-alb-logs-666666666666-prd");
    expect(layersOf("stg").of("ingress").ids("aws_s3_bucket")).toEqual([]);
  });
});
