import type { Environment } from "../../../../constructs/core/environment";

/** The names of the services of an account and of what they stand behind. */
export function serviceNames({ system, name }: Pick<Environment, "system" | "name">) {
  const prefix = `${system}-${name}`;
  return {
    /** The internal load balancer. */
    loadBalancer: `${prefix}-services`,
    /** The cluster, its instances and their capacity provider. */
    cluster: prefix,
    /** The namespace of Service Connect. */
    namespace: prefix,
    /** Role of the container instances. */
    instanceRole: `${prefix}-instances`,
    /** A service, its tasks' family and its security group. */
    service: (key: string) => `${prefix}-${key}`,
    /** The log group of a service. */
    logGroup: (key: string) => `/ecs/${prefix}-${key}`,
    /** A log group beside it. */
    furtherLogGroup: (key: string, log: string) => `/ecs/${prefix}-${key}/${log}`,
  };
}

/** The database's user that a service signs in as; grants within the database are made in the database. */
export const DATABASE_USER = "api";
