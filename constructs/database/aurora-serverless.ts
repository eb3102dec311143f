import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName, physicalName } from "../core/naming";
import { SecurityGroup } from "../network/security-group";
import { LogGroup, type LogGroupRef } from "../observability/log-group";
import type { AuroraEngine } from "./aurora-engine";
import { DatabaseCredentials, type MasterUser } from "./database-credentials";
import type { DatabaseParameter } from "./database-parameter";
import { backupProblems, subnetProblems, usernameProblems } from "./database-rules";
import { windowProblems } from "./service-windows";
import { scalingConfiguration, type ServerlessCapacity } from "./serverless-capacity";

const RESERVED_USERNAMES = ["rdsadmin"];
const SHORTEST_WINDOW_MINUTES = 30;
const LOWEST_PROMOTION_TIER = 15;
/** Readers of tiers 0 and 1 are kept as large as the writer, so that a failover meets no small instance. */
const DEFAULT_PROMOTION_TIER = 1;
const DEFAULT_INSTANCES: Readonly<Record<string, AuroraInstance>> = { writer: {} };
const INSTANCE_NAME = /^[a-z][a-z0-9-]*$/;

/** One instance of a cluster. */
export interface AuroraInstance {
  /**
   * Order in which it is promoted when the writer fails, 0 (first) to 15.
   *
   * @default 1
   */
  readonly promotionTier?: number;
  /**
   * Availability zone to which it is bound. A change replaces the instance.
   *
   * @default - chosen by Aurora
   */
  readonly zone?: string;
}

/** Values of an {@link AuroraServerless}. */
export interface AuroraServerlessProps {
  /** Name of the cluster: lower-case letters, digits and hyphens, at most 55. A change replaces it. */
  readonly clusterIdentifier: string;
  /** Engine and version: `auroraMysql("8.0.mysql_aurora.3.10.0")`. */
  readonly engine: AuroraEngine;
  /** VPC of the cluster's security group. */
  readonly vpcId: string;
  /** Subnets of at least two zones, without a way to the internet. */
  readonly subnetIds: readonly string[];
  /** The master user and the secret of its password. */
  readonly masterUser: MasterUser;
  /** Between which sizes instances scale. */
  readonly capacity: ServerlessCapacity;
  /** Whether the cluster refuses deletion and leaves a final snapshot. */
  readonly protection: Protection;
  /** Days for which every point in time can be restored, 1 to 35. */
  readonly backupRetentionDays: number;
  /** Days for which exported logs are kept: one of CloudWatch Logs' retentions. */
  readonly logRetentionDays: number;
  /**
   * Instances by name. The first is made first and so begins as the writer; the others are readers that Aurora
   * promotes by tier.
   *
   * @default - one instance, `writer`
   */
  readonly instances?: Readonly<Record<string, AuroraInstance>>;
  /**
   * Name of the first database. A change replaces the cluster.
   *
   * @default - none is made
   */
  readonly databaseName?: string;
  /**
   * Logs exported to CloudWatch Logs beside the audit log, of those that the engine knows: `["error"]`.
   *
   * @default - none
   */
  readonly furtherLogs?: readonly string[];
  /**
   * `"required"` refuses connections without TLS, `"offered"` takes both.
   *
   * @default "required"
   */
  readonly tls?: "required" | "offered";
  /**
   * Parameters of the cluster parameter group, over those for auditing and TLS.
   *
   * @default - none
   */
  readonly parameters?: Readonly<Record<string, DatabaseParameter>>;
  /**
   * `"automatic"` lets AWS raise the minor version in the maintenance window; the stated version then says what the
   * cluster began with, and a newer one is no drift. `"by-version"` follows the stated version alone.
   *
   * @default "automatic"
   */
  readonly minorUpgrades?: "automatic" | "by-version";
  /**
   * When AWS backs up and maintains the cluster, in UTC: `{ backup: "17:00-17:30", maintenance: "sun:18:00-sun:18:30" }`.
   *
   * @default - chosen by AWS at creation
   */
  readonly windows?: { readonly backup: string; readonly maintenance: string };
  /**
   * ARN of the KMS key that encrypts storage, backups and the secret. A change replaces the cluster.
   *
   * @default - the account's keys alias/aws/rds and alias/aws/secretsmanager
   */
  readonly kmsKeyArn?: string;
}

