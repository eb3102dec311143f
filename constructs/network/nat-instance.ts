import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { acknowledge } from "../core/acknowledgement";
import { checkedName } from "../core/naming";
import { serviceTrust } from "../identity/policy-document";
import { NAT_USER_DATA } from "./nat-user-data";
import { Peer } from "./peer";
import { Port } from "./port";
import { SecurityGroup } from "./security-group";

/** GiB of the root volume: the size of the image. */
const ROOT_VOLUME_GIB = 8;
const SSM_POLICY_ARN = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

/** A private subnet whose traffic a NAT forwards. */
export interface ServedSubnet {
  /** Short name within ids: `app-a`. */
  readonly name: string;
  /** Block of the subnet. */
  readonly cidr: string;
}

/** Values of a {@link NatInstance}. */
export interface NatInstanceProps {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Id of the public subnet that it stands in. */
  readonly subnetId: string;
  /** The subnets that it serves; nothing else may use it. */
  readonly served: readonly ServedSubnet[];
  /** What must exist before the instance can reach the internet to set itself up. */
  readonly internetRoute: readonly ITerraformDependable[];
  /** EC2 instance type: `t3.micro`. */
  readonly instanceType: string;
  /**
   * Processor architecture of type and image.
   *
   * @default "x86_64"
   */
  readonly architecture?: "x86_64" | "arm64" | undefined;
  /** Name tag of the instance. */
  readonly name: string;
  /** Name of its security group. */
  readonly securityGroupName: string;
  /** Description of its security group. */
  readonly securityGroupDescription: string;
  /** Name of its IAM role and instance profile. */
  readonly roleName: string;
  /**
   * Name tag of an Elastic IP, which gives the instance a public address that stays.
   *
   * @default - another public address at every start
   */
  readonly elasticIpName?: string | undefined;
}

/**
 * One EC2 instance on Amazon Linux 2023 that forwards the traffic of private subnets to the internet, for
 * environments where a NAT gateway costs too much. While it is stopped, those subnets have no way out.
 *
 * Operators reach it through Session Manager alone: no key pair and no open port. The image is chosen at the first
 * deployment; a newer one does not replace a running NAT (`terraform apply -replace` does, on purpose).
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html
 */
export class NatInstance extends Construct {
  /** Id of the instance. */
  public readonly instanceId: string;
  /** Id of the network interface that private route tables lead to. */
  public readonly networkInterfaceId: string;
  /** Public address; without an Elastic IP it changes when the instance is stopped and started. */
  public readonly publicIp: string;
  /** Its security group. */
  public readonly securityGroup: SecurityGroup;

  public constructor(scope: Construct, id: string, props: NatInstanceProps) {
    super(scope, id);
    const { vpcId, subnetId, instanceType, architecture = "x86_64", name, internetRoute } = props;
    const { elasticIpName } = props;

    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name: props.securityGroupName,
      description: props.securityGroupDescription,
      peerName: "nat",
    });
    const all = Port.allTraffic("NAT forwards every protocol");
    for (const subnet of props.served) {
      this.securityGroup.connections.allowFrom(
        Peer.cidr(subnet.cidr, subnet.name),
        all,
        `Subnet ${subnet.name} to the internet`,
      );
    }
    this.securityGroup.connections.allowToAnywhere(all, "Internet on behalf of the private subnets");

    const image = new DataAwsSsmParameter(this, "image", {
      name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`,
    });
    const instance = new Instance(this, "instance", {
      ami: image.insecureValue,
      instanceType,
      subnetId,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      associatePublicIpAddress: true,
      sourceDestCheck: false,
      iamInstanceProfile: this.addInstanceProfile(props.roleName).name,
      userData: NAT_USER_DATA,
      userDataReplaceOnChange: true,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: ROOT_VOLUME_GIB },
      tags: { Name: name },
      dependsOn: [...internetRoute],
      lifecycle: { ignoreChanges: ["ami"] },
    });
    acknowledge(instance, "CMP-002", { reason: "a NAT speaks to the internet under its own address" });
    acknowledge(this.securityGroup, "NET-003", {
      reason: "a NAT forwards every protocol, of the subnets that it serves and of nobody else",
    });
    this.instanceId = instance.id;
    this.networkInterfaceId = instance.primaryNetworkInterfaceId;
    this.publicIp =
      elasticIpName === undefined
        ? instance.publicIp
        : this.addElasticIp(elasticIpName, instance, internetRoute).publicIp;
  }

  private addElasticIp(
    name: string,
    instance: Instance,
    internetRoute: readonly ITerraformDependable[],
  ): Eip {
    const address = new Eip(this, "eip", {
      domain: "vpc",
      tags: { Name: name },
      dependsOn: [...internetRoute],
    });
    new EipAssociation(this, "eip-association", { allocationId: address.id, instanceId: instance.id });
    return address;
  }

  private addInstanceProfile(roleName: string): IamInstanceProfile {
    const { path } = this.node;
    const role = new IamRole(this, "role", {
      name: checkedName("aws_iam_role", roleName, path),
      description: "NAT instance, reached by Session Manager",
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
    });
    new IamRolePolicyAttachment(this, "session-manager", { role: role.name, policyArn: SSM_POLICY_ARN });
    return new IamInstanceProfile(this, "instance-profile", {
      name: checkedName("aws_iam_instance_profile", roleName, path),
      role: role.name,
    });
  }
}
