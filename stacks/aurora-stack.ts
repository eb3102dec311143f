import type { App } from "cdktf";
import { AuroraCluster } from "../constructs/database/aurora-cluster";
import type { AuroraEngine } from "../constructs/database/aurora-engine";
import type { DatabaseInsights } from "../constructs/database/aurora-insights";
import type { AuroraCapacity, AuroraInstance } from "../constructs/database/aurora-instance";
import { DatabaseClientRole } from "../constructs/database/database-client-role";
import { type DataClass, handlingOf } from "../constructs/governance/classification";
import { classifiedDatabase } from "../constructs/governance/classified-storage";
import { classify } from "../constructs/governance/classify";
import { Peer, type SecurityGroupRef } from "../constructs/network/peer";
import { Port } from "../constructs/network/port";
import type { LogGroupRef } from "../constructs/observability/log-group";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Who reaches a database from another account. */
export interface ForeignClients {
  /** Blocks of the networks from which it is reached, by their names. */
  readonly cidrs: Readonly<Record<string, string>>;
  /** Name of the role that they sign in by. */
  readonly roleName: string;
  /** The 12 digits of their account. */
  readonly account: string;
  /** Pattern of the names of their roles: `enterprise-prod-*`. */
  readonly roles: string;
  /** Name of the database user that they are. */
  readonly databaseUser: string;
}

/** Values of an {@link AuroraStack}. */
export interface AuroraStackProps extends PlatformStackProps {
  /** VPC in which the database lies. */
  readonly vpcId: string;
  /** Subnets of at least two zones, without a way to the internet. */
  readonly subnetIds: readonly string[];
  /** Class of the data. */
  readonly dataClass: DataClass;
  /** ARN of the key of the class; not needed where AWS's key serves. */
  readonly keyArn: string | undefined;
  /** Engine and version: `auroraPostgresql("16.6", ["ddl", "role"])`. */
  readonly engine: AuroraEngine;
  /** Between which sizes instances scale, or the class of all of them. */
  readonly capacity: AuroraCapacity;
  /** Instances by name; the first begins as the writer. */
  readonly instances: Readonly<Record<string, AuroraInstance>>;
  /** Name of the master user. */
  readonly masterUsername: string;
  /** Name of the first database. */
  readonly databaseName: string;
  /** Days for which every point in time can be restored, 1 to 35. */
  readonly backupRetentionDays: number;
  /** How much Database Insights learns. */
  readonly insights: DatabaseInsights;
  /** When AWS backs up and maintains the cluster, in UTC. */
  readonly windows: { readonly backup: string; readonly maintenance: string };
  /**
   * Who reaches it from another account.
   *
   * @default - nobody
   */
  readonly foreignClients?: ForeignClients | undefined;
}

/** What other layers learn of the database. The password is not among it: tasks read it from the secret. */
export interface AuroraExports {
  /** Host name that always leads to the writer. */
  readonly writerEndpoint: string;
  /** Host name that spreads connections over the readers. */
  readonly readerEndpoint: string;
  /** Port on which the cluster listens. */
  readonly port: number;
  /** Name of the first database. */
  readonly databaseName: string;
  /** Name of the cluster, which metrics carry as DBClusterIdentifier. */
  readonly clusterIdentifier: string;
  /** Resource id of the cluster, by which policies name users that sign in by IAM. */
  readonly clusterResourceId: string;
  /** Names of the instances, which metrics carry as DBInstanceIdentifier, by their names here. */
  readonly instanceIdentifiers: Readonly<Record<string, string>>;
  /** ARN of the secret with `username` and `password`. */
  readonly secretArn: string;
  /** ARN of the key that encrypts the secret; undefined where it is AWS's. */
  readonly secretKeyArn: string | undefined;
  /** Name of the master user. */
  readonly masterUsername: string;
  /** Group of the cluster, to which clients state their flows. */
  readonly securityGroup: SecurityGroupRef;
  /** Group of the audit log. */
  readonly auditLogGroup: LogGroupRef;
}

/**
 * The database layer: an Aurora cluster that is handled as the class of its data says. Users may sign in by IAM; who
 * comes from another account does so and has no password.
 *
 * Outputs: `database_host`, `database_secret_arn`, and `database_client_role_arn` where others come in.
 */
export class AuroraStack extends PlatformStack {
  /** What other layers learn of the database. */
  public readonly exports: AuroraExports;

  /** @throws ProblemsError when the class needs a key and has none, or Aurora would refuse a value */
  public constructor(scope: App, props: AuroraStackProps) {
    super(scope, "database", props);
    const { environment, dataClass, keyArn, masterUsername, databaseName, engine } = props;
    const { vpcId, subnetIds, capacity, instances, backupRetentionDays, insights, windows } = props;
    const { system, name, protection } = environment;
    const { kmsKeyArn, rotatesMasterPassword } = classifiedDatabase(dataClass, { keyArn }, this.node.path);

    const aurora = new AuroraCluster(this, "aurora", {
      clusterIdentifier: `${system}-${name}`,
      engine,
      vpcId,
      subnetIds,
      masterUser: rotatesMasterPassword
        ? { username: masterUsername, rotation: "by-rds" }
        : { username: masterUsername, secretName: `/${system}/${name}/database`, passwordVersion: 1 },
      capacity,
      instances,
      protection,
      backupRetentionDays,
      logRetentionDays: handlingOf(dataClass).auditLogDays.cloudWatch,
      databaseName,
      iamSignIn: "on",
      insights,
      windows,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    });
    classify(aurora.cluster, dataClass);
    for (const log of aurora.logGroups) {
      classify(log, dataClass, { notBackedUpBecause: "CloudWatch Logs keeps it for the time of its class" });
    }

    this.exports = {
      writerEndpoint: aurora.writerEndpoint,
      readerEndpoint: aurora.readerEndpoint,
      port: aurora.port,
      databaseName,
      clusterIdentifier: aurora.clusterIdentifier,
      clusterResourceId: aurora.cluster.clusterResourceId,
      instanceIdentifiers: aurora.instanceIdentifiers,
      secretArn: aurora.secretArn,
      secretKeyArn: kmsKeyArn,
      masterUsername,
      securityGroup: aurora.securityGroup.ref,
      auditLogGroup: aurora.auditLogGroup,
    };
    this.publish("database_host", aurora.writerEndpoint, "Host name of the database's writer");
    this.publish("database_secret_arn", aurora.secretArn, "ARN of the secret of the database's master user");
    if (props.foreignClients) {
      this.admit(props.foreignClients, aurora);
    }
  }

  private admit(
    { cidrs, roleName, account, roles, databaseUser }: ForeignClients,
    { securityGroup, port, cluster }: AuroraCluster,
  ): void {
    for (const [name, cidr] of Object.entries(cidrs)) {
      securityGroup.connections.allowFrom(
        Peer.cidr(cidr, name),
        Port.tcp(port),
        `What runs in ${name} works with the data`,
      );
    }
    const { arn } = new DatabaseClientRole(this, "clients", {
      name: roleName,
      trustedAccount: account,
      trustedRoles: roles,
      account: this.environment.account,
      region: this.environment.region,
      clusterResourceId: cluster.clusterResourceId,
      databaseUser,
    });
    this.publish("database_client_role_arn", arn, "ARN of the role by which the other account signs in");
  }
}
