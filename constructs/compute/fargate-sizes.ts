import { type Problem, throwProblems } from "../core/errors";

const GIB = 1024;

/** CPU and memory of a Fargate task. */
export interface FargateSize {
  /** CPU in units of 1/1024 vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384. */
  readonly cpu: number;
  /** Memory in MiB; which values go with which CPU is in {@link FARGATE_MEMORY_MIB}. */
  readonly memoryMiB: number;
}

/**
 * The memory, in MiB, that a Fargate task on Linux can have, by CPU units.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size
 */
export const FARGATE_MEMORY_MIB: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [0.5 * GIB, GIB, 2 * GIB]],
  [512, steps(1, 4, 1)],
  [1024, steps(2, 8, 1)],
  [2048, steps(4, 16, 1)],
  [4096, steps(8, 30, 1)],
  [8192, steps(16, 60, 4)],
  [16384, steps(32, 120, 8)],
]);

/**
 * What is wrong with the size of a task; nothing when Fargate has it.
 *
 * @param path - where the size stands; `cpu` or `memoryMiB` is added
 */
export function fargateSizeProblems({ cpu, memoryMiB }: FargateSize, path: string): readonly Problem[] {
  const memories = FARGATE_MEMORY_MIB.get(cpu);
  if (memories === undefined) {
    return [
      {
        path: `${path}.cpu`,
        rule: "must be CPU units that Fargate has",
        got: cpu,
        fix: `choose one of ${[...FARGATE_MEMORY_MIB.keys()].join(", ")}`,
      },
    ];
  }
  if (memories.includes(memoryMiB)) {
    return [];
  }
  return [
    {
      path: `${path}.memoryMiB`,
      rule: `must be memory that Fargate has with ${cpu} CPU units`,
      got: memoryMiB,
      fix: `choose one of ${memories.join(", ")}`,
    },
  ];
}

/**
 * Holds the size of a task against what Fargate has, which refuses it only at apply.
 *
 * @throws ProblemsError when there is no such size
 */
export function checkedFargateSize(size: FargateSize, path: string): FargateSize {
  throwProblems(fargateSizeProblems(size, path));
  return size;
}

function steps(firstGiB: number, lastGiB: number, stepGiB: number): readonly number[] {
  const count = (lastGiB - firstGiB) / stepGiB + 1;
  return Array.from({ length: count }, (_, index) => (firstGiB + index * stepGiB) * GIB);
}
