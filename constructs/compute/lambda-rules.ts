import type { Problem } from "../core/errors";
import type { LambdaFunctionProps } from "./lambda-function";

/** Longest run of a function, in seconds: behind API Gateway, which gives up then, and for any other caller. */
export const LONGEST_RUN_SECONDS = { "api-gateway": 29, others: 900 } as const;

const MEMORY_MIB = { least: 128, most: 10_240 };
/** Names that Lambda sets itself. */
const RESERVED =
  /^(?:AWS_(?:REGION|DEFAULT_REGION|ACCESS_KEY.*|SECRET_ACCESS_KEY|SESSION_TOKEN|EXECUTION_ENV|LAMBDA_.*)|LAMBDA_(?:TASK_ROOT|RUNTIME_DIR)|_HANDLER|_X_AMZN_TRACE_ID)$/;

/** What rules look at of a function. */
export type LambdaLimits = Pick<
  LambdaFunctionProps,
  "invokedBy" | "timeoutSeconds" | "memoryMiB" | "reservedConcurrency" | "environmentVariables"
>;

/**
 * What Lambda or the caller of a function would not bear.
 *
 * @param path - where the values stand
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export function lambdaProblems(limits: LambdaLimits, path: string): readonly Problem[] {
  const { invokedBy, timeoutSeconds, memoryMiB, reservedConcurrency = 1, environmentVariables = {} } = limits;
  const longest = LONGEST_RUN_SECONDS[invokedBy];
  return [
    ...(within(timeoutSeconds, 1, longest)
      ? []
      : [
          {
            path: `${path}.timeoutSeconds`,
            rule: `must be 1 to ${longest} seconds ${invokedBy === "others" ? "" : "behind API Gateway"}`.trim(),
            got: timeoutSeconds,
            fix: "shorten the work, or make it a job",
          },
        ]),
    ...(within(memoryMiB, MEMORY_MIB.least, MEMORY_MIB.most)
      ? []
      : [
          {
            path: `${path}.memoryMiB`,
            rule: `must be ${MEMORY_MIB.least} to ${MEMORY_MIB.most} MiB`,
            got: memoryMiB,
            fix: "choose a number of that range",
          },
        ]),
    // None at all would switch the function off.
    ...(within(reservedConcurrency, 1, Infinity)
      ? []
      : [
          {
            path: `${path}.reservedConcurrency`,
            rule: "must be 1 or more",
            got: reservedConcurrency,
            fix: "say how many requests run at a time, or leave it out",
          },
        ]),
    ...Object.keys(environmentVariables)
      .filter((name) => RESERVED.test(name))
      .map((got) => ({
        path: `${path}.environmentVariables`,
        rule: "takes no name that Lambda sets itself",
        got,
        fix: "rename it",
      })),
  ];
}

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
