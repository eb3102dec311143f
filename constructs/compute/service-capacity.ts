import type { EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
import type { InstanceCapacity } from "./instance-capacity";

/** Fargate's capacity: `"spot"` is cheaper, but AWS takes tasks away with two minutes' notice. */
export type FargateCapacity = "on-demand" | "spot";

/**
 * Where the tasks of a service run: on Fargate, or where a capacity provider of the cluster says, which a service may
 * change for another in place.
 */
export type TaskCapacity = FargateCapacity | CapacityProviderRef;

/**
 * What all services of a cluster run on, by a capacity provider: Fargate, its spare capacity, or instances of the
 * cluster's own. Tasks fit all of them, so that a change is one of the value.
 */
export type ClusterCompute = "fargate" | "fargate-spot" | InstanceCapacity;

/** A capacity provider of a cluster. */
export interface CapacityProviderRef {
  /** Its name: `FARGATE`, `FARGATE_SPOT` or that of instances of the cluster's own. */
  readonly name: string;
  /** Whether AWS runs the tasks, or instances of the account do. */
  readonly runsOn: "fargate" | "instances";
}

/** Fargate as a capacity provider, on-demand. */
export const FARGATE: CapacityProviderRef = { name: "FARGATE", runsOn: "fargate" };
/** Fargate's spare capacity. */
export const FARGATE_SPOT: CapacityProviderRef = { name: "FARGATE_SPOT", runsOn: "fargate" };

type CapacityArguments = Pick<
  EcsServiceConfig,
  | "capacityProviderStrategy"
  | "forceNewDeployment"
  | "launchType"
  | "orderedPlacementStrategy"
  | "platformVersion"
>;

/**
 * Where tasks run, as Terraform takes it.
 *
 * With a capacity provider the service begins a new deployment at each of its changes: otherwise the change to another
 * provider would replace it.
 *
 * @param platformVersion - of Fargate; instances know none
 */
export function runsOn(capacity: TaskCapacity, platformVersion: string): CapacityArguments {
  if (capacity === "on-demand") {
    return { launchType: "FARGATE", platformVersion };
  }
  if (capacity === "spot") {
    return { capacityProviderStrategy: strategy(FARGATE_SPOT), platformVersion };
  }
  return {
    capacityProviderStrategy: strategy(capacity),
    forceNewDeployment: true,
    ...(capacity.runsOn === "fargate"
      ? { platformVersion }
      : {
          // Over all zones first, and within a zone on as few instances as hold them.
          orderedPlacementStrategy: [
            { type: "spread", field: "attribute:ecs.availability-zone" },
            { type: "binpack", field: "memory" },
          ],
        }),
  };
}

function strategy({ name }: CapacityProviderRef) {
  return [{ capacityProvider: name, weight: 1 }];
}

/**
 * The capacity provider that all services of a cluster share; none where each says itself where it runs.
 *
 * @param ofInstances - that of the cluster's own instances
 */
export function capacityProviderFor(
  compute: ClusterCompute | undefined,
  ofInstances: CapacityProviderRef | undefined,
): CapacityProviderRef | undefined {
  switch (compute) {
    case undefined:
      return undefined;
    case "fargate":
      return FARGATE;
    case "fargate-spot":
      return FARGATE_SPOT;
    default:
      return ofInstances;
  }
}
