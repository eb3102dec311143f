import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { throwProblems } from "../core/errors";
import { checkedName, physicalName } from "../core/naming";
import { SecurityGroup } from "../network/security-group";
import type { LogGroupRef } from "../observability/log-group";
import { DatabaseCredentials, type MasterUser } from "./database-credentials";
import type { DatabaseParameters } from "./database-parameter";
import type { RdsEngine } from "./rds-engine";
import { rdsInstanceProblems } from "./rds-instance-rules";
import { type RdsLogs, rdsLogGroups } from "./rds-logs";
import { monitoringArguments, type RdsMonitoring } from "./rds-monitoring";
import { RdsParameterGroup } from "./rds-parameter-group";
import { type RdsStorage, storageArguments } from "./rds-storage";

/** Names of what stands around an instance, where its own identifier does not give them. */
export interface RdsNames {
  /**
   * Name of the subnet group. A change replaces it.
   *
   * @default - the identifier
   */
  readonly subnetGroup?: string;
  /**
   * Name of the parameter group. A change replaces it.
   *
   * @default - the identifier
   */
  readonly parameterGroup?: string;
  /**
   * Name of the security group. A change replaces it.
   *
   * @default - the identifier and `-rds`
   */
  readonly securityGroup?: string;
  /**
   * Description of all three. A change replaces parameter group and security group.
   *
   * @default - says which instance each belongs to
   */
  readonly description?: string;
}

/** Values of an {@link RdsInstance}. */
export interface RdsInstanceProps {
  /** Name of the instance: lower-case letters, digits and hyphens, at most 63. A change replaces it. */
  readonly identifier: string;
  /** Engine and version: `rdsMysql("8.0.43")`, `rdsPostgresql("17")`. */
  readonly engine: RdsEngine;
  /** Instance class: `db.r6g.xlarge`. */
  readonly instanceClass: string;
  /** VPC of the instance's security group. */
  readonly vpcId: string;
  /** Subnets of at least two zones, without a way to the internet. */
  readonly subnetIds: readonly string[];
  /** Size, growth and speed of its gp3 storage. */
  readonly storage: RdsStorage;
  /** The master user and the secret of its password. */
  readonly masterUser: MasterUser;
  /** `"multi-az"` keeps a standby in a second zone to which it fails over by itself. */
  readonly availability: "multi-az" | "single-zone";
  /** Whether the instance refuses deletion and leaves a final snapshot. */
  readonly protection: Protection;
  /** Days for which every point in time can be restored, 1 to 35. */
  readonly backupRetentionDays: number;
  /**
   * Name of the first database. A change replaces the instance.
   *
   * @default - none is made
   */
  readonly databaseName?: string;
  /**
   * Logs that go to CloudWatch Logs, each to a group of its own.
   *
   * @default - none
   */
  readonly logs?: RdsLogs;
  /**
   * What is measured beside CloudWatch's own metrics.
   *
   * @default - Performance Insights
   */
  readonly monitoring?: RdsMonitoring;
  /**
   * Parameters of the parameter group, over the one for TLS.
   *
   * @default - none
   */
  readonly parameters?: DatabaseParameters;
  /**
   * `"required"` refuses connections without TLS, `"offered"` leaves it to the client where the engine does.
   *
   * @default "required"
   */
  readonly tls?: "required" | "offered";
  /**
   * `"automatic"` lets AWS raise the minor version in the maintenance window; the stated version then says what the
   * instance began with, and a newer one is no drift. `"by-version"` follows the stated version alone.
   *
   * @default "automatic"
   */
  readonly minorUpgrades?: "automatic" | "by-version";
  /**
   * When AWS backs up and maintains the instance, in UTC: `{ backup: "03:00-04:00", maintenance: "mon:04:00-mon:05:00" }`.
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
   * Names of the groups around it.
   *
   * @default - made of the identifier
   */
  readonly names?: RdsNames;
}

/**
 * One RDS instance of MySQL or PostgreSQL in private subnets, with its credentials, parameter group, logs and security
 * group.
 *
 * Encrypted at rest and, unless offered both ways, in transit; not reachable from outside the VPC; its security group
 * has no rule of its own: whoever may connect states the flow to {@link RdsInstance.securityGroup}. Terraform needs
 * `secretsmanager:GetSecretValue` on the secret for plan and apply. Further copies to read from are
 * {@link RdsReadReplica}s.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_CommonTasks.BestPractices.html
 */
