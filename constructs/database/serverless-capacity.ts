import { type Problem, throwProblems } from "../core/errors";

const STEP_ACU = 0.5;
const LARGEST_ACU = 256;
const SMALLEST_MAXIMUM_ACU = 1;
const SHORTEST_PAUSE_SECONDS = 300;
const LONGEST_PAUSE_SECONDS = 86_400;

/** Between which sizes each instance of an Aurora Serverless v2 cluster moves. One ACU is about 2 GiB of memory. */
export interface ServerlessCapacity {
  /** Smallest size in ACU: 0 to 256 in steps of 0.5. With 0 an instance without connections pauses. */
  readonly minAcu: number;
  /** Largest size in ACU: 1 to 256 in steps of 0.5. */
  readonly maxAcu: number;
  /**
   * Seconds without connections after which an instance pauses, 300 to 86400; only with a minimum of 0.
   *
   * @default 300 with a minimum of 0
   */
  readonly pauseAfterSeconds?: number;
}

/**
 * Renders a capacity as Terraform takes it.
 *
 * @param path - where the capacity stands, for the error
 * @throws ProblemsError with everything that Aurora would refuse about it
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 */
export function scalingConfiguration(
  { minAcu, maxAcu, pauseAfterSeconds }: ServerlessCapacity,
  path: string,
): { readonly minCapacity: number; readonly maxCapacity: number; readonly secondsUntilAutoPause?: number } {
  throwProblems([
    ...sizeProblems(`${path}.minAcu`, minAcu, 0),
    ...sizeProblems(`${path}.maxAcu`, maxAcu, SMALLEST_MAXIMUM_ACU),
    ...orderProblems(`${path}.minAcu`, minAcu, maxAcu),
    ...pauseProblems(`${path}.pauseAfterSeconds`, minAcu, pauseAfterSeconds),
  ]);
  return {
    minCapacity: minAcu,
    maxCapacity: maxAcu,
    ...(pauseAfterSeconds === undefined ? {} : { secondsUntilAutoPause: pauseAfterSeconds }),
  };
}

function sizeProblems(path: string, acu: number, smallest: number): readonly Problem[] {
  return acu >= smallest && acu <= LARGEST_ACU && Number.isInteger(acu / STEP_ACU)
    ? []
    : [
        {
          path,
          rule: `is ${smallest} to ${LARGEST_ACU} ACU in steps of ${STEP_ACU}`,
          got: acu,
          fix: "choose a size of that range",
        },
      ];
}

function orderProblems(path: string, minAcu: number, maxAcu: number): readonly Problem[] {
  return minAcu <= maxAcu
    ? []
    : [
        {
          path,
          rule: `is at most the maximum of ${maxAcu} ACU`,
          got: minAcu,
          fix: "swap the two or raise the maximum",
        },
      ];
}

function pauseProblems(path: string, minAcu: number, seconds: number | undefined): readonly Problem[] {
  if (seconds === undefined) {
    return [];
  }
  if (minAcu !== 0) {
    return [
      { path, rule: "is for a minimum of 0 ACU only", got: seconds, fix: "set minAcu to 0 or leave it out" },
    ];
  }
  return Number.isInteger(seconds) && seconds >= SHORTEST_PAUSE_SECONDS && seconds <= LONGEST_PAUSE_SECONDS
    ? []
    : [
        {
          path,
          rule: `is ${SHORTEST_PAUSE_SECONDS} to ${LONGEST_PAUSE_SECONDS} seconds`,
          got: seconds,
          fix: "choose a time of that range",
        },
      ];
}
