import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { deployThroughCdktf } from "./cdktf";
import { interruption } from "./interruption";
import { keepOpen } from "./keep";
import { synthesizeInto } from "./outdir";
import { type Phase, type PhaseResult, runPhase, type Stage } from "./phases";
import { type Progress, SILENT } from "./progress";
import { EVERY_STACK, type RehearsalProviders, startProviders } from "./providers";
import { inDependencyOrder } from "./schedule";
import { startStates } from "./states";
import { requireTerraform } from "./version";
import {
  declaredResources,
  readWorkspaces,
  selectWorkspaces,
  typesInUse,
  type Workspace,
} from "./workspaces";

/** What to rehearse, and how. */
export interface RehearsalOptions {
  /** @default - the default system */
  readonly system?: string | undefined;
  /** @default - every environment of the system */
  readonly environment?: string | undefined;
  /**
   * Stacks; what they depend on is rehearsed with them.
   *
   * @default - all
   */
  readonly stacks?: readonly string[];
  /**
   * An output folder that was synthesized already, to be rehearsed as it is.
   *
   * @default - the system is synthesized into a temporary folder
   */
  readonly outdir?: string;
  /**
   * Leaves everything standing after the last plan until the process is interrupted, and says how to reach it.
   *
   * @default false
   */
  readonly keep?: boolean;
  /**
   * `"real"` validates and plans against the installed provider and the account that the variables lead to.
   *
   * @default "rehearsed"
   */
  readonly provider?: "rehearsed" | "real";
  /**
   * `"cdktf"` deploys by `cdktf deploy`, as a user would; `"validate"` stops after validating.
   *
   * @default "terraform"
   */
  readonly through?: "terraform" | "cdktf" | "validate";
  /**
   * Is given the text of every stack's state, by stack, when all are deployed and before anything is destroyed.
   *
   * @default - nobody looks at the states
   */
  readonly whenDeployed?: (states: ReadonlyMap<string, string>) => void;
  /** Environment variables of the process. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** @default - nothing is told */
  readonly progress?: Progress;
}

/** How one stack fared. */
export interface StackResult {
  /** The stack's id. */
  readonly name: string;
  /** Resources that it declares. */
  readonly resources: number;
  /** The steps that were reached. */
  readonly phases: readonly PhaseResult[];
  /** Wall time in seconds. */
  readonly seconds: number;
}

/** How a rehearsal went. */
export interface Rehearsal {
  /** Whether every step of every stack went well. */
  readonly ok: boolean;
  /** What answered for the providers. */
  readonly provider: "rehearsed" | "real";
  /** The stacks in order of deployment. */
  readonly stacks: readonly StackResult[];
  /** Wall time in seconds. */
  readonly seconds: number;
  /** Peak memory of the stand-in providers; undefined where there were none or the system does not tell. */
  readonly peakMebibytes?: number;
}

/**
 * Rehearses a system: the real Terraform validates, plans, applies, plans again and destroys every stack against
 * embedded state servers and stand-in providers.
 *
 * Whatever happens, no process, port, temporary folder or lock stays behind.
 *
 * @throws ProblemsError for an unknown system, environment or stack, or when Terraform is missing or too old
 * @throws StrataError when it was interrupted
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const { stacks = [], provider = "rehearsed", progress = SILENT } = options;
  const start = performance.now();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-rehearsal-"));
  const undo: Undo = [
    () => {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  ];
  const interrupted = interruption();
  undo.push(interrupted.release);
  try {
    const variables = provider === "real" ? options.variables : withoutForeign(options.variables);
    await requireTerraform(folder, variables);
    const workspaces = selectWorkspaces(readWorkspaces(await synthesized(options, folder)), stacks);
    interrupted.check();
    const { environmentOf, providers, readStates } =
      provider === "real" ? REAL : await standIns(workspaces, options.through === "cdktf", undo);
    const stages = workspaces.map((workspace): Stage => ({
      workspace,
      variables: { ...variables, ...environmentOf(workspace) },
    }));
    const results = new Map(stages.map(({ workspace: { name } }) => [name, [] as PhaseResult[]]));
    const step = async (stage: Stage, phase: Phase): Promise<boolean> => {
      interrupted.check();
      progress.begin(stage.workspace.name, phase);
      const result = await runPhase(phase, stage);
      results.get(stage.workspace.name)?.push(result);
      progress.end(stage.workspace.name, result);
      return result.ok;
    };
    const ok = await allActs(options, stages, step, results, readStates);
    if (ok && options.keep === true) {
      progress.say(keepOpen(folder, stages));
      await interrupted.wait();
    }
    const peak = providers?.peakMebibytes();
    return {
      ok,
      provider,
      stacks: stages.map(({ workspace }) => stackResult(workspace, results.get(workspace.name) ?? [])),
      seconds: (performance.now() - start) / 1000,
      ...(peak !== undefined && { peakMebibytes: peak }),
    };
  } finally {
    progress.close();
    for (const each of undo.reverse()) {
      await each();
    }
  }
}

type Undo = (() => Promise<void> | void)[];

type Step = (stage: Stage, phase: Phase) => Promise<boolean>;

/** The acts of a rehearsal; each only begins when the one before went well for every stack. */
async function allActs(
  options: RehearsalOptions,
  stages: readonly Stage[],
  step: Step,
  results: ReadonlyMap<string, PhaseResult[]>,
  readStates: () => Promise<ReadonlyMap<string, string>>,
): Promise<boolean> {
  const { provider = "rehearsed", through = "terraform", keep = false, progress = SILENT } = options;
  const isReal = provider === "real";
  const acts: (() => Promise<boolean>)[] = [() => everyStack(stages, false, step, ["init", "validate"])];
  if (isReal) {
    acts.push(() => everyStack(stages, true, step, ["plan"]));
  } else if (through === "cdktf") {
    acts.push(
      () => deployThroughCdktf(stages, results, progress),
      () => everyStack(stages, true, step, ["re-plan"]),
    );
  } else if (through === "terraform") {
    acts.push(() => everyStack(stages, true, step, ["plan", "apply", "re-plan"]));
  }
  if (options.whenDeployed && !isReal && through !== "validate") {
    const { whenDeployed } = options;
    acts.push(async () => {
      whenDeployed(await readStates());
      return true;
    });
  }
  if (!isReal && !keep && through !== "validate") {
    acts.push(() => everyStack(reversed(stages), true, step, ["destroy"]));
  }
  for (const act of acts) {
    if (!(await act())) {
      return false;
    }
  }
  return true;
}

