import { App } from "cdktf";
import { githubProvider } from "../constructs/identity/github-rules";
import { GithubStack } from "../stacks/github-stack";
import { StateStack } from "../stacks/state-stack";
import { makesItsState } from "./environment";
import { noteChoices } from "./decision-notes";
import type { Selection } from "./selection";
import type { System } from "./system";
import { type ValidConfig, validConfigs } from "./validation";

/** What a build needs beside the selection. */
export interface BuildOptions {
  /** Folder into which the app will synthesize. It is made when the configs are valid, and not before. */
  readonly outdir: string;
  /** The process's environment, of which the account ids are read. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/**
 * Builds the stacks of the selected environments in one app, after all of the system's values are found valid.
 *
 * @throws ProblemsError with everything that is wrong with the values
 */
export function build({ system, environments }: Selection, { outdir, variables }: BuildOptions): App {
  const configs = validConfigs(system, variables);
  // Stack traces would put absolute paths into the manifest and cost a third of the synthesis.
  const app = new App({ outdir, stackTraces: false });
  for (const name of environments) {
    const valid = configs[name];
    if (valid) {
      composeEnvironment(app, system, valid);
    }
  }
  return app;
}

/** Builds all stacks of one environment: where its state lies, who may deploy it, and the system's own layers. */
export function composeEnvironment(app: App, system: System, { environment, config }: ValidConfig): void {
  const ownsState = makesItsState(environment.system, environment.name, config.environment);
  if (ownsState) {
    new StateStack(app, { environment });
  }
  if (config.github) {
    new GithubStack(app, {
      environment,
      github: config.github,
      provider: githubProvider(config.github, environment, ownsState),
    });
  }
  system.compose(app, environment, config);
  noteChoices(app, environment, system.decisions?.(config) ?? []);
}
