import fs from "node:fs";
import path from "node:path";
import { refuse } from "../constructs/core/errors";

/**
 * Layers on which all others of an environment stand, in their order: where the state lies, then the roles of GitHub
 * Actions with the boundary that every role of the environment is given by its ARN. No reference leads to them, so
 * neither cdktf nor Terraform knows that they come first.
 */
export const FOUNDATION: readonly string[] = ["state", "github"];

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
 * The stacks of an output folder, each after those that it depends on and otherwise by name. Every layer of an
 * environment depends on its {@link FOUNDATION}.
 *
 * @throws ProblemsError when the folder holds no manifest
 */
export function readManifest(outdir: string): readonly StackEntry[] {
  const file = path.join(outdir, "manifest.json");
  if (!fs.existsSync(file)) {
    refuse({ path: file, rule: "must exist", got: undefined, fix: "run npm run synth first" });
  }
  const { stacks } = JSON.parse(fs.readFileSync(file, "utf8")) as ManifestFile;
  const names = Object.keys(stacks);
  const entries = new Map(
    Object.entries(stacks).map(([name, { dependencies, workingDirectory, synthesizedStackPath }]) => [
      name,
      {
        name,
        dependencies: [...new Set([...foundationOf(name, names), ...dependencies])],
        workspace: path.join(outdir, workingDirectory),
        workspaceFile: path.join(outdir, synthesizedStackPath),
      },
    ]),
  );
  return inDependencyOrder(entries);
}

/** The stacks of the same environment that {@link FOUNDATION} puts before a stack. */
function foundationOf(name: string, names: readonly string[]): readonly string[] {
  const rank = FOUNDATION.findIndex((layer) => name.startsWith(`${layer}-`));
  return FOUNDATION.slice(0, rank < 0 ? undefined : rank).flatMap((layer) =>
    names.filter((other) => other.startsWith(`${layer}-`) && name.endsWith(other.slice(layer.length))),
  );
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
