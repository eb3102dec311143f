import { z } from "zod";
import { lambdaProblems } from "../../../../constructs/compute/lambda-rules";
import type { Problem } from "../../../../constructs/core/errors";
import { dataClassProblems } from "../../../../constructs/governance/classification";
import { logRetentionProblems } from "../../../../constructs/observability/log-retention";
import { countShape } from "../../../shapes";
import type { FunctionConfig } from "./config";

/** Shape of a {@link FunctionConfig}; messages are `rule; remedy`. */
export const functionShape = z.strictObject({
  dataClass: z.string("must be a text; write it in quotes"),
  logRetentionDays: countShape,
  timeoutSeconds: countShape,
  memoryMiB: countShape,
  reservedConcurrency: countShape.optional(),
});

/** What must fit together in the function of an account. */
export function functionProblems(config: FunctionConfig, path: string): readonly Problem[] {
  return [
    ...dataClassProblems(config.dataClass, `${path}.dataClass`),
    ...logRetentionProblems(config.logRetentionDays, `${path}.logRetentionDays`),
    ...lambdaProblems({ ...config, invokedBy: "api-gateway" }, path),
  ];
}
