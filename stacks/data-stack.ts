import type { App } from "cdktf";
import { AuroraCluster } from "../constructs/database/aurora-cluster";
import { auroraMysql } from "../constructs/database/aurora-engine";
import type { AuroraInstance } from "../constructs/database/aurora-instance";
import type { ServerlessCapacity } from "../constructs/database/serverless-capacity";
import type { SecurityGroupRef } from "../constructs/network/peer";
import type { LogGroupRef } from "../constructs/observability/log-group";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of a {@link DataStack}. */
export interface DataStackProps extends PlatformStackProps {
  /** VPC in which the database lies. */
  readonly vpcId: string;
  /** Private subnets of at least two zones. */
  readonly subnetIds: readonly string[];
  /** Complete version of Aurora MySQL with which the cluster begins: `8.0.mysql_aurora.3.10.0`. */
  readonly engineVersion: string;
  /** Between which sizes instances scale. */
  readonly capacity: ServerlessCapacity;
  /** Instances by name; the first begins as the writer. */
  readonly instances: Readonly<Record<string, AuroraInstance>>;
  /** Name of the master user: `admin`. */
  readonly masterUsername: string;
  /** Name of the secret that holds its credentials: `/aurora/credentials`. */
  readonly secretName: string;
  /** Number of the current password, from 1; one more makes a new password at the next apply. */
  readonly passwordVersion: number;
  /** Days for which every point in time can be restored, 1 to 35. */
  readonly backupRetentionDays: number;
  /** Days for which the audit log is kept in CloudWatch Logs. */
  readonly logRetentionDays: number;
  /**
   * Name of the first database.
   *
   * @default - none is made
   */
  readonly databaseName?: string;
  /**
   * Whether connections without TLS are refused. A proxy that passes TLS through, such as socat, is no obstacle.
   *
   * @default "required"
   */
  readonly tls?: "required" | "offered";
  /**
   * When AWS backs up and maintains the cluster, in UTC.
   *
   * @default - chosen by AWS at creation
   */
  readonly windows?: { readonly backup: string; readonly maintenance: string };
}

/** What other layers learn of the database. The password is not among it: tasks read it from the secret. */
export interface DataExports {
  /** Host name that always leads to the writer. */
  readonly writerEndpoint: string;
  /** Port on which the cluster listens. */
  readonly port: number;
  /** Name of the cluster, which metrics carry as DBClusterIdentifier. */
  readonly clusterIdentifier: string;
  /** ARN of the secret with `username`, `password`, `host` and `port`. */
  readonly secretArn: string;
  /** Name of the master user. */
  readonly masterUsername: string;
  /** Group of the cluster, to which clients state their flows. */
  readonly securityGroup: SecurityGroupRef;
  /** Group of the audit log. */
  readonly auditLogGroup: LogGroupRef;
}

/** The data layer: an Aurora MySQL Serverless v2 cluster with its credentials and audit log. */
export class DataStack extends PlatformStack {
  /** What other layers learn of the database. */
  public readonly exports: DataExports;

  public constructor(scope: App, props: DataStackProps) {
    super(scope, "data", props);
    const { environment, engineVersion, masterUsername, secretName, passwordVersion } = props;
    const { vpcId, subnetIds, capacity, instances, backupRetentionDays, logRetentionDays } = props;
    const { databaseName, tls, windows } = props;

    const aurora = new AuroraCluster(this, "aurora", {
      clusterIdentifier: `${environment.system}-${environment.name}`,
      engine: auroraMysql(engineVersion),
      vpcId,
      subnetIds,
      masterUser: { username: masterUsername, secretName, passwordVersion },
      capacity,
      instances,
      protection: environment.protection,
      backupRetentionDays,
      logRetentionDays,
      ...(databaseName === undefined ? {} : { databaseName }),
      ...(tls === undefined ? {} : { tls }),
      ...(windows === undefined ? {} : { windows }),
    });

    this.exports = {
      writerEndpoint: aurora.writerEndpoint,
      port: aurora.port,
      clusterIdentifier: aurora.clusterIdentifier,
      secretArn: aurora.secretArn,
      masterUsername,
      securityGroup: aurora.securityGroup.ref,
      auditLogGroup: aurora.auditLogGroup,
    };
    this.publish("database_host", aurora.writerEndpoint, "Host name of the database's writer");
    this.publish("database_secret_arn", aurora.secretArn, "ARN of the database's credentials");
  }
}
