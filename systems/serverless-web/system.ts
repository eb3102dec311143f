import type { ServedBy } from "../../constructs/compute/service-spec";
import { tierOf } from "../../constructs/network/network-exports";
import { ecsService } from "../../constructs/observability/catalogue/ecs";
import { DataStack } from "../../stacks/data-stack";
import { DeliveryStack } from "../../stacks/delivery-stack";
import { EdgeStack } from "../../stacks/edge-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { ObservabilityStack } from "../../stacks/observability-stack";
import { RegistryStack } from "../../stacks/registry-stack";
import { ServiceStack } from "../../stacks/service-stack";
import { projectFile } from "../project-file";
import type { System } from "../system";
import { leaveUnwatched } from "../unwatched";
import { environments, type ServerlessWebConfig } from "./config";
import { serverlessWebFlows } from "./flows";
import { serverlessWebProblems, serverlessWebSchema } from "./schema";

const API_PATH = "/api/*";
const CONTAINER_PORT = 80;
const HEALTH_PATH = "/health";
/** Why the rest of what the catalogue knows is not watched. */
const NO_FURTHER_ALARMS =
  "the system's description watches its services: CPU, memory and the errors that they log";
/** The load balancer speaks HTTP to the tasks; 443 is open beside it because the system's description says so. */
const FURTHER_PORTS = [443];

/** A web service: SPA and API behind a CDN, on Fargate and Aurora Serverless. */
export const serverlessWeb: System<ServerlessWebConfig> = {
  id: "serverless-web",
  title: "SPA and Fargate API with a database sidecar on Aurora Serverless",
  environments,
  schema: serverlessWebSchema,
  rules: serverlessWebProblems,
  flows: serverlessWebFlows,

  compose: (app, environment, config) => {
    const { system, name } = environment;
    const { retentionDays: logRetentionDays } = config.logs;
    const { exports: network } = new NetworkStack(app, { environment, network: config.network });

    // A viewer's request: web ACL, CDN, and from there the site's bucket or the load balancer.
    const target = { port: CONTAINER_PORT, healthCheck: { path: HEALTH_PATH } };
    const { exports: edge } = new EdgeStack(app, {
      environment,
      ...config.edge,
      vpcId: network.vpcId,
      publicSubnetIds: tierOf(network, "public").subnetIds,
      targets: { frontend: target, backend: target },
      apiPath: API_PATH,
    });

    // Behind the load balancer: the services, of which the backend reaches the database through its sidecar.
    const { exports: registry } = new RegistryStack(app, {
      environment,
      repositoryNames: Object.fromEntries(
        ["frontend", "backend", "sidecar"].map((image) => [image, `${system}-${name}-${image}`]),
      ),
      keepImages: config.keepImages,
      tags: "mutable",
    });
    const { exports: data } = new DataStack(app, {
      environment,
      ...config.database,
      vpcId: network.vpcId,
      subnetIds: tierOf(network, "db").subnetIds,
      masterUsername: "admin",
      secretName: "/aurora/credentials",
      logRetentionDays,
    });
    const servedBy = (service: "frontend" | "backend"): ServedBy => ({
      targetGroupArn: edge.targetGroups[service].arn,
      securityGroup: edge.loadBalancerSecurityGroup,
      port: CONTAINER_PORT,
      furtherPorts: FURTHER_PORTS,
    });
    const { exports: service } = new ServiceStack(app, {
      environment,
      ...config.cluster,
      network,
      registry,
      logRetentionDays,
      services: {
        frontend: {
          ...config.services.frontend,
          serviceName: "frontend-service",
          logGroup: "/aws/ecs/frontend-service",
          servedBy: servedBy("frontend"),
          exec: true,
        },
        backend: {
          ...config.services.backend,
          serviceName: "backend-service",
          logGroup: "/aws/ecs/backend-service",
          servedBy: servedBy("backend"),
          database: { sidecarImage: "sidecar", data },
          exec: true,
        },
      },
    });

    // Who is told when it does not work, and where the logs go.
    const services = Object.entries(service.services);
    new ObservabilityStack(app, {
      environment,
      topics: { topic: { topicName: "monitoring-topic" } },
      levels: { WARN: "topic", ERROR: "topic" },
      alarms: Object.fromEntries(
        services.map(([key, { name: serviceName }]) => [
          `${key}-service`,
          {
            namePrefix: `${system}-${name}-${key}`,
            monitoring: ecsService(
              { clusterName: service.clusterName, serviceName },
              { cpuAbovePercent: 80, memoryAbovePercent: 80 },
            ),
          },
        ]),
      ),
      errorLines: Object.fromEntries(
        services.map(([key, { logGroup }]) => [
          `${key}-log`,
          { namePrefix: `${system}-${name}-${key}`, logGroupName: logGroup.name, level: "ERROR" },
        ]),
      ),
      archive: config.logs.archive,
      archivedLogGroups: {
        ...Object.fromEntries(services.map(([key, { logGroup }]) => [key, logGroup])),
        audit: data.auditLogGroup,
        ...(network.flowLogGroup ? { "flow-logs": network.flowLogGroup } : {}),
      },
      logRetentionDays,
      slack: config.slack,
    });

    leaveUnwatched(
      app,
      environment,
      { edge: ["bucket", "load-balancer", "web-acl"], data: ["database-cluster"] },
      { noAlarmsBecause: NO_FURTHER_ALARMS },
    );

    // How a change of the application reaches all of it.
    new DeliveryStack(app, {
      environment,
      source: { kind: "codecommit", repositoryName: system },
      buildspecs: {
        build: projectFile("systems/serverless-web/buildspec.yml"),
        verify: projectFile("systems/serverless-web/buildspec.verify.yml"),
      },
      imageDirectories: { frontend: "frontend", backend: "backend", sidecar: "images/db-sidecar" },
      registry,
      service,
      site: { target: edge, directory: "frontend/dist" },
      logRetentionDays,
    });
  },
};
