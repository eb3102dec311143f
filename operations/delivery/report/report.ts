import type { Affected } from "../affected/affected";
import type { BrokenPiece } from "../plan/pieces";
import { fingerprintOf, type StackPlan } from "../plan/stack-plan";

/** Version of `report.json`. */
export const REPORT_VERSION = 1;

/** A plan in a report. */
export interface ReportedPlan extends StackPlan {
  /** Names what exactly the plan does. */
  readonly fingerprint: string;
  /** Why the plan may still change, each in one line: a producer's values are about to change. */
  readonly provisional: readonly string[];
}

/** A stack whose plan should be in the report and is not. */
export interface MissingPlan {
  /** Id of the system. */
  readonly system: string;
  /** Name of the environment. */
  readonly environment: string;
  /** The stack: `network-dev`. */
  readonly stack: string;
  /** Why it is missing. */
  readonly fault: string;
}

/** All plans of a change. `deploy` reads it again, so its shape is a contract. */
export interface Report {
  /** Version of the file. */
  readonly version: typeof REPORT_VERSION;
  /** The plans, in the order of deployment. */
  readonly plans: readonly ReportedPlan[];
  /** Stacks without a plan. */
  readonly missing: readonly MissingPlan[];
  /** Stacks that the change removes from the code but not from the account. */
  readonly removed: readonly { readonly system: string; readonly stack: string }[];
  /** Files that should have been plans. */
  readonly broken: readonly BrokenPiece[];
  /** Files of stacks that are not affected; they are not shown. */
  readonly ignored: readonly string[];
}

/**
 * Puts the plans of all stacks together: what is missing, what is provisional.
 *
 * @param affected - what should be there; all plans are taken when it is left out
 */
export function collectReport(
  plans: readonly StackPlan[],
  broken: readonly BrokenPiece[],
  affected?: Affected,
): Report {
  const expected = affected?.matrix.include;
  const isExpected = (plan: StackPlan): boolean =>
    expected?.some(({ system, stack }) => system === plan.system && stack === plan.stack) ?? true;
  const taken = plans.filter(isExpected);
  return {
    version: REPORT_VERSION,
    plans: inOrder(taken, expected).map((plan) => ({
      ...plan,
      fingerprint: fingerprintOf(plan),
      provisional: provisionalReasons(plan, taken),
    })),
    missing: (expected ?? [])
      .filter(({ system, stack }) => !taken.some((plan) => plan.system === system && plan.stack === stack))
      .map((entry) => ({ ...entry, fault: "no plan was made, or it did not arrive" })),
    removed: (affected?.systems ?? []).flatMap(({ system, removed }) =>
      removed.map((stack) => ({ system, stack })),
    ),
    broken,
    ignored: plans.filter((plan) => !isExpected(plan)).map(({ system, stack }) => `${system}/${stack}`),
  };
}

/** As they were asked for; else each after those that it depends on. */
function inOrder(
  plans: readonly StackPlan[],
  expected: Affected["matrix"]["include"] | undefined,
): readonly StackPlan[] {
  if (expected !== undefined) {
    const rank = ({ system, stack }: StackPlan): number =>
      expected.findIndex((entry) => entry.system === system && entry.stack === stack);
    return [...plans].sort((a, b) => rank(a) - rank(b));
  }
  const ordered = new Set<StackPlan>();
  const visit = (plan: StackPlan): void => {
    if (!ordered.has(plan)) {
      plans
        .filter(({ system, stack }) => system === plan.system && plan.dependencies.includes(stack))
        .forEach(visit);
      ordered.add(plan);
    }
  };
  plans.forEach(visit);
  return [...ordered];
}

/** A consumer was planned with the values that its producers have now. */
function provisionalReasons(plan: StackPlan, all: readonly StackPlan[]): readonly string[] {
  return plan.consumes.flatMap(({ stack, outputs }) => {
    const producer = all.find((other) => other.system === plan.system && other.stack === stack);
    if (producer === undefined || plan.after.includes(stack)) {
      return [];
    }
    if (producer.status === "failed" || producer.status === "not plannable yet") {
      return [`${stack} could not be planned`];
    }
    const pending = producer.outputs.map(({ name }) => name).filter((name) => outputs.includes(name));
    return pending.length > 0 ? [`${stack} changes ${pending.join(", ")}`] : [];
  });
}

/** Whether every expected plan is there and none failed. */
export function isWhole({ plans, missing, broken }: Report): boolean {
  return missing.length + broken.length === 0 && plans.every(({ status }) => status !== "failed");
}
