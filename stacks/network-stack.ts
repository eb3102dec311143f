import type { App } from "cdktf";
import { Network } from "../constructs/network/network";
import type { NetworkConfig } from "../constructs/network/network-config";
import { exportsOf, type NetworkExports } from "../constructs/network/network-exports";
import { type NetworkNames, networkNames } from "../constructs/network/network-names";
import { PlatformStack, type PlatformStackProps } from "./platform-stack";

/** Values of a {@link NetworkStack}. */
export interface NetworkStackProps extends PlatformStackProps {
  /** The network's values. */
  readonly network: NetworkConfig;
  /**
   * The physical names that the system gives itself.
   *
   * @default - `<system>-<environment>-<thing>`
   */
  readonly names?: Partial<NetworkNames> | undefined;
  /**
   * Id of the transit gateway that `network.transitGateway` attaches the network to.
   *
   * @default - none
   */
  readonly transitGatewayId?: string | undefined;
  /**
   * Policies of endpoints as JSON, by service.
   *
   * @default - AWS's policy: every call that the caller's own permissions allow
   */
  readonly endpointPolicies?: Readonly<Record<string, string>> | undefined;
}

/**
 * The network layer: everything that later layers stand in and that rarely changes.
 *
 * Outputs: `vpc_id`, `vpc_cidr`, `<tier>_subnet_ids` and, where the network has them, `nat_instance_id`,
 * `nat_public_ips`, `endpoint_security_group_id`, `s3_prefix_list_id`, `dynamodb_prefix_list_id` and
 * `transit_gateway_attachment_id`.
 *
 * @throws ProblemsError with all that is wrong with the network's values
 */
export class NetworkStack extends PlatformStack {
  /** What later layers see of the network. */
  public readonly exports: NetworkExports;

  public constructor(scope: App, props: NetworkStackProps) {
    super(scope, "network", props);
    const { environment, network: config, names, transitGatewayId, endpointPolicies } = props;
    const { system, name, account, region, zones } = environment;

    const network = new Network(this, "network", {
      account,
      region,
      availabilityZones: zones,
      config,
      names: networkNames(`${system}-${name}`, names),
      transitGatewayId,
      endpointPolicies,
    });
    this.exports = exportsOf(network, config.cidr);
    this.publishExports();
  }

  private publishExports(): void {
    const { exports } = this;
    this.publish("vpc_id", exports.vpcId, "Id of the VPC");
    this.publish("vpc_cidr", exports.vpcCidr, "Block of the VPC");
    for (const [tier, { subnetIds }] of Object.entries(exports.tiers)) {
      this.publish(
        `${tier.replaceAll("-", "_")}_subnet_ids`,
        subnetIds,
        `Ids of the ${tier} subnets, in the order of the zones`,
      );
    }
    if (exports.natPublicIps.length > 0) {
      this.publish("nat_public_ips", exports.natPublicIps, "Public addresses of the NAT");
    }
    const optional = [
      ["nat_instance_id", exports.natInstanceId, "Id of the NAT instance, for Session Manager"],
      [
        "endpoint_security_group_id",
        exports.endpointSecurityGroup?.securityGroupId,
        "Id of the interface endpoints' security group",
      ],
      ["s3_prefix_list_id", exports.s3PrefixListId, "Prefix list of the S3 gateway endpoint"],
      [
        "dynamodb_prefix_list_id",
        exports.dynamodbPrefixListId,
        "Prefix list of the DynamoDB gateway endpoint",
      ],
      [
        "transit_gateway_attachment_id",
        exports.transitGatewayAttachmentId,
        "Id of the transit gateway attachment",
      ],
    ] as const;
    for (const [name, value, description] of optional) {
      if (value !== undefined) {
        this.publish(name, value, description);
      }
    }
  }
}
