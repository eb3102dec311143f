import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import type { App } from "cdktf";
import type { Container, ContainerHealthCheck, ContainerSecret } from "../constructs/compute/container";
import { DATABASE_SIDECAR, databaseSidecar } from "../constructs/compute/database-sidecar";
import { type ContainerInsights, EcsCluster } from "../constructs/compute/ecs-cluster";
import { FargateService, type RollingUpdate } from "../constructs/compute/fargate-service";
import type { FargateSize } from "../constructs/compute/fargate-sizes";
import { type ExecAccess, FargateTask } from "../constructs/compute/fargate-task";
import type { ScalingRange } from "../constructs/compute/service-scaling";
import { refuse } from "../constructs/core/errors";
import type { Permission } from "../constructs/identity/service-role";
import { type NetworkExports, tierOf } from "../constructs/network/network-exports";
import { Peer, type SecurityGroupRef } from "../constructs/network/peer";
import { Port } from "../constructs/network/port";
import { LogGroup, type LogGroupRef } from "../constructs/observability/log-group";
import type { DataExports } from "./data-stack";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";
import type { RegistryExports } from "./registry-stack";

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
  readonly data: Pick<DataExports, "writerEndpoint" | "port" | "secretArn" | "securityGroup">;
}

/** Somewhere that the tasks open connections to, beside AWS's own endpoints, load balancer and database. */
export interface OutgoingFlow {
  /** The far end. */
  readonly peer: SecurityGroupRef | Peer;
  /** What the flow carries. */
  readonly port: Port;
  /** What it is for. */
  readonly why: string;
}

/** One service of the layer. Its key names its container and, if nothing else is said, its image. */
export interface ServiceSpec extends FargateSize {
  /** Name of the ECS service. A change replaces it. */
  readonly serviceName: string;
  /** Name of its log group. A change replaces it. */
  readonly logGroupName: string;
  /** Number of tasks; with scaling, the number to begin with. */
  readonly desiredCount: number;
  /**
   * Between which numbers of tasks it scales, and by what.
   *
   * @default - it always runs `desiredCount` tasks
   */
  readonly scaling?: ScalingRange | undefined;
  /**
   * Family of its task definitions.
   *
   * @default - `<system>-<environment>-<key>`
   */
  readonly family?: string | undefined;
  /**
   * Key of its image in the registry.
   *
   * @default - the service's key
   */
  readonly image?: string | undefined;
  /**
   * Variables of the application in clear text.
   *
   * @default - none but those of the database
   */
  readonly environmentVariables?: Readonly<Record<string, string>> | undefined;
  /**
   * Variables of the application that are filled from secrets.
   *
   * @default - none but those of the database
   */
  readonly secrets?: Readonly<Record<string, ContainerSecret>> | undefined;
  /**
   * How ECS finds out inside the container whether the application works.
   *
   * @default - by the load balancer's health check alone
   */
  readonly healthCheck?: ContainerHealthCheck | undefined;
  /**
   * The load balancer before it.
   *
   * @default - nothing reaches it
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
   * @default - the VPC's endpoints only
   */
  readonly reaches?: readonly OutgoingFlow[] | undefined;
  /**
   * What the application may do, by purpose.
   *
   * @default - nothing but read the database's secret
   */
  readonly permissions?: Readonly<Record<string, readonly [Permission, ...Permission[]]>> | undefined;
  /**
   * Whether operators can enter its containers by ECS Exec.
   *
   * @default false
   */
  readonly exec?: boolean | undefined;
  /**
   * How it changes from one revision to the next.
   *
   * @default - new tasks first, old ones once they are healthy
   */
  readonly update?: RollingUpdate | undefined;
}