export class RdsInstance extends Construct {
  /** Name of the instance, which metrics carry as DBInstanceIdentifier. */
  public readonly identifier: string;
  /** ARN of the instance. */
  public readonly arn: string;
  /** Host name. */
  public readonly address: string;
  /** Port on which it listens. */
  public readonly port: number;
  /** Credentials of the master user. */
  public readonly credentials: DatabaseCredentials;
  /** Group of the instance and its replicas; it opens no connection of its own. */
  public readonly securityGroup: SecurityGroup;
  /** The parameters of the instance and its replicas. */
  public readonly parameterGroup: RdsParameterGroup;
  /** Groups of the exported logs, by log. */
  public readonly logGroups: Readonly<Record<string, LogGroupRef>>;
  /** What it was made of, for its replicas. */
  public readonly props: RdsInstanceProps;

  /** @throws ProblemsError with everything about the values that RDS would refuse */
  public constructor(scope: Construct, id: string, props: RdsInstanceProps) {
    super(scope, id);
    const { engine, masterUser, protection, kmsKeyArn, databaseName, windows, availability } = props;
    const { names = {}, monitoring = {}, minorUpgrades = "automatic", tls = "required" } = props;
    const { path } = this.node;
    const parameters = { ...(tls === "required" ? engine.tlsParameters : {}), ...props.parameters };
    throwProblems(rdsInstanceProblems(props, parameters, path));
    const name = checkedName("aws_db_instance", props.identifier, path);
    const deletable = protection === "disposable";
    this.props = props;

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: props.vpcId,
      name: names.securityGroup ?? physicalName("aws_security_group", [name, "rds"], path),
      description: names.description ?? `RDS instance ${name}`,
      peerName: "database",
    });
    this.credentials = new DatabaseCredentials(this, "credentials", { ...masterUser, protection });
    this.parameterGroup = new RdsParameterGroup(this, "parameters", {
      name: names.parameterGroup ?? name,
      description: names.description ?? `Parameters of the RDS instance ${name}`,
      engine,
      parameters,
    });
    const subnets = new DbSubnetGroup(this, "subnets", {
      name: checkedName("aws_db_subnet_group", names.subnetGroup ?? name, path),
      description: names.description ?? `Private subnets of the RDS instance ${name}`,
      subnetIds: [...props.subnetIds],
    });
    const logs = rdsLogGroups(this, name, props.logs);
    this.logGroups = logs.refs;

    const needed = [...logs.groups, ...(monitoring.enhanced?.role.attachments ?? [])];
    const instance = new DbInstance(this, "instance", {
      identifier: name,
      engine: engine.name,
      engineVersion: engine.version,
      instanceClass: props.instanceClass,
      ...storageArguments(props.storage),
      storageEncrypted: true,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }),
      ...(databaseName === undefined ? {} : { dbName: databaseName }),
      port: engine.port,
      username: masterUser.username,
      passwordWo: this.credentials.password,
      passwordWoVersion: this.credentials.passwordVersion,
      multiAz: availability === "multi-az",
      publiclyAccessible: false,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      parameterGroupName: this.parameterGroup.name,
      backupRetentionPeriod: props.backupRetentionDays,
      ...(windows === undefined
        ? {}
        : { backupWindow: windows.backup, maintenanceWindow: windows.maintenance }),
      ...monitoringArguments(monitoring, kmsKeyArn),
      ...logs.arguments,
      autoMinorVersionUpgrade: minorUpgrades === "automatic",
      copyTagsToSnapshot: true,
      deletionProtection: !deletable,
      deleteAutomatedBackups: deletable,
      skipFinalSnapshot: deletable,
      ...(deletable ? {} : { finalSnapshotIdentifier: `${name}-final` }),
      ...(needed.length === 0 ? {} : { dependsOn: needed }),
      ...(minorUpgrades === "automatic" ? { lifecycle: { ignoreChanges: ["engine_version"] } } : {}),
    });
    this.identifier = instance.identifier;
    this.arn = instance.arn;
    this.address = instance.address;
    this.port = engine.port;
    this.credentials.complete(
      {
        host: instance.address,
        port: engine.port,
        ...(databaseName === undefined ? {} : { databaseName }),
      },
      instance,
    );
  }
}
