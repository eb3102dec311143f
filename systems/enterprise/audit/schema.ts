import { z } from "zod";
import type { Problem } from "../../../constructs/core/errors";
import { auditStandardProblems } from "../../../constructs/governance/audit-retention";
import { countShape } from "../../shapes";
import type { Organization } from "../organization/config";
import type { AuditConfig } from "./config";

const logShape = z.strictObject({
  writer: z.enum(["cloudtrail", "config", "flow-logs", "guardduty", "macie", "load-balancers", "accounts"], {
    error: "must be somebody who writes logs; choose one of the writers",
  }),
  locked: z.boolean("must be true or false; choose one"),
  smallFiles: z.boolean("must be true or false; choose one"),
});

/** Shape of an {@link AuditConfig}; messages are `rule; remedy`. */
export const auditShape = z.strictObject({
  logs: z.strictObject({
    cloudtrail: logShape,
    config: logShape,
    vpcflow: logShape,
    guardduty: logShape,
    macie: logShape,
    sessions: logShape,
    loadbalancer: logShape,
    application: logShape,
  }),
  mostGiBScanned: countShape,
});

/** What must fit together in the audit account's values. */
export function auditProblems(
  { logs, mostGiBScanned }: AuditConfig,
  { compliance }: Organization,
  path: string,
): readonly Problem[] {
  return [
    ...auditStandardProblems(compliance.auditRetention, `${path}: organization.compliance.auditRetention`),
    ...Object.entries(logs)
      .filter(([, { writer, locked }]) => writer === "config" && locked)
      .map(([kind]) => ({
        path: `${path}.logs.${kind}.locked`,
        rule: "AWS Config does not deliver to a bucket with a lock",
        got: true,
        fix: "write false; versions and the refusal of deletions stay",
      })),
    ...(mostGiBScanned >= 1
      ? []
      : [
          {
            path: `${path}.mostGiBScanned`,
            rule: "must be 1 or more",
            got: mostGiBScanned,
            fix: "choose what the longest query may cost",
          },
        ]),
  ];
}