/** Values of a {@link ServiceStack}. */
export interface ServiceStackProps extends PlatformStackProps {
  /** The network in which the tasks run. */
  readonly network: NetworkExports;
  /** The images and their tags. */
  readonly registry: RegistryExports;
  /** The services by key. */
  readonly services: Readonly<Record<string, ServiceSpec>>;
  /** Days for which the containers' logs are kept. */
  readonly logRetentionDays: number;
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
  /** Images by the name of the container that runs them: keys of the registry. */
  readonly images: Readonly<Record<string, string>>;
}

/** What other layers learn of the services. */
export interface ServiceExports {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** ARN of the cluster. */
  readonly clusterArn: string;
  /** The services by key. */
  readonly services: Readonly<Record<string, ServiceRef>>;
}

const TIER = "app";

/**
 * The service layer: an ECS cluster and the services on it, each with its own roles, log group and security group.
 *
 * A service's tasks reach the VPC's endpoints, what its spec names, and nothing else; only its load balancer reaches
 * them. Images run at the tag that was last delivered, see docs/adr/010-who-deploys-images.md.
 *
 * Outputs: `cluster_name`, `<service>_service_name` and, for services that can be entered, `<service>_exec_command`.
 */
export class ServiceStack extends PlatformStack {
  /** What other layers learn of the services. */
  public readonly exports: ServiceExports;

  private readonly imageByKey = new Map<string, string>();

  /** @throws ProblemsError when a service does not fit Fargate, its network or its load balancer */
  public constructor(scope: App, props: ServiceStackProps) {
    super(scope, "service", props);
    const { environment, logRetentionDays, containerInsights, execLogGroupName } = props;
    const { clusterName = `${environment.system}-${environment.name}` } = props;

    const execLogs =
      execLogGroupName === undefined
        ? undefined
        : new LogGroup(this, "exec-logs", {
            logGroupName: execLogGroupName,
            retentionDays: logRetentionDays,
          });
    const cluster = new EcsCluster(this, "cluster", {
      clusterName,
      ...(containerInsights === undefined ? {} : { containerInsights }),
      ...(execLogs ? { execLogGroup: execLogs.ref } : {}),
    });
    this.publish("cluster_name", cluster.name, "Name of the ECS cluster");

    const exec = execLogs ? { loggedTo: execLogs.ref } : "on";
    this.exports = {
      clusterName: cluster.name,
      clusterArn: cluster.arn,
      services: Object.fromEntries(
        Object.entries(props.services).map(([key, spec]) => [
          key,
          this.service(key, spec, cluster, spec.exec ? exec : "off", props),
        ]),
      ),
    };
  }

  private service(
    key: string,
    spec: ServiceSpec,
    cluster: EcsCluster,
    exec: ExecAccess,
    props: ServiceStackProps,
  ): ServiceRef {
    const { network, registry, environment, logRetentionDays, tier = TIER } = props;
    const { database, servedBy, image = key } = spec;
    const images: Record<string, string> = {
      [key]: image,
      ...(database ? { [DATABASE_SIDECAR]: database.sidecarImage } : {}),
    };
    const logGroup = new LogGroup(this, `${key}-logs`, {
      logGroupName: spec.logGroupName,
      retentionDays: logRetentionDays,
    });
    const task = new FargateTask(this, `${key}-task`, {
      family: spec.family ?? `${environment.system}-${environment.name}-${key}`,
      cpu: spec.cpu,
      memoryMiB: spec.memoryMiB,
      containers: this.containers(key, spec, registry),
      logGroup: logGroup.ref,
      repositoryArns: Object.values(images).map((name) => repositoryOf(registry, name).arn),
      account: environment.account,
      region: environment.region,
      exec,
    });
    if (database) {
      task.taskRole.grant(this, `${key}-database-secret`, {
        sid: "ReadDatabaseSecret",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [database.data.secretArn],
      });
    }
    for (const [purpose, permissions] of Object.entries(spec.permissions ?? {})) {
      task.taskRole.grant(this, `${key}-${purpose}`, ...permissions);
    }

    const service = new FargateService(this, `${key}-service`, {
      serviceName: spec.serviceName,
      cluster,
      task,
      vpcId: network.vpcId,
      subnetIds: tierOf(network, tier).subnetIds,
      desiredCount: spec.desiredCount,
      peerName: key,
      securityGroupName: `${environment.system}-${environment.name}-${key}`,
      ...(spec.scaling ? { scaling: spec.scaling } : {}),
      ...(spec.update ? { update: spec.update } : {}),
      ...(servedBy
        ? { loadBalancer: { ...servedBy, containerName: key, containerPort: servedBy.port } }
        : {}),
    });
    this.connect(service, spec, network);
    this.publishService(key, service, cluster, task);

    return {
      name: service.name,
      arn: service.arn,
      taskFamily: task.family,
      taskRoleArn: task.taskRole.arn,
      executionRoleArn: task.executionRole.arn,
      logGroup: logGroup.ref,
      images,
    };
  }

