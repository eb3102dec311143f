import type { Environment } from "../../../constructs/core/environment";
import type { Flow } from "../../flows";
import type { WorkloadConfig } from "../config";
import { dataFlows } from "./data/flows";
import { jobsFlows } from "./jobs/flows";
import { servicesFlows } from "./services/flows";

/** Who may reach whom in what runs in an account, part by part. */
export function workloadFlows(config: WorkloadConfig, environment: Environment): readonly Flow[] {
  return [
    ...dataFlows(config, environment),
    ...servicesFlows(config, environment),
    ...jobsFlows(config, environment),
  ];
}
