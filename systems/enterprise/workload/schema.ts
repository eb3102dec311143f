import { z } from "zod";
import type { Environment } from "../../../constructs/core/environment";
import type { Problem } from "../../../constructs/core/errors";
import type { WorkloadConfig } from "../config";
import { decisionProblems, decisionsShape } from "./decisions/schema";
import { entryProblems, entryShape } from "./entry/schema";
import { jobsProblems, jobsShape } from "./jobs/schema";
import { dataProblems, dataShape } from "./data/schema";
import { servicesProblems, servicesShape } from "./services/schema";

/** Shape of the parts of a workload; messages are `rule; remedy`. */
export const workloadShape = z.strictObject({
  data: dataShape.optional(),
  decisions: decisionsShape.optional(),
  services: servicesShape.optional(),
  jobs: jobsShape.optional(),
  entry: entryShape.optional(),
});

/** What must fit together in each part, and between parts. */
export function workloadProblems(
  config: WorkloadConfig,
  environment: Environment,
  path: string,
): readonly Problem[] {
  const { data, decisions, services, jobs, entry } = config.workload;
  return [
    ...(data ? dataProblems(data, config, environment, `${path}.data`) : []),
    ...(decisions ? decisionProblems(decisions, `${path}.decisions`) : []),
    ...(services ? servicesProblems(services, environment, `${path}.services`) : []),
    ...(jobs ? jobsProblems(jobs, `${path}.jobs`) : []),
    ...(entry && decisions ? entryProblems(entry, decisions, `${path}.entry`) : []),
    ...(entry && !decisions
      ? [
          {
            path: `${path}.entry`,
            rule: "is made as the decisions say",
            got: "no decisions",
            fix: "state them, or leave entry out",
          },
        ]
      : []),
    ...(jobs && !(services && decisions)
      ? [
          {
            path: `${path}.jobs`,
            rule: "run in the cluster of the services, as the decisions say",
            got: services ? "no decisions" : "no services",
            fix: "state both, or leave jobs out",
          },
        ]
      : []),
  ];
}
