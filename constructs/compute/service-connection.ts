import type { EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
import type { LogGroupRef } from "../observability/log-group";

/** What a service offers to others by name. */
export interface ServedPort {
  /** Name of the port of one of its containers. */
  readonly portName: string;
  /** TCP port on which it listens. */
  readonly port: number;
  /** Name by which the others call it. */
  readonly dnsName: string;
}

/** How services of a cluster find each other without a load balancer. */
export type ServiceConnection =
  /**
   * By Service Connect: a proxy beside each task balances, retries and counts.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
   */
  | {
      readonly by: "service-connect";
      /** ARN of the namespace that they share. */
      readonly namespaceArn: string;
      /** What it offers; undefined when it calls others only. */
      readonly serves?: ServedPort | undefined;
      /** Group to which the proxy logs: the service's own. */
      readonly logGroup: LogGroupRef;
      /** Region of the group. */
      readonly region: string;
    }
  /**
   * By the addresses of the tasks in DNS, which callers learn as late as their cache lets them.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
   */
  | {
      readonly by: "service-discovery";
      /** ARN of the service of Cloud Map in which ECS registers the tasks. */
      readonly registryArn: string;
    };

const PROXY_STREAM_PREFIX = "service-connect";

/** How a service is found, as Terraform takes it. */
export function connectedBy(
  connection: ServiceConnection,
): Pick<EcsServiceConfig, "serviceConnectConfiguration" | "serviceRegistries"> {
  if (connection.by === "service-discovery") {
    return { serviceRegistries: { registryArn: connection.registryArn } };
  }
  const { namespaceArn, serves, logGroup, region } = connection;
  return {
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespaceArn,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": logGroup.name,
          "awslogs-region": region,
          "awslogs-stream-prefix": PROXY_STREAM_PREFIX,
        },
      },
      ...(serves
        ? {
            service: [
              {
                portName: serves.portName,
                discoveryName: serves.dnsName,
                clientAlias: { dnsName: serves.dnsName, port: serves.port },
              },
            ],
          }
        : {}),
    },
  };
}
