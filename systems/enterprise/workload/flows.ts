import type { Environment } from "../../../constructs/core/environment";
import { type Flow, the } from "../../flows";
import type { WorkloadConfig } from "../config";
import { dataFlows } from "./data/flows";
import { entryFlows } from "./entry/flows";
import { jobsFlows } from "./jobs/flows";
import { servicesFlows } from "./services/flows";
import { serviceNames } from "./services/names";

/** Services are called by HTTPS alone. */
const LISTENER_PORT = 443;

/** Who may reach whom in what runs in an account, part by part. */
export function workloadFlows(config: WorkloadConfig, environment: Environment): readonly Flow[] {
  const ingress = {
    end: the("load-balancer", serviceNames(environment).loadBalancer),
    port: LISTENER_PORT,
  };
  return [
    ...entryFlows(config, environment, ingress),
    ...dataFlows(config, environment),
    ...servicesFlows(config, environment),
    ...jobsFlows(config, environment),
  ];
}