/** Takes every stack through some steps, a stack stopping at its first failure. */
async function everyStack(
  stages: readonly Stage[],
  isOrdered: boolean,
  step: Step,
  phases: readonly Phase[],
): Promise<boolean> {
  let done = 0;
  const items = stages.map((stage) => ({
    stage,
    name: stage.workspace.name,
    dependencies: isOrdered ? stage.workspace.dependencies : [],
  }));
  await inDependencyOrder(items, os.availableParallelism(), async ({ stage }) => {
    for (const phase of phases) {
      if (!(await step(stage, phase))) {
        return false;
      }
    }
    done += 1;
    return true;
  });
  return done === stages.length;
}

// What is destroyed first is what nothing depends on: every arrow turns around.
function reversed(stages: readonly Stage[]): readonly Stage[] {
  return stages
    .map((stage) => ({
      ...stage,
      workspace: {
        ...stage.workspace,
        dependencies: stages
          .filter(({ workspace }) => workspace.dependencies.includes(stage.workspace.name))
          .map(({ workspace }) => workspace.name),
      },
    }))
    .reverse();
}

async function synthesized(options: RehearsalOptions, folder: string): Promise<string> {
  const outdir = path.join(folder, "cdktf.out");
  if (options.outdir !== undefined) {
    fs.cpSync(options.outdir, outdir, { recursive: true });
    return outdir;
  }
  await synthesizeInto({
    system: options.system,
    environment: options.environment,
    outdir,
    variables: options.variables,
  });
  return outdir;
}

interface StandIns {
  readonly environmentOf: (workspace: Workspace) => Readonly<Record<string, string>>;
  readonly providers?: RehearsalProviders;
  readonly readStates: () => Promise<ReadonlyMap<string, string>>;
}

// Terraform lives for a fraction of a second and reads schemas that it keeps to its end: collecting its garbage as often
// as a server would is a fifth of its time.
const LESS_COLLECTING = { GOGC: "400" };

const REAL: StandIns = { environmentOf: () => ({}), readStates: () => Promise.resolve(new Map()) };

async function standIns(workspaces: readonly Workspace[], isShared: boolean, undo: Undo): Promise<StandIns> {
  const states = await startStates(workspaces);
  undo.push(states.stop);
  // One `cdktf deploy` has one environment for all of its stacks.
  const sets = isShared
    ? { [EVERY_STACK]: typesInUse(workspaces) }
    : Object.fromEntries(workspaces.map((workspace) => [workspace.name, typesInUse([workspace])]));
  const providers = await startProviders(sets);
  undo.push(providers.stop);
  return {
    providers,
    readStates: async () =>
      new Map(
        await Promise.all(
          workspaces.map(async (workspace) => [workspace.name, await states.read(workspace)] as const),
        ),
      ),
    environmentOf: (workspace) => ({
      ...LESS_COLLECTING,
      ...states.environmentOf(workspace),
      ...providers.environmentOf(workspace.name),
    }),
  };
}

// What a developer's shell says about Terraform and AWS must not lead a rehearsal elsewhere.
function withoutForeign(variables: RehearsalOptions["variables"]): RehearsalOptions["variables"] {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !/^(TF_|AWS_)/.test(name)));
}

function stackResult(workspace: Workspace, phases: readonly PhaseResult[]): StackResult {
  return {
    name: workspace.name,
    resources: declaredResources(workspace),
    phases,
    seconds: phases.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
