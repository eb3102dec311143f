import { isDeepStrictEqual } from "node:util";
import type { ReportedPlan } from "../report/report";
import { shown } from "../report/text";
import type { AttributeChange, Shown } from "../plan/differences";
import { CHANGING, type OutputChange, type ResourceChange, type StackPlan } from "../plan/stack-plan";

/**
 * Compares the plan that is about to be applied with what was reviewed: by one pull request, or by several whose changes
 * are deployed together.
 *
 * The new plan may do less, as what an earlier run has done needs no doing again. Whatever it does must have been
 * reviewed: same resource, same action, same attributes, same values on both sides; only where the review showed
 * "known after apply" any value may stand by now. Values that are hidden for being secret are compared by that alone.
 *
 * @returns each difference in one line; none when everything was reviewed
 */
export function unreviewed(reviewed: readonly StackPlan[], current: StackPlan): readonly string[] {
  return [
    ...current.changes
      .filter(({ action }) => CHANGING.includes(action))
      .flatMap((change) =>
        resourceDifferences(
          reviewed.flatMap(({ changes }) => changes.filter(({ address }) => address === change.address)),
          change,
        ),
      ),
    ...current.outputs.flatMap((output) =>
      outputDifferences(
        reviewed.flatMap(({ outputs }) => outputs.filter(({ name }) => name === output.name)),
        output,
      ),
    ),
  ];
}

/**
 * The reviewed plans of a stack, where they can serve for a comparison.
 *
 * @returns the plans, or why there is none
 */
export function reviewedPlans(
  plans: readonly ReportedPlan[],
  { system, stack }: Pick<StackPlan, "system" | "stack">,
): readonly ReportedPlan[] | string {
  const own = plans.filter((candidate) => candidate.system === system && candidate.stack === stack);
  const [first] = own;
  if (first === undefined) {
    return "no plan of this stack was reviewed";
  }
  const usable = own.filter(({ status }) => status === "planned" || status === "preview");
  return usable.length > 0 ? usable : `the reviewed report has no plan of this stack: ${first.status}`;
}

function resourceDifferences(was: readonly ResourceChange[], is: ResourceChange): readonly string[] {
  const [first] = was;
  if (first === undefined) {
    return [`${is.address}: ${is.action} was not in the reviewed plan`];
  }
  // To update in place does less than to replace, which is what an unknown value makes of a review.
  const agreeing = was.filter(
    ({ action }) => action === is.action || (action === "replace" && is.action === "update"),
  );
  if (agreeing.length === 0) {
    return [`${is.address}: ${is.action}, but ${first.action} was reviewed`];
  }
  return is.attributes
    .map((attribute) =>
      attributeDifference(
        was.map(({ attributes }) => attributes),
        attribute,
      ),
    )
    .filter((difference) => difference !== undefined)
    .map((difference) => `${is.address}: ${difference}`);
}

function attributeDifference(
  reviews: readonly (readonly AttributeChange[])[],
  is: AttributeChange,
): string | undefined {
  const was = reviews.flatMap((reviewed) => reviewed.filter(({ path }) => path === is.path));
  const [first] = was;
  if (
    was.some((change) => isSameChange(change, is)) ||
    reviews.some((review) => isBelowUnknown(review, is.path))
  ) {
    return undefined;
  }
  return first === undefined
    ? `${is.path} ${arrow(is)} was not in the reviewed plan`
    : `${is.path} ${arrow(is)}, but ${arrow(first)} was reviewed`;
}

/** A value that was unknown as a whole is known in parts now. */
function isBelowUnknown(reviewed: readonly AttributeChange[], path: string): boolean {
  return reviewed.some(
    (other) =>
      isUnknown(other.after) && (path.startsWith(`${other.path}.`) || path.startsWith(`${other.path}[`)),
  );
}

function outputDifferences(was: readonly OutputChange[], is: OutputChange): readonly string[] {
  const [first] = was;
  if (first === undefined) {
    return [`output ${is.name}: ${is.action} was not in the reviewed plan`];
  }
  return was.some((change) => isSameChange(change, is))
    ? []
    : [`output ${is.name}: ${arrow(is)}, but ${arrow(first)} was reviewed`];
}

interface Change {
  readonly before?: Shown;
  readonly after?: Shown;
}

function isSameChange(was: Change, is: Change): boolean {
  return agrees(was.before, is.before) && (isUnknown(was.after) || agrees(was.after, is.after));
}

function isUnknown(side: Shown | undefined): boolean {
  return side !== undefined && "hidden" in side && side.hidden === "unknown";
}

function agrees(a: Shown | undefined, b: Shown | undefined): boolean {
  return isDeepStrictEqual(a, b);
}

function arrow({ before, after }: Change): string {
  return `${before ? shown(before) : "nothing"} -> ${after ? shown(after) : "nothing"}`;
}
