import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { withoutCreationStacks } from "../../constructs/core/creation-stacks";
import { loadSystem, type SystemId } from "../../systems/registry";
import { validConfigs } from "../../systems/validation";
import { writeWorkspaces } from "../../systems/workspaces";
import { readManifest } from "../manifest";
import type { InventoriedWorkspace } from "./inventory";

/**
 * Synthesizes systems with all their environments, without touching the output folder, and reads what came out.
 *
 * @param variables - the process's environment, of which account ids are read
 * @throws ProblemsError when a system's values are refused
 */
export async function workspacesOf(
  ids: readonly SystemId[],
  variables: Readonly<Record<string, string | undefined>>,
): Promise<readonly InventoriedWorkspace[]> {
  const workspaces: InventoriedWorkspace[] = [];
  for (const id of ids) {
    const system = await loadSystem(id);
    const configs = validConfigs(system, variables);
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "strata-inventory-"));
    try {
      withoutCreationStacks(() => {
        writeWorkspaces({ system, environments: Object.keys(system.environments) }, { outdir, variables });
      });
      for (const { name, workspaceFile } of readManifest(outdir)) {
        const [, environment] = Object.entries(configs).find(([key]) => name.endsWith(`-${key}`)) ?? [];
        workspaces.push({
          system: id,
          account: environment?.environment.account ?? "",
          stackId: name,
          json: JSON.parse(fs.readFileSync(workspaceFile, "utf8")) as InventoriedWorkspace["json"],
        });
      }
    } finally {
      fs.rmSync(outdir, { recursive: true, force: true });
    }
  }
  return workspaces;
}
