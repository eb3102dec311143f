import type { Problem } from "../core/errors";
import type { DatabaseParameters } from "./database-parameter";
import type { RdsEngine } from "./rds-engine";

const BYTES_PER_GIB = 1024 ** 3;
const CLASS = /^db\.([a-z]+)(\d+)[a-z]*\.([a-z0-9]+)$/;
const BURSTABLE_GIB: Readonly<Record<string, number>> = {
  micro: 1,
  small: 2,
  medium: 4,
  large: 8,
  xlarge: 16,
  "2xlarge": 32,
};
/** Memory of the size `large`; from the fifth generation on each larger size has a multiple of it. */
const LARGE_GIB: Readonly<Record<string, number>> = { m: 8, r: 16 };
const FIRST_REGULAR_GENERATION = 5;
const MULTIPLE_OF_XLARGE = /^(\d*)xlarge$/;

/**
 * Memory of an instance class in GiB, of the burstable and the regular m and r classes; undefined for others.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
export function instanceMemoryGiB(instanceClass: string): number | undefined {
  const [, family, generation, size] = CLASS.exec(instanceClass) ?? [];
  if (family === undefined || size === undefined) {
    return undefined;
  }
  if (family === "t") {
    return BURSTABLE_GIB[size];
  }
  const large = LARGE_GIB[family];
  if (large === undefined || Number(generation) < FIRST_REGULAR_GENERATION) {
    return undefined;
  }
  const [, multiple] = MULTIPLE_OF_XLARGE.exec(size) ?? [];
  if (multiple === undefined) {
    return size === "large" ? large : undefined;
  }
  return large * 2 * Number(multiple || "1");
}

/**
 * What is wrong with the shape of a class; nothing when RDS could know it.
 *
 * @param path - where the class stands
 */
export function instanceClassShapeProblems(instanceClass: string, path: string): readonly Problem[] {
  return CLASS.test(instanceClass)
    ? []
    : [
        {
          path,
          rule: "is an instance class of RDS",
          got: instanceClass,
          fix: "write it like db.r6g.large",
        },
      ];
}

/**
 * What is wrong with a class: its shape, or that its memory cannot hold what the parameters reserve.
 *
 * A class that is not known here is taken as large enough.
 *
 * @param path - where the class stands
 */
export function instanceClassProblems(
  instanceClass: string,
  { cacheParameter }: RdsEngine,
  parameters: DatabaseParameters,
  path: string,
): readonly Problem[] {
  const shapeProblems = instanceClassShapeProblems(instanceClass, path);
  if (shapeProblems.length > 0) {
    return shapeProblems;
  }
  const reserved = reservedGiB(parameters[cacheParameter.name]?.value, cacheParameter.unitBytes);
  const memory = instanceMemoryGiB(instanceClass);
  return reserved === undefined || memory === undefined || reserved < memory
    ? []
    : [
        {
          path,
          rule: `must have more memory than the ${reserved} GiB that ${cacheParameter.name} reserves`,
          got: `${instanceClass} (${memory} GiB)`,
          fix: "choose a larger class, or a formula such as {DBInstanceClassMemory*3/4} that fits each class",
        },
      ];
}

function reservedGiB(value: string | undefined, unitBytes: number): number | undefined {
  return value !== undefined && /^\d+$/.test(value) ? (Number(value) * unitBytes) / BYTES_PER_GIB : undefined;
}
