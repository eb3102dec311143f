import type { App } from "cdktf";
import { Bastion } from "../constructs/compute/bastion";
import { refuse } from "../constructs/core/errors";
import { type NetworkExports, type TierExports, tierOf } from "../constructs/network/network-exports";
import type { SecurityGroupRef } from "../constructs/network/peer";
import { Port } from "../constructs/network/port";
import { SecurityGroup } from "../constructs/network/security-group";
import type { ZoneLetter } from "../constructs/network/zones";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** A database that operators reach from the bastion. */
export interface ManagedDatabase {
  /** Host name of the database. */
  readonly host: string;
  /** TCP port on which it listens. */
  readonly port: number;
  /** Group of the database. */
  readonly securityGroup: SecurityGroupRef;
}

/** The bastion, for a system that has one. */
export interface BastionSpec {
  /** Name of the instance and of its role. */
  readonly name: string;
  /** Name of its security group. A change replaces it. */
  readonly securityGroupName: string;
  /** EC2 instance type for arm64: `t4g.nano`. */
  readonly instanceType: string;
  /** Letter of the zone of the public subnet that it stands in. */
  readonly zone: ZoneLetter;
  /** The database that operators reach from it. */
  readonly database: ManagedDatabase;
}

/** Values of a {@link ManagementStack}. */
export interface ManagementStackProps extends PlatformStackProps {
  /** The network in which operators and monitoring work. */
  readonly network: NetworkExports;
  /** Name of the security group of whatever reads the services' metrics. A change replaces it. */
  readonly monitoringSecurityGroupName: string;
  /**
   * The bastion.
   *
   * @default - none: the database is reached from the services alone
   */
  readonly bastion?: BastionSpec | undefined;
  /**
   * Public tier of the network.
   *
   * @default "public"
   */
  readonly tier?: string | undefined;
}

/** What other layers learn of the management layer. */
export interface ManagementExports {
  /** Group of whatever reads the services' metrics. Nothing is in it until something joins. */
  readonly monitoringSecurityGroup: SecurityGroupRef;
}

const TIER = "public";

/**
 * The management layer: how operators and monitoring reach what the system runs, without changing what it runs.
 *
 * Outputs, with a bastion: `bastion_instance_id`, `database_tunnel_command`.
 */
export class ManagementStack extends PlatformStack {
  /** What other layers learn of it. */
  public readonly exports: ManagementExports;

  /** @throws ProblemsError when the network lacks the bastion's subnet, or AWS would not accept a name */
  public constructor(scope: App, props: ManagementStackProps) {
    super(scope, "management", props);
    const { network, monitoringSecurityGroupName, bastion } = props;

    const monitoring = new SecurityGroup(this, "monitoring", {
      vpcId: network.vpcId,
      name: monitoringSecurityGroupName,
      description: "Whatever reads the metrics of the services",
    });
    this.exports = { monitoringSecurityGroup: monitoring.ref };
    if (bastion) {
      this.addBastion(bastion, props);
    }
  }

  private addBastion(
    { zone, database, ...bastion }: BastionSpec,
    { network, tier = TIER }: ManagementStackProps,
  ): void {
    const { instanceId, connections } = new Bastion(this, "bastion", {
      ...bastion,
      vpcId: network.vpcId,
      subnetId: subnetIn(tierOf(network, tier), tier, zone),
    });
    connections.allowTo(database.securityGroup, Port.tcp(database.port), "Management of the database");
    this.publish("bastion_instance_id", instanceId, "Id of the bastion, for Session Manager");
    this.publish(
      "database_tunnel_command",
      `aws ssm start-session --target ${instanceId}` +
        ` --document-name AWS-StartPortForwardingSessionToRemoteHost` +
        ` --parameters host=${database.host},portNumber=${database.port},localPortNumber=${database.port}`,
      `Leads port ${database.port} of the operator's machine to the database`,
    );
  }
}

function subnetIn({ subnetIdByZone }: TierExports, tier: string, zone: ZoneLetter): string {
  return (
    subnetIdByZone[zone] ??
    refuse({
      path: `network.tiers.${tier}`,
      rule: `has a subnet in zone ${zone}`,
      got: Object.keys(subnetIdByZone).join(", ") || undefined,
      fix: "choose a zone of the network for the bastion",
    })
  );
}
