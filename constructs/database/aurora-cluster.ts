import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { Construct } from "constructs";
import type { Protection } from "../core/environment";
import { throwProblems } from "../core/errors";
import { checkedName, physicalName } from "../core/naming";
import { SecurityGroup } from "../network/security-group";
import { LogGroup, type LogGroupRef } from "../observability/log-group";
import type { AuroraEngine } from "./aurora-engine";
import { type DatabaseInsights, insightsOfCluster, insightsOfInstance } from "./aurora-insights";
import {
  type AuroraCapacity,
  type AuroraInstance,
  DEFAULT_PROMOTION_TIER,
  instanceClassOf,
  scalingOf,
} from "./aurora-instance";
import { AuroraMasterUser, type AuroraMasterUserSpec } from "./aurora-master-user";
import { auroraProblems } from "./aurora-rules";
import type { DatabaseParameter } from "./database-parameter";

const DEFAULT_INSTANCES: Readonly<Record<string, AuroraInstance>> = { writer: {} };

/** Values of an {@link AuroraCluster}. */
export interface AuroraClusterProps {
  /** Name of the cluster: lower-case letters, digits and hyphens, at most 55. A change replaces it. */
  readonly clusterIdentifier: string;
  /** Engine and version: `auroraMysql("8.0.mysql_aurora.3.10.0")`. */
  readonly engine: AuroraEngine;
  /** VPC of the cluster's security group. */
  readonly vpcId: string;
  /** Subnets of at least two zones, without a way to the internet. */
  readonly subnetIds: readonly string[];
  /** The master user, and who keeps its password. */
  readonly masterUser: AuroraMasterUserSpec;
  /** Between which sizes instances scale, or the class of all of them. */
  readonly capacity: AuroraCapacity;
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
   * Whether users may sign in by IAM instead of a password.
   *
   * @default "off"
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
   */
  readonly iamSignIn?: "on" | "off";
  /**
   * How much Database Insights learns of statements and waits.
   *
   * @default "standard"
   */
  readonly insights?: DatabaseInsights;
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
   * ARN of the KMS key that encrypts storage, backups, logs and the secret; CloudWatch Logs may use it too. A change
   * replaces the cluster.
   *
   * @default - keys of AWS's own
   */
  readonly kmsKeyArn?: string;
}

/**
 * An Aurora cluster in private subnets, with its master user, audit log and security group.
 *
 * Encrypted at rest and, unless offered both ways, in transit; not reachable from outside the VPC; its security group
 * has no rule of its own: whoever may connect states the flow to {@link AuroraCluster.securityGroup}.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.html
 */
export class AuroraCluster extends Construct {
  /** The cluster itself. */
  public readonly cluster: RdsCluster;
  /** Host name that always leads to the writer. */
  public readonly writerEndpoint: string;
  /** Host name that spreads connections over the readers. */
  public readonly readerEndpoint: string;
  /** Port on which the cluster listens. */
  public readonly port: number;
  /** Names of the instances, by their names here. */
  public readonly instanceIdentifiers: Readonly<Record<string, string>>;
  /** ARN of the secret with the master user's password. */
  public readonly secretArn: string;
  /** Group of the cluster; it opens no connection of its own. */
  public readonly securityGroup: SecurityGroup;
  /** Groups of the exported logs. */
  public readonly logGroups: readonly LogGroup[];
  /** Group of the log that tells who connected and changed what. */
  public readonly auditLogGroup: LogGroupRef;

