import type { Environment } from "../../../constructs/core/environment";
import { AUDIT, type AuditConfig } from "../../../systems/enterprise/audit/config";
import { composeAudit } from "../../../systems/enterprise/audit/layers";
import { type Organization, ORGANIZATION } from "../../../systems/enterprise/organization/config";
import { SECURITY, type SecurityConfig } from "../../../systems/enterprise/security/config";
import { composeSecurity } from "../../../systems/enterprise/security/layers";
import { resolveEnvironment } from "../../../systems/environment";
import { synthesizeApp, type Workspace } from "../../support/synthesis";

/** The workspaces of an account, by layer. */
export type Layers = Readonly<Record<string, Workspace>>;

/** The layers of the audit account, with what a test changes. */
export function auditAccount(
  change: Partial<AuditConfig> = {},
  organization: Partial<Organization> = {},
): Layers {
  return layersOf("audit", (app, environment) => {
    composeAudit(app, environment, { ...AUDIT, ...change }, { ...ORGANIZATION, ...organization });
  });
}

/** The layers of the security account, with what a test changes. */
export function securityAccount(
  change: Partial<SecurityConfig> = {},
  organization: Partial<Organization> = {},
): Layers {
  return layersOf("security", (app, environment) => {
    composeSecurity(app, environment, { ...SECURITY, ...change }, { ...ORGANIZATION, ...organization });
  });
}

function layersOf(
  key: "audit" | "security",
  compose: (app: Parameters<Parameters<typeof synthesizeApp>[0]>[0], environment: Environment) => void,
): Layers {
  const { homeRegion, accounts } = ORGANIZATION;
  const environment = resolveEnvironment("enterprise", key, {
    account: accounts[key].id,
    region: homeRegion,
    zones: [`${homeRegion}a`],
    protection: "protected",
  });
  const workspaces = synthesizeApp((app) => {
    compose(app, environment);
  });
  return Object.fromEntries(
    Object.entries(workspaces).map(([id, workspace]) => [id.replace(`-${key}`, ""), workspace]),
  );
}
