import type { Problem } from "../core/errors";

const SMALLEST_GIB = 20;
const LARGEST_GIB = 65_536;
/** Size from which RDS stripes the storage over four volumes, and speed can be bought. */
const STRIPED_FROM_GIB = 400;
const IOPS_RANGE = { least: 12_000, most: 64_000 };
const THROUGHPUT_RANGE = { least: 500, most: 4000 };
/** Throughput in MiB/s that one of the provisioned IOPS carries at most. */
const MIBPS_PER_IOPS = 0.25;
/** RDS enlarges storage by at least a tenth at once, so a lower limit never grows. */
const SMALLEST_GROWTH_PERCENT = 110;

/** Storage of an instance: gp3, encrypted. */
export interface RdsStorage {
  /** Size in GiB, 20 to 65536. It can grow, never shrink. */
  readonly allocatedGiB: number;
  /**
   * Size in GiB to which RDS enlarges the storage by itself, at least a tenth above the allocated size.
   *
   * @default - it stays as it is
   */
  readonly maxGiB?: number;
  /**
   * I/O operations per second, 12000 to 64000; from 400 GiB on only.
   *
   * @default - 3000, from 400 GiB on 12000
   */
  readonly iops?: number;
  /**
   * Throughput in MiB/s, 500 to 4000 and at most a quarter of the IOPS; from 400 GiB on only.
   *
   * @default - 125, from 400 GiB on 500
   */
  readonly throughputMiBps?: number;
}

/** The storage as the resource's arguments. */
export function storageArguments({ allocatedGiB, ...growth }: RdsStorage): {
  readonly allocatedStorage: number;
} & ReturnType<typeof storageSpeed> {
  return { allocatedStorage: allocatedGiB, ...storageSpeed(growth) };
}

/** The arguments that a replica shares with its source, whose size it inherits. */
export function storageSpeed({ maxGiB, iops, throughputMiBps }: Omit<RdsStorage, "allocatedGiB">): {
  readonly storageType: "gp3";
  readonly maxAllocatedStorage?: number;
  readonly iops?: number;
  readonly storageThroughput?: number;
} {
  return {
    storageType: "gp3",
    ...(maxGiB === undefined ? {} : { maxAllocatedStorage: maxGiB }),
    ...(iops === undefined ? {} : { iops }),
    ...(throughputMiBps === undefined ? {} : { storageThroughput: throughputMiBps }),
  };
}

/**
 * What RDS for MySQL and PostgreSQL would refuse of gp3 storage.
 *
 * @param path - where the storage stands
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
 */
export function storageProblems(storage: RdsStorage, path: string): readonly Problem[] {
  const { allocatedGiB, maxGiB, iops, throughputMiBps } = storage;
  return [
    ...outside(allocatedGiB, { least: SMALLEST_GIB, most: LARGEST_GIB }, "GiB", `${path}.allocatedGiB`),
    ...(maxGiB === undefined ? [] : growthProblems(allocatedGiB, maxGiB, `${path}.maxGiB`)),
    ...speedProblems(allocatedGiB, iops, IOPS_RANGE, "IOPS", `${path}.iops`),
    ...speedProblems(allocatedGiB, throughputMiBps, THROUGHPUT_RANGE, "MiB/s", `${path}.throughputMiBps`),
    ...ratioProblems(iops ?? IOPS_RANGE.least, throughputMiBps, `${path}.throughputMiBps`),
  ];
}

function growthProblems(allocatedGiB: number, maxGiB: number, path: string): readonly Problem[] {
  const least = Math.ceil((allocatedGiB * SMALLEST_GROWTH_PERCENT) / 100);
  return outside(maxGiB, { least, most: LARGEST_GIB }, "GiB", path);
}

function speedProblems(
  allocatedGiB: number,
  value: number | undefined,
  range: typeof IOPS_RANGE,
  unit: string,
  path: string,
): readonly Problem[] {
  if (value === undefined) {
    return [];
  }
  return allocatedGiB < STRIPED_FROM_GIB
    ? [
        {
          path,
          rule: `can be chosen from ${STRIPED_FROM_GIB} GiB on`,
          got: `${value} ${unit} with ${allocatedGiB} GiB`,
          fix: "remove it, or allocate more storage",
        },
      ]
    : outside(value, range, unit, path);
}

function ratioProblems(iops: number, throughputMiBps: number | undefined, path: string): readonly Problem[] {
  const most = iops * MIBPS_PER_IOPS;
  return throughputMiBps === undefined || throughputMiBps <= most
    ? []
    : [
        {
          path,
          rule: `is at most a quarter of the IOPS: ${most} MiB/s with ${iops}`,
          got: throughputMiBps,
          fix: `lower it, or provide ${throughputMiBps / MIBPS_PER_IOPS} IOPS`,
        },
      ];
}

function outside(
  value: number,
  { least, most }: typeof IOPS_RANGE,
  unit: string,
  path: string,
): readonly Problem[] {
  return Number.isInteger(value) && value >= least && value <= most
    ? []
    : [{ path, rule: `is ${least} to ${most} ${unit}`, got: value, fix: "choose a number of that range" }];
}
