import type { Problem } from "../core/errors";
import type { AuroraClusterProps } from "./aurora-cluster";
import { type AuroraInstance, DEFAULT_PROMOTION_TIER, instanceCapacityProblems } from "./aurora-instance";
import { backupProblems, subnetProblems, usernameProblems } from "./database-rules";
import { windowProblems } from "./service-windows";

const RESERVED_USERNAMES = ["rdsadmin"];
const SHORTEST_WINDOW_MINUTES = 30;
const LOWEST_PROMOTION_TIER = 15;
const INSTANCE_NAME = /^[a-z][a-z0-9-]*$/;

/** Where a cluster stands, and the values that it has when its props say nothing. */
export interface DefaultedAurora {
  /** Path of the construct. */
  readonly path: string;
  /** Its instances. */
  readonly instances: Readonly<Record<string, AuroraInstance>>;
  /** Its logs beside the audit log. */
  readonly furtherLogs: readonly string[];
}

/** Everything about a cluster's values that Aurora would refuse. */
export function auroraProblems(
  { engine, masterUser, subnetIds, capacity, backupRetentionDays, windows }: AuroraClusterProps,
  { path, instances, furtherLogs }: DefaultedAurora,
): readonly Problem[] {
  return [
    ...instanceCapacityProblems(capacity, `${path}.capacity`),
    ...usernameProblems(
      masterUser.username,
      { ...engine, reservedUsernames: RESERVED_USERNAMES },
      `${path}.masterUser.username`,
    ),
    ...subnetProblems(subnetIds, `${path}.subnetIds`),
    ...backupProblems(backupRetentionDays, `${path}.backupRetentionDays`),
    ...(windows === undefined
      ? []
      : windowProblems(
          { daily: windows.backup, weekly: windows.maintenance },
          {
            dailyPath: `${path}.windows.backup`,
            weeklyPath: `${path}.windows.maintenance`,
            leastMinutes: SHORTEST_WINDOW_MINUTES,
          },
        )),
    ...furtherLogs
      .filter((log) => !engine.furtherLogs.includes(log))
      .map((log) => ({
        path: `${path}.furtherLogs`,
        rule: `beside ${engine.auditLog}, ${engine.name} exports ${engine.furtherLogs.join(", ")}`,
        got: log,
        fix: "choose one of them",
      })),
    ...instanceProblems(`${path}.instances`, instances),
  ];
}

function instanceProblems(
  path: string,
  instances: Readonly<Record<string, AuroraInstance>>,
): readonly Problem[] {
  const entries = Object.entries(instances);
  if (entries.length === 0) {
    return [{ path, rule: "has at least one instance", got: "none", fix: "add writer: {}" }];
  }
  return entries.flatMap(([name, { promotionTier = DEFAULT_PROMOTION_TIER }]) => [
    ...(INSTANCE_NAME.test(name)
      ? []
      : [
          {
            path: `${path}.${name}`,
            rule: "the name of an instance is made of lower-case letters, digits and hyphens",
            got: name,
            fix: "rename it",
          },
        ]),
    ...(Number.isInteger(promotionTier) && promotionTier >= 0 && promotionTier <= LOWEST_PROMOTION_TIER
      ? []
      : [
          {
            path: `${path}.${name}.promotionTier`,
            rule: `is 0 to ${LOWEST_PROMOTION_TIER}`,
            got: promotionTier,
            fix: "choose a number of that range",
          },
        ]),
  ]);
}
