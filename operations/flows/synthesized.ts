import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { withoutCreationStacks } from "../../constructs/core/creation-stacks";
import { loadSystem, type SystemId } from "../../systems/registry";
import { writeWorkspaces } from "../../systems/workspaces";
import { type Documents, readDocuments } from "./documents";

/** The workspaces of environments, by name, as the code makes them now, without touching the output folder. */
export async function synthesizedDocuments(
  id: SystemId,
  environments: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Readonly<Record<string, Documents>>> {
  const system = await loadSystem(id);
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "strata-flows-"));
  try {
    withoutCreationStacks(() => {
      writeWorkspaces({ system, environments }, { outdir, variables });
    });
    return Object.fromEntries(
      environments.map((environment) => [environment, readDocuments(outdir, id, environment)]),
    );
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}
