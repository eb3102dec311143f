import type { Problem } from "../core/errors";

/** How many instances a cluster has, and which. */
export interface InstanceCapacity {
  /** EC2 instance type with an x86 processor: `m7i.xlarge`. Its CPU, memory and interfaces bound what fits on one. */
  readonly instanceType: string;
  /** Fewest instances, 1 or more: the cluster never scales to nothing. */
  readonly minInstances: number;
  /** Most instances, at least `minInstances`. */
  readonly maxInstances: number;
  /** GiB of the root volume, on which images lie: 30, the size of the image, or more. */
  readonly rootVolumeGiB: number;
  /**
   * How much of it is spare capacity, which is cheaper but which AWS takes back with two minutes' notice.
   *
   * @default - none: all instances run on demand
   */
  readonly spot?: SpotShare | undefined;
}

/** How instances are divided between on-demand and spare capacity. */
export interface SpotShare {
  /** Instances that run on demand in any case. */
  readonly onDemandInstances: number;
  /** Share of the others, in per cent, that run on demand: 0 to 99. */
  readonly onDemandPercent: number;
  /** Instance types of the same size to choose from; the more, the rarer the interruptions. */
  readonly instanceTypes: readonly string[];
}

const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/;
const LEAST_VOLUME_GIB = 30;
const MOST_VOLUME_GIB = 16_384;

/**
 * What is wrong with the instances of a cluster; nothing when it can run tasks on them.
 *
 * @param path - where they are stated
 */
export function instanceCapacityProblems(capacity: InstanceCapacity, path: string): readonly Problem[] {
  const { instanceType, minInstances, maxInstances, rootVolumeGiB, spot } = capacity;
  return [
    ...typeProblems([instanceType], `${path}.instanceType`),
    ...within(minInstances, 1, Number.MAX_SAFE_INTEGER, `${path}.minInstances`, "1 or more"),
    ...within(
      maxInstances,
      minInstances,
      Number.MAX_SAFE_INTEGER,
      `${path}.maxInstances`,
      `at least minInstances (${minInstances})`,
    ),
    ...within(
      rootVolumeGiB,
      LEAST_VOLUME_GIB,
      MOST_VOLUME_GIB,
      `${path}.rootVolumeGiB`,
      `from ${LEAST_VOLUME_GIB} to ${MOST_VOLUME_GIB}`,
    ),
    ...(spot ? spotProblems(spot, maxInstances, `${path}.spot`) : []),
  ];
}

function spotProblems(
  { onDemandInstances, onDemandPercent, instanceTypes }: SpotShare,
  maxInstances: number,
  path: string,
): readonly Problem[] {
  return [
    ...within(onDemandInstances, 0, maxInstances, `${path}.onDemandInstances`, `from 0 to ${maxInstances}`),
    ...within(onDemandPercent, 0, 99, `${path}.onDemandPercent`, "from 0 to 99"),
    ...typeProblems(instanceTypes, `${path}.instanceTypes`),
    ...(instanceTypes.length >= 2
      ? []
      : [
          {
            path: `${path}.instanceTypes`,
            rule: "are several, so that one of them is to be had",
            got: instanceTypes.join(", "),
            fix: "add types of the same size",
          },
        ]),
  ];
}

function typeProblems(types: readonly string[], path: string): readonly Problem[] {
  return types
    .filter((type) => !INSTANCE_TYPE.test(type))
    .map((got) => ({ path, rule: "is an EC2 instance type", got, fix: "write it like m7i.xlarge" }));
}

function within(value: number, least: number, most: number, path: string, range: string): readonly Problem[] {
  return Number.isInteger(value) && value >= least && value <= most
    ? []
    : [{ path, rule: `must be a whole number, ${range}`, got: value, fix: "choose one of that range" }];
}
