import { z } from "zod";
import type { Problem } from "../../../constructs/core/errors";
import type { Organization } from "../organization/config";
import type { AuditConfig } from "./config";

/** Shape of an {@link AuditConfig}; messages are `rule; remedy`. */
export const auditShape = z.strictObject({ kind: z.literal("audit") });

/** What must fit together in the audit account's values. */
export function auditProblems(
  _config: AuditConfig,
  _organization: Organization,
  _path: string,
): readonly Problem[] {
  return [];
}
