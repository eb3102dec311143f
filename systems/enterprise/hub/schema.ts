import { z } from "zod";
import type { Problem } from "../../../constructs/core/errors";
import type { Organization } from "../organization/config";
import type { HubConfig } from "./config";

/** Shape of a {@link HubConfig}; messages are `rule; remedy`. */
export const hubShape = z.strictObject({ kind: z.literal("hub") });

/** What must fit together in the network account's values. */
export function hubProblems(
  _config: HubConfig,
  _organization: Organization,
  _path: string,
): readonly Problem[] {
  return [];
}