/**
 * An Aurora cluster of Serverless v2 instances in private subnets, with its credentials, audit log and security group.
 *
 * Encrypted at rest and, unless offered both ways, in transit; not reachable from outside the VPC; its security group
 * has no rule of its own: whoever may connect states the flow to {@link AuroraServerless.securityGroup}. Terraform
 * needs `secretsmanager:GetSecretValue` on the secret for plan and apply.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.html
 */
export class AuroraServerless extends Construct {
  /** Name of the cluster, which metrics carry as DBClusterIdentifier. */
  public readonly clusterIdentifier: string;
  /** Host name that always leads to the writer. */
  public readonly writerEndpoint: string;
  /** Host name that spreads connections over the readers. */
  public readonly readerEndpoint: string;
  /** Port on which the cluster listens. */
  public readonly port: number;
  /** Credentials of the master user. */
  public readonly credentials: DatabaseCredentials;
  /** Group of the cluster; it opens no connection of its own. */
  public readonly securityGroup: SecurityGroup;
  /** Group of the log that tells who connected and changed what. */
  public readonly auditLogGroup: LogGroupRef;

  /** @throws ProblemsError with everything about the values that Aurora would refuse */
  public constructor(scope: Construct, id: string, props: AuroraServerlessProps) {
    super(scope, id);
    const { engine, masterUser, capacity, protection, kmsKeyArn, databaseName, windows } = props;
    const {
      instances = DEFAULT_INSTANCES,
      furtherLogs = [],
      tls = "required",
      minorUpgrades = "automatic",
      parameters = {},
    } = props;
    const { path } = this.node;
    throwProblems(problemsOf(props, { path, instances, furtherLogs }));
    const name = checkedName("aws_rds_cluster", props.clusterIdentifier, path);
    const deletable = protection === "disposable";

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: props.vpcId,
      name: physicalName("aws_security_group", [name, "aurora"], path),
      description: `Aurora cluster ${name}`,
      peerName: "aurora",
    });
    this.credentials = new DatabaseCredentials(this, "credentials", {
      ...masterUser,
      protection,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    });
    const logGroup = (log: string): LogGroup =>
      new LogGroup(this, `${log}-log`, {
        logGroupName: `/aws/rds/cluster/${name}/${log}`,
        retentionDays: props.logRetentionDays,
      });
    const auditLog = logGroup(engine.auditLog);
    const logs = [auditLog, ...furtherLogs.map(logGroup)];
    this.auditLogGroup = auditLog.ref;

    const subnets = new DbSubnetGroup(this, "subnets", {
      name: checkedName("aws_db_subnet_group", name, path),
      description: `Private subnets of the Aurora cluster ${name}`,
      subnetIds: [...props.subnetIds],
    });
    const parameterGroup = new RdsClusterParameterGroup(this, "parameters", {
      name: checkedName("aws_rds_cluster_parameter_group", name, path),
      family: engine.parameterGroupFamily,
      description: `Parameters of the Aurora cluster ${name}`,
      parameter: Object.entries({
        ...engine.auditParameters,
        ...(tls === "required" ? engine.tlsParameters : {}),
        ...parameters,
      }).map(([parameter, { value, apply }]) => ({ name: parameter, value, applyMethod: apply })),
    });

    const cluster = new RdsCluster(this, "cluster", {
      clusterIdentifier: name,
      engine: engine.name,
      engineMode: "provisioned",
      engineVersion: engine.version,
      serverlessv2ScalingConfiguration: scalingConfiguration(capacity, `${path}.capacity`),
      port: engine.port,
      ...(databaseName === undefined ? {} : { databaseName }),
      masterUsername: masterUser.username,
      masterPasswordWo: this.credentials.password,
      masterPasswordWoVersion: this.credentials.passwordVersion,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      dbClusterParameterGroupName: parameterGroup.name,
      storageEncrypted: true,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }),
      enabledCloudwatchLogsExports: [engine.auditLog, ...furtherLogs].sort(),
      backupRetentionPeriod: props.backupRetentionDays,
      copyTagsToSnapshot: true,
      ...(windows
        ? { preferredBackupWindow: windows.backup, preferredMaintenanceWindow: windows.maintenance }
        : {}),
      deletionProtection: !deletable,
      deleteAutomatedBackups: deletable,
      skipFinalSnapshot: deletable,
      ...(deletable ? {} : { finalSnapshotIdentifier: `${name}-final` }),
      // Aurora makes a missing log group itself and keeps its events forever.
      dependsOn: logs.map(({ group }) => group),
      ...(minorUpgrades === "automatic" ? { lifecycle: { ignoreChanges: ["engine_version"] } } : {}),
    });
    this.clusterIdentifier = cluster.clusterIdentifier;
    this.writerEndpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.port = engine.port;
    this.credentials.complete({ host: cluster.endpoint, port: engine.port });

    let first: RdsClusterInstance | undefined;
    for (const [instance, { promotionTier = DEFAULT_PROMOTION_TIER, zone }] of Object.entries(instances)) {
      const made = new RdsClusterInstance(this, instance, {
        identifier: physicalName("aws_rds_cluster_instance", [name, instance], path),
        clusterIdentifier: cluster.id,
        engine: engine.name,
        instanceClass: "db.serverless",
        promotionTier,
        ...(zone === undefined ? {} : { availabilityZone: zone }),
        publiclyAccessible: false,
        autoMinorVersionUpgrade: minorUpgrades === "automatic",
        copyTagsToSnapshot: true,
        performanceInsightsEnabled: true,
        ...(kmsKeyArn === undefined ? {} : { performanceInsightsKmsKeyId: kmsKeyArn }),
        ...(first ? { dependsOn: [first] } : {}),
      });
      first ??= made;
    }
  }
}

