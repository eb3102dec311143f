import type { PermissionsByPurpose, ServiceFlow } from "../../../../constructs/compute/service-spec";
import type { Environment } from "../../../../constructs/core/environment";
import { Port } from "../../../../constructs/network/port";
import type { AuroraExports } from "../../../../stacks/aurora-stack";
import type { Reached } from "./config";

/** User of the database that worker and jobs are, who has no password: IAM says who they are. */
export const DATABASE_USER = "jobs";

/** The database, as worker and jobs know it. */
export type JobDatabase = Pick<
  AuroraExports,
  "writerEndpoint" | "port" | "databaseName" | "clusterResourceId" | "securityGroup"
>;

/** What it takes to reach the database: variables, the connection, and the permission to sign in. */
export interface DatabaseAccess {
  /** Variables of the application. */
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** Connections. */
  readonly reaches: readonly ServiceFlow[];
  /** Permissions. */
  readonly permissions: PermissionsByPurpose;
}

/**
 * What a worker or a job gets for what it reaches; nothing where it reaches nothing, or the account has no database.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
 */
export function databaseAccess(
  reached: readonly Reached[],
  database: JobDatabase | undefined,
  { account, region }: Pick<Environment, "account" | "region">,
): DatabaseAccess {
  if (!reached.includes("database") || database === undefined) {
    return { environmentVariables: {}, reaches: [], permissions: {} };
  }
  const { writerEndpoint, port, databaseName, clusterResourceId, securityGroup } = database;
  return {
    environmentVariables: {
      DB_HOST: writerEndpoint,
      DB_PORT: String(port),
      DB_NAME: databaseName,
      DB_USER: DATABASE_USER,
    },
    reaches: [{ peer: securityGroup, port: Port.tcp(port), why: "Rows that jobs read and write" }],
    permissions: {
      database: [
        {
          sid: "SignInToDatabase",
          actions: ["rds-db:connect"],
          resources: [`arn:aws:rds-db:${region}:${account}:dbuser:${clusterResourceId}/${DATABASE_USER}`],
        },
      ],
    },
  };
}
