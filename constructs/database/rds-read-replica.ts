import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { Construct } from "constructs";
import { throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import type { LogGroupRef } from "../observability/log-group";
import type { RdsInstance } from "./rds-instance";
import { instanceClassProblems } from "./rds-instance-class";
import { rdsLogGroups } from "./rds-logs";
import { monitoringArguments, monitoringProblems } from "./rds-monitoring";
import { storageSpeed } from "./rds-storage";

/** Values of an {@link RdsReadReplica}. */
export interface RdsReadReplicaProps {
  /** Name of the replica: lower-case letters, digits and hyphens, at most 63. A change replaces it. */
  readonly identifier: string;
  /** The instance that it copies, in the same Region. */
  readonly source: RdsInstance;
  /** Instance class: `db.r6g.large`. */
  readonly instanceClass: string;
  /**
   * Availability zone to which it is bound. A change replaces the replica.
   *
   * @default - chosen by RDS
   */
  readonly zone?: string;
}

/**
 * A copy of an instance to read from, in one zone, a little behind it.
 *
 * It shares its source's subnets, security group, parameter group, key, kinds of logs and monitoring. It holds nothing
 * that its source does not, so it goes without a snapshot and is not protected from deletion.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
 */
export class RdsReadReplica extends Construct {
  /** Name of the replica, which metrics carry as DBInstanceIdentifier. */
  public readonly identifier: string;
  /** Host name. */
  public readonly address: string;
  /** Groups of the exported logs, by log. */
  public readonly logGroups: Readonly<Record<string, LogGroupRef>>;

  /** @throws ProblemsError when the class cannot carry what the source's parameters and monitoring ask for */
  public constructor(scope: Construct, id: string, props: RdsReadReplicaProps) {
    super(scope, id);
    const { source, instanceClass, zone } = props;
    const {
      engine,
      storage,
      windows,
      kmsKeyArn,
      monitoring = {},
      minorUpgrades = "automatic",
    } = source.props;
    const { path } = this.node;
    throwProblems([
      ...instanceClassProblems(
        instanceClass,
        engine,
        source.parameterGroup.parameters,
        `${path}.instanceClass`,
      ),
      ...monitoringProblems(monitoring, engine, instanceClass, `${path}.source.monitoring`),
    ]);
    const name = checkedName("aws_db_instance", props.identifier, path);
    const logs = rdsLogGroups(this, name, source.props.logs);
    this.logGroups = logs.refs;

    const needed = [...logs.groups, ...(monitoring.enhanced?.role.attachments ?? [])];
    const replica = new DbInstance(this, "instance", {
      identifier: name,
      replicateSourceDb: source.identifier,
      instanceClass,
      ...(zone === undefined ? {} : { availabilityZone: zone }),
      ...storageSpeed(storage),
      // Encrypted as its source is; left out, Terraform would take it for a change and replace the replica.
      storageEncrypted: true,
      multiAz: false,
      publiclyAccessible: false,
      vpcSecurityGroupIds: [source.securityGroup.securityGroupId],
      parameterGroupName: source.parameterGroup.name,
      ...(windows === undefined ? {} : { maintenanceWindow: windows.maintenance }),
      ...monitoringArguments(monitoring, kmsKeyArn),
      ...logs.arguments,
      autoMinorVersionUpgrade: minorUpgrades === "automatic",
      copyTagsToSnapshot: true,
      skipFinalSnapshot: true,
      ...(needed.length === 0 ? {} : { dependsOn: needed }),
    });
    this.identifier = replica.identifier;
    this.address = replica.address;
  }
}
