import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import type { EnterpriseConfig } from "../config";

/** The layers that every account has, and the further ones of those that systems run in. */
export function composeBaseline(_app: App, _environment: Environment, _config: EnterpriseConfig): void {
  // They come here.
}
