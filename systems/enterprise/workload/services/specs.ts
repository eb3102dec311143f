import type {
  PermissionsByPurpose,
  ServiceFlow,
  ServiceSpec,
} from "../../../../constructs/compute/service-spec";
import type { Environment } from "../../../../constructs/core/environment";
import { Port } from "../../../../constructs/network/port";
import type { IngressExports } from "../../../../stacks/ingress-stack";
import { databaseAccess, type DatabaseRef } from "../database-access";
import type { ServiceCalls } from "../decisions/compute";
import type { ServiceConfig, ServicesConfig } from "./config";
import { DATABASE_USER, serviceNames } from "./names";

/** What the application of a service gets so that it can use something. */
export interface Access {
  /** Variables that tell where it is. */
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** What its tasks may do. */
  readonly permissions: PermissionsByPurpose;
}

/** What services use, as the layers before them export it. */
export interface ServiceBacking {
  /** The database; undefined where the account has none. */
  readonly database: DatabaseRef | undefined;
  /** How jobs are handed over; undefined where there is no queue. */
  readonly jobQueue: Access | undefined;
}

/** The services of an account, from its values, what they use and the way in which they call each other. */
export function serviceSpecs(
  { services }: Pick<ServicesConfig, "services">,
  backing: ServiceBacking,
  { ingress, calls }: { readonly ingress: IngressExports; readonly calls: ServiceCalls },
  environment: Environment,
): Readonly<Record<string, ServiceSpec>> {
  return Object.fromEntries(
    Object.entries(services).map(([key, service]) => [
      key,
      serviceSpec(key, service, { services, backing, ingress, calls, environment }),
    ]),
  );
}

interface Context {
  readonly services: ServicesConfig["services"];
  readonly backing: ServiceBacking;
  readonly ingress: IngressExports;
  readonly calls: ServiceCalls;
  readonly environment: Environment;
}

function serviceSpec(key: string, service: ServiceConfig, context: Context): ServiceSpec {
  const { backing, ingress, environment } = context;
  const { cpu, memoryMiB, port, scaling, reaches, furtherLogs } = service;
  const names = serviceNames(environment);
  const database = reaches.includes("database")
    ? databaseAccess(backing.database, DATABASE_USER, environment)
    : undefined;
  const jobQueue = reaches.includes("job-queue") ? backing.jobQueue : undefined;
  const calling = callsOf(service, context);
  return {
    serviceName: names.service(key),
    logGroup: names.logGroup(key),
    cpu,
    memoryMiB,
    desiredCount: scaling.minTasks,
    scaling: {
      minTasks: scaling.minTasks,
      maxTasks: scaling.maxTasks,
      targets: { cpu: { measure: "cpu", targetPercent: scaling.cpuPercent } },
    },
    servedBy: {
      targetGroupArn: ingress.targetGroups[key]?.arn ?? "",
      securityGroup: ingress.loadBalancerSecurityGroup,
      port,
    },
    application: {
      environmentVariables: {
        PORT: String(port),
        ...database?.environmentVariables,
        ...jobQueue?.environmentVariables,
        ...calling.environmentVariables,
      },
    },
    calls: calling.calls,
    reaches: [...calling.reaches, ...(database?.reaches ?? [])],
    permissions: { ...database?.permissions, ...jobQueue?.permissions },
    furtherLogs: Object.fromEntries(
      Object.entries(furtherLogs).map(([log, further]) => [
        log,
        { ...further, logGroupName: names.furtherLogGroup(key, log) },
      ]),
    ),
  };
}

/** Callers learn one URL, and reach nothing but what stands behind it. */
function callsOf(
  { calls: called }: ServiceConfig,
  { services, ingress, calls }: Context,
): {
  readonly environmentVariables: Readonly<Record<string, string>>;
  readonly calls: readonly string[];
  readonly reaches: readonly ServiceFlow[];
} {
  const byConnect = calls === "service-connect";
  return {
    environmentVariables: Object.fromEntries(
      called.map((key) => [
        `${key.replaceAll("-", "_").toUpperCase()}_URL`,
        byConnect ? `http://${key}:${services[key]?.port}` : ingress.url,
      ]),
    ),
    calls: byConnect ? called : [],
    reaches:
      byConnect || called.length === 0
        ? []
        : [
            {
              peer: ingress.loadBalancerSecurityGroup,
              port: Port.tcp(ingress.port),
              why: "Other services through the load balancer",
            },
          ],
  };
}
