import { NetworkStack } from "../../../stacks/network-stack";
import { synthesizeApp, type Workspace } from "../../support/synthesis";
import type { NetworkCase } from "./networks";

/** The network workspace of a system. */
export const synthesize = (networkCase: NetworkCase): Workspace =>
  synthesizeApp((app) => {
    new NetworkStack(app, networkCase);
  })[`network-${networkCase.environment.name}`]!;

/** The Terraform JSON lists resources by id; a test lists them as a reader would. */
export const sorted = (lines: readonly string[]): string[] => [...lines].sort();

/** Name tags of the resources of a type. */
export const names = (workspace: Workspace, type: string): string[] =>
  Object.values(workspace.all(type))
    .map(({ tags }) => (tags as { Name: string }).Name)
    .sort();

/** Subnets as `Name zone cidr`. */
export const subnets = (workspace: Workspace): string[] =>
  sorted(
    Object.values(workspace.all("aws_subnet")).map(
      ({ tags, availability_zone, cidr_block }) =>
        `${(tags as { Name: string }).Name} ${String(availability_zone)} ${String(cidr_block)}`,
    ),
  );

/** Route tables by the subnets they are associated with: `app_subnet-a -> app_route-table`. */
export const associations = (workspace: Workspace): string[] =>
  sorted(
    Object.values(workspace.all("aws_route_table_association")).map(
      ({ subnet_id, route_table_id }) => `${address(subnet_id)} -> ${address(route_table_id)}`,
    ),
  );

/** Routes: `public_route-table 0.0.0.0/0 -> ${aws_internet_gateway.network_vpc_internet-gateway.id}`. */
export const routes = (workspace: Workspace): string[] =>
  sorted(
    Object.values(workspace.all("aws_route")).map(
      ({ route_table_id, destination_cidr_block, depends_on: _order, ...target }) =>
        `${address(route_table_id)} ${String(destination_cidr_block)} -> ${Object.values(target).map(String).join()}`,
    ),
  );

const address = (reference: unknown): string =>
  String(reference).replace(/^\$\{\w+\.network_(.+)\.id\}$/, "$1");
