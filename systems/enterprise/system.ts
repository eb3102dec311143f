import type { App } from "cdktf";
import type { Environment } from "../../constructs/core/environment";
import type { BackupExports } from "../../stacks/backup-stack";
import type { System } from "../system";
import { composeAudit } from "./audit/layers";
import { composeBaseline } from "./baseline/layers";
import { type EnterpriseConfig, environments } from "./config";
import { nameClasses } from "./data-classes";
import { composeHub, composeSpoke } from "./hub/layers";
import { accountsKnownAs } from "./organization/accounts";
import { composeOrganization } from "./organization/layers";
import { composeAccess, composePeople } from "./people/layers";
import { enterpriseFlows } from "./flows";
import { nameFunctions } from "./functions";
import { enterpriseProblems, enterpriseSchema } from "./schema";
import { composeSecurity } from "./security/layers";
import { composeOwnSecurity } from "./security/own-layers";
import { explained } from "./workload/decisions/decided";
import { composeWorkload } from "./workload/layers";

/** An organization of AWS accounts: its guard rails, its people, its logs, its security services and its network. */
export const enterprise: System<EnterpriseConfig> = {
  id: "enterprise",
  title: "Organization of accounts with central identity, log archive, security services and network hub",
  environments,
  schema: enterpriseSchema,
  rules: enterpriseProblems,
  withAccounts: accountsKnownAs,
  flows: enterpriseFlows,
  // What other accounts see of those that systems run in is the same for each.
  drawnTogether: { dev: "dev, stg, prod", stg: "dev, stg, prod", prod: "dev, stg, prod" },
  decisions: (config) =>
    config.kind === "workload" && config.workload.decisions ? explained(config.workload.decisions) : [],

  compose: (app, environment, config) => {
    // Every account: what it has in any case, and the roles by which people enter it.
    const keys = composeBaseline(app, environment, config);
    composeAccess(app, environment, config);
    composeOwnSecurity(app, environment, config);

    composeOwn(app, environment, config, keys);
    nameClasses(app, environment);
    nameFunctions(app, environment);
  },
};

/** The layers that the kind of account has beside those of every account. */
function composeOwn(
  app: App,
  environment: Environment,
  config: EnterpriseConfig,
  keys: BackupExports["keys"],
): void {
  const { organization } = config;
  switch (config.kind) {
    case "management": {
      composeOrganization(app, environment, config);
      return;
    }
    case "identity": {
      composePeople(app, environment, config);
      return;
    }
    case "audit": {
      composeAudit(app, environment, config.audit, organization);
      return;
    }
    case "security": {
      composeSecurity(app, environment, config.security, organization);
      return;
    }
    case "network": {
      composeHub(app, environment, config.hub, organization);
      return;
    }
    case "workload": {
      const network = composeSpoke(app, environment, config.network, organization);
      composeWorkload(app, config, { environment, organization, stage: config.stage, network, keys });
      return;
    }
  }
}
