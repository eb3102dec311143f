import fs from "node:fs";
import path from "node:path";
import { Manifest } from "cdktf";
import { withoutCreationStacks } from "../constructs/core/creation-stacks";
import { throwProblems } from "../constructs/core/errors";
import { select, type Selection } from "./selection";
import { writeWorkspaces } from "./workspaces";

const DEFAULT_OUTDIR = "cdktf.out";
const WORKSPACE_FILE = "cdk.tf.json";

/** A finished synthesis. */
export interface Synthesis {
  /** What was built. */
  readonly selection: Selection;
  /** Folder that holds manifest and workspaces. */
  readonly outdir: string;
  /** Number of findings of the guard rails that one cannot tell before Terraform runs. */
  readonly cannotTell: number;
}

/**
 * Builds what the environment variables select and writes it to the output folder, whole or not at all: everything is
 * written beside first, so that an error leaves the last good output as it was.
 *
 * @param variables - the process's environment: `SYSTEM`, `ENVIRONMENTS`, `STRATA_ACCOUNT_…`, `CDKTF_OUTDIR`
 * @throws ProblemsError when the selection or a value is refused, or a workspace breaks a guard rail
 */
export async function synthesize(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Synthesis> {
  const selection = await select(variables);
  const outdir = variables["CDKTF_OUTDIR"] ?? DEFAULT_OUTDIR;
  const partial = `${outdir}.partial-${process.pid}`;
  let cannotTell = 0;
  try {
    withoutCreationStacks(() => {
      const held = writeWorkspaces(selection, { outdir: partial, variables });
      throwProblems(held.problems);
      ({ cannotTell } = held);
    });
    publish(partial, outdir);
  } finally {
    fs.rmSync(partial, { recursive: true, force: true });
  }
  return { selection, outdir, cannotTell };
}

/**
 * Moves the files of a finished synthesis into place, the manifest last. Beside the workspaces lie files of
 * Terraform's own, which stay; workspaces that the new manifest does not know are removed, so that nobody plans them.
 */
function publish(partial: string, outdir: string): void {
  const fresh = path.join(partial, Manifest.stacksFolder);
  const target = path.join(outdir, Manifest.stacksFolder);
  const stacks = fs.readdirSync(fresh);
  for (const stack of stacks) {
    fs.mkdirSync(path.join(target, stack), { recursive: true });
    for (const file of fs.readdirSync(path.join(fresh, stack))) {
      fs.renameSync(path.join(fresh, stack, file), path.join(target, stack, file));
    }
  }
  for (const old of fs.readdirSync(target).filter((stack) => !stacks.includes(stack))) {
    fs.rmSync(path.join(target, old, WORKSPACE_FILE), { force: true });
  }
  fs.renameSync(path.join(partial, Manifest.fileName), path.join(outdir, Manifest.fileName));
}
