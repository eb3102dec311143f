import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { Command } from "commander";
import { refuse } from "../../constructs/core/errors";
import { destroyGate, deployGate } from "../../constructs/identity/github-names";
import { loadSystem, SYSTEM_IDS } from "../../systems/registry";
import { select } from "../../systems/selection";
import { validConfigs } from "../../systems/validation";
import { readManifest } from "../manifest";
import { accountLines } from "./accounts";
import { confirmDestroy, destroyOrder } from "./destroy";
import { githubApi } from "./github-api";
import { lastDeployed, reviewOf } from "./history";
import { type AffectedStack, BY_HAND, layerOf, planTargets, promotionOf } from "./targets";

type Variables = Readonly<Record<string, string | undefined>>;

/** Where the command's lines go. */
export interface Output {
  /** Takes each line of the result, `name=value`, as GitHub Actions read outputs and variables. */
  readonly print: (line: string) => void;
  /** Takes what people should know. */
  readonly notice: (line: string) => void;
}

interface EnvironmentFlags {
  readonly system: string;
  readonly environment: string;
}

/**
 * The command line of what the workflows ask of the registry. Each step prints `name=value` lines for `GITHUB_OUTPUT`
 * or `GITHUB_ENV`, so that the workflows name no system and no environment.
 *
 * @param variables - the process's environment
 */
export function workflowCommand(variables: Variables, output: Output): Command {
  const command = new Command("workflow").description(
    "Answers what the workflows of GitHub Actions ask of the registry.",
  );
  command
    .command("accounts")
    .description("Accounts among the repository's variables (VARIABLES, as JSON): lines for GITHUB_ENV.")
    .action(async () => {
      accountLines(variables["VARIABLES"], await systems()).forEach(output.print);
    });
  command
    .command("systems")
    .description("Ids of all systems, one a line.")
    .action(() => {
      SYSTEM_IDS.forEach(output.print);
    });
  command
    .command("targets")
    .description("Where and as whom the jobs work: lines for GITHUB_OUTPUT.")
    .option("--affected <file>", "what `affected --json` wrote, for the matrix of plans")
    .action(async ({ affected }: { readonly affected?: string }) => {
      await printTargets(affected, variables, output);
    });
  forEnvironment(command.command("base"))
    .description("The commit that an environment was last deployed from: a line for GITHUB_OUTPUT.")
    .action(async ({ system, environment }: EnvironmentFlags) => {
      const named = { system, name: environment };
      const commit = await lastDeployed(githubApi(variables), deployGate(named), destroyGate(named));
      output.print(`commit=${commit === undefined ? "" : ancestor(commit)}`);
    });
  forEnvironment(command.command("deployable"))
    .description("The affected stacks of an environment that workflows deploy: a line for GITHUB_OUTPUT.")
    .requiredOption("--affected <file>", "what `affected --json` wrote")
    .action((flags: EnvironmentFlags & { readonly affected: string }) => {
      printDeployable(flags, output);
    });
  command
    .command("review")
    .description("The pull request of a commit and the run that planned it: lines for GITHUB_OUTPUT.")
    .requiredOption("--commit <sha>", "the commit on the deployed branch")
    .action(async ({ commit }: { readonly commit: string }) => {
      const review = await reviewOf(githubApi(variables), commit, "pull-request.yml");
      output.print(`pull-request=${review?.pullRequest ?? ""}`);
      output.print(`run-id=${review?.runId ?? ""}`);
    });
  forEnvironment(command.command("destroy-plan"))
    .description("Checks a destruction and prints where and in what order: lines for GITHUB_OUTPUT.")
    .requiredOption("--typed <text>", "what was typed as confirmation")
    .option("--out <folder>", "synthesized output", "cdktf.out")
    .action(async (flags: EnvironmentFlags & { readonly typed: string; readonly out: string }) => {
      await printDestruction(flags, variables, output);
    });
  return command;
}

function forEnvironment(command: Command): Command {
  return command
    .requiredOption("--system <id>", "the system")
    .requiredOption("--environment <name>", "its environment");
}

async function printTargets(
  affectedFile: string | undefined,
  variables: Variables,
  { print, notice }: Output,
): Promise<void> {
  const all = await systems();
  const promotions = all.map((system) => promotionOf(system, variables));
  for (const { system, unconnected } of promotions.filter(({ unconnected: some }) => some.length > 0)) {
    notice(`${system}: GitHub Actions do not reach ${unconnected.join(", ")}, its config has no github`);
  }
  const reached = promotions.filter(({ environments }) => environments.length > 0);
  print(
    `promotions=${JSON.stringify(reached.map(({ system, environments }) => ({ system, environments })))}`,
  );
  print(`environments=${JSON.stringify({ include: reached.flatMap(({ environments }) => environments) })}`);
  if (affectedFile !== undefined) {
    const stacks = readAffected(affectedFile);
    const plans = all.flatMap((system) => planTargets(system, stacks, variables));
    print(`plans=${JSON.stringify({ include: plans })}`);
    print(`plan-count=${plans.length}`);
  }
}

function printDeployable(
  { system, environment, affected }: EnvironmentFlags & { readonly affected: string },
  { print, notice }: Output,
): void {
  const stacks = readAffected(affected)
    .filter((entry) => entry.system === system && entry.environment === environment)
    .map(({ stack }) => stack);
  const byHand = stacks.filter((stack) => BY_HAND.includes(layerOf(stack, environment)));
  if (byHand.length > 0) {
    notice(`${system}: ${byHand.join(", ")} changed and is deployed by hand, see docs/operations/github.md`);
  }
  print(`stacks=${stacks.filter((stack) => !byHand.includes(stack)).join(" ")}`);
}

async function printDestruction(
  flags: EnvironmentFlags & { readonly typed: string; readonly out: string },
  variables: Variables,
  { print }: Output,
): Promise<void> {
  const { system, environments } = await select({
    SYSTEM: flags.system,
    ENVIRONMENTS: flags.environment,
  });
  const [name] = environments;
  const valid = name === undefined ? undefined : validConfigs(system, variables)[name];
  if (valid === undefined || environments.length !== 1) {
    refuse({
      path: "--environment",
      rule: "must be one environment",
      got: flags.environment,
      fix: "name exactly one",
    });
  }
  confirmDestroy(valid.environment, flags.typed);
  const target = promotionOf(system, variables).environments.find(({ environment }) => environment === name);
  if (!target) {
    refuse({
      path: `${system.id}.${flags.environment}.github`,
      rule: "must say how GitHub Actions reach the environment",
      got: undefined,
      fix: "destroy it from a laptop, or add github to its config",
    });
  }
  print(`target=${JSON.stringify(target)}`);
  print(`stacks=${destroyOrder(readManifest(flags.out), target.environment).join(" ")}`);
}

function readAffected(file: string): readonly AffectedStack[] {
  const { matrix } = JSON.parse(fs.readFileSync(file, "utf8")) as {
    readonly matrix: { readonly include: readonly AffectedStack[] };
  };
  return matrix.include;
}

async function systems(): Promise<readonly Awaited<ReturnType<typeof loadSystem>>[]> {
  return Promise.all(SYSTEM_IDS.map(loadSystem));
}

/** An older run that is started again must not put back what a newer one has deployed. */
function ancestor(commit: string): string {
  try {
    execFileSync("git", ["merge-base", "--is-ancestor", commit, "HEAD"], { stdio: "ignore" });
    return commit;
  } catch {
    return refuse({
      path: "HEAD",
      rule: "must come after the commit that is deployed",
      got: `a commit that does not contain ${commit}`,
      fix: "deploy the newest commit; go back by a revert",
    });
  }
}
