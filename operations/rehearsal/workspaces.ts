import fs from "node:fs";
import { type Problem, throwProblems } from "../../constructs/core/errors";
import { readManifest, type StackEntry } from "../manifest";
import { LARGE_TYPES } from "./schema/overrides";
import { type Role, type TypeReference } from "./schema/types";

/** A stack with the workspace that was synthesized for it. */
export interface Workspace extends StackEntry {
  /** The parsed Terraform JSON. */
  readonly config: WorkspaceConfig;
}

/** As much of a workspace's Terraform JSON as a rehearsal reads. */
export interface WorkspaceConfig {
  /** Resources by type and id. */
  readonly resource?: Blocks;
  /** Data sources by type and id. */
  readonly data?: Blocks;
  /** Ephemeral resources by type and id. */
  readonly ephemeral?: Blocks;
  /** Provider configurations by local name. */
  readonly provider?: Readonly<Record<string, unknown>>;
  /** Settings of Terraform itself. */
  readonly terraform?: {
    readonly backend?: { readonly s3?: S3Backend };
    readonly required_providers?: Readonly<Record<string, { readonly source?: string }>>;
  };
}

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Where a workspace keeps its state. */
export interface S3Backend {
  /** The bucket of the state. */
  readonly bucket: string;
  /** The object in it. */
  readonly key: string;
  /** The Region of both. */
  readonly region?: string;
  /** The table of locks. */
  readonly dynamodb_table?: string;
  /** The account that may be worked in. */
  readonly allowed_account_ids?: readonly string[];
}

/** Every workspace of an output folder, each after those that it depends on. */
export function readWorkspaces(outdir: string): readonly Workspace[] {
  return readManifest(outdir).map((entry) => ({
    ...entry,
    config: JSON.parse(fs.readFileSync(entry.workspaceFile, "utf8")) as WorkspaceConfig,
  }));
}

/**
 * The chosen workspaces together with everything that they depend on; all of them when none is named.
 *
 * @throws ProblemsError when a stack is named that was not synthesized
 */
export function selectWorkspaces(
  workspaces: readonly Workspace[],
  names: readonly string[],
): readonly Workspace[] {
  const byName = new Map(workspaces.map((workspace) => [workspace.name, workspace]));
  throwProblems(
    names
      .filter((name) => !byName.has(name))
      .map((name): Problem => ({
        path: "stacks",
        rule: "must be stacks of the chosen system and environment",
        got: name,
        fix: `choose of ${[...byName.keys()].join(", ")}`,
      })),
  );
  if (names.length === 0) {
    return workspaces;
  }
  const wanted = new Set<string>();
  const want = (name: string): void => {
    wanted.add(name);
    byName.get(name)?.dependencies.forEach(want);
  };
  names.forEach(want);
  return workspaces.filter(({ name }) => wanted.has(name));
}

const ROLES: readonly Role[] = ["resource", "data", "ephemeral"];

/** The types in use by provider; the providers come from the prefix, as Terraform itself infers them. */
export function typesInUse(
  workspaces: readonly Workspace[],
): Readonly<Record<string, readonly TypeReference[]>> {
  const found = new Map<string, Map<string, TypeReference>>();
  for (const { config } of workspaces) {
    for (const provider of Object.keys(config.provider ?? {})) {
      entryOf(found, provider);
    }
    for (const role of ROLES) {
      for (const [type, blocks] of Object.entries(config[role] ?? {})) {
        const known = entryOf(found, type.split("_")[0] ?? type);
        const key = `${role}:${type}`;
        const names = LARGE_TYPES.has(type)
          ? { names: [...namesIn(blocks), ...(known.get(key)?.names ?? [])] }
          : {};
        known.set(key, { role, type, ...names });
      }
    }
  }
  // `terraform_data` and remote states belong to a provider inside Terraform.
  found.delete("terraform");
  return Object.fromEntries([...found].map(([provider, types]) => [provider, [...types.values()]]));
}

function namesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...new Set([...own, ...Object.values(value).flatMap(namesIn)])];
}

function entryOf(
  found: Map<string, Map<string, TypeReference>>,
  provider: string,
): Map<string, TypeReference> {
  const entry = found.get(provider) ?? new Map<string, TypeReference>();
  found.set(provider, entry);
  return entry;
}

/** How many resources a workspace declares, before `count` and `for_each`. */
export function declaredResources({ config }: Workspace): number {
  return Object.values(config.resource ?? {}).reduce(
    (sum, resources) => sum + Object.keys(resources).length,
    0,
  );
}
