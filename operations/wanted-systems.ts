import { refuse } from "../constructs/core/errors";
import { SYSTEM_IDS, type SystemId } from "../systems/registry";

/**
 * The systems that a command is given; all of them when it is given none.
 *
 * @throws ProblemsError when one is not a system of this project
 */
export function wantedSystems(wanted: readonly string[]): readonly SystemId[] {
  return wanted.length === 0
    ? SYSTEM_IDS
    : wanted.map(
        (name) =>
          SYSTEM_IDS.find((id) => id === name) ??
          refuse({
            path: "systems",
            rule: "must be a system of this project",
            got: name,
            fix: `choose among ${SYSTEM_IDS.join(", ")}`,
          }),
      );
}
