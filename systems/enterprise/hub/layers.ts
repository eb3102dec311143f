import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import type { Organization } from "../organization/config";
import type { HubConfig } from "./config";

/** The layers of the network account. */
export function composeHub(
  _app: App,
  _environment: Environment,
  _config: HubConfig,
  _organization: Organization,
): void {
  // They come here.
}
