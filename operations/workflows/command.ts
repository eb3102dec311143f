import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { Command } from "commander";
import { refuse } from "../../constructs/core/errors";
import { destroyGate, deployGate } from "../../constructs/identity/github-names";
import { loadSystem, SYSTEM_IDS } from "../../systems/registry";
import { select } from "../../systems/selection";
import { validConfigs } from "../../systems/validation";
import type { Affected } from "../delivery/affected/affected";
import { readManifest } from "../manifest";
import { accountLines } from "./accounts";
import { confirmDestroy, destroyOrder } from "./destroy";
import { destroyStacks } from "./destroy-stacks";
import { gateFindings, gatesOf } from "./gates";
import { githubApi } from "./github-api";
import { lastDeployed, type Review, reviewOf } from "./history";
import { type AffectedStack, layerOf, planJobs, planTargets, type Promotion, promotionOf } from "./targets";

/** Merges that one deployment makes up for; beyond that a plan is approved by its fingerprint. */
const MOST_REVIEWS = 30;

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
    .option("--start-system <id>", "deploy one environment that somebody starts: its system", "")
    .option("--start-environment <name>", "its name", "")
    .action(async (flags: TargetFlags) => {
      await printTargets(flags, variables, output);
    });
  command
    .command("gates")
    .description(
      "Compares the repository's GitHub environments with what the systems demand of them; read-only.",
    )
    .action(async () => {
      await compareGates(variables, output);
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
    .action(async (flags: EnvironmentFlags & { readonly affected: string }) => {
      await printDeployable(flags, variables, output);
    });
  command
    .command("reviews")
    .description(
      "The pull requests of what is to be deployed and the runs that planned them: lines for GITHUB_OUTPUT.",
    )
    .option("--base <sha>", "the commit that is deployed; HEAD alone counts when it is left out or empty")
    .action(async ({ base = "" }: { readonly base?: string }) => {
      await printReviews(base, variables, output);
    });
  forEnvironment(command.command("destroy-plan"))
    .description("Checks a destruction and prints where and in what order: lines for GITHUB_OUTPUT.")
    .requiredOption("--typed <text>", "what was typed as confirmation")
    .option("--out <folder>", "synthesized output", "cdktf.out")
    .action(async (flags: EnvironmentFlags & { readonly typed: string; readonly out: string }) => {
      await printDestruction(flags, variables, output);
    });
  command
    .command("destroy")
    .description("Destroys stacks one after another, in the order that destroy-plan printed.")
    .requiredOption("--stacks <ids>", "ids of stacks, separated by spaces")
    .option("--out <folder>", "synthesized output", "cdktf.out")
    .action(async ({ stacks, out }: { readonly stacks: string; readonly out: string }) => {
      await destroyStacks(stacks.split(" ").filter(Boolean), out, variables, output.print);
    });
  return command;
}

function forEnvironment(command: Command): Command {
  return command
    .requiredOption("--system <id>", "the system")
    .requiredOption("--environment <name>", "its environment");
}

interface TargetFlags {
  readonly affected?: string;
  readonly startSystem: string;
  readonly startEnvironment: string;
}

async function printTargets(
  { affected: affectedFile, startSystem, startEnvironment }: TargetFlags,
  variables: Variables,
  { print, notice }: Output,
): Promise<void> {
  const all = await systems();
  const promotions = all.map((system) => promotionOf(system, variables));
  for (const { system, unconnected } of promotions.filter(({ unconnected: some }) => some.length > 0)) {
    notice(`${system}: GitHub Actions do not reach ${unconnected.join(", ")}, its config has no github`);
  }
  const reached = promotions.filter(({ environments }) => environments.length > 0);
  const started =
    startSystem === "" && startEnvironment === ""
      ? reached.map(({ system, onMerge }) => ({ system, environments: onMerge }))
      : [startedByHand(reached, startSystem, startEnvironment)];
  print(`promotions=${JSON.stringify(started.filter(({ environments }) => environments.length > 0))}`);
  print(`environments=${JSON.stringify({ include: reached.flatMap(({ environments }) => environments) })}`);
  if (affectedFile !== undefined) {
    const { stacks } = readAffected(affectedFile);
    const plans = planJobs(all.flatMap((system) => planTargets(system, stacks, variables)));
    print(`plans=${JSON.stringify({ include: plans })}`);
    print(`plan-count=${plans.length}`);
  }
}

/** One environment alone, whichever way it starts otherwise. */
function startedByHand(
  promotions: readonly Promotion[],
  system: string,
  environment: string,
): Pick<Promotion, "system" | "environments"> {
  const target = promotions
    .find((promotion) => promotion.system === system)
    ?.environments.find((each) => each.environment === environment);
  if (!target) {
    refuse({
      path: "--start-system, --start-environment",
      rule: "must be an environment that GitHub Actions reach",
      got: `${system} ${environment}`.trim(),
      fix: `choose one of ${promotions.flatMap((each) => each.environments.map((one) => `${each.system} ${one.environment}`)).join(", ")}`,
    });
  }
  return { system, environments: [target] };
}

/** One line for each gate. It ends with 1 when one lets through what it must not. */
async function compareGates(variables: Variables, { print, notice }: Output): Promise<void> {
  const api = githubApi(variables);
  for (const gate of (await systems()).flatMap((system) => gatesOf(system, variables))) {
    const findings = await gateFindings(api, gate);
    if (findings.length === 0) {
      print(`ok   ${gate.name}`);
    } else {
      notice(`FAIL ${gate.name}: ${findings.join("; ")}; correct it under Settings, Environments`);
      process.exitCode = 1;
    }
  }
}

/** Several merges may wait for one deployment; each was reviewed on its own. */
async function printReviews(base: string, variables: Variables, { print, notice }: Output): Promise<void> {
  const api = githubApi(variables);
  const reviews: Review[] = [];
  for (const commit of commitsSince(base)) {
    const review = await reviewOf(api, commit, "pull-request.yml");
    if (review) {
      reviews.push(review);
    } else {
      notice(
        `${commit.slice(0, 12)} came by no pull request of this repository: nothing of it counts as reviewed`,
      );
    }
  }
  print(`pull-requests=${reviews.map(({ pullRequest }) => pullRequest).join(" ")}`);
  print(`run-ids=${reviews.flatMap(({ runId }) => runId ?? []).join(" ")}`);
}

async function printDeployable(
  { system, environment, affected }: EnvironmentFlags & { readonly affected: string },
  variables: Variables,
  { print, notice }: Output,
): Promise<void> {
  const { system: loaded } = await select({ SYSTEM: system });
  const layers = promotionOf(loaded, variables).byHand[environment] ?? [];
  const { stacks: all, removed } = readAffected(affected);
  const stacks = all
    .filter((entry) => entry.system === system && entry.environment === environment)
    .map(({ stack }) => stack);
  const left = removed.filter((entry) => entry.system === system && isOf(environment, entry.stack));
  if (left.length > 0) {
    notice(
      `${system}: ${left.map(({ stack }) => stack).join(", ")} left the code and what it made stays, see docs/operations/delivery.md`,
    );
  }
  const byHand = stacks.filter((stack) => layers.includes(layerOf(stack, environment)));
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
  const { environments: targets, byHand } = promotionOf(system, variables);
  const target = targets.find(({ environment }) => environment === name);
  if (!target) {
    refuse({
      path: `${system.id}.${flags.environment}.github`,
      rule: "must say how GitHub Actions reach the environment",
      got: undefined,
      fix: "destroy it from a laptop, or add github to its config",
    });
  }
  print(`target=${JSON.stringify(target)}`);
  print(
    `stacks=${destroyOrder(readManifest(flags.out), target.environment, byHand[target.environment] ?? []).join(" ")}`,
  );
}

interface AffectedFile {
  readonly stacks: readonly AffectedStack[];
  readonly removed: readonly { readonly system: string; readonly stack: string }[];
}

function readAffected(file: string): AffectedFile {
  const { matrix, systems: affected } = JSON.parse(fs.readFileSync(file, "utf8")) as Affected;
  return {
    stacks: matrix.include,
    removed: affected.flatMap(({ system, removed }) => removed.map((stack) => ({ system, stack }))),
  };
}

function isOf(environment: string, stack: string): boolean {
  return stack.endsWith(`-${environment}`);
}

async function systems(): Promise<readonly Awaited<ReturnType<typeof loadSystem>>[]> {
  return Promise.all(SYSTEM_IDS.map(loadSystem));
}

/** The commits of the deployed branch after one, newest first; HEAD alone where nothing is deployed. */
function commitsSince(base: string): readonly string[] {
  const range = base === "" ? ["--max-count=1", "HEAD"] : [`--max-count=${MOST_REVIEWS}`, `${base}..HEAD`];
  const listed = execFileSync("git", ["rev-list", "--first-parent", ...range, "--"], { encoding: "utf8" });
  return listed.split("\n").filter((line) => line !== "");
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
