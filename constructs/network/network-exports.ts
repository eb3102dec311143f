import { refuse } from "../core/errors";
import type { LogGroupRef } from "../observability/log-group";
import type { Network } from "./network";
import type { SecurityGroupRef } from "./peer";
import type { ZoneLetter } from "./zones";

/** What other stacks see of a tier. */
export interface TierExports {
  /** Ids of the subnets, in the order of the zones. */
  readonly subnetIds: readonly string[];
  /** Ids of the subnets by zone letter. */
  readonly subnetIdByZone: Readonly<Partial<Record<ZoneLetter, string>>>;
  /** Ids of the route tables: the shared one, or the zones' in their order. */
  readonly routeTableIds: readonly string[];
  /** Blocks of the subnets, in the order of the zones. */
  readonly cidrs: readonly string[];
}

/** What other stacks see of a network. */
export interface NetworkExports {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Block of the VPC. */
  readonly vpcCidr: string;
  /** Letters of the zones that the network spans, in order of use. */
  readonly zones: readonly ZoneLetter[];
  /** The tiers by name; {@link tierOf} takes one of them. */
  readonly tiers: Readonly<Record<string, TierExports>>;
  /** The security group of the interface endpoints; undefined when there are none. */
  readonly endpointSecurityGroup: SecurityGroupRef | undefined;
  /** Prefix list of the S3 gateway endpoint; undefined when there is none. */
  readonly s3PrefixListId: string | undefined;
  /** Prefix list of the DynamoDB gateway endpoint; undefined when there is none. */
  readonly dynamodbPrefixListId: string | undefined;
  /** The log group of the flow log; undefined when the log goes elsewhere or nowhere. */
  readonly flowLogGroup: LogGroupRef | undefined;
  /** Public addresses of the NAT, by which others know the private tiers; empty when there is none. */
  readonly natPublicIps: readonly string[];
  /** Id of the NAT instance; undefined when there is none. */
  readonly natInstanceId: string | undefined;
  /** Id of the attachment to the transit gateway; undefined when there is none. */
  readonly transitGatewayAttachmentId: string | undefined;
}

/** What other stacks may see of a network. */
export function exportsOf(network: Network, vpcCidr: string): NetworkExports {
  const { natInstance, natGateways, endpoints, transitGateway } = network;
  const tiers = [...network.tiers].map(
    ([name, { subnetIds, subnetIdByZone, routeTableIds, cidrByZone }]) =>
      [name, { subnetIds, subnetIdByZone, routeTableIds, cidrs: Object.values(cidrByZone) }] as const,
  );
  return {
    vpcId: network.vpcId,
    vpcCidr,
    zones: network.zones,
    tiers: Object.fromEntries(tiers),
    endpointSecurityGroup: endpoints?.securityGroup?.ref,
    s3PrefixListId: endpoints?.prefixListIds.s3,
    dynamodbPrefixListId: endpoints?.prefixListIds.dynamodb,
    flowLogGroup: network.flowLogGroup,
    natPublicIps: natInstance ? [natInstance.publicIp] : (natGateways?.publicIps ?? []),
    natInstanceId: natInstance?.instanceId,
    transitGatewayAttachmentId: transitGateway?.attachment.id,
  };
}

/**
 * A tier of another stack's network.
 *
 * @throws ProblemsError when the network has no tier of that name
 */
export function tierOf({ tiers }: NetworkExports, name: string): TierExports {
  const tier = tiers[name];
  return (
    tier ??
    refuse({
      path: "network.tiers",
      rule: `has no tier ${name}`,
      got: name,
      fix: `use one of ${Object.keys(tiers).join(", ")}`,
    })
  );
}
