import { z } from "zod";
import type { Environment } from "../../../constructs/core/environment";
import type { Problem } from "../../../constructs/core/errors";
import type { WorkloadConfig } from "../config";
import type { DataConfig } from "./data/config";
import { dataProblems, dataShape } from "./data/schema";
import { decided } from "./decisions/decided";
import { decisionProblems, decisionsShape } from "./decisions/schema";
import { entryProblems, entryShape } from "./entry/schema";
import type { JobsConfig } from "./jobs/config";
import { functionProblems, functionShape } from "./function/schema";
import { jobsProblems, jobsShape } from "./jobs/schema";
import { servicesProblems, servicesShape } from "./services/schema";

/** Shape of the parts of a workload; messages are `rule; remedy`. */
export const workloadShape = z.strictObject({
  data: dataShape.optional(),
  decisions: decisionsShape.optional(),
  services: servicesShape.optional(),
  function: functionShape.optional(),
  jobs: jobsShape.optional(),
  entry: entryShape.optional(),
});

/** What must fit together in each part, and between parts. */
export function workloadProblems(
  config: WorkloadConfig,
  environment: Environment,
  path: string,
): readonly Problem[] {
  const { data, decisions, services, function: lambda, jobs, entry } = config.workload;
  return [
    ...(data ? dataProblems(data, config, environment, `${path}.data`) : []),
    ...(data ? erasureProblems(data, jobs, `${path}.data.database.erasure.job`) : []),
    ...(decisions ? decisionProblems(decisions, `${path}.decisions`) : []),
    ...(services ? servicesProblems(services, environment, config.stage, `${path}.services`) : []),
    ...(lambda ? functionProblems(lambda, `${path}.function`) : []),
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
    ...(decisions && decided(decisions).compute === "lambda" && !(lambda && services)
      ? [
          {
            path: `${path}.function`,
            rule: "is stated, with the images of the services, where the decisions take Lambda",
            got: undefined,
            fix: "state both, or choose a compute with containers",
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

/** Personal data is erased by a job that runs by a schedule: in this account, or in that of the database's clients. */
function erasureProblems(
  { database }: DataConfig,
  jobs: JobsConfig | undefined,
  path: string,
): readonly Problem[] {
  const { erasure, foreignClients } = database ?? {};
  if (!erasure || (!jobs && foreignClients)) {
    return [];
  }
  const scheduled = Object.values(jobs?.workflows ?? {})
    .filter(({ schedule }) => schedule !== undefined)
    .flatMap(({ steps }) => steps);
  return scheduled.includes(erasure.job)
    ? []
    : [
        {
          path,
          rule: "is a job that a workflow runs by a schedule",
          got: erasure.job,
          fix: `use one of ${scheduled.join(", ") || "none: add one to jobs"}`,
        },
      ];
}
