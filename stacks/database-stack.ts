import type { App } from "cdktf";
import { acknowledge } from "../constructs/core/acknowledgement";
import type { MasterUser } from "../constructs/database/database-credentials";
import type { DatabaseParameters } from "../constructs/database/database-parameter";
import { InstanceSchedule, type InstanceScheduleProps } from "../constructs/database/instance-schedule";
import type { RdsEngine } from "../constructs/database/rds-engine";
import { RdsInstance, type RdsNames } from "../constructs/database/rds-instance";
import type { RdsLogs } from "../constructs/database/rds-logs";
import { rdsMonitoringRole } from "../constructs/database/rds-monitoring-role";
import { RdsReadReplica } from "../constructs/database/rds-read-replica";
import type { RdsStorage } from "../constructs/database/rds-storage";
import type { SecurityGroupRef } from "../constructs/network/peer";
import { Port } from "../constructs/network/port";
import type { LogGroupRef } from "../constructs/observability/log-group";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** What is measured of an instance and its replicas beside CloudWatch's own metrics. */
export interface DatabaseMonitoring {
  /**
   * Enhanced Monitoring: interval of 1, 5, 10, 15, 30 or 60 seconds, and the name of the role that sends the figures.
   *
   * @default - off
   */
  readonly enhanced?: { readonly intervalSeconds: number; readonly roleName: string };
  /**
   * Load by statement, wait and user, kept for 7 days. MySQL lacks it on micro and small classes.
   *
   * @default "on"
   */
  readonly performanceInsights?: "on" | "off";
}

/** One read replica. */
export interface DatabaseReplica {
  /** Name of the replica. A change replaces it. */
  readonly identifier: string;
  /** Instance class: `db.r6g.large`. */
  readonly instanceClass: string;
  /**
   * Availability zone to which it is bound. A change replaces the replica.
   *
   * @default - chosen by RDS
   */
  readonly zone?: string;
}

/** Values of a {@link DatabaseStack}. */
export interface DatabaseStackProps extends PlatformStackProps {
  /** VPC in which the database lies. */
  readonly vpcId: string;
  /** Private subnets of at least two zones. */
  readonly subnetIds: readonly string[];
  /** Name of the instance. A change replaces it. */
  readonly identifier: string;
  /** Engine and version: `rdsMysql("8.0.43")`. */
  readonly engine: RdsEngine;
  /** Instance class: `db.r6g.xlarge`. */
  readonly instanceClass: string;
  /** Size, growth and speed of its gp3 storage. */
  readonly storage: RdsStorage;
  /** The master user and the secret of its password. */
  readonly masterUser: MasterUser;
  /** Whether a standby waits in a second zone. */
  readonly availability: "multi-az" | "single-zone";
  /** Days for which every point in time can be restored, 1 to 35. */
  readonly backupRetentionDays: number;
  /** Name of the first database. A change replaces the instance. */
  readonly databaseName: string;
  /**
   * The layer's name, which is part of the stack's id and of the state's place.
   *
   * @default "database"
   */
  readonly layer?: string;
  /**
   * Read replicas by a name that stays: `{ "replica-1": { … } }`.
   *
   * @default - none
   */
  readonly replicas?: Readonly<Record<string, DatabaseReplica>>;
  /**
   * Logs that go to CloudWatch Logs, of the instance and of each replica.
   *
   * @default - none
   */
  readonly logs?: RdsLogs;
  /**
   * What is measured beside CloudWatch's own metrics.
   *
   * @default - Performance Insights
   */
  readonly monitoring?: DatabaseMonitoring;
  /**
   * Parameters of the parameter group, over the one for TLS.
   *
   * @default - none
   */
  readonly parameters?: DatabaseParameters;
  /**
   * Whether connections without TLS are refused.
   *
   * @default "required"
   */
  readonly tls?: "required" | "offered";
  /**
   * When AWS backs up and maintains the instance, in UTC.
   *
   * @default - chosen by AWS at creation
   */
  readonly windows?: { readonly backup: string; readonly maintenance: string };
  /**
   * ARN of the KMS key that encrypts storage, backups and Performance Insights. A change replaces the instance.
   *
   * @default - the account's key alias/aws/rds
   */
  readonly kmsKeyArn?: string;
  /**
   * Names of the groups around the instance.
   *
   * @default - made of the identifier
   */
  readonly names?: RdsNames;
  /**
   * Why the database's group may open any connection, to anyone.
   *
   * @default - it opens none
   */
  readonly anyEgressBecause?: string;
  /**
   * When a stopped instance runs each week, and the names of the schedules and of their role.
   *
   * @default - a stopped instance is started by RDS after seven days, and stays so
   */
  readonly weeklyRun?: Pick<InstanceScheduleProps, "run" | "scheduleNames" | "roleName"> | undefined;
}

