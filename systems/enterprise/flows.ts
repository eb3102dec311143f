import type { Environment } from "../../constructs/core/environment";
import type { Flow } from "../flows";
import { auditFlows } from "./audit/flows";
import { baselineFlows } from "./baseline/flows";
import type { EnterpriseConfig } from "./config";
import { githubFlows } from "./github/flows";
import { hubFlows, spokeFlows } from "./hub/flows";
import { organizationFlows } from "./organization/flows";
import { accessFlows, peopleFlows } from "./people/flows";
import { securityFlows } from "./security/flows";
import { workloadFlows } from "./workload/flows";

/** Who may reach whom in an account of the organization, and from other accounts. */
export function enterpriseFlows(config: EnterpriseConfig, environment: Environment): readonly Flow[] {
  return [
    ...accessFlows(config, environment),
    ...baselineFlows(config, environment),
    ...ownFlows(config, environment),
    ...githubFlows(config, environment),
  ];
}

/** What the kind of account has beside the flows of every account. */
function ownFlows(config: EnterpriseConfig, environment: Environment): readonly Flow[] {
  switch (config.kind) {
    case "management":
      return organizationFlows(config, environment);
    case "identity":
      return peopleFlows(config, environment);
    case "audit":
      return auditFlows(config, environment);
    case "security":
      return securityFlows(config);
    case "network":
      return hubFlows(config, environment);
    case "workload":
      return [...spokeFlows(config, environment), ...workloadFlows(config, environment)];
  }
}
