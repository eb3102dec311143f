import { z } from "zod";
import type { Problem } from "../../../../constructs/core/errors";
import { canaryProblems } from "../../../../constructs/observability/canary";
import { identifierProblems } from "../../../../constructs/observability/log-data-protection";
import { logRetentionProblems } from "../../../../constructs/observability/log-retention";
import { countShape } from "../../../shapes";
import type { FurtherLogConfig, WatchingConfig } from "./watching-config";

const text = z.string("must be a text; write it in quotes");
const addresses = z.array(text).min(1, "must name somebody; add an address that is read");

/** Shape of a {@link WatchingConfig}; messages are `rule; remedy`. */
export const watchingShape = z.strictObject({
  notified: z.strictObject({ error: addresses, warn: addresses }),
  actions: z.enum(["on", "off"], { error: "must be on or off; choose one" }),
  furtherLogs: z.record(
    z.string(),
    z.strictObject({
      service: text,
      purpose: text.regex(/\S/, "needs a purpose; say why the service's one group does not do"),
      retentionDays: countShape,
      logClass: z
        .enum(["STANDARD", "INFREQUENT_ACCESS"], {
          error: "must be STANDARD or INFREQUENT_ACCESS; choose one",
        })
        .optional(),
      masked: z.array(text).optional(),
    }),
  ),
  slack: z.strictObject({ teamId: text, channelId: text }).optional(),
  healthCheck: z
    .strictObject({
      path: text.regex(/^\//, "must be a path; write it like /health"),
      everyMinutes: countShape,
      runtimeVersion: text,
    })
    .optional(),
});

/** What must fit together in who is told of what. */
export function watchingConfigProblems(
  { furtherLogs, healthCheck }: WatchingConfig,
  path: string,
): readonly Problem[] {
  return [
    ...Object.entries(furtherLogs).flatMap(([key, log]) => logProblems(log, `${path}.furtherLogs.${key}`)),
    ...(healthCheck ? canaryProblems(healthCheck, `${path}.healthCheck`) : []),
  ];
}

function logProblems(
  { retentionDays, logClass, masked }: FurtherLogConfig,
  path: string,
): readonly Problem[] {
  return [
    ...logRetentionProblems(retentionDays, `${path}.retentionDays`),
    ...(masked ? identifierProblems(masked, `${path}.masked`) : []),
    ...(masked && logClass === "INFREQUENT_ACCESS"
      ? [
          {
            path: `${path}.masked`,
            rule: "is for groups of the standard class",
            got: logClass,
            fix: "leave one of the two out",
          },
        ]
      : []),
  ];
}
