import type { App } from "cdktf";
import { tierOf } from "../../constructs/network/network-exports";
import { DataStack } from "../../stacks/data-stack";
import { DeliveryStack } from "../../stacks/delivery-stack";
import { EdgeStack } from "../../stacks/edge-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { RegistryStack } from "../../stacks/registry-stack";
import { ServiceStack } from "../../stacks/service-stack";
import { environments } from "../../systems/serverless-web/config";
import { DELIVERY } from "../support/pipeline-fixture";
import { BACKEND, FRONTEND } from "../support/service-fixture";
import {
  type Attributes,
  ENVIRONMENT as environment,
  synthesizeApp,
  type Workspace,
} from "../support/synthesis";

/** The layers of the service and those before it, each by its own stack. */
function compose(app: App): void {
  const { exports: network } = new NetworkStack(app, { environment, network: environments.dev.network });
  const { exports: registry } = new RegistryStack(app, {
    environment,
    repositoryNames: { frontend: "x-frontend", backend: "x-backend", sidecar: "x-sidecar" },
    keepImages: 10,
    tags: "mutable",
  });
  const { exports: data } = new DataStack(app, {
    environment,
    vpcId: network.vpcId,
    subnetIds: tierOf(network, "db").subnetIds,
    engineVersion: "8.0.mysql_aurora.3.10.0",
    capacity: { minAcu: 0.5, maxAcu: 1 },
    instances: { writer: {} },
    masterUsername: "admin",
    secretName: "/aurora/credentials",
    passwordVersion: 1,
    backupRetentionDays: 1,
    logRetentionDays: 3,
  });
  const { exports: edge } = new EdgeStack(app, {
    environment,
    vpcId: network.vpcId,
    publicSubnetIds: tierOf(network, "public").subnetIds,
    domainName: "app.example.com",
    hostedZoneId: "Z1",
    targets: {
      frontend: { port: 80, healthCheck: { path: "/health" } },
      backend: { port: 80, healthCheck: { path: "/health" } },
    },
    apiPath: "/api/*",
    originSecretVersions: ["1"],
    webAclRules: [{ name: "common", priority: 1, managedGroup: "AWSManagedRulesCommonRuleSet" }],
  });
  const servedBy = (target: "frontend" | "backend") => ({
    targetGroupArn: edge.targetGroups[target].arn,
    securityGroup: edge.loadBalancerSecurityGroup,
    port: 80,
    furtherPorts: [443],
  });
  const { exports: service } = new ServiceStack(app, {
    environment,
    network,
    registry,
    services: {
      frontend: { ...FRONTEND, servedBy: servedBy("frontend") },
      backend: { ...BACKEND, servedBy: servedBy("backend"), database: { sidecarImage: "sidecar", data } },
    },
    logRetentionDays: 3,
  });
  new DeliveryStack(app, {
    ...DELIVERY,
    registry,
    service,
    site: { target: edge, directory: "frontend/dist" },
  });
}

let workspaces: Record<string, Workspace>;
beforeAll(() => {
  workspaces = synthesizeApp(compose);
});

const service = () => workspaces["service-test"]!;
const crossed = (layer: string, reference: string) =>
  expect.stringMatching(
    new RegExp(
      String.raw`^\$\{data\.terraform_remote_state\.cross-stack-reference-input-${layer}-test\.outputs\.\S*${reference}\S*\}$`,
    ),
  ) as unknown;

describe("the layers around the services, wired together", () => {
  test("SW-012: tasks run in the network's app subnets", () => {
    expect(
      service().one("aws_ecs_service", "backend-service_service")["network_configuration"],
    ).toMatchObject({
      subnets: [crossed("network", "app"), crossed("network", "app")],
    });
  });

  test("SW-009: tasks are registered in the edge's target group", () => {
    expect(service().one("aws_ecs_service", "backend-service_service")["load_balancer"]).toEqual([
      { target_group_arn: crossed("edge", "backend"), container_name: "backend", container_port: 80 },
    ]);
  });

  test("SW-027, SW-028, SW-030: the sidecar alone learns the writer's endpoint", () => {
    const { container_definitions } = service().one("aws_ecs_task_definition", "backend-task_definition");
    const [application, sidecar] = JSON.parse(container_definitions as string) as { command?: string[] }[];

    expect(sidecar?.command?.[2]).toMatch(
      /^tcp:\$\{data\.terraform_remote_state\.\S*data-test\S*aurora_cluster-endpoint\}:3306$/,
    );
    expect(JSON.stringify(application)).not.toContain("endpoint");
  });

  test("SW-115, SW-117: the flow to the database is one pair of rules between the two groups", () => {
    const pair = ["egress", "ingress"].map((direction) =>
      Object.values(service().all(`aws_vpc_security_group_${direction}_rule`)).find(
        ({ from_port }: Attributes) => from_port === 3306,
      ),
    );

    expect(pair[0]?.["referenced_security_group_id"]).toEqual(crossed("data", "security-group"));
    expect(pair[1]?.["security_group_id"]).toEqual(crossed("data", "security-group"));
    expect(Object.values(workspaces["data-test"]!.all("aws_vpc_security_group_egress_rule"))).toEqual([]);
  });

  test("the delivery learns of services, images and site by reference", () => {
    const { environment: build } = workspaces["delivery-test"]!.one(
      "aws_codebuild_project",
      "build_project",
    ) as {
      environment: { environment_variable: readonly { name: string; value: string }[] };
    };
    const value = (name: string) =>
      build.environment_variable.find((variable) => variable.name === name)?.value;

    expect(value("SITE_BUCKET")).toEqual(crossed("edge", "bucket"));
    expect(value("DISTRIBUTION_ID")).toEqual(crossed("edge", "distribution"));
    expect(value("SERVICES")).toMatch(
      /^frontend=frontend@\$\{\S+\} backend=backend@\$\{\S+\},sidecar@\$\{\S+\}$/,
    );
  });

  test.each(["service-test", "delivery-test"])("%s receives no secret's value", (id) => {
    expect(JSON.stringify(workspaces[id]!.json)).not.toMatch(/random_password|secret_string|master_password/);
  });
});
