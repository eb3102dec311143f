import { StrataError } from "../../../constructs/core/errors";
import type { SynthesizedStack } from "../workspace";
import { type DeployContext, deployStack, type StackOutcome } from "./deploy-stack";

/** Version of `deployment.json`. */
export const DEPLOYMENT_VERSION = 1;

/** What became of the stacks of one environment. */
export interface Deployment {
  /** Version of the file. */
  readonly version: typeof DEPLOYMENT_VERSION;
  /** Id of the system. */
  readonly system: string;
  /** Name of the environment. */
  readonly environment: string;
  /** The stacks, in the order in which they were taken. */
  readonly stacks: readonly StackOutcome[];
}

/** Outcomes after which a stack that depends on it can go on. */
const PASSED: readonly StackOutcome["outcome"][] = ["done", "unchanged", "verified"];

/**
 * Deploys stacks one after another, each after those that it depends on. When one fails or is stopped, those that
 * depend on it are not started, and the others go on: nothing that is under way is ever ended.
 *
 * @param stacks - in the order of deployment
 * @param onOutcome - is told of each stack as it ends
 */
export async function deployStacks(
  stacks: readonly SynthesizedStack[],
  context: DeployContext,
  onOutcome: (outcome: StackOutcome) => void,
): Promise<readonly StackOutcome[]> {
  const outcomes = new Map<string, StackOutcome>();
  let interrupted: string | undefined;
  for (const stack of stacks) {
    const blocking = stack.dependencies.filter((name) => {
      const before = outcomes.get(name);
      return before !== undefined && !PASSED.includes(before.outcome);
    });
    const outcome =
      interrupted !== undefined
        ? notStarted(stack, interrupted)
        : blocking.length > 0
          ? notStarted(stack, `waits for ${blocking.join(", ")}`)
          : await deployStack(stack, context).catch((error: unknown): StackOutcome => {
              // A signal: Terraform has ended in order, and nothing further is begun.
              interrupted = error instanceof StrataError ? error.message : undefined;
              if (interrupted === undefined) {
                throw error;
              }
              return { stack: stack.name, outcome: "failed", reasons: [interrupted], seconds: 0 };
            });
    outcomes.set(stack.name, outcome);
    onOutcome(outcome);
  }
  return [...outcomes.values()];
}

function notStarted(stack: SynthesizedStack, reason: string): StackOutcome {
  return { stack: stack.name, outcome: "not started", reasons: [reason], seconds: 0 };
}

/** The exit code of a deployment: 1 when something failed, 2 when something waits for an approval. */
export function exitCodeOf(outcomes: readonly StackOutcome[]): 0 | 1 | 2 {
  if (outcomes.some(({ outcome }) => outcome === "failed")) {
    return 1;
  }
  return outcomes.some(({ outcome }) => outcome === "stopped") ? 2 : 0;
}