  /** @throws ProblemsError with everything about the values that Aurora would refuse */
  public constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id);
    const { engine, capacity, protection, kmsKeyArn, databaseName, windows } = props;
    const { instances = DEFAULT_INSTANCES, furtherLogs = [], minorUpgrades = "automatic" } = props;
    const { iamSignIn = "off", insights = "standard" } = props;
    const { path } = this.node;
    throwProblems(auroraProblems(props, { path, instances, furtherLogs }));
    const name = checkedName("aws_rds_cluster", props.clusterIdentifier, path);
    const deletable = protection === "disposable";

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: props.vpcId,
      name: physicalName("aws_security_group", [name, "aurora"], path),
      description: `Aurora cluster ${name}`,
      peerName: "aurora",
    });
    const masterUser = new AuroraMasterUser(this, props.masterUser, { protection, kmsKeyArn });
    this.logGroups = [engine.auditLog, ...furtherLogs].map((log) => this.logGroup(log, name, props));

    const subnets = new DbSubnetGroup(this, "subnets", {
      name: checkedName("aws_db_subnet_group", name, path),
      description: `Private subnets of the Aurora cluster ${name}`,
      subnetIds: [...props.subnetIds],
    });
    const parameterGroup = this.parameterGroup(name, props);

    this.cluster = new RdsCluster(this, "cluster", {
      clusterIdentifier: name,
      engine: engine.name,
      engineMode: "provisioned",
      engineVersion: engine.version,
      ...scalingOf(capacity, `${path}.capacity`),
      port: engine.port,
      ...(databaseName === undefined ? {} : { databaseName }),
      ...masterUser.arguments,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      dbClusterParameterGroupName: parameterGroup.name,
      ...(iamSignIn === "on" ? { iamDatabaseAuthenticationEnabled: true } : {}),
      storageEncrypted: true,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }),
      ...insightsOfCluster(insights, kmsKeyArn),
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
      dependsOn: this.logGroups.map(({ group }) => group),
      ...(minorUpgrades === "automatic" ? { lifecycle: { ignoreChanges: ["engine_version"] } } : {}),
    });
    const { cluster } = this;
    this.writerEndpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.port = engine.port;
    this.secretArn = masterUser.complete(cluster, engine.port);
    [this.auditLogGroup] = this.logGroups.map(({ ref }) => ref) as [LogGroupRef];

    let first: RdsClusterInstance | undefined;
    const identifiers: Record<string, string> = {};
    for (const [instance, { promotionTier = DEFAULT_PROMOTION_TIER, zone }] of Object.entries(instances)) {
      const identifier = physicalName("aws_rds_cluster_instance", [name, instance], path);
      identifiers[instance] = identifier;
      const made = new RdsClusterInstance(this, instance, {
        identifier,
        clusterIdentifier: cluster.id,
        engine: engine.name,
        instanceClass: instanceClassOf(capacity),
        promotionTier,
        ...(zone === undefined ? {} : { availabilityZone: zone }),
        publiclyAccessible: false,
        autoMinorVersionUpgrade: minorUpgrades === "automatic",
        copyTagsToSnapshot: true,
        ...insightsOfInstance(insights, kmsKeyArn),
        ...(first ? { dependsOn: [first] } : {}),
      });
      first ??= made;
    }
    this.instanceIdentifiers = identifiers;
  }

  /** Name of the cluster, which metrics carry as DBClusterIdentifier. */
  public get clusterIdentifier(): string {
    return this.cluster.clusterIdentifier;
  }

  private logGroup(log: string, name: string, { logRetentionDays, kmsKeyArn }: AuroraClusterProps): LogGroup {
    return new LogGroup(this, `${log}-log`, {
      logGroupName: `/aws/rds/cluster/${name}/${log}`,
      retentionDays: logRetentionDays,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
    });
  }

  private parameterGroup(name: string, props: AuroraClusterProps): RdsClusterParameterGroup {
    const { engine, tls = "required", parameters = {} } = props;
    return new RdsClusterParameterGroup(this, "parameters", {
      name: checkedName("aws_rds_cluster_parameter_group", name, this.node.path),
      family: engine.parameterGroupFamily,
      description: `Parameters of the Aurora cluster ${name}`,
      parameter: Object.entries({
        ...engine.auditParameters,
        ...(tls === "required" ? engine.tlsParameters : {}),
        ...parameters,
      }).map(([parameter, { value, apply }]) => ({ name: parameter, value, applyMethod: apply })),
    });
  }
}
