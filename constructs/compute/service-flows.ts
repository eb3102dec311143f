import type { Connections } from "../network/connections";
import type { NetworkExports } from "../network/network-exports";
import { Peer } from "../network/peer";
import { Port } from "../network/port";
import type { ServiceSpec } from "./service-spec";

/**
 * How tasks reach AWS's services on port 443: through the endpoints of the VPC only, or at any address, by the NAT, for
 * services without an endpoint.
 */
export type AwsServicesAccess = "endpoints" | "anywhere";

const HTTPS = Port.tcp(443);
const AWS_SERVICES: AwsServicesAccess = "endpoints";

/** What a task has to do with others. */
type TaskPeers = Pick<ServiceSpec, "servedBy" | "database" | "reaches" | "reachedBy">;

/**
 * States whom the tasks of a service reach and who reaches them, but for the load balancer's own port.
 *
 * @param connections - those of the tasks' security group
 */
export function stateServiceFlows(
  connections: Connections,
  { servedBy, database, reaches = [], reachedBy = [] }: TaskPeers,
  {
    network,
    awsServices = AWS_SERVICES,
  }: { readonly network: NetworkExports; readonly awsServices: AwsServicesAccess | undefined },
): void {
  if (servedBy) {
    for (const port of servedBy.furtherPorts ?? []) {
      connections.allowFrom(servedBy.securityGroup, Port.tcp(port), "Requests from the load balancer");
    }
  }
  for (const { peer, port, why } of reachedBy) {
    connections.allowFrom(peer, port, why);
  }
  if (awsServices === "anywhere") {
    connections.allowToAnywhere(HTTPS, "AWS services through the NAT");
  } else {
    reachEndpoints(connections, network);
  }
  if (database) {
    const { securityGroup, port } = database.data;
    connections.allowTo(securityGroup, Port.tcp(port), "Database through the sidecar");
  }
  for (const { peer, port, why } of reaches) {
    connections.allowTo(peer, port, why);
  }
}

/** Lets tasks, or the instances on which they run, reach AWS's services through the endpoints of the VPC. */
export function reachEndpoints(
  connections: Connections,
  { endpointSecurityGroup, s3PrefixListId }: NetworkExports,
): void {
  if (endpointSecurityGroup) {
    connections.allowTo(endpointSecurityGroup, HTTPS, "AWS services through VPC endpoints");
  }
  if (s3PrefixListId !== undefined) {
    connections.allowTo(
      Peer.prefixList(s3PrefixListId, "s3"),
      HTTPS,
      "Image layers from S3 through its gateway endpoint",
    );
  }
}
