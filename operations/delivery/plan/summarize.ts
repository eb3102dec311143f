import { type Consumption, constructPathsOf } from "../references";
import type { SynthesizedStack } from "../workspace";
import { type AttributeChange, containsTrue, differences } from "./differences";
import {
  type Action,
  type OutputChange,
  type ResourceChange,
  STACK_PLAN_VERSION,
  type StackPlan,
} from "./stack-plan";
import { isStateful } from "./stateful";
import type { TerraformChange, TerraformPlan, TerraformResourceChange } from "./terraform-plan";

/** What a summary needs beside the plan. */
export interface SummaryContext {
  /** The stack as it was synthesized. */
  readonly stack: SynthesizedStack;
  /** What it reads from other stacks. */
  readonly consumes: readonly Consumption[];
  /** Types that count as stateful beside the list. */
  readonly stateful?: readonly string[];
  /** Addresses that stand in for a producer and belong into no report. */
  readonly standIns?: readonly string[];
  /** Producers whose values stand as unknowns. */
  readonly after?: readonly string[];
}

/** The part of a {@link StackPlan} that does not depend on what Terraform found. */
export function planOf(
  { stack, consumes, after = [] }: SummaryContext,
  { status, ...rest }: Pick<StackPlan, "status"> & Partial<StackPlan>,
): StackPlan {
  return {
    version: STACK_PLAN_VERSION,
    system: stack.system,
    environment: stack.environment,
    stack: stack.name,
    status,
    after,
    dependencies: stack.dependencies,
    consumes,
    changes: [],
    outputs: [],
    unchanged: 0,
    drifted: [],
    ...rest,
  };
}

/** What Terraform plans, without anything secret. */
export function summarizePlan(plan: TerraformPlan, context: SummaryContext): StackPlan {
  const { stack, stateful = [], standIns = [], after = [] } = context;
  const paths = constructPathsOf(stack.json);
  const resources = (plan.resource_changes ?? []).filter(({ address }) => !standIns.includes(address));
  const changes = resources
    .map((resource) => changeOf(resource, paths, stateful))
    .filter((change) => change !== undefined)
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  return planOf(context, {
    status: after.length > 0 ? "preview" : "planned",
    changes,
    outputs: outputChanges(plan.output_changes ?? {}),
    unchanged: resources.filter(({ mode, change }) => mode !== "data" && actionOf(change) === "no-op").length,
    drifted: (plan.resource_drift ?? []).map(({ address }) => address).sort(),
  });
}

function changeOf(
  resource: TerraformResourceChange,
  paths: ReadonlyMap<string, string>,
  stateful: readonly string[],
): ResourceChange | undefined {
  const { type, change, deposed, previous_address: movedFrom } = resource;
  const planned = actionOf(change);
  const action =
    planned !== "no-op"
      ? planned
      : movedFrom !== undefined
        ? "move"
        : change.importing
          ? "import"
          : undefined;
  if (action === undefined) {
    return undefined;
  }
  const bare = withoutIndex(resource.address);
  return {
    address: deposed === undefined ? resource.address : `${resource.address} (deposed ${deposed})`,
    type,
    construct: paths.get(bare) ?? (movedFrom && paths.get(withoutIndex(movedFrom))) ?? bare,
    action,
    stateful: resource.mode !== "data" && isStateful(type, stateful),
    ...(movedFrom !== undefined && { movedFrom }),
    attributes: action === "read" ? [] : attributesOf(change),
  };
}

function withoutIndex(address: string): string {
  return address.replace(/\[.*\]$/, "");
}

function actionOf({ actions }: TerraformChange): Action | "no-op" {
  const [first = "no-op", second] = actions;
  if (second !== undefined) {
    return first === "create" && second === "forget" ? "forget" : "replace";
  }
  return ACTIONS[first] ?? "no-op";
}

const ACTIONS: Readonly<Record<string, Action>> = {
  create: "create",
  update: "update",
  delete: "destroy",
  read: "read",
  forget: "forget",
};

function attributesOf(change: TerraformChange): readonly AttributeChange[] {
  const forcing = new Set((change.replace_paths ?? []).map((steps) => String(steps[0])));
  return sidesOf(change).map((attribute) => {
    const top = /^[^.[]+/.exec(attribute.path)?.[0] ?? "";
    return forcing.has(top) ? { ...attribute, forcesReplacement: true as const } : attribute;
  });
}

function sidesOf(change: TerraformChange): readonly AttributeChange[] {
  return differences({
    before: change.before,
    after: change.after,
    unknown: change.after_unknown,
    beforeSensitive: change.before_sensitive,
    afterSensitive: change.after_sensitive,
  });
}

function outputChanges(outputs: Readonly<Record<string, TerraformChange>>): readonly OutputChange[] {
  return Object.entries(outputs)
    .map(([name, change]): OutputChange | undefined => {
      const action = actionOf(change);
      if (action === "no-op" || action === "read") {
        return undefined;
      }
      // As one value: an output is read whole.
      const hidden = change.before_sensitive === true || change.after_sensitive === true;
      const show = (value: unknown) =>
        value === null || value === undefined
          ? undefined
          : hidden
            ? { hidden: "sensitive" as const }
            : { value };
      const before = show(change.before);
      const after = containsTrue(change.after_unknown) ? { hidden: "unknown" as const } : show(change.after);
      return {
        name,
        action: action === "create" || action === "destroy" ? action : "update",
        ...(before && { before }),
        ...(after && { after }),
      };
    })
    .filter((change) => change !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