interface Defaulted {
  readonly path: string;
  readonly instances: Readonly<Record<string, AuroraInstance>>;
  readonly furtherLogs: readonly string[];
}

function problemsOf(
  { engine, masterUser, subnetIds, backupRetentionDays, windows }: AuroraServerlessProps,
  { path, instances, furtherLogs }: Defaulted,
): readonly Problem[] {
  return [
    ...usernameProblems(
      masterUser.username,
      { ...engine, reservedUsernames: RESERVED_USERNAMES },
      `${path}.masterUser.username`,
    ),
    ...subnetProblems(subnetIds, `${path}.subnetIds`),
    ...backupProblems(backupRetentionDays, `${path}.backupRetentionDays`),
    ...(windows === undefined
      ? []
      : windowProblems(
          { daily: windows.backup, weekly: windows.maintenance },
          {
            dailyPath: `${path}.windows.backup`,
            weeklyPath: `${path}.windows.maintenance`,
            leastMinutes: SHORTEST_WINDOW_MINUTES,
          },
        )),
    ...furtherLogs
      .filter((log) => !engine.furtherLogs.includes(log))
      .map((log) => ({
        path: `${path}.furtherLogs`,
        rule: `beside ${engine.auditLog}, ${engine.name} exports ${engine.furtherLogs.join(", ")}`,
        got: log,
        fix: "choose one of them",
      })),
    ...instanceProblems(`${path}.instances`, instances),
  ];
}

function instanceProblems(
  path: string,
  instances: Readonly<Record<string, AuroraInstance>>,
): readonly Problem[] {
  const entries = Object.entries(instances);
  if (entries.length === 0) {
    return [{ path, rule: "has at least one instance", got: "none", fix: "add writer: {}" }];
  }
  return entries.flatMap(([name, { promotionTier = DEFAULT_PROMOTION_TIER }]) => [
    ...(INSTANCE_NAME.test(name)
      ? []
      : [
          {
            path: `${path}.${name}`,
            rule: "the name of an instance is made of lower-case letters, digits and hyphens",
            got: name,
            fix: "rename it",
          },
        ]),
    ...(Number.isInteger(promotionTier) && promotionTier >= 0 && promotionTier <= LOWEST_PROMOTION_TIER
      ? []
      : [
          {
            path: `${path}.${name}.promotionTier`,
            rule: `is 0 to ${LOWEST_PROMOTION_TIER}`,
            got: promotionTier,
            fix: "choose a number of that range",
          },
        ]),
  ]);
}
