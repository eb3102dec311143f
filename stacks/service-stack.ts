import { ServiceDiscoveryHttpNamespace } from "@cdktf/provider-aws/lib/service-discovery-http-namespace";
import type { App } from "cdktf";
import { DATABASE_SIDECAR } from "../constructs/compute/database-sidecar";
import { type ContainerInsights, EcsCluster } from "../constructs/compute/ecs-cluster";
import { EcsService } from "../constructs/compute/ecs-service";
import type { EcsTask } from "../constructs/compute/ecs-task";
import {
  capacityProviderFor,
  type CapacityProviderRef,
  type ClusterCompute,
  FARGATE,
} from "../constructs/compute/service-capacity";
import { connectionOf } from "../constructs/compute/service-connection";
import { serviceImages } from "../constructs/compute/service-containers";
import {
  type AwsServicesAccess,
  reachEndpoints,
  stateServiceFlows,
} from "../constructs/compute/service-flows";
import type { PermissionsByPurpose, ServiceSpec } from "../constructs/compute/service-spec";
import {
  serviceLogGroup,
  serviceTask,
  type ServiceTaskSurroundings,
} from "../constructs/compute/service-task";
import { ExistingRole } from "../constructs/identity/existing-role";
import { checkedName } from "../constructs/core/naming";
import { refuse } from "../constructs/core/errors";
import type { GrantableRole, RoleRef } from "../constructs/identity/role-grants";
import { type NetworkExports, tierOf } from "../constructs/network/network-exports";
import type { SecurityGroupRef } from "../constructs/network/peer";
import { Port } from "../constructs/network/port";
import type { LogGroupRef } from "../constructs/observability/log-group";
import { ImageReferences, type RunningTag } from "../constructs/registry/image-references";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";
import type { RegistryExports } from "./registry-stack";

/** A role made elsewhere that the tasks of all services act with. */
export interface SharedTaskRole extends RoleRef {
  /** What this layer grants it, by purpose. A purpose names a policy of the role: no other layer may grant the same. */
  readonly permissions: PermissionsByPurpose;
}

/** Values of a {@link ServiceStack}. */
export interface ServiceStackProps<Service extends string = string> extends PlatformStackProps {
  /** The network in which the tasks run. */
  readonly network: NetworkExports;
  /** The images and their tags. */
  readonly registry: RegistryExports;
  /** The services by key. */
  readonly services: Readonly<Record<Service, ServiceSpec>>;
  /** Days for which the logs of this layer's own groups are kept. */
  readonly logRetentionDays: number;
  /**
   * ARN of a customer key that encrypts those groups. CloudWatch Logs of the Region must be allowed to use it.
   *
   * @default - they are encrypted with a key of AWS's own
   */
  readonly logKeyArn?: string | undefined;
  /**
   * ARNs of the customer keys that encrypt the secrets which the containers are given.
   *
   * @default - the secrets are encrypted with AWS's own key
   */
  readonly secretKeyArns?: readonly string[] | undefined;
  /**
   * Tag that the images run at.
   *
   * @default "last-delivered"
   */
  readonly runningTag?: RunningTag | undefined;
  /**
   * A role that the tasks of all services share.
   *
   * @default - each service's tasks have a role of their own
   */
  readonly taskRole?: SharedTaskRole | undefined;
  /**
   * How the tasks reach AWS's services.
   *
   * @default "endpoints"
   */
  readonly awsServices?: AwsServicesAccess | undefined;
  /**
   * What all services run on, by a capacity provider.
   *
   * @default - Fargate, as each service's `capacity` says
   */
  readonly compute?: ClusterCompute | undefined;
  /**
   * Name of the namespace in which services that are served by a load balancer are also found by Service Connect, each
   * under its key.
   *
   * @default - none: services call each other through the load balancer
   */
  readonly serviceConnectNamespace?: string | undefined;
  /**
   * The layer's name, which is part of the stack's id and of the state's place.
   *
   * @default "service"
   */
  readonly layer?: string | undefined;
  /**
   * Tier of the network in which the tasks run.
   *
   * @default "app"
   */
  readonly tier?: string | undefined;
  /**
   * Name of the cluster.
   *
   * @default - `<system>-<environment>`
   */
  readonly clusterName?: string | undefined;
  /**
   * How much CloudWatch learns of the cluster.
   *
   * @default "enabled"
   */
  readonly containerInsights?: ContainerInsights | undefined;
  /**
   * Name of a log group that keeps the operators' ECS Exec sessions.
   *
   * @default - sessions are not kept
   */
  readonly execLogGroupName?: string | undefined;
}

