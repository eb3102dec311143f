import { isDeepStrictEqual } from "node:util";
import type { ReportedPlan } from "../report/report";
import { shown } from "../report/text";
import type { AttributeChange, Shown } from "../plan/differences";
import { CHANGING, type OutputChange, type ResourceChange, type StackPlan } from "../plan/stack-plan";

/**
 * Compares the plan that is about to be applied with the one that was reviewed.
 *
 * The new plan may do less, as what an earlier run has done needs no doing again. Whatever it does must have been
 * reviewed: same resource, same action, same attributes, same values on both sides; only where the review showed
 * "known after apply" any value may stand by now. Values that are hidden for being secret are compared by that alone.
 *
 * @returns each difference in one line; none when everything was reviewed
 */
export function unreviewed(reviewed: StackPlan, current: StackPlan): readonly string[] {
  const known = new Map(reviewed.changes.map((change) => [change.address, change]));
  return [
    ...current.changes
      .filter(({ action }) => CHANGING.includes(action))
      .flatMap((change) => resourceDifferences(known.get(change.address), change)),
    ...current.outputs.flatMap((output) =>
      outputDifferences(
        reviewed.outputs.find(({ name }) => name === output.name),
        output,
      ),
    ),
  ];
}

/**
 * The reviewed plan of a stack, where it can serve for a comparison.
 *
 * @returns the plan, or why there is none
 */
export function reviewedPlan(
  plans: readonly ReportedPlan[],
  { system, stack }: Pick<StackPlan, "system" | "stack">,
): ReportedPlan | string {
  const plan = plans.find((candidate) => candidate.system === system && candidate.stack === stack);
  if (plan === undefined) {
    return "no plan of this stack was reviewed";
  }
  return plan.status === "planned" || plan.status === "preview"
    ? plan
    : `the reviewed report has no plan of this stack: ${plan.status}`;
}

function resourceDifferences(was: ResourceChange | undefined, is: ResourceChange): readonly string[] {
  if (was === undefined) {
    return [`${is.address}: ${is.action} was not in the reviewed plan`];
  }
  // To update in place does less than to replace, which is what an unknown value makes of a review.
  if (was.action !== is.action && !(was.action === "replace" && is.action === "update")) {
    return [`${is.address}: ${is.action}, but ${was.action} was reviewed`];
  }
  return is.attributes
    .map((attribute) => attributeDifference(was.attributes, attribute))
    .filter((difference) => difference !== undefined)
    .map((difference) => `${is.address}: ${difference}`);
}

function attributeDifference(reviewed: readonly AttributeChange[], is: AttributeChange): string | undefined {
  const was = reviewed.find(({ path }) => path === is.path);
  if (was === undefined) {
    return isBelowUnknown(reviewed, is.path)
      ? undefined
      : `${is.path} ${arrow(is)} was not in the reviewed plan`;
  }
  return agrees(was.before, is.before) && (isUnknown(was.after) || agrees(was.after, is.after))
    ? undefined
    : `${is.path} ${arrow(is)}, but ${arrow(was)} was reviewed`;
}

/** A value that was unknown as a whole is known in parts now. */
function isBelowUnknown(reviewed: readonly AttributeChange[], path: string): boolean {
  return reviewed.some(
    (other) =>
      isUnknown(other.after) && (path.startsWith(`${other.path}.`) || path.startsWith(`${other.path}[`)),
  );
}

function outputDifferences(was: OutputChange | undefined, is: OutputChange): readonly string[] {
  if (was === undefined) {
    return [`output ${is.name}: ${is.action} was not in the reviewed plan`];
  }
  return agrees(was.before, is.before) && (isUnknown(was.after) || agrees(was.after, is.after))
    ? []
    : [`output ${is.name}: ${arrow(is)}, but ${arrow(was)} was reviewed`];
}

function isUnknown(side: Shown | undefined): boolean {
  return side !== undefined && "hidden" in side && side.hidden === "unknown";
}

function agrees(a: Shown | undefined, b: Shown | undefined): boolean {
  return isDeepStrictEqual(a, b);
}

function arrow({ before, after }: { readonly before?: Shown; readonly after?: Shown }): string {
  return `${before ? shown(before) : "nothing"} -> ${after ? shown(after) : "nothing"}`;
}
