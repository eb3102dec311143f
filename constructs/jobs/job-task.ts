import { Construct } from "constructs";
import { EcsTask, type EcsTaskProps } from "../compute/ecs-task";
import { type AwsServicesAccess, stateServiceFlows } from "../compute/service-flows";
import { type NetworkExports, tierOf } from "../network/network-exports";
import type { SecurityGroupRef } from "../network/peer";
import { SecurityGroup } from "../network/security-group";
import type { LogGroupRef } from "../observability/log-group";
import type { ImageReferences } from "../registry/image-references";
import type { JobSpec } from "./job-spec";

/** Values of a {@link JobTask}. */
export interface JobTaskProps extends Pick<EcsTaskProps, "account" | "region" | "secretKeyArns"> {
  /** Key of the job: name of its container and, if nothing else is said, of its image. */
  readonly key: string;
  /** The job. */
  readonly spec: JobSpec;
  /** Family of its task definitions, which names roles and security group too. A change replaces all of them. */
  readonly family: string;
  /** The group to which it logs. */
  readonly logGroup: LogGroupRef;
  /** Where its image is found. */
  readonly images: ImageReferences;
  /** The network in which it runs. */
  readonly network: NetworkExports;
  /** Tier of the network in which it runs. */
  readonly tier: string;
  /** How it reaches AWS's services. */
  readonly awsServices: AwsServicesAccess | undefined;
}

/**
 * The task of a job: a definition that no service keeps running, for whoever starts it and waits for its end.
 *
 * It has one container. The event of a task's end tells exit codes, but not whose: of a second container, which is
 * stopped with the first, every good end would look like a failure.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/standalone-task-create.html
 */
export class JobTask extends Construct {
  /** Key of the job, which is the name of its container. */
  public readonly key: string;
  /** The job. */
  public readonly spec: JobSpec;
  /** The task definition with its roles. */
  public readonly task: EcsTask;
  /** Group of its network interfaces, which nobody may reach. */
  public readonly securityGroup: SecurityGroupRef;
  /** Ids of the subnets in which it runs. */
  public readonly subnetIds: readonly string[];

  /** @throws ProblemsError when the size is none that a task has, or AWS would not accept a name */
  public constructor(scope: Construct, id: string, props: JobTaskProps) {
    super(scope, id);
    const { key, spec, family, logGroup, images, network, tier, awsServices } = props;
    const { application = {}, permissions = {} } = spec;
    const { image = key, environmentVariables, secrets } = application;

    this.key = key;
    this.spec = spec;
    this.subnetIds = tierOf(network, tier).subnetIds;
    this.task = new EcsTask(this, "task", {
      family,
      compatibility: "fargate-and-instances",
      cpu: spec.cpu,
      memoryMiB: spec.memoryMiB,
      containers: [
        {
          name: key,
          image: images.imageOf(image),
          ...(environmentVariables ? { environment: environmentVariables } : {}),
          ...(secrets ? { secrets } : {}),
        },
      ],
      logGroup,
      repositoryArns: [images.repositoryArnOf(image)],
      account: props.account,
      region: props.region,
      ...(props.secretKeyArns ? { secretKeyArns: props.secretKeyArns } : {}),
    });
    for (const [purpose, granted] of Object.entries(permissions)) {
      this.task.taskRole.grant(this, purpose, ...granted);
    }

    const securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: network.vpcId,
      name: family,
      description: `Runs of ${family}`,
      peerName: key,
    });
    stateServiceFlows(securityGroup.connections, spec, { network, awsServices });
    this.securityGroup = securityGroup.ref;
  }
}
