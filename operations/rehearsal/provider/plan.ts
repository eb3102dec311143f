import type { Attribute, Block } from "../schema/types";
import type { Overlay } from "../schema/overlay";
import type { Decide } from "./answers/decided";
import { isRecord, isUnknown, isWhollyKnown, UNKNOWN } from "./codec";
import type { Value } from "./codec";
import type { ProviderContext } from "./context";
import type { PathStep } from "./protocol";

/** What a change will lead to. */
export interface Plan {
  /** The state after the change; what is not known yet is unknown. */
  readonly planned: Value;
  /** The changed values that the service cannot change in place. */
  readonly requiresReplace: readonly (readonly PathStep[])[];
}

/** The values that Terraform hands over to plan one resource. */
export interface PlanInput {
  /** The state now; null for a new resource. */
  readonly prior: Value;
  /** What Terraform makes of prior state and configuration. */
  readonly proposed: Value;
  /** The arguments as written. */
  readonly config: Value;
}

/**
 * Plans a resource the way a strict provider does: what is configured stands as configured, what the provider decides
 * is known where it can be and unknown elsewhere. The same input always gives the same plan, since Terraform asks again
 * during apply and compares.
 */
export function planResource(
  block: Block,
  overlay: Overlay,
  decide: Decide | undefined,
  context: ProviderContext,
  { prior, proposed, config }: PlanInput,
): Plan {
  if (!isRecord(proposed)) {
    return { planned: proposed, requiresReplace: [] };
  }
  const planned = { ...planBlock(block, config, proposed, prior, true) };
  decideRegion(block, planned, config, prior, context);
  decideTags(block, planned, config, context);
  decideDefaults(overlay, planned);
  if (isRecord(config) && decide !== undefined) {
    Object.assign(planned, decide({ config, planned, context, ...(isRecord(prior) && { prior }) }));
  }
  const requiresReplace = isRecord(prior) ? replacements(overlay, prior, planned) : [];
  return { planned, requiresReplace };
}

function planBlock(
  block: Block,
  config: Value,
  proposed: Readonly<Record<string, Value>>,
  prior: Value,
  unknowable: boolean,
): Record<string, Value> {
  const planned: Record<string, Value> = {};
  const given = isRecord(config) ? config : {};
  const before = isRecord(prior) ? prior : undefined;
  for (const attribute of block.attributes) {
    planned[attribute.name] = planAttribute(attribute, given, proposed, before, unknowable);
  }
  for (const { name, nesting, block: inner } of block.blocks) {
    const items = proposed[name] ?? null;
    if (isRecord(items)) {
      planned[name] = planBlock(inner, given[name] ?? null, items, before?.[name] ?? null, unknowable);
    } else if (Array.isArray(items)) {
      const inSet = nesting === "set";
      planned[name] = (items as readonly Value[]).map((item, index) =>
        isRecord(item)
          ? planBlock(inner, item, item, inSet ? item : nth(before?.[name], index), unknowable && !inSet)
          : item,
      );
    } else {
      planned[name] = items;
    }
  }
  return planned;
}

// An unknown inside a set would make elements indistinguishable, so there a computed value left open stays null.
function planAttribute(
  { name, computed, writeOnly }: Attribute,
  given: Readonly<Record<string, Value>>,
  proposed: Readonly<Record<string, Value>>,
  before: Readonly<Record<string, Value>> | undefined,
  unknowable: boolean,
): Value {
  if (writeOnly) {
    return null;
  }
  const value = proposed[name] ?? null;
  const decided = value !== null || !computed || (given[name] ?? null) !== null;
  return decided || before !== undefined || !unknowable ? value : UNKNOWN;
}

function decideRegion(
  block: Block,
  planned: Record<string, Value>,
  config: Value,
  prior: Value,
  context: ProviderContext,
): void {
  const region = block.attributes.find(({ name }) => name === "region");
  const given = isRecord(config) ? (config["region"] ?? null) : null;
  if (region?.computed === true && region.optional && given === null && !isRecord(prior)) {
    planned["region"] = context.region;
  }
}

function decideTags(
  block: Block,
  planned: Record<string, Value>,
  config: Value,
  context: ProviderContext,
): void {
  if (!block.attributes.some(({ name, computed }) => name === "tags_all" && computed)) {
    return;
  }
  const tags = isRecord(config) ? (config["tags"] ?? null) : null;
  planned["tags_all"] = isUnknown(tags)
    ? UNKNOWN
    : { ...context.defaultTags, ...(isRecord(tags) ? tags : {}) };
}

function decideDefaults({ defaults = {} }: Overlay, planned: Record<string, Value>): void {
  for (const [name, value] of Object.entries(defaults)) {
    if (isUnknown(planned[name]) || planned[name] === null) {
      planned[name] = value;
    }
  }
}

function replacements(
  overlay: Overlay,
  prior: Readonly<Record<string, Value>>,
  planned: Readonly<Record<string, Value>>,
): (readonly PathStep[])[] {
  return (overlay.replaces ?? []).flatMap((path) => changedPaths(path.split("."), prior, planned));
}

function changedPaths(
  [name, ...rest]: readonly string[],
  prior: Readonly<Record<string, Value>>,
  planned: Readonly<Record<string, Value>>,
): (readonly PathStep[])[] {
  if (name === undefined) {
    return [];
  }
  const before = prior[name] ?? null;
  const after = planned[name] ?? null;
  if (same(before, after)) {
    return [];
  }
  const step: PathStep = { attribute_name: name };
  if (rest.length === 0 || !Array.isArray(after)) {
    return [[step]];
  }
  return (after as readonly Value[]).flatMap((item, index) => {
    const old = nth(before, index);
    return isRecord(item) && isRecord(old)
      ? changedPaths(rest, old, item).map((path) => [step, { element_key_int: index }, ...path])
      : [];
  });
}

/** Whether two values are equal and wholly known. */
export function same(left: Value, right: Value): boolean {
  return isWhollyKnown(left) && isWhollyKnown(right) && canonical(left) === canonical(right);
}

function canonical(value: Value): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "bigint"
      ? String(inner)
      : isRecord(inner as Value)
        ? Object.fromEntries(Object.entries(inner as object).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
  );
}

function nth(value: Value | undefined, index: number): Value {
  return Array.isArray(value) ? ((value as readonly Value[])[index] ?? null) : null;
}