  private containers(key: string, spec: ServiceSpec, registry: RegistryExports): readonly Container[] {
    const { image = key, servedBy, database, environmentVariables, secrets, healthCheck } = spec;
    const access =
      database &&
      databaseSidecar({
        image: this.imageOf(registry, database.sidecarImage),
        host: database.data.writerEndpoint,
        port: database.data.port,
        secretArn: database.data.secretArn,
      });
    const application: Container = {
      ...access?.application,
      name: key,
      image: this.imageOf(registry, image),
      ports: servedBy ? [servedBy.port] : [],
      environment: { ...access?.application.environment, ...environmentVariables },
      secrets: { ...access?.application.secrets, ...secrets },
      ...(healthCheck ? { healthCheck } : {}),
    };
    return access ? [application, access.sidecar] : [application];
  }

  /** The image of a key at the tag that was last delivered. */
  private imageOf(registry: RegistryExports, key: string): string {
    const known = this.imageByKey.get(key);
    if (known !== undefined) {
      return known;
    }
    const { url, parameterName } = repositoryOf(registry, key);
    // The other attribute, value, would make Terraform hide the whole task definition in every plan.
    const { insecureValue: tag } = new DataAwsSsmParameter(this, `${key}-tag`, { name: parameterName });
    const image = `${url}:${tag}`;
    this.imageByKey.set(key, image);
    return image;
  }

  private connect(service: FargateService, spec: ServiceSpec, network: NetworkExports): void {
    const { servedBy, database, reaches = [] } = spec;
    const { connections } = service;
    if (servedBy) {
      for (const port of servedBy.furtherPorts ?? []) {
        connections.allowFrom(servedBy.securityGroup, Port.tcp(port), "Requests from the load balancer");
      }
    }
    if (network.endpointSecurityGroup) {
      connections.allowTo(network.endpointSecurityGroup, Port.tcp(443), "AWS services through VPC endpoints");
    }
    if (network.s3PrefixListId !== undefined) {
      connections.allowTo(
        Peer.prefixList(network.s3PrefixListId, "s3"),
        Port.tcp(443),
        "Image layers from S3 through its gateway endpoint",
      );
    }
    if (database) {
      const { securityGroup, port } = database.data;
      connections.allowTo(securityGroup, Port.tcp(port), "Database through the sidecar");
    }
    for (const { peer, port, why } of reaches) {
      connections.allowTo(peer, port, why);
    }
  }

  private publishService(key: string, service: FargateService, cluster: EcsCluster, task: FargateTask): void {
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

function repositoryOf({ repositories, imageTags }: RegistryExports, key: string) {
  const repository = repositories[key];
  const tag = imageTags[key];
  return repository && tag
    ? { url: repository.url, arn: repository.arn, parameterName: tag.parameterName }
    : refuse({
        path: "registry.repositories",
        rule: `has no image ${key}`,
        got: key,
        fix: `use one of ${Object.keys(repositories).join(", ")}`,
      });
}
