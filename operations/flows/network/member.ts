import type { ResourceKind } from "../../../systems/flows";
import { type Inventory, type Resource, strings } from "../inventory";

/** Something that has addresses in the VPC. */
export interface Member {
  /** What it is. */
  readonly kind: ResourceKind | "endpoint";
  /** The name that flows call it by; of an endpoint its service, `ecr.api`. */
  readonly name: string;
  /** The resource that stands for it. */
  readonly resource: Resource;
  /** Handles of its security groups. */
  readonly groups: readonly string[];
  /** Its subnets. */
  readonly subnets: readonly Resource[];
  /** Whether it has a public address. */
  readonly isPublic: boolean;
  /** Ports that it listens on, where the configuration says so. */
  readonly ports: readonly number[];
}

/** The subnets of a subnet group. */
export function groupSubnets(inventory: Inventory, type: string, name: unknown): readonly Resource[] {
  return subnetsOf(inventory, inventory.find(type, name)?.attributes["subnet_ids"]);
}

/** Subnets by their handles. */
export function subnetsOf(inventory: Inventory, value: unknown): readonly Resource[] {
  return strings(value).flatMap((handle) => inventory.find("aws_subnet", handle) ?? []);
}

/** A port, where the configuration states one. */
export function numbers(value: unknown): readonly number[] {
  return typeof value === "number" ? [value] : [];
}

/** The name in an attribute, or the address where there is none. */
export function text({ attributes, address }: Resource, name: string): string {
  const value = attributes[name];
  return typeof value === "string" ? value : address;
}
