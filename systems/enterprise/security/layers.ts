import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import type { Organization } from "../organization/config";
import type { SecurityConfig } from "./config";

/** The layers of the security account. */
export function composeSecurity(
  _app: App,
  _environment: Environment,
  _config: SecurityConfig,
  _organization: Organization,
): void {
  // They come here.
}
