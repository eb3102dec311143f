import type { Environment } from "../../../../constructs/core/environment";

/** The names of the services of an account and of what they stand behind. */
export interface ServiceNames {
  /** The internal load balancer. */
  readonly loadBalancer: string;
  /** The cluster, its instances and their capacity provider. */
  readonly cluster: string;
  /** The namespace of Service Connect. */
  readonly namespace: string;
  /** A service, its tasks' family and its security group. */
  readonly service: (key: string) => string;
  /** The log group of a service. */
  readonly logGroup: (key: string) => string;
  /** A log group beside it. */
  readonly furtherLogGroup: (key: string, log: string) => string;
}

/** The names in an account. */
export function serviceNames({ system, name }: Pick<Environment, "system" | "name">): ServiceNames {
  const prefix = `${system}-${name}`;
  return {
    loadBalancer: `${prefix}-services`,
    cluster: prefix,
    namespace: prefix,
    service: (key) => `${prefix}-${key}`,
    logGroup: (key) => `/ecs/${prefix}-${key}`,
    furtherLogGroup: (key, log) => `/ecs/${prefix}-${key}/${log}`,
  };
}

/** The database's user that a service signs in as; grants within the database are made in the database. */
export const DATABASE_USER = "api";
