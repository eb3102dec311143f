import type { EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
import type { LogGroupRef } from "../observability/log-group";
import type { ServiceSpec } from "./service-spec";

/** What a service offers to others by name. */
export interface ServedPort {
  /** Name of the port of one of its containers. */
  readonly portName: string;
  /** TCP port on which it listens. */
  readonly port: number;
  /** Name by which the others call it. */
  readonly dnsName: string;
}

/**
 * How services of a cluster find each other without a load balancer: by Service Connect, whose proxy beside each task
 * balances, tries again and counts.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
 */
export interface ServiceConnection {
  /** ARN of the namespace that they share. */
  readonly namespaceArn: string;
  /**
   * What it offers.
   *
   * @default - nothing: it calls others only
   */
  readonly serves?: ServedPort | undefined;
  /** Group to which the proxy logs: the service's own. */
  readonly logGroup: LogGroupRef;
  /** Region of the group. */
  readonly region: string;
}

const PROXY_STREAM_PREFIX = "service-connect";

/** How a service is found, as Terraform takes it. */
export function connectedBy({
  namespaceArn,
  serves,
  logGroup,
  region,
}: ServiceConnection): Pick<EcsServiceConfig, "serviceConnectConfiguration"> {
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

/**
 * How a service is found under its key: not at all without a namespace, or when it neither is served nor calls.
 *
 * @param namespaceArn - ARN of the namespace of its layer
 */
export function connectionOf(
  key: string,
  { servedBy, calls = [] }: Pick<ServiceSpec, "servedBy" | "calls">,
  namespaceArn: string | undefined,
  logs: Pick<ServiceConnection, "logGroup" | "region">,
): ServiceConnection | undefined {
  return namespaceArn === undefined || (servedBy === undefined && calls.length === 0)
    ? undefined
    : {
        namespaceArn,
        ...logs,
        serves: servedBy && { portName: key, port: servedBy.port, dnsName: key },
      };
}
