import type { PermissionsByPurpose, ServiceFlow } from "../../../constructs/compute/service-spec";
import type { Environment } from "../../../constructs/core/environment";
import { Port } from "../../../constructs/network/port";
import type { AuroraExports } from "../../../stacks/aurora-stack";

/** The database of an account, as those who use it know it. */
export type DatabaseRef = Pick<
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

const NO_ACCESS: DatabaseAccess = { environmentVariables: {}, reaches: [], permissions: {} };

/**
 * What somebody gets who uses the database as one of its users, by IAM and so without a password; nothing where the
 * account has no database.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
 */
export function databaseAccess(
  database: DatabaseRef | undefined,
  user: string,
  { account, region }: Pick<Environment, "account" | "region">,
): DatabaseAccess {
  if (database === undefined) {
    return NO_ACCESS;
  }
  const { writerEndpoint, port, databaseName, clusterResourceId, securityGroup } = database;
  return {
    environmentVariables: {
      DB_HOST: writerEndpoint,
      DB_PORT: String(port),
      DB_NAME: databaseName,
      DB_USER: user,
    },
    reaches: [{ peer: securityGroup, port: Port.tcp(port), why: "Rows of the database" }],
    permissions: {
      database: [
        {
          sid: "SignInToDatabase",
          actions: ["rds-db:connect"],
          resources: [`arn:aws:rds-db:${region}:${account}:dbuser:${clusterResourceId}/${user}`],
        },
      ],
    },
  };
}
