import { refuse } from "../constructs/core/errors";
import { loadSystem, SYSTEM_IDS, type SystemId } from "./registry";
import type { System } from "./system";

/** The system that is built when nothing is said. */
export const DEFAULT_SYSTEM: SystemId = "serverless-web";

/** What is to be built. */
export interface Selection {
  /** The system. */
  readonly system: System;
  /** Names of its environments, in the system's order. */
  readonly environments: readonly string[];
}

/**
 * Reads `SYSTEM` and `ENVIRONMENTS`.
 *
 * @throws ProblemsError when either names something that does not exist; the message lists what does
 */
export async function select(variables: Readonly<Record<string, string | undefined>>): Promise<Selection> {
  const system = await loadSystem(systemId(variables["SYSTEM"]));
  return { system, environments: environmentNames(system, variables["ENVIRONMENTS"]) };
}

function systemId(wanted: string | undefined): SystemId {
  if (!wanted) {
    return DEFAULT_SYSTEM;
  }
  return (
    SYSTEM_IDS.find((id) => id === wanted) ??
    refuse({
      path: "SYSTEM",
      rule: "must be a system of this project",
      got: wanted,
      fix: `choose one of ${SYSTEM_IDS.join(", ")}`,
    })
  );
}

function environmentNames(system: System, wanted: string | undefined): readonly string[] {
  const known = Object.keys(system.environments);
  const names = (wanted ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length === 0) {
    return known;
  }
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    refuse({
      path: "ENVIRONMENTS",
      rule: `must name environments of ${system.id}`,
      got: unknown.join(", "),
      fix: `choose among ${known.join(", ")}`,
    });
  }
  return known.filter((name) => names.includes(name));
}
