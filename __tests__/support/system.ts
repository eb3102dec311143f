import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { withoutCreationStacks } from "../../constructs/core/creation-stacks";
import { build } from "../../systems/build";
import { select } from "../../systems/selection";
import { Workspace } from "./synthesis";

/** The workspaces of a system as the repository configures it, by stack id. */
export async function synthesizeSystem(system: string): Promise<Readonly<Record<string, Workspace>>> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "strata-system-"));
  try {
    const selection = await select({ SYSTEM: system });
    withoutCreationStacks(() => {
      build(selection, { outdir, variables: {} }).synth();
    });
    const stacks = path.join(outdir, "stacks");
    return Object.fromEntries(
      fs.readdirSync(stacks).map((id) => {
        const json = fs.readFileSync(path.join(stacks, id, "cdk.tf.json"), "utf8");
        return [id, new Workspace(JSON.parse(json) as Workspace["json"])];
      }),
    );
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}