/** What other layers learn of the database. The password is not among it: tasks read it from the secret. */
export interface DatabaseExports {
  /** Host name of the instance. */
  readonly address: string;
  /** Port on which it and its replicas listen. */
  readonly port: number;
  /** Name of the first database. */
  readonly databaseName: string;
  /** Name of the master user. */
  readonly username: string;
  /** ARN of the secret with the password. */
  readonly secretArn: string;
  /** Name of the instance, which metrics carry as DBInstanceIdentifier. */
  readonly identifier: string;
  /** ARN of the instance. */
  readonly arn: string;
  /** The replicas, by name. */
  readonly replicas: Readonly<Record<string, { readonly identifier: string; readonly address: string }>>;
  /** Group of the instance and its replicas, to which clients state their flows. */
  readonly securityGroup: SecurityGroupRef;
  /** Groups of the instance's exported logs, by log. */
  readonly logGroups: Readonly<Record<string, LogGroupRef>>;
}

/** The database layer: one RDS instance with its credentials, parameters and logs, and its read replicas. */
export class DatabaseStack extends PlatformStack {
  /** What other layers learn of the database. */
  public readonly exports: DatabaseExports;

  public constructor(scope: App, props: DatabaseStackProps) {
    const { layer = "database", environment, monitoring, replicas = {}, ...further } = props;
    const { anyEgressBecause, weeklyRun, ...instance } = further;
    super(scope, layer, props);
    const { account, region, protection } = environment;
    const { enhanced, ...measured } = monitoring ?? {};

    const database = new RdsInstance(this, "instance", {
      ...instance,
      protection,
      monitoring: {
        ...measured,
        ...(enhanced === undefined
          ? {}
          : {
              enhanced: {
                intervalSeconds: enhanced.intervalSeconds,
                role: rdsMonitoringRole(this, "monitoring", { name: enhanced.roleName, account, region }),
              },
            }),
      },
    });
    const copies = Object.entries(replicas).map(([name, replica]) => {
      const { identifier, address } = new RdsReadReplica(this, name, { ...replica, source: database });
      return [name, { identifier, address }] as const;
    });

    if (anyEgressBecause !== undefined) {
      database.securityGroup.connections.allowToAnywhere(
        Port.allTraffic(anyEgressBecause),
        "Whatever the database opens",
      );
      acknowledge(database.securityGroup, "NET-003", { reason: anyEgressBecause });
    }
    if (weeklyRun) {
      new InstanceSchedule(this, "weekly-run", {
        ...weeklyRun,
        instanceIdentifier: database.identifier,
        instanceArn: database.arn,
        account,
        region,
      });
    }

    this.exports = {
      address: database.address,
      port: database.port,
      databaseName: props.databaseName,
      username: props.masterUser.username,
      secretArn: database.credentials.secretArn,
      identifier: database.identifier,
      arn: database.arn,
      replicas: Object.fromEntries(copies),
      securityGroup: database.securityGroup.ref,
      logGroups: database.logGroups,
    };
    this.publish("database_host", database.address, "Host name of the database");
    this.publish("database_secret_arn", database.credentials.secretArn, "ARN of the database's credentials");
  }
}
