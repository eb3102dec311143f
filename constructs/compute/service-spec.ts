import type { Permission } from "../identity/role-grants";
import type { Peer, SecurityGroupRef } from "../network/peer";
import type { Port } from "../network/port";
import type { LogGroupProps, LogGroupRef } from "../observability/log-group";
import type { Container, ContainerHealthCheck, ContainerSecret } from "./container";
import type { FargateSize } from "./fargate-sizes";
import type { TaskRoleNames } from "./ecs-task";
import type { RollingUpdate } from "./rolling-update";
import type { FargateCapacity } from "./service-capacity";
import type { ScalingRange } from "./service-scaling";

/** The load balancer before a service. */
export interface ServedBy {
  /** ARN of the target group in which its tasks are registered. */
  readonly targetGroupArn: string;
  /** Group of the load balancer. */
  readonly securityGroup: SecurityGroupRef;
  /** TCP port on which the application listens. */
  readonly port: number;
  /**
   * Further TCP ports that the tasks' security group opens to the load balancer.
   *
   * @default - none
   */
  readonly furtherPorts?: readonly number[] | undefined;
  /**
   * Seconds after a task's start during which failing health checks of the target group do not count.
   *
   * @default 60
   */
  readonly healthCheckGraceSeconds?: number | undefined;
}

/** A database that the application reaches through a sidecar. */
export interface DatabaseAccess {
  /** Key of the sidecar's image in the registry. */
  readonly sidecarImage: string;
  /** The database. */
  readonly data: {
    /** Host name of the database's writer. */
    readonly writerEndpoint: string;
    /** Port on which it listens. */
    readonly port: number;
    /** ARN of the secret with the keys `username` and `password`. */
    readonly secretArn: string;
    /** Group of the database. */
    readonly securityGroup: SecurityGroupRef;
  };
}

/** Connections between the tasks and something else. */
export interface ServiceFlow {
  /** The far end. */
  readonly peer: SecurityGroupRef | Peer;
  /** What the flow carries. */
  readonly port: Port;
  /** What it is for. */
  readonly why: string;
}

/** Permissions by what they are for: each purpose becomes one inline policy. */
export type PermissionsByPurpose = Readonly<Record<string, readonly [Permission, ...Permission[]]>>;

/** The container that a service is about. */
export interface ApplicationSpec {
  /**
   * Key of its image in the registry.
   *
   * @default - the service's key
   */
  readonly image?: string | undefined;
  /**
   * Variables in clear text.
   *
   * @default - none but those of the database
   */
  readonly environmentVariables?: Readonly<Record<string, string>> | undefined;
  /**
   * Variables that are filled from secrets.
   *
   * @default - none but those of the database
   */
  readonly secrets?: Readonly<Record<string, ContainerSecret>> | undefined;
  /**
   * TCP ports on which it listens beside the load balancer's, for what `reachedBy` names.
   *
   * @default - none
   */
  readonly furtherPorts?: readonly number[] | undefined;
  /**
   * How ECS finds out inside the container whether the application works.
   *
   * @default - by the load balancer's health check alone
   */
  readonly healthCheck?: ContainerHealthCheck | undefined;
}

/**
 * A log group beside the service's own, to which the application writes itself. There is one where a part of the log is
 * kept for longer or shorter than the rest.
 */
export interface FurtherLog {
  /** Name of the group. */
  readonly logGroupName: string;
  /** What is written there that the service's own group does not suit. */
  readonly purpose: string;
  /** Days for which its events are kept. */
  readonly retentionDays: number;
  /**
   * Storage of the group.
   *
   * @default "STANDARD"
   */
  readonly logClass?: LogGroupProps["logClass"] | undefined;
}

/** One service of a cluster. Its key names its container and, if nothing else is said, its image. */
export interface ServiceSpec extends FargateSize {
  /** Name of the ECS service. A change replaces it. */
  readonly serviceName: string;
  /** Name of its log group, which is made with it; or a group that was made elsewhere. */
  readonly logGroup: string | LogGroupRef;
  /** Number of tasks; with scaling, the number to begin with. */
  readonly desiredCount: number;
  /**
   * Between which numbers of tasks it scales, and by what.
   *
   * @default - it always runs `desiredCount` tasks
   */
  readonly scaling?: ScalingRange | undefined;
  /**
   * Where its tasks run: `"spot"` is cheaper, but AWS takes tasks away with two minutes' notice.
   *
   * @default "on-demand"
   */
  readonly capacity?: FargateCapacity | undefined;
  /**
   * How it changes from one revision to the next.
   *
   * @default - new tasks first, old ones once they are healthy
   */
  readonly update?: RollingUpdate | undefined;
  /**
   * Family of its task definitions.
   *
   * @default - `<system>-<environment>-<key>`
   */
  readonly family?: string | undefined;
  /**
   * Names of the roles that are made for its tasks.
   *
   * @default - `<family>-task` and `<family>-execution`
   */
  readonly roleNames?: TaskRoleNames | undefined;
  /**
   * Name of its tasks' security group. A change replaces it.
   *
   * @default - `<system>-<environment>-<key>`
   */
  readonly securityGroupName?: string | undefined;
  /**
   * The container that it is about.
   *
   * @default - an image of the service's key that needs nothing
   */
  readonly application?: ApplicationSpec | undefined;
  /**
   * Containers that run beside it.
   *
   * @default - none but the database's
   */
  readonly sidecars?: readonly Container[] | undefined;
  /**
   * The load balancer before it.
   *
   * @default - none
   */
  readonly servedBy?: ServedBy | undefined;
  /**
   * The database that it reaches through a sidecar.
   *
   * @default - none
   */
  readonly database?: DatabaseAccess | undefined;
  /**
   * What else its tasks open connections to.
   *
   * @default - AWS services only
   */
  readonly reaches?: readonly ServiceFlow[] | undefined;
  /**
   * What beside the load balancer opens connections to its tasks.
   *
   * @default - nothing
   */
  readonly reachedBy?: readonly ServiceFlow[] | undefined;
  /**
   * Services of the layer, by key, that its tasks call by Service Connect.
   *
   * @default - none: what it calls is among `reaches`
   */
  readonly calls?: readonly string[] | undefined;
  /**
   * Log groups beside its own, by key; the application learns their names as `LOG_GROUP_<KEY>`.
   *
   * @default - none
   */
  readonly furtherLogs?: Readonly<Record<string, FurtherLog>> | undefined;
  /**
   * What the application may do.
   *
   * @default - nothing but read the database's secret
   */
  readonly permissions?: PermissionsByPurpose | undefined;
  /**
   * What ECS may do when it starts the tasks, beside pulling the images, reading the secrets and writing to the log
   * group.
   *
   * @default - nothing
   */
  readonly startPermissions?: PermissionsByPurpose | undefined;
  /**
   * Whether operators can enter its containers by ECS Exec.
   *
   * @default false
   */
  readonly exec?: boolean | undefined;
}
