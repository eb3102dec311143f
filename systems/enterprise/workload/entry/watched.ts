import type { Environment } from "../../../../constructs/core/environment";
import { restApi } from "../../../../constructs/observability/catalogue/api-gateway";
import type { WatchedResource } from "../../../../constructs/observability/watching";
import type { EntryConfig } from "./config";
import type { EntryExports } from "./layers";

/** What is watched of the entry, by a key that stays: what is promised of a REST API. The health check goes the same way. */
export function entryAlarms(
  { api }: EntryExports,
  { promised }: EntryConfig["api"],
  { system, name }: Pick<Environment, "system" | "name">,
): Readonly<Record<string, WatchedResource>> {
  return api?.kind === "rest-api"
    ? {
        "api-gateway": {
          namePrefix: `${system}-${name}-api-gateway`,
          monitoring: restApi({ apiName: api.apiName, stageName: api.stageName }, promised),
        },
      }
    : {};
}
