import type { Environment } from "../../../constructs/core/environment";
import { aws, elsewhere, type Flow } from "../../flows";
import { logBucketName } from "../audit/names";
import type { WorkloadConfig } from "../config";
import type { Organization } from "../organization/config";
import { imageFlows } from "../organization/flows-of-images";
import { dataFlows } from "./data/flows";
import { decided } from "./decisions/decided";
import { entryFlows } from "./entry/flows";
import { functionFlows } from "./function/flows";
import { jobsFlows } from "./jobs/flows";
import { servicesFlows } from "./services/flows";

/** Who may reach whom in what runs in an account, part by part. */
export function workloadFlows(config: WorkloadConfig, environment: Environment): readonly Flow[] {
  const { services, decisions } = config.workload;
  const runsContainers = decisions !== undefined && decided(decisions).compute !== "lambda";
  return [
    ...entryFlows(config, environment),
    ...(services ? imageFlows(config.organization, environment) : []),
    ...(services && runsContainers ? [loadBalancerLogsOf(config.organization)] : []),
    ...dataFlows(config, environment),
    ...servicesFlows(config, environment),
    ...functionFlows(config, environment),
    ...jobsFlows(config, environment),
  ];
}

/** Requests that the load balancer answered are kept in the log archive. */
function loadBalancerLogsOf(organization: Organization): Flow {
  const audit = { name: "audit", account: organization.accounts.audit.id };
  return {
    from: aws("logdelivery.elasticloadbalancing"),
    to: elsewhere(audit, "bucket", logBucketName("loadbalancer", organization)),
    path: ["delivery"],
    reason: "requests that the load balancer answered",
    rows: ["EN-018"],
  };
}
