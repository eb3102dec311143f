import { AutoscalingGroup, type AutoscalingGroupConfig } from "@cdktf/provider-aws/lib/autoscaling-group";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { EcsCapacityProvider } from "@cdktf/provider-aws/lib/ecs-capacity-provider";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { throwProblems } from "../core/errors";
import { checkedName } from "../core/naming";
import { ServiceRole } from "../identity/service-role";
import type { Connections } from "../network/connections";
import { SecurityGroup } from "../network/security-group";
import { type InstanceCapacity, instanceCapacityProblems } from "./instance-capacity";
import type { CapacityProviderRef } from "./service-capacity";

/** Values of {@link ContainerInstances}. */
export interface ContainerInstancesProps extends InstanceCapacity {
  /** Name of the capacity provider and of all that belongs to it. A change replaces them. */
  readonly name: string;
  /** VPC of the subnets. */
  readonly vpcId: string;
  /** Private subnets, of as many zones as the services shall survive. */
  readonly subnetIds: readonly string[];
  /** Tags of instances and volumes, which the provider's own do not reach. */
  readonly tags: Readonly<Record<string, string>>;
  /** Name of the cluster that they join. */
  readonly clusterName: string;
  /** What must be there before one starts: the cluster. */
  readonly after: readonly ITerraformDependable[];
}

const IMAGE = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id";
const ECS_POLICY_ARN = "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role";
const SSM_POLICY_ARN = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
/** Device of the image's root volume. */
const ROOT_DEVICE = "/dev/xvda";
const MOST_LIFETIME_DAYS = 30;
const SECONDS_A_DAY = 86_400;
/** Share of the instances that tasks may fill before there are more of them. */
const TARGET_CAPACITY_PERCENT = 100;
/** Replaced one by one, each new one started before an old one goes. */
const REPLACEMENT = { minHealthyPercentage: 100, maxHealthyPercentage: 200 } as const;

/**
 * EC2 instances on which a cluster runs tasks, as many as the tasks need, and the capacity provider by which services
 * ask for them.
 *
 * Nobody signs in to one: no key, no public address, no inbound rule; operators come by Session Manager. No instance
 * gets older than 30 days, a new image replaces all of them at the next deployment, and ECS moves the tasks away before
 * one ends. Scale-in protection is not used, as it would outlive that age: docs/adr/104-instances-end-by-draining.md.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export class ContainerInstances extends Construct {
  /** The capacity provider, for services and whoever runs tasks. */
  public readonly capacityProvider: CapacityProviderRef;

  private readonly securityGroup: SecurityGroup;

  /** @throws ProblemsError when AWS would not accept a name or number */
  public constructor(scope: Construct, id: string, props: ContainerInstancesProps) {
    super(scope, id);
    const { name, vpcId, subnetIds, tags, minInstances, maxInstances, after } = props;
    const { path } = this.node;
    throwProblems(instanceCapacityProblems(props, path));

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name: `${name}-instances`,
      description: "Container instances, which nobody reaches",
      peerName: id,
    });
    const template = this.launchTemplate(props);
    const group = new AutoscalingGroup(this, "group", {
      name: checkedName("aws_autoscaling_group", name, path),
      minSize: minInstances,
      maxSize: maxInstances,
      vpcZoneIdentifier: [...subnetIds],
      healthCheckType: "EC2",
      maxInstanceLifetime: MOST_LIFETIME_DAYS * SECONDS_A_DAY,
      instanceMaintenancePolicy: REPLACEMENT,
      instanceRefresh: { strategy: "Rolling", preferences: { ...REPLACEMENT, skipMatching: true } },
      ...launchedFrom(template, props),
      tag: [
        // ECS would set it, and Terraform take it away again.
        { key: "AmazonECSManaged", value: "true", propagateAtLaunch: true },
        ...Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
      ],
      dependsOn: [...after],
    });
    const provider = new EcsCapacityProvider(this, "capacity-provider", {
      name: checkedName("aws_ecs_capacity_provider", name, path),
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.arn,
        managedScaling: { status: "ENABLED", targetCapacity: TARGET_CAPACITY_PERCENT },
        managedDraining: "ENABLED",
        managedTerminationProtection: "DISABLED",
      },
    });
    this.capacityProvider = { name: provider.name, runsOn: "instances" };
  }

  /** What the instances reach. */
  public get connections(): Connections {
    return this.securityGroup.connections;
  }

  private launchTemplate(props: ContainerInstancesProps): LaunchTemplate {
    const { name, instanceType, rootVolumeGiB, tags, clusterName } = props;
    const image = new DataAwsSsmParameter(this, "image", { name: IMAGE });
    const role = new ServiceRole(this, "role", {
      name: `${name}-instances`,
      description: "Container instances: joins the cluster, pulls images, opens sessions of Session Manager",
      service: "ec2.amazonaws.com",
      managedPolicies: { ecs: ECS_POLICY_ARN, "session-manager": SSM_POLICY_ARN },
    });
    const profile = new IamInstanceProfile(this, "instance-profile", {
      name: checkedName("aws_iam_instance_profile", `${name}-instances`, this.node.path),
      role: role.name,
    });
    return new LaunchTemplate(this, "launch-template", {
      name: checkedName("aws_launch_template", name, this.node.path),
      description: "Container instances",
      imageId: image.insecureValue,
      instanceType,
      iamInstanceProfile: { arn: profile.arn },
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      networkInterfaces: [
        {
          associatePublicIpAddress: "false",
          securityGroups: [this.securityGroup.securityGroupId],
          deleteOnTermination: "true",
        },
      ],
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            encrypted: "true",
            volumeType: "gp3",
            volumeSize: rootVolumeGiB,
            deleteOnTermination: "true",
          },
        },
      ],
      userData: userData(clusterName),
      updateDefaultVersion: true,
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({
        resourceType,
        tags: { ...tags, Name: name },
      })),
    });
  }
}

/** How the group starts instances: all on demand of one type, or a share of them from spare capacity of several. */
function launchedFrom(
  { id, latestVersion }: LaunchTemplate,
  { spot }: InstanceCapacity,
): Pick<AutoscalingGroupConfig, "launchTemplate" | "mixedInstancesPolicy" | "capacityRebalance"> {
  const version = Token.asString(latestVersion);
  if (spot === undefined) {
    return { launchTemplate: { id, version } };
  }
  return {
    capacityRebalance: true,
    mixedInstancesPolicy: {
      instancesDistribution: {
        onDemandBaseCapacity: spot.onDemandInstances,
        onDemandPercentageAboveBaseCapacity: spot.onDemandPercent,
        spotAllocationStrategy: "price-capacity-optimized",
      },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: id, version },
        override: spot.instanceTypes.map((instanceType) => ({ instanceType })),
      },
    },
  };
}

/**
 * What the agent of ECS is told: tasks have roles of their own and never the instance's, and a cached image, whose tag
 * never moves, is not pulled again.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
function userData(clusterName: string): string {
  const script = [
    "#!/bin/bash",
    "cat >> /etc/ecs/ecs.config <<'END'",
    `ECS_CLUSTER=${clusterName}`,
    "ECS_AWSVPC_BLOCK_IMDS=true",
    "ECS_IMAGE_PULL_BEHAVIOR=once",
    "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
    "END",
    "",
  ].join("\n");
  return Buffer.from(script).toString("base64");
}
