import type { ContainerInsights } from "../../../../constructs/compute/ecs-cluster";
import type { FargateSize } from "../../../../constructs/compute/fargate-sizes";
import type { InstanceCapacity } from "../../../../constructs/compute/instance-capacity";
import type { FurtherLog } from "../../../../constructs/compute/service-spec";
import type { RouteConditions } from "../../../../constructs/edge/routes";
import type { HealthCheck } from "../../../../constructs/edge/target-group";
import type { DataClass } from "../../../../constructs/governance/classification";
import type { RecordedReference } from "../../../../constructs/registry/image-tag";
import type { HttpsIngress } from "../../../../stacks/ingress-stack";
import type { WorkloadConfig } from "../../config";

/** A log group beside a service's own; its name follows from both keys. */
export type FurtherLogConfig = Omit<FurtherLog, "logGroupName">;

/** One service behind the internal load balancer. */
export interface ServiceConfig extends FargateSize {
  /** TCP port on which it listens. */
  readonly port: number;
  /** How the load balancer finds out whether it is well. */
  readonly healthCheck: HealthCheck;
  /**
   * Which requests it takes.
   *
   * @default - those that no other service takes; one service at most goes without
   */
  readonly route?: RouteConditions | undefined;
  /** Between which numbers of tasks it scales, 1 or more, and the CPU use in per cent at which it aims. */
  readonly scaling: { readonly minTasks: number; readonly maxTasks: number; readonly cpuPercent: number };
  /** Other services that it calls, by key, in the way that the decisions take. */
  readonly calls: readonly string[];
  /** What else it reaches: rows, or the queue of jobs. */
  readonly reaches: readonly ("database" | "job-queue")[];
  /** Log groups beside its own, by key; none unless a part of the log is kept for longer or shorter. */
  readonly furtherLogs: Readonly<Record<string, FurtherLogConfig>>;
}

/** The containers of an account and what they need. */
export interface ServicesConfig {
  /** Number of images that each repository keeps, 1 or more. */
  readonly keepImages: number;
  /** What deliveries record of the image that runs. Stages after the first run what was verified, by its digest. */
  readonly recorded: RecordedReference;
  /** Instances of the cluster, where the decisions take EC2. */
  readonly instances: InstanceCapacity;
  /** How Fargate's capacity is bought, where the decisions take Fargate. */
  readonly fargate: "on-demand" | "spot";
  /** How much CloudWatch learns of the cluster; it is billed. */
  readonly containerInsights: ContainerInsights;
  /** Name under which services are reached within the network, and its certificate. */
  readonly domain: Omit<HttpsIngress, "protocol">;
  /** Seconds after which the load balancer closes an idle connection, 1 to 4000. */
  readonly idleTimeoutSeconds: number;
  /** The services, by a key that stays: it names their image, their repository and their log group too. */
  readonly services: Readonly<Record<string, ServiceConfig>>;
  /** Days for which the logs of each service are kept. */
  readonly logRetentionDays: number;
  /** Class of the data that stands in the logs. */
  readonly logClass: DataClass;
}

/** Key of the service that answers clients. */
const API = "api";
/** Hosted zones are examples. */
const HOSTED_ZONE_ID = "Z0000000000000EXAMPLE";
/** The size of the image of instances. */
const ROOT_VOLUME_GIB = 30;
const CPU_PERCENT = 60;
const NONPRODUCTION_INSTANCES: InstanceCapacity = {
  instanceType: "t3.large",
  minInstances: 1,
  maxInstances: 4,
  rootVolumeGiB: ROOT_VOLUME_GIB,
};

const SERVICE: Omit<ServiceConfig, "cpu" | "memoryMiB" | "scaling"> = {
  port: 8080,
  healthCheck: { path: "/health", matcher: "200" },
  calls: [],
  reaches: ["database", "job-queue"],
  furtherLogs: {},
};

const SHARED: Pick<ServicesConfig, "fargate" | "idleTimeoutSeconds" | "logClass"> = {
  fargate: "on-demand",
  idleTimeoutSeconds: 60,
  logClass: "internal",
};

const nonproduction = (
  stage: "dev" | "stg",
): Omit<ServicesConfig, "recorded" | "keepImages" | "logRetentionDays"> => ({
  ...SHARED,
  instances: NONPRODUCTION_INSTANCES,
  containerInsights: "disabled",
  domain: { domainName: `services.${stage}.example.com`, hostedZoneId: HOSTED_ZONE_ID },
  services: {
    [API]: {
      ...SERVICE,
      cpu: 512,
      memoryMiB: 1024,
      scaling: { minTasks: 1, maxTasks: 4, cpuPercent: CPU_PERCENT },
    },
  },
});

/** The services of each stage. Sizes in production are those of the guideline's estimate. */
export const SERVICES: Readonly<Record<WorkloadConfig["stage"], ServicesConfig>> = {
  dev: { ...nonproduction("dev"), keepImages: 10, recorded: "tag", logRetentionDays: 30 },
  stg: { ...nonproduction("stg"), keepImages: 30, recorded: "digest", logRetentionDays: 30 },
  prod: {
    ...SHARED,
    keepImages: 30,
    recorded: "digest",
    instances: {
      instanceType: "m7i.xlarge",
      minInstances: 2,
      maxInstances: 20,
      rootVolumeGiB: ROOT_VOLUME_GIB,
    },
    containerInsights: "enabled",
    domain: { domainName: "services.example.com", hostedZoneId: HOSTED_ZONE_ID },
    services: {
      [API]: {
        ...SERVICE,
        cpu: 4096,
        memoryMiB: 8192,
        scaling: { minTasks: 2, maxTasks: 8, cpuPercent: CPU_PERCENT },
      },
    },
    logRetentionDays: 365,
  },
};
