import type { Change } from "../composed";
import { problemsOf, synthesizeAccounts } from "../composed";
import type { Workspace } from "../../../support/synthesis";
import { ORGANIZATION } from "../../../../systems/enterprise/organization/config";
import { DECISIONS, type DecisionsConfig } from "../../../../systems/enterprise/workload/decisions/config";
import type { ServiceConfig, ServicesConfig } from "../../../../systems/enterprise/workload/services/config";

const TIMEOUT = 60_000;

type Values = Partial<ServicesConfig>;

/** dev (or another stage) with other services and decisions. */
const changed =
  (values: Values, decisions: Partial<DecisionsConfig> = {}, stage = "dev"): Change =>
  (config) =>
    config.kind === "workload" && config.environment.tags?.["Env"] === stage && config.workload.services
      ? {
          ...config,
          workload: {
            ...config.workload,
            services: { ...config.workload.services, ...values },
            decisions: config.workload.decisions && { ...config.workload.decisions, ...decisions },
          },
        }
      : config;

const synthesized = (values: Values, decisions: Partial<DecisionsConfig> = {}): Workspace =>
  synthesizeAccounts(["dev"], ORGANIZATION, changed(values, decisions))["service-dev"]!;

const problems = (values: Values, decisions: Partial<DecisionsConfig> = {}, stage = "dev"): string =>
  problemsOf(ORGANIZATION, changed(values, decisions, stage)).join("\n");

const because = "virus checks of instances would cost more than they save";
const SERVICE: ServiceConfig = {
  cpu: 256,
  memoryMiB: 512,
  port: 8080,
  healthCheck: { path: "/health" },
  scaling: { minTasks: 1, maxTasks: 2, cpuPercent: 60 },
  calls: [],
  reaches: [],
  furtherLogs: {},
};
const PRICES: ServiceConfig = { ...SERVICE, route: { priority: 1, pathPatterns: ["/prices/*"] } };
const TWO: Values = { services: { api: { ...SERVICE, calls: ["prices"] }, prices: PRICES } };

describe("services on Fargate", () => {
  let service: Workspace;

  beforeAll(() => {
    service = synthesized({}, { choices: { compute: { use: "ecs-on-fargate", because } } });
  }, TIMEOUT);

  test("EN-217: name Fargate as their capacity provider, by one choice with a reason", () => {
    expect(service.one("aws_ecs_service", "api-service_service")).toMatchObject({
      capacity_provider_strategy: [{ capacity_provider: "FARGATE", weight: 1 }],
      platform_version: "LATEST",
      force_new_deployment: true,
    });
    expect(service.ids("aws_autoscaling_group")).toEqual([]);
    expect(service.ids("aws_launch_template")).toEqual([]);
  });

  test("EN-218: keep task definitions that run on instances too", () => {
    expect(service.one("aws_ecs_task_definition", "api-task_definition")["requires_compatibilities"]).toEqual(
      ["EC2", "FARGATE"],
    );
  });

  test("EN-217: need a reason", () => {
    expect(problems({}, { choices: { compute: { use: "ecs-on-fargate", because: "" } } })).toContain(
      "enterprise.dev.workload.decisions",
    );
  });
});

describe("functions instead of services", () => {
  test("EN-219: leave the cluster to the worker, on Fargate, without a load balancer", () => {
    const all = synthesizeAccounts(
      ["dev"],
      ORGANIZATION,
      changed(
        {},
        {
          traits: { ...DECISIONS.traits, traffic: "unpredictable" },
          choices: { compute: { use: "lambda", because: "access is rare and unpredictable" } },
        },
      ),
    );
    expect(all["ingress-dev"]).toBeUndefined();
    const service = all["service-dev"]!;
    expect(service.ids("aws_ecs_service")).toEqual(["worker-service_service"]);
    expect(service.ids("aws_autoscaling_group")).toEqual([]);
    expect(all["function-dev"]?.ids("aws_lambda_function")).toHaveLength(1);
  });
});

