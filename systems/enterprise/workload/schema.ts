import { z } from "zod";
import type { Environment } from "../../../constructs/core/environment";
import type { Problem } from "../../../constructs/core/errors";
import type { WorkloadConfig } from "../config";
import { servicesProblems, servicesShape } from "./services/schema";

/** Shape of the parts of a workload; messages are `rule; remedy`. */
export const workloadShape = z.strictObject({
  services: servicesShape.optional(),
});

/** What must fit together in each part, and between parts. */
export function workloadProblems(
  { workload }: WorkloadConfig,
  environment: Environment,
  path: string,
): readonly Problem[] {
  const { services } = workload;
  return [...(services ? servicesProblems(services, environment, `${path}.services`) : [])];
}
