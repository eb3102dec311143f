import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import type { ManagementConfig } from "../config";

/** The layers of the management account: the organization, its policies and who administers its services. */
export function composeOrganization(_app: App, _environment: Environment, _config: ManagementConfig): void {
  // The organization comes here.
}