/** What other layers learn of a service. */
export interface ServiceRef {
  /** Name of the ECS service. */
  readonly name: string;
  /** ARN of the ECS service. */
  readonly arn: string;
  /** Family of its task definitions. */
  readonly taskFamily: string;
  /** ARN of the role that its containers act with. */
  readonly taskRoleArn: string;
  /** ARN of the role with which ECS starts them. */
  readonly executionRoleArn: string;
  /** Group to which they log. */
  readonly logGroup: LogGroupRef;
  /** The tasks' security group. */
  readonly securityGroup: SecurityGroupRef;
  /** Images by the name of the container that runs them: keys of the registry. */
  readonly images: Readonly<Record<string, string>>;
}

/** What other layers learn of the services. */
export interface ServiceExports<Service extends string = string> {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** ARN of the cluster. */
  readonly clusterArn: string;
  /** Where tasks run that no service keeps: the services' capacity provider. */
  readonly capacityProvider: CapacityProviderRef;
  /** The services by key. */
  readonly services: Readonly<Record<Service, ServiceRef>>;
}

const LAYER = "service";
const TIER = "app";
const RUNNING_TAG: RunningTag = "last-delivered";

/** What all services of the layer share. */
interface Shared {
  readonly cluster: EcsCluster;
  readonly capacityProvider: CapacityProviderRef | undefined;
  readonly namespaceArn: string | undefined;
  readonly tasks: ServiceTaskSurroundings;
}

/**
 * The service layer: an ECS cluster and the services on it, each with its own roles, log group and security group.
 *
 * A service's tasks reach AWS's services, what its spec names, and nothing else; only its load balancer and what its
 * spec names reach them. Images run at the tag that was last delivered unless a fixed one is named, see
 * docs/adr/010-who-deploys-images.md.
 *
 * Where `compute` says what all of them run on, they share a capacity provider and their tasks fit Fargate as well as
 * instances, so that the choice is one value.
 *
 * Outputs: `cluster_name`, `<service>_service_name` and, for services that can be entered, `<service>_exec_command`.
 */
export class ServiceStack<Service extends string = string> extends PlatformStack {
  /** What other layers learn of the services. */
  public readonly exports: ServiceExports<Service>;

  /** @throws ProblemsError when a service does not fit Fargate, its network or its load balancer */
  public constructor(scope: App, props: ServiceStackProps<Service>) {
    super(scope, props.layer ?? LAYER, props);
    const { environment, registry, containerInsights, runningTag = RUNNING_TAG } = props;
    const { clusterName = `${environment.system}-${environment.name}` } = props;

    const execLogs = this.execLogs(props);
    const namespaceArn = this.namespaceArn(props);
    const cluster = new EcsCluster(this, "cluster", {
      clusterName,
      ...(containerInsights === undefined ? {} : { containerInsights }),
      ...(usesSpot(props) ? { capacity: "on-demand-and-spot" } : {}),
      instances: this.instances(props),
      serviceConnectNamespaceArn: namespaceArn,
      ...(execLogs ? { execLogGroup: execLogs } : {}),
    });
    this.publish("cluster_name", cluster.name, "Name of the ECS cluster");
    if (cluster.instances) {
      reachEndpoints(cluster.instances.connections, props.network);
    }

    const capacityProvider = capacityProviderFor(props.compute, cluster.instances?.capacityProvider);
    const shared: Shared = {
      cluster,
      capacityProvider,
      namespaceArn,
      tasks: {
        environment,
        images: new ImageReferences(this, registry, runningTag),
        taskRole: this.sharedTaskRole(props),
        secretKeyArns: props.secretKeyArns,
        exec: execLogs ? { loggedTo: execLogs } : "on",
        compatibility: capacityProvider ? "fargate-and-instances" : "fargate",
        ports: namespaceArn === undefined ? "unnamed" : "named",
        logRetentionDays: props.logRetentionDays,
        logKeyArn: props.logKeyArn,
      },
    };
    const services = Object.fromEntries(
      Object.entries<ServiceSpec>(props.services).map(([key, spec]) => [
        key,
        this.service(key, spec, shared, props),
      ]),
    );
    this.stateCalls(services, props);
    this.exports = {
      clusterName: cluster.name,
      clusterArn: cluster.arn,
      capacityProvider: capacityProvider ?? FARGATE,
      services: Object.fromEntries(Object.entries(services).map(([key, { ref }]) => [key, ref])) as Readonly<
        Record<Service, ServiceRef>
      >,
    };
  }

  private namespaceArn({ serviceConnectNamespace: name }: ServiceStackProps): string | undefined {
    return name === undefined
      ? undefined
      : new ServiceDiscoveryHttpNamespace(this, "namespace", {
          name: checkedName("aws_service_discovery_http_namespace", name, this.node.path),
          description: "Services that find each other by Service Connect",
        }).arn;
  }

