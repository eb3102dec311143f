import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { withoutCreationStacks } from "../../constructs/core/creation-stacks";
import { collectingEvaluations, type StackEvaluation } from "../../guardrails/attach";
import { loadSystem, type SystemId } from "../../systems/registry";
import { writeWorkspaces } from "../../systems/workspaces";

/** What the guard rails say of one system. */
export interface SystemEvaluation {
  /** Id of the system. */
  readonly system: string;
  /** What they say of each of its stacks. */
  readonly stacks: readonly StackEvaluation[];
}

/**
 * Synthesizes systems with all their environments and holds every stack against the guard rails, without failing at
 * the first and without touching the output folder.
 *
 * @param variables - the process's environment, of which account ids are read
 * @throws ProblemsError when a system's values are refused
 */
export async function evaluateSystems(
  ids: readonly SystemId[],
  variables: Readonly<Record<string, string | undefined>>,
): Promise<readonly SystemEvaluation[]> {
  const evaluations: SystemEvaluation[] = [];
  for (const id of ids) {
    const system = await loadSystem(id);
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "strata-guardrails-"));
    try {
      const stacks = collectingEvaluations(() => {
        withoutCreationStacks(() => {
          writeWorkspaces({ system, environments: Object.keys(system.environments) }, { outdir, variables });
        });
      });
      evaluations.push({ system: id, stacks });
    } finally {
      fs.rmSync(outdir, { recursive: true, force: true });
    }
  }
  return evaluations;
}
