import type { App } from "cdktf";
import type { ClusterCompute } from "../../../../constructs/compute/service-capacity";
import type { ServiceSpec } from "../../../../constructs/compute/service-spec";
import { classify } from "../../../../constructs/governance/classify";
import { tierOf } from "../../../../constructs/network/network-exports";
import { withoutAlarms } from "../../../../constructs/observability/no-alarms";
import { type IngressExports, IngressStack } from "../../../../stacks/ingress-stack";
import { type RegistryExports, RegistryStack } from "../../../../stacks/registry-stack";
import { type ServiceExports, ServiceStack } from "../../../../stacks/service-stack";
import { logBucketName } from "../../audit/names";
import { imageName, imageReplication } from "../../organization/images";
import type { WorkloadDecisions } from "../decisions/decided";
import type { WorkloadSurroundings } from "../layers";
import type { ServicesConfig } from "./config";
import { serviceNames } from "./names";
import { type ServiceBacking, serviceSpecs } from "./specs";

const TIER = "private";

/** What runs beside the services in their cluster. */
export interface FurtherContainers {
  /** Services without a load balancer, by key. */
  readonly specs: Readonly<Record<string, ServiceSpec>>;
}

/** What other parts learn of the services. */
export interface ServicesExports {
  /** The internal load balancer; undefined where functions answer instead of containers. */
  readonly ingress: IngressExports | undefined;
  /** The cluster and its services. */
  readonly services: ServiceExports;
}

/** The layer of the images, which come before whatever runs them. */
export function composeRegistry(
  app: App,
  { keepImages, recorded, services }: ServicesConfig,
  furtherImages: readonly string[],
  { environment, organization }: WorkloadSurroundings,
): RegistryExports {
  return new RegistryStack(app, {
    environment,
    // The same in every account, as replication keeps names.
    repositoryNames: Object.fromEntries(
      [...Object.keys(services), ...furtherImages].map((image) => [image, imageName(image)]),
    ),
    keepImages,
    recorded,
    replication: imageReplication(environment.name, organization),
  }).exports;
}

/** The layers of the containers of an account: the internal load balancer, then cluster and services. */
export function composeServices(
  app: App,
  config: ServicesConfig,
  { compute, calls }: Pick<WorkloadDecisions, "compute" | "calls">,
  {
    registry,
    backing,
    further,
  }: {
    readonly registry: RegistryExports;
    readonly backing: ServiceBacking;
    readonly further: FurtherContainers;
  },
  surroundings: WorkloadSurroundings,
): ServicesExports {
  const { environment, network } = surroundings;
  const { containerInsights, logRetentionDays, logClass } = config;
  const names = serviceNames(environment);
  const ingress = compute === "lambda" ? undefined : composeIngress(app, config, surroundings);

  const stack = new ServiceStack(app, {
    environment,
    network,
    registry,
    tier: TIER,
    clusterName: names.cluster,
    containerInsights,
    compute: computeOf(config, compute),
    serviceConnectNamespace: calls === "service-connect" ? names.namespace : undefined,
    logRetentionDays,
    logKeyArn: surroundings.keys[logClass]?.arn,
    services: {
      ...(ingress ? serviceSpecs(config, backing, { ingress, calls }, environment) : {}),
      ...further.specs,
    },
  });
  classify(stack, logClass, { notBackedUpBecause: "logs end with their retention" });
  withoutAlarms(stack, ["ecs-service"], {
    noAlarmsBecause: "the load balancer's health checks, and the age of what waits in a queue, tell more",
  });
  return { ingress, services: stack.exports };
}

/** What the cluster runs on; functions leave it to Fargate, as no instance would be busy. */
export function computeOf(
  { instances, fargate }: Pick<ServicesConfig, "instances" | "fargate">,
  compute: WorkloadDecisions["compute"],
): ClusterCompute {
  if (compute === "ecs-on-ec2") {
    return instances;
  }
  return fargate === "spot" ? "fargate-spot" : "fargate";
}

function composeIngress(
  app: App,
  { domain, idleTimeoutSeconds, services }: ServicesConfig,
  { environment, network, organization }: WorkloadSurroundings,
): IngressExports {
  const names = serviceNames(environment);
  return new IngressStack(app, {
    environment,
    vpcId: network.vpcId,
    subnetIds: tierOf(network, TIER).subnetIds,
    facing: "internal",
    reachableFrom: "callers",
    idleTimeoutSeconds,
    listener: { protocol: "https", ...domain },
    targets: Object.fromEntries(
      Object.entries(services).map(([key, { port, healthCheck, route }]) => [
        key,
        { port, healthCheck, route },
      ]),
    ),
    // Line by line in the log archive: a prefix for each load balancer.
    accessLogs: { bucketName: logBucketName("loadbalancer", organization), prefix: names.loadBalancer },
    names: { loadBalancer: names.loadBalancer, securityGroup: `${names.loadBalancer}-alb` },
  }).exports;
}