describe("capacity that AWS may take back", () => {
  test("EN-235: is a share of the instances, of several types", () => {
    const instances: ServicesConfig["instances"] = {
      instanceType: "t3.large",
      minInstances: 1,
      maxInstances: 4,
      rootVolumeGiB: 30,
      spot: { onDemandInstances: 1, onDemandPercent: 50, instanceTypes: ["t3.large", "t3a.large"] },
    };
    const group = synthesized({ instances }).one("aws_autoscaling_group", "cluster_instances_group");
    expect(group["launch_template"]).toBeUndefined();
    expect(group["mixed_instances_policy"]).toMatchObject({
      instances_distribution: {
        on_demand_base_capacity: 1,
        on_demand_percentage_above_base_capacity: 50,
        spot_allocation_strategy: "price-capacity-optimized",
      },
      launch_template: { override: [{ instance_type: "t3.large" }, { instance_type: "t3a.large" }] },
    });
  });

  test("EN-235: is Fargate's, where the services run there", () => {
    const service = synthesized(
      { fargate: "spot" },
      { choices: { compute: { use: "ecs-on-fargate", because } } },
    );
    expect(service.one("aws_ecs_service", "api-service_service")["capacity_provider_strategy"]).toEqual([
      { capacity_provider: "FARGATE_SPOT", weight: 1 },
    ]);
  });
});

describe("services that call each other", () => {
  const urlOf = (service: Workspace): unknown => {
    const task = service.one("aws_ecs_task_definition", "api-task_definition");
    const [container] = JSON.parse(task["container_definitions"] as string) as {
      environment: { name: string; value: string }[];
    }[];
    return container!.environment.find(({ name }) => name === "PRICES_URL")?.value;
  };

  test("EN-228: learn the URL of the load balancer and reach it alone", () => {
    const service = synthesized(TWO);
    expect(urlOf(service)).toBe("https://services.dev.example.com");
    expect(
      service.ids("aws_vpc_security_group_egress_rule").filter((id) => id.startsWith("api-service")),
    ).toEqual([
      "api-service_security-group_from-alb-tcp-8080_egress",
      "api-service_security-group_to-alb-tcp-443_egress",
      "api-service_security-group_to-s3-tcp-443_egress",
      "api-service_security-group_to-vpc-endpoints-tcp-443_egress",
    ]);
    expect(service.ids("aws_service_discovery_http_namespace")).toEqual([]);
  });

  test("EN-229: find each other by Service Connect where they call very often", () => {
    const service = synthesized(TWO, { choices: { calls: { use: "service-connect", because } } });
    expect(urlOf(service)).toBe("http://prices:8080");
    expect(service.ids("aws_service_discovery_http_namespace")).toEqual(["namespace"]);
    expect(service.one("aws_ecs_cluster", "cluster_cluster")["service_connect_defaults"]).toEqual({
      namespace: "${aws_service_discovery_http_namespace.namespace.arn}",
    });
    expect(
      service.one("aws_ecs_service", "prices-service_service")["service_connect_configuration"],
    ).toMatchObject({
      enabled: true,
      service: [
        {
          port_name: "prices",
          discovery_name: "prices",
          client_alias: { dns_name: "prices", port: 8080 },
        },
      ],
      log_configuration: { options: { "awslogs-stream-prefix": "service-connect" } },
    });
    expect(service.ids("aws_vpc_security_group_ingress_rule")).toContain(
      "api-service_security-group_to-prices-tcp-8080_ingress",
    );
  });

  test("EN-228: do not call themselves, nor what is not there", () => {
    expect(problems({ services: { api: { ...SERVICE, calls: ["api", "nobody"] } } })).toContain(
      "names other services",
    );
    expect(problems(TWO)).toBe("");
  });
});

