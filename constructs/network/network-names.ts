import type { ZoneLetter } from "./zones";

/** The physical names within a network: Name tags, and names of roles and security groups. */
export interface NetworkNames {
  /** Name tag of the VPC. */
  readonly vpc: () => string;
  /** Name tag of the VPC's default security group, which is emptied. */
  readonly defaultSecurityGroup: () => string;
  /** Name tag of the internet gateway. */
  readonly internetGateway: () => string;
  /** Name tag of a tier's subnet in a zone. */
  readonly subnet: (tier: string, zone: ZoneLetter) => string;
  /** Name tag of a tier's route table; without a zone when the tier shares one. */
  readonly routeTable: (tier: string, zone?: ZoneLetter) => string;
  /** Name tag of a zone's NAT gateway. */
  readonly natGateway: (zone: ZoneLetter) => string;
  /** Name tag of the Elastic IP of a zone's NAT gateway or instance. */
  readonly natAddress: (zone: ZoneLetter) => string;
  /** Name tag of the NAT instance. */
  readonly natInstance: (zone: ZoneLetter) => string;
  /** Name of the NAT instance's security group. */
  readonly natSecurityGroup: () => string;
  /** Description of the NAT instance's security group. */
  readonly natSecurityGroupDescription: () => string;
  /** Name of the NAT instance's IAM role and instance profile. */
  readonly natRole: () => string;
  /** Name tag of a service's endpoint. */
  readonly endpoint: (service: string) => string;
  /** Name of the interface endpoints' security group. */
  readonly endpointSecurityGroup: () => string;
  /** Name tag of the flow log. */
  readonly flowLog: () => string;
  /** Name of the IAM role that writes the flow log. */
  readonly flowLogRole: () => string;
  /** Name tag of the attachment to the transit gateway. */
  readonly transitGatewayAttachment: () => string;
}

/**
 * The names of a network: `<prefix>-<thing>`, save those that a system gives itself.
 *
 * @param prefix - system and environment: `serverless-web-prod`
 */
export function networkNames(prefix: string, own: Partial<NetworkNames> = {}): NetworkNames {
  return {
    vpc: () => prefix,
    defaultSecurityGroup: () => `${prefix}-default`,
    internetGateway: () => `${prefix}-igw`,
    subnet: (tier, zone) => `${prefix}-${tier}-subnet-${zone}`,
    routeTable: (tier, zone) => [prefix, tier, "rtb", zone].filter((part) => part !== undefined).join("-"),
    natGateway: (zone) => `${prefix}-nat-${zone}`,
    natAddress: (zone) => `${prefix}-nat-${zone}`,
    natInstance: (zone) => `${prefix}-nat-${zone}`,
    natSecurityGroup: () => `${prefix}-nat`,
    natSecurityGroupDescription: () => "NAT instance of the private subnets",
    natRole: () => `${prefix}-nat`,
    endpoint: (service) => `${prefix}-${service.replaceAll(".", "-")}`,
    endpointSecurityGroup: () => `${prefix}-vpc-endpoints`,
    flowLog: () => `${prefix}-flow-log`,
    flowLogRole: () => `${prefix}-flow-log`,
    transitGatewayAttachment: () => `${prefix}-tgw-attachment`,
    ...own,
  };
}
