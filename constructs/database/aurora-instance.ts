import type { Problem } from "../core/errors";
import { instanceClassShapeProblems } from "./rds-instance-class";
import { scalingConfiguration, type ServerlessCapacity } from "./serverless-capacity";

const SERVERLESS = "db.serverless";
/** Readers of tiers 0 and 1 are kept as large as the writer, so that a failover meets no small instance. */
export const DEFAULT_PROMOTION_TIER = 1;

/** One instance of a cluster. */
export interface AuroraInstance {
  /**
   * Order in which it is promoted when the writer fails, 0 (first) to 15.
   *
   * @default 1
   */
  readonly promotionTier?: number | undefined;
  /**
   * Availability zone to which it is bound. A change replaces the instance.
   *
   * @default - chosen by Aurora
   */
  readonly zone?: string | undefined;
}

/** Instances of one fixed size. */
export interface ProvisionedCapacity {
  /** Instance class of all instances: `db.r7g.large`. */
  readonly instanceClass: string;
}

/** How large the instances of a cluster are: between two sizes, by their load, or of one class. */
export type AuroraCapacity = ServerlessCapacity | ProvisionedCapacity;

/** Whether instances have one fixed size. */
export function isProvisioned(capacity: AuroraCapacity): capacity is ProvisionedCapacity {
  return "instanceClass" in capacity;
}

/** The class of the instances. */
export function instanceClassOf(capacity: AuroraCapacity): string {
  return isProvisioned(capacity) ? capacity.instanceClass : SERVERLESS;
}

/** What the cluster says about the size of its instances; their own class says it where it is fixed. */
export function scalingOf(
  capacity: AuroraCapacity,
  path: string,
): { readonly serverlessv2ScalingConfiguration?: ReturnType<typeof scalingConfiguration> } {
  return isProvisioned(capacity)
    ? {}
    : { serverlessv2ScalingConfiguration: scalingConfiguration(capacity, path) };
}

/**
 * What is wrong with the class of instances of one size.
 *
 * @param path - where the capacity stands
 */
export function instanceCapacityProblems(capacity: AuroraCapacity, path: string): readonly Problem[] {
  return isProvisioned(capacity)
    ? instanceClassShapeProblems(capacity.instanceClass, `${path}.instanceClass`)
    : [];
}