describe("log groups beside a service's own", () => {
  const audit = { purpose: "what users changed, for 7 years", retentionDays: 2557 };

  test("EN-248: have a purpose, a retention and a class of storage of their own", () => {
    const service = synthesized({
      services: {
        api: {
          ...SERVICE,
          furtherLogs: { audit: { ...audit, logClass: "INFREQUENT_ACCESS" } },
        },
      },
    });
    expect(service.one("aws_cloudwatch_log_group", "api-audit-logs_group")).toMatchObject({
      name: "/ecs/enterprise-dev-api/audit",
      retention_in_days: 2557,
      log_group_class: "INFREQUENT_ACCESS",
    });
    const task = service.one("aws_ecs_task_definition", "api-task_definition");
    expect(task["container_definitions"]).toContain(
      '{"name":"LOG_GROUP_AUDIT","value":"/ecs/enterprise-dev-api/audit"}',
    );
  });

  test.each([
    ["without a purpose", { ...audit, purpose: " " }, "needs a purpose"],
    ["with a retention that CloudWatch lacks", { ...audit, retentionDays: 2556 }, "retentionDays"],
  ])("EN-248: are refused %s", (_, further, message) => {
    expect(problems({ services: { api: { ...SERVICE, furtherLogs: { audit: further } } } })).toContain(
      message,
    );
  });
});

describe("values of the services", () => {
  test.each<[string, Values, string]>([
    ["EN-214: an idle timeout above 4000 s", { idleTimeoutSeconds: 4001 }, "from 1 to 4000"],
    [
      "EN-226: a service that scales to nothing",
      { services: { api: { ...SERVICE, scaling: { ...SERVICE.scaling, minTasks: 0 } } } },
      "never scales to nothing",
    ],
    [
      "EN-226: a cluster without an instance",
      { instances: { instanceType: "t3.large", minInstances: 0, maxInstances: 2, rootVolumeGiB: 30 } },
      "services.instances.minInstances: must be a whole number, 1 or more",
    ],
    [
      "EN-226: fewer instances at most than at least",
      { instances: { instanceType: "t3.large", minInstances: 3, maxInstances: 2, rootVolumeGiB: 30 } },
      "at least minInstances (3)",
    ],
    [
      "EN-216: a volume smaller than the image",
      { instances: { instanceType: "t3.large", minInstances: 1, maxInstances: 2, rootVolumeGiB: 8 } },
      "from 30 to 16384",
    ],
    [
      "EN-216: something that is no instance type",
      { instances: { instanceType: "large", minInstances: 1, maxInstances: 2, rootVolumeGiB: 30 } },
      "is an EC2 instance type",
    ],
    [
      "EN-235: spare capacity of one type alone",
      {
        instances: {
          instanceType: "t3.large",
          minInstances: 1,
          maxInstances: 2,
          rootVolumeGiB: 30,
          spot: { onDemandInstances: 0, onDemandPercent: 0, instanceTypes: ["t3.large"] },
        },
      },
      "are several",
    ],
    ["EN-218: a size that Fargate lacks", { services: { api: { ...SERVICE, cpu: 300 } } }, "Fargate has"],
    [
      "EN-213: a health check without a path",
      { services: { api: { ...SERVICE, healthCheck: { path: "health" } } } },
      "must begin with /",
    ],
  ])("%s is refused", (_, values, message) => {
    expect(problems(values)).toContain(message);
  });

  test("EN-214, EN-213, EN-218: and accepted where they fit", () => {
    expect(problems({ idleTimeoutSeconds: 4000, services: { api: SERVICE } })).toBe("");
  });

  test("EN-305: a stage after the first records digests", () => {
    expect(problems({ recorded: "tag" }, {}, "prod")).toContain("is digest in every stage after the first");
    expect(problems({ recorded: "digest" }, {}, "dev")).toBe("");
  });

  test("EN-211, EN-230: a network load balancer and service discovery are refused", () => {
    expect(problems({}, { choices: { loadBalancer: { use: "network", because } } })).toContain(
      "loadBalancer",
    );
    expect(problems({}, { choices: { calls: { use: "service-discovery", because } } })).toContain("calls");
  });
});
