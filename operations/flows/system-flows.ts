import { refuse } from "../../constructs/core/errors";
import type { Flow } from "../../systems/flows";
import { loadSystem, SYSTEM_IDS, type SystemId } from "../../systems/registry";
import { validConfigs } from "../../systems/validation";

/** The flows that a system states. */
export interface SystemFlows {
  /** Id of the system. */
  readonly id: SystemId;
  /** Its environments in the order of promotion. */
  readonly environments: readonly string[];
  /** The flows of one of them. */
  readonly flowsOf: (environment: string) => readonly Flow[];
  /** Titles of boxes that environments share, where they are drawn together. */
  readonly drawnTogether: Readonly<Record<string, string>> | undefined;
}

/** @throws ProblemsError when there is no such system */
export function systemId(name: string): SystemId {
  return (
    SYSTEM_IDS.find((id) => id === name) ??
    refuse({
      path: "system",
      rule: "must be a system of this project",
      got: name,
      fix: `choose one of ${SYSTEM_IDS.join(", ")}`,
    })
  );
}

/**
 * Reads what a system states of its flows.
 *
 * @throws ProblemsError when it states none, or its values are refused
 */
export async function systemFlows(
  id: SystemId,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<SystemFlows> {
  const system = await loadSystem(id);
  const { flows } = system;
  if (!flows) {
    return refuse({
      path: id,
      rule: "must state its flows",
      got: undefined,
      fix: `write systems/${id}/flows.ts and name it in system.ts`,
    });
  }
  const configs = validConfigs(system, variables);
  return {
    id,
    drawnTogether: system.drawnTogether,
    environments: Object.keys(configs),
    flowsOf: (environment) => {
      const valid = configs[environment];
      return valid
        ? flows(valid.config, valid.environment)
        : refuse({
            path: "environment",
            rule: `must be an environment of ${id}`,
            got: environment,
            fix: `choose one of ${Object.keys(configs).join(", ")}`,
          });
    },
  };
}
