import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Op, ref } from "cdktf";
import { Construct } from "constructs";
import { type Problem, throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import type { Connections } from "../network/connections";
import type { SecurityGroupRef } from "../network/peer";
import { Port } from "../network/port";
import { SecurityGroup } from "../network/security-group";
import type { EcsClusterRef } from "./ecs-cluster";
import type { FargateTask } from "./fargate-task";
import { type ScalingRange, scalingProblems, ServiceScaling } from "./service-scaling";

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

/** How a service changes from one revision to the next. */
export interface RollingUpdate {
  /**
   * Share of the desired tasks, in per cent, that stay healthy throughout: 0 to 100.
   *
   * @default 100
   */
  readonly minHealthyPercent?: number | undefined;
  /**
   * Share of the desired tasks, in per cent, that may run at the same time: more than `minHealthyPercent`, up to 200.
   *
   * @default 200
   */
  readonly maxPercent?: number | undefined;
  /**
   * Minutes after which Terraform gives up waiting for the tasks to become healthy.
   *
   * @default 20
   */
  readonly timeoutMinutes?: number | undefined;
}

/** Values of a {@link FargateService}. */
export interface FargateServiceProps {
  /** Name of the service, at most 255 letters, digits, `-` and `_`. A change replaces it. */
  readonly serviceName: string;
  /** Cluster in which it runs. */
  readonly cluster: EcsClusterRef;
  /** What it runs. */
  readonly task: FargateTask;
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
   * Where the tasks run: `"spot"` is cheaper, but AWS takes tasks away with two minutes' notice. The cluster must
   * offer it.
   *
   * @default "on-demand"
   */
  readonly capacity?: "on-demand" | "spot";
  /**
   * Version of the Fargate platform.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
   * @default "LATEST"
   */
  readonly platformVersion?: string;
}

const PLATFORM_VERSION = "LATEST";
const HEALTH_CHECK_GRACE_SECONDS = 60;
const UPDATE = { minHealthyPercent: 100, maxPercent: 200, timeoutMinutes: 20 } as const;

/**
 * Keeps a number of tasks running on Fargate, behind a load balancer or without one.
 *
 * An apply ends well only when the revision that was asked for runs: ECS breaks off a deployment whose tasks do not
 * become healthy and goes back to the one before, Terraform waits for the outcome, and a rollback is an error.
 *
 * Nothing reaches its tasks and they reach nothing until flows are stated through
 * {@link FargateService.connections}; the load balancer's is stated here.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export class FargateService extends Construct {
  /** Name of the service. */
  public readonly name: string;
  /** ARN of the service. */
  public readonly arn: string;
  /** The tasks' security group. */
  public readonly securityGroup: SecurityGroup;

  /** @throws ProblemsError when a number, a name or the load balancer's container does not fit */
  public constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const { cluster, task, vpcId, subnetIds, desiredCount, loadBalancer, scaling, update } = props;
    const { capacity = "on-demand", platformVersion = PLATFORM_VERSION } = props;
    const { path } = this.node;
    const serviceName = checkedName("aws_ecs_service", props.serviceName, path);
    const { minHealthyPercent, maxPercent, timeoutMinutes } = completed(update);
    throwProblems(serviceProblems(props, path));

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name: props.securityGroupName ?? `${serviceName}-sg`,
      description: `Tasks of ${serviceName}`,
      peerName: props.peerName ?? id,
    });
    const timeout = `${timeoutMinutes}m`;

    const service = new EcsService(this, "service", {
      name: serviceName,
      cluster: cluster.arn,
      taskDefinition: task.definition.arn,
      desiredCount,
      ...(capacity === "on-demand"
        ? { launchType: "FARGATE" }
        : { capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] }),
      platformVersion,
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
      dependsOn: [...task.executionRole.granted, ...task.taskRole.granted],
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

function completed(update: RollingUpdate = {}): { readonly [Field in keyof RollingUpdate]-?: number } {
  return {
    minHealthyPercent: update.minHealthyPercent ?? UPDATE.minHealthyPercent,
    maxPercent: update.maxPercent ?? UPDATE.maxPercent,
    timeoutMinutes: update.timeoutMinutes ?? UPDATE.timeoutMinutes,
  };
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

function serviceProblems(props: FargateServiceProps, path: string): readonly Problem[] {
  const { desiredCount, scaling, loadBalancer, task, update } = props;
  return [
    ...taskCountProblems(desiredCount, scaling, path),
    ...updateProblems(completed(update), path),
    ...(loadBalancer ? bindingProblems(loadBalancer, task, path) : []),
  ];
}

/**
 * What is wrong with the number of a service's tasks; nothing when it can begin with it and scale from there.
 *
 * @param path - where both stand; `desiredCount` or `scaling` is added
 */
export function taskCountProblems(
  desiredCount: number,
  scaling: ScalingRange | undefined,
  path: string,
): readonly Problem[] {
  if (!Number.isInteger(desiredCount) || desiredCount < 0) {
    return [
      {
        path: `${path}.desiredCount`,
        rule: "must be a whole number of tasks, 0 or more",
        got: desiredCount,
        fix: "say how many tasks run",
      },
    ];
  }
  if (scaling === undefined) {
    return [];
  }
  const range = scalingProblems(scaling, `${path}.scaling`);
  return range.length > 0 || (desiredCount >= scaling.minTasks && desiredCount <= scaling.maxTasks)
    ? range
    : [
        {
          path: `${path}.desiredCount`,
          rule: `must lie within the range of scaling, ${scaling.minTasks} to ${scaling.maxTasks}`,
          got: desiredCount,
          fix: "begin with a number of that range",
        },
      ];
}

function updateProblems(
  { minHealthyPercent, maxPercent, timeoutMinutes }: ReturnType<typeof completed>,
  path: string,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (minHealthyPercent < 0 || minHealthyPercent > 100) {
    problems.push({
      path: `${path}.update.minHealthyPercent`,
      rule: "must be a percentage from 0 to 100",
      got: minHealthyPercent,
      fix: "choose a value in that range, such as 100",
    });
  }
  // With both at 100, ECS could neither stop an old task nor start a new one.
  if (maxPercent <= minHealthyPercent || maxPercent < 100 || maxPercent > 200) {
    problems.push({
      path: `${path}.update.maxPercent`,
      rule: "must be more than minHealthyPercent, from 100 to 200",
      got: maxPercent,
      fix: "choose a value in that range, such as 200",
    });
  }
  if (timeoutMinutes < 1) {
    problems.push({
      path: `${path}.update.timeoutMinutes`,
      rule: "must be 1 minute or more",
      got: timeoutMinutes,
      fix: "allow for pulling the image and for the health checks, such as 20",
    });
  }
  return problems;
}

function bindingProblems(
  { containerName, containerPort }: LoadBalancerBinding,
  { containers }: FargateTask,
  path: string,
): readonly Problem[] {
  const container = containers.find(({ name }) => name === containerName);
  if (container?.ports?.includes(containerPort)) {
    return [];
  }
  return [
    {
      path: `${path}.loadBalancer`,
      rule: `sends requests to a port on which a container of the task listens`,
      got: `${containerName}:${containerPort}`,
      fix: `use one of ${
        containers.flatMap(({ name, ports = [] }) => ports.map((port) => `${name}:${port}`)).join(", ") ||
        "none"
      }, or add the port to the container`,
    },
  ];
}