  private instances({ compute, network, environment, tier = TIER }: ServiceStackProps) {
    return typeof compute === "object"
      ? {
          ...compute,
          name: `${environment.system}-${environment.name}`,
          vpcId: network.vpcId,
          subnetIds: tierOf(network, tier).subnetIds,
          tags: this.defaultTags,
        }
      : undefined;
  }

  /** Lets the tasks of services call each other where Service Connect leads them. */
  private stateCalls(
    services: Readonly<Record<string, { readonly service: EcsService; readonly ref: ServiceRef }>>,
    { services: specs, serviceConnectNamespace }: ServiceStackProps,
  ): void {
    for (const [key, { calls = [] }] of Object.entries(specs)) {
      for (const called of calls) {
        const target = services[called];
        const port = specs[called]?.servedBy?.port;
        if (serviceConnectNamespace === undefined || target === undefined || port === undefined) {
          refuse({
            path: `${this.node.path}.services.${key}.calls`,
            rule: "names services of the layer that Service Connect knows by the port of their load balancer",
            got: called,
            fix: "name the namespace and a service that is served, or call it through the load balancer",
          });
        }
        services[key]?.service.connections.allowTo(
          target.service.securityGroup,
          Port.tcp(port),
          `Calls of ${called} by Service Connect`,
        );
      }
    }
  }

  private execLogs({
    execLogGroupName,
    logRetentionDays,
    logKeyArn,
  }: ServiceStackProps): LogGroupRef | undefined {
    return execLogGroupName === undefined
      ? undefined
      : serviceLogGroup(this, "exec", execLogGroupName, { logRetentionDays, logKeyArn });
  }

  private sharedTaskRole({ taskRole }: ServiceStackProps): GrantableRole | undefined {
    if (taskRole === undefined) {
      return undefined;
    }
    const role = new ExistingRole(taskRole);
    for (const [purpose, permissions] of Object.entries(taskRole.permissions)) {
      role.grant(this, purpose, ...permissions);
    }
    return role;
  }

  private service(key: string, spec: ServiceSpec, shared: Shared, props: ServiceStackProps) {
    const { network, environment, tier = TIER, awsServices } = props;
    const { servedBy, scaling, update } = spec;
    const capacity = shared.capacityProvider ?? spec.capacity;
    const task = serviceTask(this, key, spec, shared.tasks);
    const connection = connectionOf(key, spec, shared.namespaceArn, {
      logGroup: task.logGroup,
      region: environment.region,
    });
    const service = new EcsService(this, `${key}-service`, {
      serviceName: spec.serviceName,
      cluster: shared.cluster,
      task,
      vpcId: network.vpcId,
      subnetIds: tierOf(network, tier).subnetIds,
      desiredCount: spec.desiredCount,
      peerName: key,
      securityGroupName: spec.securityGroupName ?? `${environment.system}-${environment.name}-${key}`,
      ...(scaling ? { scaling } : {}),
      ...(update ? { update } : {}),
      ...(capacity ? { capacity } : {}),
      ...(shared.capacityProvider ? { after: [shared.cluster.offer] } : {}),
      ...(connection ? { connection } : {}),
      ...(servedBy
        ? { loadBalancer: { ...servedBy, containerName: key, containerPort: servedBy.port } }
        : {}),
    });
    stateServiceFlows(service.connections, spec, { network, awsServices });
    this.publishService(key, service, shared.cluster, task);

    const ref: ServiceRef = {
      name: service.name,
      arn: service.arn,
      taskFamily: task.family,
      taskRoleArn: task.taskRole.arn,
      executionRoleArn: task.executionRole.arn,
      logGroup: task.logGroup,
      securityGroup: service.securityGroup.ref,
      images: serviceImages(key, spec),
    };
    return { service, ref };
  }

  private publishService(key: string, service: EcsService, cluster: EcsCluster, task: EcsTask): void {
    const output = key.replaceAll("-", "_");
    this.publish(`${output}_service_name`, service.name, `Name of the ${key} service`);
    if (task.execEnabled) {
      const entered = task.containers.find(({ name }) => name === DATABASE_SIDECAR)?.name ?? key;
      const newestTask =
        `aws ecs list-tasks --cluster ${cluster.name} --service-name ${service.name}` +
        ` --query 'taskArns[0]' --output text`;
      this.publish(
        `${output}_exec_command`,
        `aws ecs execute-command --cluster ${cluster.name} --task "$(${newestTask})"` +
          ` --container ${entered} --interactive --command "/bin/sh"`,
        `Opens a shell in the ${entered} container of the ${key} service`,
      );
    }
  }
}

function usesSpot({ compute, services }: ServiceStackProps): boolean {
  return (
    compute !== undefined || Object.values<ServiceSpec>(services).some(({ capacity }) => capacity === "spot")
  );
}
