import { acknowledgementsOf, type StatedAcknowledgement } from "../constructs/core/acknowledgement";
import type { Environment } from "../constructs/core/environment";
import { type Problem, throwProblems } from "../constructs/core/errors";
import type { TerraformStack } from "cdktf";
import { EnvironmentWorkspaces } from "./environment-workspaces";
import { type Evaluation, evaluate, type Finding, problemsOf } from "./evaluate";
import { within } from "./guard-rail";
import { ENVIRONMENT_GUARD_RAILS, GUARD_RAILS } from "./rules";
import { Workspace, type WorkspaceDocument } from "./workspace";

/** What the guard rails say of one stack. */
export interface StackEvaluation extends Evaluation {
  /** Id of the stack: `network-prod`. */
  readonly stackId: string;
}

/** A stack that waits for the others of its environment. */
interface HeldStack extends StackEvaluation {
  readonly workspace?: Workspace;
  readonly ofEnvironment?: readonly StatedAcknowledgement[];
}

const ENVIRONMENT_IDS: ReadonlySet<string> = new Set(ENVIRONMENT_GUARD_RAILS.map(({ id }) => id));

/** Where evaluations go while someone collects them. */
let collected: HeldStack[] | undefined;

/**
 * Holds a stack against the guard rails, given the document that is about to be written, and states the acknowledged
 * exceptions in it, so that whoever reads the Terraform sees them.
 *
 * It works on the finished document because resolving every attribute a second time would cost as much as the
 * synthesis itself.
 *
 * @throws ProblemsError with every finding of the stack, unless {@link collectingEvaluations} is at work
 */
export function holdAgainstGuardRails(
  stack: TerraformStack & { readonly environment: Environment },
  document: WorkspaceDocument,
): void {
  const acknowledgements = acknowledgementsOf(stack);
  const ofEnvironment = acknowledgements.filter(({ id }) => ENVIRONMENT_IDS.has(id));
  const ofStack = acknowledgements.filter(({ id }) => !ENVIRONMENT_IDS.has(id));
  const workspace = new Workspace(document, stack.environment);
  const evaluation = evaluate(workspace, GUARD_RAILS, ofStack, today());
  if (collected) {
    collected.push({ stackId: stack.node.id, ...evaluation, workspace, ofEnvironment });
  } else {
    throwProblems(problemsOf(evaluation));
  }
  if (acknowledgements.length > 0) {
    document["//"] = { ...document["//"], acknowledgements };
  }
}

/**
 * Runs a synthesis in which no stack fails by its guard rails, and returns what they say of all of them. The caller
 * decides what becomes of it. Within another collection, that one learns of them too.
 */
export function collectingEvaluations(synthesis: () => void): readonly StackEvaluation[] {
  return collecting(synthesis, (stacks) => stacks);
}

/**
 * As {@link collectingEvaluations}, for the synthesis of all stacks of one environment: they are also held together
 * against the guard rails on environments.
 */
export function evaluatingEnvironment(synthesis: () => void): readonly StackEvaluation[] {
  return collecting(synthesis, heldTogether);
}

/** What fails a synthesis of several stacks, in their order. */
export function problemsOfAll(evaluations: readonly Evaluation[]): readonly Problem[] {
  return evaluations.flatMap(problemsOf);
}

/** What one cannot tell of several stacks before Terraform runs, in their order. */
export function untoldOfAll(evaluations: readonly Evaluation[]): readonly Finding[] {
  return evaluations.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === "cannot-tell"));
}

function collecting(
  synthesis: () => void,
  finish: (stacks: readonly HeldStack[]) => readonly StackEvaluation[],
): readonly StackEvaluation[] {
  const outer = collected;
  const own: HeldStack[] = [];
  collected = own;
  try {
    synthesis();
    const evaluations = finish(own);
    outer?.push(...evaluations);
    return evaluations;
  } finally {
    collected = outer;
  }
}

/** The stacks of an environment with what the guard rails on environments add; their documents are let go. */
function heldTogether(stacks: readonly HeldStack[]): readonly StackEvaluation[] {
  const environment = new EnvironmentWorkspaces(
    new Map(stacks.flatMap(({ stackId, workspace }) => (workspace ? [[stackId, workspace]] : []))),
  );
  const rules = ENVIRONMENT_GUARD_RAILS.map((rule) => within(environment, rule));
  return stacks.map(({ workspace, ofEnvironment = [], ...stack }) => {
    if (!workspace) {
      return stack;
    }
    const together = evaluate(workspace, rules, ofEnvironment, today());
    return {
      stackId: stack.stackId,
      findings: [...stack.findings, ...together.findings],
      checked: { ...stack.checked, ...together.checked },
      staleAcknowledgements: [...stack.staleAcknowledgements, ...together.staleAcknowledgements],
    };
  });
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
