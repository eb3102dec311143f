import type { App } from "cdktf";
import type { Environment } from "../../../constructs/core/environment";
import type { AccountConfig } from "../config";

/** The layer of the people themselves, in the identity account. */
export function composePeople(_app: App, _environment: Environment, _config: AccountConfig): void {
  // Groups and users come here.
}

/** The layer of the roles that people switch to, in every account. */
export function composeAccess(_app: App, _environment: Environment, _config: AccountConfig): void {
  // The roles come here.
}
