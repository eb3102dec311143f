import { runTerraform, type TerraformResult } from "../terraform/run";
import { liftedCopy } from "./lift";
import { type Workspace } from "./workspaces";

/** The steps of a rehearsal, in the order in which a stack goes through them. */
export const PHASES = ["init", "validate", "plan", "apply", "re-plan", "destroy"] as const;

/** One step of a rehearsal. */
export type Phase = (typeof PHASES)[number];

/** How one step of one stack ended. */
export interface PhaseResult {
  /** The step. */
  readonly phase: Phase;
  /** Whether it went as it must. */
  readonly ok: boolean;
  /** Wall time in seconds. */
  readonly seconds: number;
  /** Terraform's words when it failed. */
  readonly error?: string;
  /** What a reader should know although it went well. */
  readonly note?: string;
}

/** A workspace with the variables under which Terraform works on it. */
export interface Stage {
  /** The workspace. */
  readonly workspace: Workspace;
  /** Environment variables of Terraform. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

const PLAN_FILE = "rehearsal.tfplan";
// The plan before has just shown that the state is what there is.
const UNREFRESHED = "-refresh=false";

/** Runs one step of one stack. It never throws for what Terraform finds; a missing binary or a signal does. */
export async function runPhase(phase: Phase, stage: Stage): Promise<PhaseResult> {
  const start = performance.now();
  const outcome = await STEPS[phase](stage);
  return { phase, seconds: (performance.now() - start) / 1000, ...outcome };
}

type Outcome = Omit<PhaseResult, "phase" | "seconds">;

const STEPS: Readonly<Record<Phase, (stage: Stage) => Promise<Outcome>>> = {
  init: (stage) => expectZero(stage, "init"),
  validate: (stage) => expectZero(stage, "validate"),
  plan: async (stage) => {
    const result = await terraform(stage, "plan", `-out=${PLAN_FILE}`, "-lock-timeout=30s");
    const changes = /^Plan: (.*)\.$/m.exec(result.stdout)?.[1];
    return { ...outcomeOf(result), ...(changes !== undefined && { note: changes }) };
  },
  apply: (stage) => expectZero(stage, "apply", "-lock-timeout=30s", PLAN_FILE),
  "re-plan": async (stage) => {
    const result = await terraform(stage, "plan", "-detailed-exitcode", "-lock-timeout=30s");
    return result.exitCode === 2
      ? { ok: false, error: `the plan after apply must be empty, got:\n${result.stdout}` }
      : outcomeOf(result);
  },
  destroy,
};

/**
 * Destroys what was applied. A workspace that refuses is first shown to refuse, then destroyed from a copy whose guards
 * are lifted.
 */
async function destroy(stage: Stage): Promise<Outcome> {
  const lifted = liftedCopy(stage.workspace);
  if (lifted.prevented.length > 0) {
    const refusal = await terraform(stage, "plan", "-destroy", UNREFRESHED);
    if (refusal.exitCode === 0) {
      return { ok: false, error: `a destroy must be refused for ${lifted.prevented.join(", ")}, got a plan` };
    }
  }
  const copy: Stage = { ...stage, workspace: { ...stage.workspace, workspace: lifted.directory } };
  if (lifted.protected.length > 0) {
    const off = await expectZero(copy, "apply", "-auto-approve", UNREFRESHED);
    if (!off.ok) {
      return off;
    }
  }
  const guarded = new Set([...lifted.prevented, ...lifted.protected]).size;
  return {
    ...(await expectZero(copy, "destroy", "-auto-approve", UNREFRESHED, "-lock-timeout=30s")),
    ...(guarded > 0 && { note: `${guarded} protected against destruction, lifted in a copy` }),
  };
}

async function expectZero(stage: Stage, ...command: string[]): Promise<Outcome> {
  return outcomeOf(await terraform(stage, ...command));
}

function terraform({ workspace, variables }: Stage, ...command: string[]): Promise<TerraformResult> {
  return runTerraform([...command, "-no-color"].sort(flagsFirst(command[0])), {
    directory: workspace.workspace,
    variables,
  });
}

// Terraform wants the command, then its flags, then a plan file.
function flagsFirst(command: string | undefined): (a: string, b: string) => number {
  const rank = (word: string): number => (word === command ? 0 : word.startsWith("-") ? 1 : 2);
  return (a, b) => rank(a) - rank(b);
}

function outcomeOf({ exitCode, stdout, stderr }: TerraformResult): Outcome {
  return exitCode === 0 ? { ok: true } : { ok: false, error: stderr.trim() || stdout.trim() };
}
