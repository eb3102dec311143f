import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import type { Organization } from "../organization/config";
import type { AuditConfig } from "./config";

/** The layers of the audit account. */
export function composeAudit(
  _app: App,
  _environment: Environment,
  _config: AuditConfig,
  _organization: Organization,
): void {
  // The log archive comes here.
}
