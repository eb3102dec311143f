import fs from "node:fs";
import path from "node:path";
import { type Problem, throwProblems } from "../../constructs/core/errors";
import { readManifest, type StackEntry } from "../manifest";

/** The parsed Terraform JSON of a stack, as far as delivery reads it. */
export type WorkspaceJson = Readonly<Record<string, unknown>>;

/** A stack as it was synthesized: where it belongs and what Terraform reads. */
export interface SynthesizedStack extends StackEntry {
  /** The system, from the place of the state: `serverless-web`. */
  readonly system: string;
  /** The environment: `dev`. */
  readonly environment: string;
  /** The layer: `network`. */
  readonly layer: string;
  /** The Terraform JSON. */
  readonly json: WorkspaceJson;
  /** Where it keeps its state, as one comparable text. */
  readonly stateId: string;
  /** Content of what else Terraform reads in its folder, by path below the folder: assets. */
  readonly files: ReadonlyMap<string, string>;
}

const STATE_KEY = /^([^/]+)\/([^/]+)\/([^/]+)\/terraform\.tfstate$/;
/** What Terraform and cdktf leave beside a workspace; it is no part of it. */
const LEFT_BY_TERRAFORM =
  /^(\.terraform.*|plan|.*\.tfplan.*|.*\.tfstate.*|terraform\..*\.tfstate|crash.*\.log|\.gitignore)$/;

/**
 * The stacks of an output folder, each after those that it depends on.
 *
 * @throws ProblemsError when there is no manifest, or when it names stacks whose workspace is not there
 */
export function readStacks(outdir: string): readonly SynthesizedStack[] {
  const entries = readManifest(outdir);
  throwProblems(
    entries
      .filter(({ workspaceFile }) => !fs.existsSync(workspaceFile))
      .map(({ name, workspaceFile }): Problem => ({
        path: workspaceFile,
        rule: `must exist, as the manifest names the stack ${name}`,
        got: undefined,
        fix: "synthesize again with npm run synth",
      })),
  );
  return entries.map(readStack);
}

function readStack(entry: StackEntry): SynthesizedStack {
  const json = parse(entry.workspaceFile);
  const backend = (json["terraform"] as { backend?: Readonly<Record<string, unknown>> } | undefined)?.backend;
  const [kind = "local", settings = {}] = Object.entries(backend ?? {})[0] ?? [];
  const { key = "" } = settings as { readonly key?: string };
  const [, system = "unnamed", environment = afterLastDash(entry.name), layer = entry.name] =
    STATE_KEY.exec(key) ?? [];
  return {
    ...entry,
    json,
    system,
    environment,
    layer,
    stateId: stateId(kind, settings),
    files: otherFiles(entry),
  };
}

function parse(file: string): WorkspaceJson {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as WorkspaceJson;
  } catch (error) {
    throwProblems([
      {
        path: file,
        rule: "must be the JSON that a synthesis writes",
        got: error instanceof Error ? error.message : error,
        fix: "synthesize again with npm run synth",
      },
    ]);
    throw error;
  }
}

function afterLastDash(name: string): string {
  return name.slice(name.lastIndexOf("-") + 1);
}

/** One text for the place of a state, whether its own workspace or a consumer's names it. */
export function stateId(backend: string, settings: unknown): string {
  const { bucket, key, path: file } = settings as Readonly<Record<string, string | undefined>>;
  return [backend, bucket ?? "", key ?? file ?? ""].join(":");
}

function otherFiles({ workspace, workspaceFile }: StackEntry): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const visit = (folder: string): void => {
    for (const item of fs.readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, item.name);
      if (LEFT_BY_TERRAFORM.test(item.name) || file === workspaceFile) {
        continue;
      }
      if (item.isDirectory()) {
        visit(file);
      } else {
        files.set(path.relative(workspace, file), fs.readFileSync(file, "base64"));
      }
    }
  };
  visit(workspace);
  return files;
}

/**
 * The named stacks in the order of deployment; all when none is named.
 *
 * @throws ProblemsError when a name is not among them
 */
export function chooseStacks<S extends { readonly name: string }>(
  stacks: readonly S[],
  names: readonly string[],
): readonly S[] {
  throwProblems(
    names
      .filter((name) => !stacks.some((stack) => stack.name === name))
      .map((name): Problem => ({
        path: "stacks",
        rule: "must be stacks of the synthesized output",
        got: name,
        fix: `choose of ${stacks.map((stack) => stack.name).join(", ") || "none: nothing was synthesized"}`,
      })),
  );
  return names.length === 0 ? stacks : stacks.filter(({ name }) => names.includes(name));
}
