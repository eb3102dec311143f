import { z } from "zod";
import type { Problem } from "../../../constructs/core/errors";
import type { Organization } from "../organization/config";
import type { SecurityConfig } from "./config";

/** Shape of a {@link SecurityConfig}; messages are `rule; remedy`. */
export const securityShape = z.strictObject({ kind: z.literal("security") });

/** What must fit together in the security account's values. */
export function securityProblems(
  _config: SecurityConfig,
  _organization: Organization,
  _path: string,
): readonly Problem[] {
  return [];
}
