import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { checkedName } from "../core/naming";
import type { GrantableRole } from "../identity/role-grants";
import { ServiceRole } from "../identity/service-role";
import type { Connections } from "../network/connections";
import type { SecurityGroupRef } from "../network/peer";
import { Port } from "../network/port";
import { SecurityGroup } from "../network/security-group";

/** GiB of the root volume: the size of the image. */
const ROOT_VOLUME_GIB = 8;
const SSM_POLICY_ARN = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
const ARCHITECTURE = "arm64";

/** Values of a {@link Bastion}. */
export interface BastionProps {
  /** Name of the instance, of its role and of its instance profile. A change replaces the role. */
  readonly name: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Id of the subnet that it stands in: a public one, unless it has no public address. */
  readonly subnetId: string;
  /** EC2 instance type of the architecture: `t4g.nano`. */
  readonly instanceType: string;
  /**
   * Name of its security group. A change replaces it.
   *
   * @default - `<name>-sg`
   */
  readonly securityGroupName?: string | undefined;
  /**
   * Processor architecture of type and image.
   *
   * @default "arm64"
   */
  readonly architecture?: "x86_64" | "arm64" | undefined;
  /**
   * Whether it has a public address, by which it calls Session Manager where its subnet has no other way there.
   *
   * @default "associated"
   */
  readonly publicAddress?: "associated" | "none" | undefined;
  /**
   * ARN of the KMS key that encrypts its volume. A change replaces it.
   *
   * @default - the account's key alias/aws/ebs
   */
  readonly kmsKeyArn?: string | undefined;
  /**
   * Tags beside its name, by which people's policies find it.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/**
 * A small EC2 instance from which operators reach what lies in private ones.
 *
 * Nobody can connect to it: no inbound rule, no key pair. Operators come through Session Manager, which the instance
 * itself calls on port 443, and reach what {@link Bastion.connections} states, by a tunnel to their own machine. Who
 * opened a session is in CloudTrail. The image is chosen at the first deployment; a newer one does not replace a running
 * bastion (`terraform apply -replace` does, on purpose).
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html
 */
export class Bastion extends Construct {
  /** Id of the instance, which a session names. */
  public readonly instanceId: string;
  /** Role of the instance, by which its agent works. */
  public readonly role: GrantableRole;

  private readonly securityGroup: SecurityGroup;

  /** @throws ProblemsError when AWS would not accept a name */
  public constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    const { name, vpcId, subnetId, instanceType, architecture = ARCHITECTURE } = props;
    const { securityGroupName = `${name}-sg`, publicAddress = "associated", kmsKeyArn, tags = {} } = props;

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name: securityGroupName,
      description: "Bastion, reached by Session Manager alone",
      peerName: id,
    });
    this.connections.allowToAnywhere(Port.tcp(443), "Session Manager, through its public endpoints");

    this.role = new ServiceRole(this, "role", {
      name,
      description: "Bastion, reached by Session Manager",
      service: "ec2.amazonaws.com",
      managedPolicies: { "session-manager": SSM_POLICY_ARN },
    });
    const profile = new IamInstanceProfile(this, "instance-profile", {
      name: checkedName("aws_iam_instance_profile", name, this.node.path),
      role: this.role.name,
    });
    const image = new DataAwsSsmParameter(this, "image", {
      name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`,
    });
    const instance = new Instance(this, "instance", {
      ami: image.insecureValue,
      instanceType,
      subnetId,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      associatePublicIpAddress: publicAddress === "associated",
      iamInstanceProfile: profile.name,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: {
        encrypted: true,
        ...(kmsKeyArn === undefined ? {} : { kmsKeyId: kmsKeyArn }),
        volumeType: "gp3",
        volumeSize: ROOT_VOLUME_GIB,
      },
      tags: { Name: name, ...tags },
      lifecycle: { ignoreChanges: ["ami"] },
    });
    if (publicAddress === "associated") {
      acknowledge(instance, "CMP-002", {
        reason: "it reaches Session Manager through the internet gateway; its security group admits nobody",
      });
    }
    this.instanceId = instance.id;
  }

  /** What it reaches. */
  public get connections(): Connections {
    return this.securityGroup.connections;
  }

  /** Its group as other stacks see it. */
  public get securityGroupRef(): SecurityGroupRef {
    return this.securityGroup.ref;
  }
}
