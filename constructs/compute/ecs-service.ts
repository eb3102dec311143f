import { EcsService as AwsEcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { type ITerraformDependable, Op, ref } from "cdktf";
import { Construct } from "constructs";
import { throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import type { Connections } from "../network/connections";
import type { SecurityGroupRef } from "../network/peer";
import { Port } from "../network/port";
import { SecurityGroup } from "../network/security-group";
import type { EcsClusterRef } from "./ecs-cluster";
import { serviceProblems } from "./ecs-service-rules";
import type { EcsTask } from "./ecs-task";
import { completedUpdate, type RollingUpdate } from "./rolling-update";
import { runsOn, type TaskCapacity } from "./service-capacity";
import { connectedBy, type ServiceConnection } from "./service-connection";
import { type ScalingRange, ServiceScaling } from "./service-scaling";

/** The load balancer from which a service takes its requests. */
export interface LoadBalancerBinding {
  /** ARN of the target group with target type `ip`, in which ECS registers the tasks. */
  readonly targetGroupArn: string;
  /** Group of the load balancer: the only one that may open connections to the tasks. */
  readonly securityGroup: SecurityGroupRef;
  /** Name of the container that takes the requests. */
  readonly containerName: string;
  /** Port on which it listens; one of the container's `ports`. */
  readonly containerPort: number;
  /**
   * Seconds after a task's start during which failing health checks of the target group do not count.
   *
   * @default 60
   */
  readonly healthCheckGraceSeconds?: number | undefined;
}

/** Values of a {@link EcsService}. */
export interface EcsServiceProps {
  /** Name of the service, at most 255 letters, digits, `-` and `_`. A change replaces it. */
  readonly serviceName: string;
  /** Cluster in which it runs. */
  readonly cluster: EcsClusterRef;
  /** What it runs. */
  readonly task: EcsTask;
  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Subnets in which the tasks run; private ones, as tasks get no public address. */
  readonly subnetIds: readonly string[];
  /** Number of tasks; with scaling, the number to begin with. */
  readonly desiredCount: number;
  /**
   * Name of the tasks' security group. A change replaces it.
   *
   * @default - `<service name>-sg`
   */
  readonly securityGroupName?: string;
  /**
   * Short name of that group within the ids of rules.
   *
   * @default - the construct's id
   */
  readonly peerName?: string;
  /**
   * Load balancer from which it takes its requests.
   *
   * @default - it takes none
   */
  readonly loadBalancer?: LoadBalancerBinding;
  /**
   * Between which numbers of tasks it scales, and by what.
   *
   * @default - it always runs `desiredCount` tasks
   */
  readonly scaling?: ScalingRange;
  /**
   * How it changes from one revision to the next.
   *
   * @default - new tasks first, old ones once they are healthy
   */
  readonly update?: RollingUpdate;
  /**
   * Where the tasks run. The cluster must offer it.
   *
   * @default "on-demand"
   */
  readonly capacity?: TaskCapacity;
  /**
   * What must be there before it, beside what its values refer to: the offer of its capacity provider by the cluster.
   *
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
  /**
   * How other services of the cluster find it, and it them, without a load balancer.
   *
   * @default - they do not
   */
  readonly connection?: ServiceConnection;
  /**
   * Version of the platform on which tasks run that Fargate runs.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
   * @default "LATEST"
   */
  readonly platformVersion?: string;
}

const PLATFORM_VERSION = "LATEST";
const HEALTH_CHECK_GRACE_SECONDS = 60;

/**
 * Keeps a number of tasks running, behind a load balancer or without one.
 *
 * An apply ends well only when the revision that was asked for runs: ECS breaks off a deployment whose tasks do not
 * become healthy and goes back to the one before, Terraform waits for the outcome, and a rollback is an error.
 *
 * Nothing reaches its tasks and they reach nothing until flows are stated through
 * {@link EcsService.connections}; the load balancer's is stated here.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export class EcsService extends Construct {
  /** Name of the service. */
  public readonly name: string;
  /** ARN of the service. */
  public readonly arn: string;
  /** The tasks' security group. */
  public readonly securityGroup: SecurityGroup;

  /** @throws ProblemsError when a number, a name or the load balancer's container does not fit */
  public constructor(scope: Construct, id: string, props: EcsServiceProps) {
    super(scope, id);
    const { cluster, task, vpcId, subnetIds, desiredCount, loadBalancer, connection, scaling, update } =
      props;
    const { capacity = "on-demand", platformVersion = PLATFORM_VERSION, after = [] } = props;
    const { path } = this.node;
    const serviceName = checkedName("aws_ecs_service", props.serviceName, path);
    const { minHealthyPercent, maxPercent, timeoutMinutes } = completedUpdate(update);
    throwProblems(serviceProblems(props, path));

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name: props.securityGroupName ?? `${serviceName}-sg`,
      description: `Tasks of ${serviceName}`,
      peerName: props.peerName ?? id,
    });
    const timeout = `${timeoutMinutes}m`;

    const service = new AwsEcsService(this, "service", {
      name: serviceName,
      cluster: cluster.arn,
      taskDefinition: task.definition.arn,
      desiredCount,
      ...runsOn(capacity, platformVersion),
      networkConfiguration: {
        subnets: [...subnetIds],
        securityGroups: [this.securityGroup.securityGroupId],
        assignPublicIp: false,
      },
      deploymentController: { type: "ECS" },
      deploymentMinimumHealthyPercent: minHealthyPercent,
      deploymentMaximumPercent: maxPercent,
      // ECS evens tasks out over the zones by starting one before it stops another, which takes room for one more.
      availabilityZoneRebalancing: maxPercent > 100 ? "ENABLED" : "DISABLED",
      deploymentCircuitBreaker: { enable: true, rollback: true },
      waitForSteadyState: true,
      enableExecuteCommand: task.execEnabled,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      ...(loadBalancer ? boundTo(loadBalancer) : {}),
      ...(connection ? connectedBy(connection) : {}),
      timeouts: { create: timeout, update: timeout, delete: timeout },
      lifecycle: {
        ...(scaling ? { ignoreChanges: ["desired_count"] } : {}),
        postcondition: [
          {
            condition: Op.eq(ref("self.task_definition"), task.definition.arn),
            errorMessage: `${serviceName} does not run the revision that was asked for: ECS rolled the deployment back.`,
          },
        ],
      },
      // Without them tasks would start that cannot pull their image, and stop that cannot drain.
      dependsOn: [...task.executionRole.granted, ...task.taskRole.granted, ...after],
    });
    this.name = service.name;
    this.arn = service.arn;

    if (loadBalancer) {
      this.connections.allowFrom(
        loadBalancer.securityGroup,
        Port.tcp(loadBalancer.containerPort),
        "Requests from the load balancer",
      );
    }
    if (scaling) {
      new ServiceScaling(this, "scaling", {
        ...scaling,
        clusterName: cluster.name,
        serviceName: service.name,
      });
    }
  }

  /** The network access of the tasks. */
  public get connections(): Connections {
    return this.securityGroup.connections;
  }
}

function boundTo({
  targetGroupArn,
  containerName,
  containerPort,
  healthCheckGraceSeconds,
}: LoadBalancerBinding) {
  return {
    loadBalancer: [{ targetGroupArn, containerName, containerPort }],
    healthCheckGracePeriodSeconds: healthCheckGraceSeconds ?? HEALTH_CHECK_GRACE_SECONDS,
  };
}
