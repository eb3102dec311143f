import fs from "node:fs";
import path from "node:path";
import { withoutCreationStacks } from "../../constructs/core/creation-stacks";
import { StrataError } from "../../constructs/core/errors";
import { collectingEvaluations } from "../../guardrails/attach";
import type { WorkspaceDocument } from "../../guardrails/workspace";
import { loadSystem, SYSTEM_IDS } from "../../systems/registry";
import { writeWorkspaces } from "../../systems/workspaces";
import { temporaryFolder } from "./temporary-folder";

/** A workspace with the place that it has among all. */
export interface PlacedWorkspace {
  /** `<system>/<stack>`: `openwan/edge-dev`. */
  readonly place: string;
  /** What Terraform reads. */
  readonly document: WorkspaceDocument;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Synthesizes all systems with all environments, without touching the output folder. */
export async function synthesizedWorkspaces(variables: Variables): Promise<readonly PlacedWorkspace[]> {
  const workspaces: PlacedWorkspace[] = [];
  for (const id of SYSTEM_IDS) {
    const system = await loadSystem(id);
    await temporaryFolder((outdir) => {
      // What the guard rails find is theirs to report.
      collectingEvaluations(() => {
        withoutCreationStacks(() => {
          writeWorkspaces({ system, environments: Object.keys(system.environments) }, { outdir, variables });
        });
      });
      const stacks = path.join(outdir, "stacks");
      for (const stack of fs.readdirSync(stacks).sort()) {
        workspaces.push(placed(`${id}/${stack}`, path.join(stacks, stack, "cdk.tf.json")));
      }
    });
  }
  return workspaces;
}

/**
 * Reads what `npm run workspaces` wrote: `<folder>/<system>/<environment>/<layer>/cdk.tf.json`.
 *
 * @throws StrataError when there is none
 */
export function exportedWorkspaces(folder: string): readonly PlacedWorkspace[] {
  const workspaces = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "cdk.tf.json")
    .sort()
    .map((file) => {
      const [system = "", environment = "", layer = ""] = file.split(path.sep);
      return placed(`${system}/${layer}-${environment}`, path.join(folder, file));
    });
  if (workspaces.length === 0) {
    throw new StrataError(`${folder}: must hold workspaces; write them with npm run workspaces`);
  }
  return workspaces;
}

function placed(place: string, file: string): PlacedWorkspace {
  return { place, document: JSON.parse(fs.readFileSync(file, "utf8")) as WorkspaceDocument };
}
