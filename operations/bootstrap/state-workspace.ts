import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Environment } from "../../constructs/core/environment";
import { refuse } from "../../constructs/core/errors";
import { build } from "../../systems/build";
import { select } from "../../systems/selection";
import { validConfigs } from "../../systems/validation";
import { readManifest } from "../manifest";
import type { Workspace } from "./workspace";

/** The state stack of an environment, synthesized. */
export interface StateWorkspace {
  /** The environment whose remote state the stack makes. */
  readonly environment: Environment;
  /** Id of the state stack: `state-dev`. */
  readonly stack: string;
  /** Its Terraform JSON. */
  readonly workspace: Workspace;
  /** Id of the stack to deploy next, where the environment has another. */
  readonly next: string | undefined;
}

/**
 * Synthesizes the state stack of an environment, without writing anything that stays.
 *
 * @param system - id of the system; nothing is the default system
 * @param name - name of one environment
 * @param variables - the process's environment, of which the accounts are read
 * @throws ProblemsError when there is no such system or environment, a value is refused, or another environment makes
 *   the bucket
 */
export async function stateWorkspace(
  system: string | undefined,
  name: string,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<StateWorkspace> {
  const selection = await select({ SYSTEM: system });
  if (!selection.environments.includes(name)) {
    refuse({
      path: "environment",
      rule: `must be an environment of ${selection.system.id}`,
      got: name,
      fix: `choose one of ${selection.environments.join(", ")}`,
    });
  }
  const valid = validConfigs(selection.system, variables)[name];
  const stack = `state-${name}`;
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "strata-bootstrap-"));
  try {
    build({ ...selection, environments: [name] }, { outdir, variables }).synth();
    const entries = readManifest(outdir);
    const own = entries.find((entry) => entry.name === stack);
    if (!valid || !own) {
      const maker = valid?.config.environment.state?.createdBy ?? "another environment";
      return refuse({
        path: `${selection.system.id}.${name}.environment.state`,
        rule: "must be made by this environment to be bootstrapped here",
        got: `a bucket that ${maker} makes`,
        fix: `bootstrap ${maker} instead`,
      });
    }
    return {
      environment: valid.environment,
      stack,
      workspace: JSON.parse(fs.readFileSync(own.workspaceFile, "utf8")) as Workspace,
      next: entries.find((entry) => entry.name !== stack)?.name,
    };
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}
