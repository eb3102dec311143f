import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { refuse } from "../core/errors";
import { type GatewayService, INTERFACE_SERVICES } from "./endpoint-services";
import { SecurityGroup } from "./security-group";

/** The interface endpoints among {@link VpcEndpointsProps}. */
export interface InterfaceEndpoints {
  /** The services, as in `com.amazonaws.<region>.<service>`: `ecr.api`. */
  readonly services: readonly string[];
  /** Ids of the subnets that hold the endpoints, one in each zone. */
  readonly subnetIds: readonly string[];
  /** Name of their security group. */
  readonly securityGroupName: string;
}

/** Values of {@link VpcEndpoints}. */
export interface VpcEndpointsProps {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** AWS Region code. */
  readonly region: string;
  /** Ids of the route tables that lead to each gateway endpoint. */
  readonly gateway: Readonly<Partial<Record<GatewayService, readonly string[]>>>;
  /**
   * The interface endpoints.
   *
   * @default - none
   */
  readonly interface?: InterfaceEndpoints;
  /** Name tag of a service's endpoint. */
  readonly endpointName: (service: string) => string;
  /**
   * Policies of endpoints as JSON, by service.
   *
   * @default - AWS's policy: every call that the caller's own permissions allow
   */
  readonly policies?: Readonly<Record<string, string>>;
}

/**
 * Ways from a VPC to AWS services that do not touch the internet: gateway endpoints, which are routes, and interface
 * endpoints, which are addresses in subnets behind one security group.
 *
 * The security group admits nobody and opens nothing by itself: each caller states its flow to it on 443.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
export class VpcEndpoints extends Construct {
  /** The security group of the interface endpoints; undefined when there are none. */
  public readonly securityGroup: SecurityGroup | undefined;
  /** Prefix lists of the gateway endpoints, which security group rules name. */
  public readonly prefixListIds: Readonly<Partial<Record<GatewayService, string>>>;

  public constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    const gateways = Object.entries(props.gateway).map(([service, routeTableIds]) => {
      const endpoint = new VpcEndpoint(this, service, {
        ...this.common(service, props),
        vpcEndpointType: "Gateway",
        routeTableIds: [...routeTableIds],
      });
      return [service, endpoint.prefixListId] as const;
    });
    this.prefixListIds = Object.fromEntries(gateways);
    this.securityGroup = props.interface && this.addInterfaceEndpoints(props, props.interface);
  }

  private addInterfaceEndpoints(props: VpcEndpointsProps, settings: InterfaceEndpoints): SecurityGroup {
    const group = new SecurityGroup(this, "security-group", {
      vpcId: props.vpcId,
      name: settings.securityGroupName,
      description: "Interface endpoints of AWS services",
      peerName: "vpc-endpoints",
    });
    for (const service of settings.services) {
      if (!INTERFACE_SERVICES.some((known) => known === service)) {
        refuse({
          path: this.node.path,
          rule: "is no service with an interface endpoint",
          got: service,
          fix: "use a name of constructs/network/endpoint-services.ts",
        });
      }
      new VpcEndpoint(this, service.replaceAll(".", "-"), {
        ...this.common(service, props),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [...settings.subnetIds],
        securityGroupIds: [group.securityGroupId],
      });
    }
    return group;
  }

  private common(service: string, { vpcId, region, endpointName, policies }: VpcEndpointsProps) {
    const policy = policies?.[service];
    return {
      vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      tags: { Name: endpointName(service) },
      ...(policy === undefined ? {} : { policy }),
    };
  }
}
