import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { withoutCreationStacks } from "../../../constructs/core/creation-stacks";
import { readManifest } from "../../../operations/manifest";
import { build } from "../../../systems/build";
import { environments, type OpenwanConfig } from "../../../systems/openwan/config";
import { openwan } from "../../../systems/openwan/system";
import { forAnyConfig } from "../../../systems/registry";

/** A config made of another. */
export type Change = (config: OpenwanConfig) => OpenwanConfig;

/** What openwan becomes, by stack. */
export interface Synthesis {
  /** The Terraform JSON of each stack. */
  readonly workspaces: Readonly<Record<string, string>>;
  /** The stacks that must be deployed before each. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** Synthesizes openwan with other values of prod. */
export function synthesize(change: Change = (config) => config): Synthesis {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "strata-openwan-"));
  try {
    const system = forAnyConfig({
      ...openwan,
      environments: { dev: environments.dev, prod: change(environments.prod) },
    });
    withoutCreationStacks(() => {
      build({ system, environments: ["prod"] }, { outdir, variables: {} }).synth();
    });
    const stacks = readManifest(outdir);
    return {
      workspaces: Object.fromEntries(
        stacks.map(({ name, workspaceFile }) => [name, fs.readFileSync(workspaceFile, "utf8")]),
      ),
      dependencies: Object.fromEntries(
        stacks.map(({ name, dependencies }) => [name, [...dependencies].sort()]),
      ),
    };
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}
