import fs from "node:fs";
import { App, Manifest } from "cdktf";
import { type Problem, refuse } from "../constructs/core/errors";
import { forgettingTokens } from "../constructs/core/token-memory";
import { evaluatingEnvironment, problemsOfAll, untoldOfAll } from "../guardrails/attach";
import { foreignReference } from "../stacks/workspace-stack";
import { type BuildOptions, composeEnvironment } from "./build";
import type { Selection } from "./selection";
import type { System } from "./system";
import { type ValidConfig, validConfigs } from "./validation";

type Stacks = Manifest["stacks"];

/** What the guard rails say of workspaces that were written. */
export interface Held {
  /** What they find; what was written is not to be used unless that is nothing. */
  readonly problems: readonly Problem[];
  /** Number of findings that one cannot tell before Terraform runs. */
  readonly cannotTell: number;
}

/**
 * Writes the workspaces of the selected environments and their manifest, as one app of all of them would.
 *
 * Each environment is an app of its own, which is let go when it is written, so that a hundred environments need hardly
 * more memory than one. Environments therefore hand each other values of their configs only.
 *
 * @returns what the guard rails say of all of them
 * @throws ProblemsError with everything that is wrong with the values, before anything is written
 */
export function writeWorkspaces(
  { system, environments }: Selection,
  { outdir, variables }: BuildOptions,
): Held {
  const configs = validConfigs(system, variables);
  makeFolder(outdir);
  const whole: Stacks = {};
  let version = "";
  const problems: Problem[] = [];
  let cannotTell = 0;
  for (const name of environments) {
    const valid = configs[name];
    if (valid) {
      const evaluations = evaluatingEnvironment(() => {
        const { manifest } = forgettingTokens(() => synthesized(system, valid, outdir));
        ({ version } = manifest);
        addStacks(whole, manifest.stacks, valid);
      });
      problems.push(...problemsOfAll(evaluations));
      cannotTell += untoldOfAll(evaluations).length;
    }
  }
  const manifest = new Manifest(version, outdir, false);
  Object.assign(manifest.stacks, whole);
  manifest.writeToFile();
  return { problems, cannotTell };
}

function synthesized(system: System, valid: ValidConfig, outdir: string): App {
  // Stack traces would put absolute paths into the manifest and cost a third of the synthesis.
  const app = new App({ outdir, stackTraces: false });
  try {
    composeEnvironment(app, system, valid);
    app.synth();
  } catch (error) {
    if (error instanceof Error && error.message.includes(FORGOTTEN_TOKEN)) {
      refuse(foreignReference(`${system.id}.${valid.environment.name}`, "a value of one that is written"));
    }
    throw error;
  }
  return app;
}

// How cdktf answers a token that it does not know, or no longer.
const FORGOTTEN_TOKEN = "Unrecognized Token Key";

function addStacks(whole: Stacks, stacks: Stacks, { environment }: ValidConfig): void {
  for (const [id, stack] of Object.entries(stacks)) {
    if (id in whole) {
      refuse({
        path: `${environment.system}.${environment.name}`,
        rule: `has a stack ${id} that no other environment has`,
        got: "a second one",
        fix: "rename the layer or the environment",
      });
    }
    whole[id] = stack;
  }
}

function makeFolder(outdir: string): void {
  try {
    fs.mkdirSync(outdir, { recursive: true });
  } catch (error) {
    refuse({
      path: "CDKTF_OUTDIR",
      rule: "must lie where folders can be made",
      got: (error as Error).message,
      fix: "choose another folder",
    });
  }
}
