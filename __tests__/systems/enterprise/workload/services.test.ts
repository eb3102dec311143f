import type { Attributes, Workspace } from "../../../support/synthesis";
import { WORKLOADS } from "../../../../systems/enterprise/workload/config";
import { synthesizeAccounts } from "../composed";

const TIMEOUT = 60_000;
const NEVER = [
  "aws_eks_cluster",
  "aws_apprunner_service",
  "aws_batch_job_queue",
  "aws_batch_compute_environment",
  "aws_vpclattice_service",
  "aws_service_discovery_service",
  "aws_mq_broker",
];

/** Every resource of a type in all layers of an account. */
function everywhere(workspaces: Readonly<Record<string, Workspace>>, type: string): readonly Attributes[] {
  return Object.values(workspaces).flatMap((workspace) => Object.values(workspace.all(type)));
}

function containersOf(task: Attributes): readonly Attributes[] {
  return JSON.parse(task["container_definitions"] as string) as Attributes[];
}

describe.each([
  ["dev", "t3.large", 1, "disabled", "512", "1024", 1, ":"],
  ["stg", "t3.large", 1, "disabled", "512", "1024", 1, "@"],
  ["prod", "m7i.xlarge", 2, "enabled", "4096", "8192", 2, "@"],
] as const)(
  "the services of %s",
  (stage, instanceType, minInstances, insights, cpu, memory, minTasks, separator) => {
    let all: Readonly<Record<string, Workspace>>;
    let service: Workspace;
    let ingress: Workspace;
    let registry: Workspace;

    beforeAll(() => {
      all = synthesizeAccounts([stage]);
      service = all[`service-${stage}`]!;
      ingress = all[`ingress-${stage}`]!;
      registry = all[`registry-${stage}`]!;
    }, TIMEOUT);

    test("EN-216, EN-226, M-50: run on instances of the size and number of the stage", () => {
      expect(service.one("aws_launch_template", "cluster_instances_launch-template")["instance_type"]).toBe(
        instanceType,
      );
      expect(service.one("aws_autoscaling_group", "cluster_instances_group")["min_size"]).toBe(minInstances);
    });

    test("EN-216, EN-225: the capacity provider scales the instances with the tasks", () => {
      expect(
        service.one("aws_ecs_capacity_provider", "cluster_instances_capacity-provider")[
          "auto_scaling_group_provider"
        ],
      ).toEqual({
        auto_scaling_group_arn: "${aws_autoscaling_group.cluster_instances_group.arn}",
        managed_draining: "ENABLED",
        managed_scaling: { status: "ENABLED", target_capacity: 100 },
        managed_termination_protection: "DISABLED",
      });
    });

    test("EN-216: services name the capacity provider, which the cluster offers, and no launch type", () => {
      const provider = "${aws_ecs_capacity_provider.cluster_instances_capacity-provider.name}";
      expect(
        service.one("aws_ecs_cluster_capacity_providers", "cluster_capacity-providers")["capacity_providers"],
      ).toEqual(["FARGATE", "FARGATE_SPOT", provider]);
      const services = Object.values(service.all("aws_ecs_service"));
      expect(services).toHaveLength(2);
      for (const made of services) {
        expect(made["capacity_provider_strategy"]).toEqual([{ capacity_provider: provider, weight: 1 }]);
        expect(made["launch_type"]).toBeUndefined();
        expect(made["platform_version"]).toBeUndefined();
        expect(made["depends_on"]).toContain("aws_ecs_cluster_capacity_providers.cluster_capacity-providers");
      }
    });

    test("M-51: instances run the image of ECS, for 30 days at most, and a new image replaces them", () => {
      expect(service.json["data"]?.["aws_ssm_parameter"]).toMatchObject({
        cluster_instances_image: {
          name: "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
        },
      });
      expect(service.one("aws_autoscaling_group", "cluster_instances_group")).toMatchObject({
        max_instance_lifetime: 30 * 86_400,
        instance_refresh: {
          strategy: "Rolling",
          preferences: { min_healthy_percentage: 100, max_healthy_percentage: 200, skip_matching: true },
        },
        launch_template: {
          id: "${aws_launch_template.cluster_instances_launch-template.id}",
          version: "${aws_launch_template.cluster_instances_launch-template.latest_version}",
        },
      });
    });

    test("EN-058, EN-216: an instance has no public address, no key, IMDSv2 and an encrypted volume", () => {
      const template = service.one("aws_launch_template", "cluster_instances_launch-template");
      expect(template["key_name"]).toBeUndefined();
      expect(template["network_interfaces"]).toMatchObject([{ associate_public_ip_address: "false" }]);
      expect(template["metadata_options"]).toEqual({
        http_endpoint: "enabled",
        http_tokens: "required",
        http_put_response_hop_limit: 1,
      });
      expect(template["block_device_mappings"]).toMatchObject([{ ebs: { encrypted: "true" } }]);
    });

    test("EN-216: an instance joins the cluster and keeps its credentials from tasks", () => {
      const userData = service.one("aws_launch_template", "cluster_instances_launch-template")["user_data"];
      expect(Buffer.from(userData as string, "base64").toString()).toBe(
        [
          "#!/bin/bash",
          "cat >> /etc/ecs/ecs.config <<'END'",
          `ECS_CLUSTER=enterprise-${stage}`,
          "ECS_AWSVPC_BLOCK_IMDS=true",
          "ECS_IMAGE_PULL_BEHAVIOR=once",
          "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
          "END",
          "",
        ].join("\n"),
      );
    });

    test("EN-218: tasks run on instances and on Fargate alike", () => {
      for (const task of Object.values(service.all("aws_ecs_task_definition"))) {
        expect(task["requires_compatibilities"]).toEqual(["EC2", "FARGATE"]);
        expect(task["network_mode"]).toBe("awsvpc");
      }
      expect(service.one("aws_ecs_task_definition", "api-task_definition")).toMatchObject({ cpu, memory });
    });

    test("EN-225, EN-226: the number of tasks follows the CPU at 60 % and never reaches 0", () => {
      expect(service.one("aws_appautoscaling_target", "api-service_scaling_target")["min_capacity"]).toBe(
        minTasks,
      );
      expect(
        service.one("aws_appautoscaling_policy", "api-service_scaling_cpu")[
          "target_tracking_scaling_policy_configuration"
        ],
      ).toEqual({
        target_value: 60,
        predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
      });
    });

    test("EN-235: all capacity is bought on demand", () => {
      expect(
        service.one("aws_autoscaling_group", "cluster_instances_group")["mixed_instances_policy"],
      ).toBeUndefined();
    });

    test("EN-271, M-59: Container Insights is what the stage pays for", () => {
      expect(service.one("aws_ecs_cluster", "cluster_cluster")["setting"]).toEqual([
        { name: "containerInsights", value: insights },
      ]);
    });

    test("EN-270: no alarm watches a metric of ECS", () => {
      const namespaces = everywhere(all, "aws_cloudwatch_metric_alarm").map(({ namespace }) => namespace);
      expect(namespaces).not.toContain("AWS/ECS");
      expect(namespaces).not.toContain("ECS/ContainerInsights");
    });

    test("EN-206, EN-209, EN-210, EN-214: an internal application load balancer over all zones", () => {
      const loadBalancer = ingress.one("aws_lb", "load-balancer_lb");
      expect(loadBalancer).toMatchObject({
        load_balancer_type: "application",
        internal: true,
        idle_timeout: 60,
        access_logs: {
          enabled: true,
          bucket: "loadbalancer-logs-810000000003-ap-northeast-1",
          prefix: `enterprise-${stage}-services`,
        },
      });
      expect(loadBalancer["subnets"]).toHaveLength(stage === "dev" ? 2 : 3);
    });

    test("EN-209, EN-213: targets are addresses of tasks, checked by path and status", () => {
      expect(ingress.one("aws_lb_target_group", "api-targets_group")).toMatchObject({
        target_type: "ip",
        port: 8080,
        health_check: { protocol: "HTTP", path: "/health", matcher: "200" },
      });
    });

    test("EN-206: its listener speaks HTTPS, and no address admits itself", () => {
      expect(ingress.one("aws_lb_listener", "listener_https")).toMatchObject({
        port: 443,
        protocol: "HTTPS",
      });
      expect(ingress.ids("aws_vpc_security_group_ingress_rule")).toEqual([]);
    });

    test("EN-211: no load balancer is a network load balancer", () => {
      for (const made of everywhere(all, "aws_lb")) {
        expect(made["load_balancer_type"]).toBe("application");
      }
    });

    test("EN-228: services are reached through the load balancer, without Service Connect", () => {
      expect(service.one("aws_ecs_service", "api-service_service")["load_balancer"]).toMatchObject([
        { container_name: "api", container_port: 8080 },
      ]);
      expect(everywhere(all, "aws_service_discovery_http_namespace")).toEqual([]);
      for (const made of Object.values(service.all("aws_ecs_service"))) {
        expect(made["service_connect_configuration"]).toBeUndefined();
      }
    });

    test("EN-130: the logs of services have the key of their class", () => {
      expect(
        Object.values(service.all("aws_cloudwatch_log_group")).map((group) => group["kms_key_id"]),
      ).toEqual(
        ["api", "worker"].map(() => expect.stringMatching(/aws_kms_key-internal-key_key-arn\}$/) as string),
      );
    });

    test("EN-247, EN-251, EN-253: each service has a log group of its own, with a retention and tags", () => {
      const groups = service.all("aws_cloudwatch_log_group");
      expect(Object.values(groups).map(({ name }) => name)).toEqual([
        `/ecs/enterprise-${stage}-api`,
        expect.stringContaining("worker"),
      ]);
      for (const group of Object.values(groups)) {
        expect(group["retention_in_days"]).toBeGreaterThan(0);
        expect(group["tags"]).toMatchObject({ DataClass: "internal", Backup: "none" });
      }
      const used = Object.values(service.all("aws_ecs_task_definition")).map(
        (task) =>
          (containersOf(task)[0]!["logConfiguration"] as { options: Record<string, string> }).options[
            "awslogs-group"
          ],
      );
      expect(new Set(used).size).toBe(used.length);
    });

    test("EN-252: no log group has more than two subscriptions", () => {
      const filters = everywhere(all, "aws_cloudwatch_log_subscription_filter");
      const groups = filters.map((filter) => filter["log_group_name"]);
      for (const group of groups) {
        expect(groups.filter((other) => other === group).length).toBeLessThanOrEqual(2);
      }
    });

    test("EN-305: repositories have immutable tags and the name that copies keep", () => {
      expect(registry.one("aws_ecr_repository", "api-images_repository")).toMatchObject({
        name: "enterprise-api",
        image_tag_mutability: "IMMUTABLE",
      });
    });

    test("EN-305: what runs is what was delivered: by tag in the first stage, by digest in the others", () => {
      const { image } = containersOf(service.one("aws_ecs_task_definition", "api-task_definition"))[0]!;
      expect(image).toMatch(
        new RegExp(`${separator}\\$\\{data\\.aws_ssm_parameter\\.api-tag\\.insecure_value\\}$`),
      );
      const recorded = registry.one("aws_ssm_parameter", "api-tag_parameter");
      expect(recorded["name"]).toBe(`/enterprise/${stage}/images/api`);
      expect(recorded["value"]).toBe(separator === ":" ? "latest" : `sha256:${"0".repeat(64)}`);
    });

    test("EN-222, EN-224, EN-230, EN-231, EN-233, EN-236, EN-243: what is not used is not there", () => {
      for (const type of NEVER) {
        expect(everywhere(all, type)).toEqual([]);
      }
    });

    test("EN-212: no API leads to tasks without a load balancer", () => {
      expect(everywhere(all, "aws_service_discovery_private_dns_namespace")).toEqual([]);
    });

    test("EN-223: the only plain instance is the bastion, and instances in groups belong to the cluster", () => {
      expect(everywhere(all, "aws_instance")).toHaveLength(
        all[`bastion-${stage}`]?.ids("aws_instance").length ?? 0,
      );
      expect(everywhere(all, "aws_autoscaling_group")).toHaveLength(1);
    });
  },
);

describe("the account of regulated data", () => {
  test("EN-216: runs nothing", () => {
    expect(WORKLOADS.regulated.services).toBeUndefined();
  });
});
