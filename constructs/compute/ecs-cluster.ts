import { EcsCluster as AwsEcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";
import type { LogGroupRef } from "../observability/log-group";
import { ContainerInstances, type ContainerInstancesProps } from "./container-instances";

/** A cluster as services and other stacks see it. */
export interface EcsClusterRef {
  /** Name of the cluster. */
  readonly name: string;
  /** ARN of the cluster. */
  readonly arn: string;
}

/**
 * How much CloudWatch learns of a cluster: nothing, the metrics of cluster and services, or those of every task and
 * container too. Each metric is billed.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html
 */
export type ContainerInsights = "disabled" | "enabled" | "enhanced";

/** Values of an {@link EcsCluster}. */
export interface EcsClusterProps {
  /** Name, at most 255 letters, digits, `-` and `_`. A change replaces the cluster. */
  readonly clusterName: string;
  /**
   * How much CloudWatch learns of it.
   *
   * @default "enabled"
   */
  readonly containerInsights?: ContainerInsights;
  /**
   * Whether services may also run on spare capacity that AWS takes back with two minutes' notice.
   *
   * @default "on-demand"
   */
  readonly capacity?: "on-demand" | "on-demand-and-spot";
  /**
   * Instances of its own on which tasks run beside Fargate.
   *
   * @default - none: its tasks run on Fargate
   */
  readonly instances?: Omit<ContainerInstancesProps, "clusterName" | "after"> | undefined;
  /**
   * ARN of the namespace of Service Connect in which its services find each other, unless one names another.
   *
   * @default - none
   */
  readonly serviceConnectNamespaceArn?: string | undefined;
  /**
   * Log group that keeps what operators type and see in ECS Exec sessions.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
   * @default - sessions are not kept, CloudTrail records who opened one
   */
  readonly execLogGroup?: LogGroupRef;
}

const CONTAINER_INSIGHTS: ContainerInsights = "enabled";

/**
 * An ECS cluster: its tasks run on Fargate, and on instances of its own where it has some.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export class EcsCluster extends Construct implements EcsClusterRef {
  /** Name of the cluster. */
  public readonly name: string;
  /** ARN of the cluster. */
  public readonly arn: string;
  /** The offer of its capacity providers, which comes before a service that names one. */
  public readonly offer: ITerraformDependable;
  /** The instances of its own; undefined when it has none. */
  public readonly instances: ContainerInstances | undefined;

  /** @throws ProblemsError when the name is not one that ECS accepts */
  public constructor(scope: Construct, id: string, props: EcsClusterProps) {
    super(scope, id);
    const {
      clusterName,
      containerInsights = CONTAINER_INSIGHTS,
      capacity = "on-demand",
      instances,
      serviceConnectNamespaceArn,
      execLogGroup,
    } = props;

    const cluster = new AwsEcsCluster(this, "cluster", {
      name: checkedName("aws_ecs_cluster", clusterName, this.node.path),
      setting: [{ name: "containerInsights", value: containerInsights }],
      ...(execLogGroup
        ? {
            configuration: {
              executeCommandConfiguration: {
                logging: "OVERRIDE",
                logConfiguration: { cloudWatchLogGroupName: execLogGroup.name },
              },
            },
          }
        : {}),
      ...(serviceConnectNamespaceArn === undefined
        ? {}
        : { serviceConnectDefaults: { namespace: serviceConnectNamespaceArn } }),
    });
    this.instances =
      instances && new ContainerInstances(this, "instances", { ...instances, clusterName, after: [cluster] });
    this.offer = new EcsClusterCapacityProviders(this, "capacity-providers", {
      clusterName: cluster.name,
      capacityProviders: [
        ...(capacity === "on-demand" ? ["FARGATE"] : ["FARGATE", "FARGATE_SPOT"]),
        ...(this.instances ? [this.instances.capacityProvider.name] : []),
      ],
    });
    this.name = cluster.name;
    this.arn = cluster.arn;
  }
}
