import fs from "node:fs";
import path from "node:path";
import { refuse } from "../constructs/core/errors";

/** One stack of a synthesized output folder. */
export interface StackEntry {
  /** Stack id, as `cdktf deploy` takes it: `network-prod`. */
  readonly name: string;
  /** Names of the stacks that must be deployed before it. */
  readonly dependencies: readonly string[];
  /** Folder of its Terraform workspace. */
  readonly workspace: string;
  /** The Terraform JSON in that folder. */
  readonly workspaceFile: string;
}

interface ManifestFile {
  readonly stacks: Readonly<
    Record<
      string,
      {
        readonly dependencies: readonly string[];
        readonly workingDirectory: string;
        readonly synthesizedStackPath: string;
      }
    >
  >;
}

/**
 * The stacks of an output folder, each after those that it depends on and otherwise by name.
 *
 * @throws ProblemsError when the folder holds no manifest
 */
export function readManifest(outdir: string): readonly StackEntry[] {
  const file = path.join(outdir, "manifest.json");
  if (!fs.existsSync(file)) {
    refuse({ path: file, rule: "must exist", got: undefined, fix: "run npm run synth first" });
  }
  const { stacks } = JSON.parse(fs.readFileSync(file, "utf8")) as ManifestFile;
  const entries = new Map(
    Object.entries(stacks).map(([name, { dependencies, workingDirectory, synthesizedStackPath }]) => [
      name,
      {
        name,
        dependencies,
        workspace: path.join(outdir, workingDirectory),
        workspaceFile: path.join(outdir, synthesizedStackPath),
      },
    ]),
  );
  return inDependencyOrder(entries);
}

/** cdktf refuses circular dependencies, so every walk ends. */
function inDependencyOrder(entries: ReadonlyMap<string, StackEntry>): readonly StackEntry[] {
  const ordered = new Set<StackEntry>();
  const visit = (name: string): void => {
    const entry = entries.get(name);
    if (entry && !ordered.has(entry)) {
      [...entry.dependencies].sort().forEach(visit);
      ordered.add(entry);
    }
  };
  [...entries.keys()].sort().forEach(visit);
  return [...ordered];
}
