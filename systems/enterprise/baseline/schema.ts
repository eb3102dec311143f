import { z } from "zod";
import type { Problem } from "../../../constructs/core/errors";
import type { Organization } from "../organization/config";
import type { BaselineConfig } from "./config";

/** Shape of a {@link BaselineConfig}; messages are `rule; remedy`. */
export const baselineShape = z.strictObject({ kind: z.literal("baseline") });

/** What must fit together in every account's values. */
export function baselineProblems(
  _config: BaselineConfig,
  _organization: Organization,
  _path: string,
): readonly Problem[] {
  return [];
}
