import { acknowledgementsOf } from "../constructs/core/acknowledgement";
import type { Environment } from "../constructs/core/environment";
import { type Problem, throwProblems } from "../constructs/core/errors";
import type { TerraformStack } from "cdktf";
import { type Evaluation, evaluate, problemsOf } from "./evaluate";
import { GUARD_RAILS } from "./rules";
import { Workspace, type WorkspaceDocument } from "./workspace";

/** What the guard rails say of one stack. */
export interface StackEvaluation extends Evaluation {
  /** Id of the stack: `network-prod`. */
  readonly stackId: string;
}

/** Where evaluations go while someone collects them. */
let collected: StackEvaluation[] | undefined;

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
  const today = new Date().toISOString().slice(0, 10);
  const workspace = new Workspace(document, stack.environment);
  const evaluation = evaluate(workspace, GUARD_RAILS, acknowledgements, today);
  if (collected) {
    collected.push({ stackId: stack.node.id, ...evaluation });
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
  const outer = collected;
  const own: StackEvaluation[] = [];
  collected = own;
  try {
    synthesis();
    outer?.push(...own);
    return own;
  } finally {
    collected = outer;
  }
}

/** What fails a synthesis of several stacks, in their order. */
export function problemsOfAll(evaluations: readonly Evaluation[]): readonly Problem[] {
  return evaluations.flatMap(problemsOf);
}
