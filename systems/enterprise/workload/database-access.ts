import type { PermissionsByPurpose, ServiceFlow } from "../../../constructs/compute/service-spec";
import type { Environment } from "../../../constructs/core/environment";
import { Peer } from "../../../constructs/network/peer";
import { Port } from "../../../constructs/network/port";
import type { AuroraExports } from "../../../stacks/aurora-stack";

/** The database in the account of regulated data, which is reached through the hub. */
export interface RegulatedDatabaseRef {
  /** Host name of its writer. */
  readonly host: string;
  /** Port on which it listens. */
  readonly port: number;
  /** ARN of the role by which one signs in; whoever assumes it is the user that it names. */
  readonly clientRoleArn: string;
  /** Block of its account's network. */
  readonly cidr: string;
}

/** The database of an account, as those who use it know it. */
export interface DatabaseRef extends Pick<
  AuroraExports,
  "writerEndpoint" | "port" | "databaseName" | "clusterResourceId" | "securityGroup"
> {
  /**
   * The database of regulated data beside it.
   *
   * @default - none
   */
  readonly regulated?: RegulatedDatabaseRef | undefined;
}

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
  const regulated = database.regulated ? regulatedAccess(database.regulated) : NO_ACCESS;
  return {
    environmentVariables: {
      ...regulated.environmentVariables,
      DB_HOST: writerEndpoint,
      DB_PORT: String(port),
      DB_NAME: databaseName,
      DB_USER: user,
    },
    reaches: [
      { peer: securityGroup, port: Port.tcp(port), why: "Rows of the database" },
      ...regulated.reaches,
    ],
    permissions: {
      ...regulated.permissions,
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

/** In another account one is a user by a role of that account (docs/adr/110-other-accounts-sign-in-by-iam.md). */
function regulatedAccess({ host, port, clientRoleArn, cidr }: RegulatedDatabaseRef): DatabaseAccess {
  return {
    environmentVariables: {
      REGULATED_DB_HOST: host,
      REGULATED_DB_PORT: String(port),
      REGULATED_DB_ROLE: clientRoleArn,
    },
    reaches: [
      { peer: Peer.cidr(cidr, "regulated"), port: Port.tcp(port), why: "Rows of the regulated database" },
    ],
    permissions: {
      "regulated-database": [
        { sid: "SignInToRegulatedDatabase", actions: ["sts:AssumeRole"], resources: [clientRoleArn] },
      ],
    },
  };
}
