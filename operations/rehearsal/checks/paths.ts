import { isRecord, isUnknown } from "../provider/codec";
import type { Value } from "../provider/codec";
import type { PathStep } from "../provider/protocol";
import type { Config } from "./check";

/** A value found under a dotted path, with where it was found. */
export interface Found {
  /** The way to the value, for Terraform to point at. */
  readonly steps: readonly PathStep[];
  /** The value; null and unknown included. */
  readonly value: Value;
}

/**
 * All values under a dotted path; lists on the way are walked through, unknowns and nulls on the way end the walk.
 *
 * The last step is reported even when it is null or unknown.
 */
export function valuesAt(config: Config, path: string): readonly Found[] {
  return walk(config, path.split("."), []);
}

/** The blocks or records that hold the last step of a dotted path; the configuration itself for a plain name. */
export function holdersOf(
  config: Config,
  path: string,
): readonly { readonly steps: readonly PathStep[]; readonly config: Config }[] {
  const names = path.split(".").slice(0, -1);
  if (names.length === 0) {
    return [{ steps: [], config }];
  }
  return walk(config, names, []).flatMap(({ steps, value }) =>
    elements(value, steps)
      .filter(isHolder)
      .map((item) => ({ steps: item.steps, config: item.value })),
  );
}

/** Whether an argument is set: neither null nor an empty list of blocks. Unknown counts as set. */
export function isSet(value: Value | undefined): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

/** Whether nothing can be said about a value yet. */
export function isOpen(value: Value | undefined): boolean {
  return isUnknown(value);
}

function walk(
  config: Config,
  [name, ...rest]: readonly string[],
  steps: readonly PathStep[],
): readonly Found[] {
  if (name === undefined) {
    return [];
  }
  const value = config[name] ?? null;
  const here = [...steps, { attribute_name: name }];
  if (rest.length === 0) {
    return [{ steps: here, value }];
  }
  return elements(value, here).flatMap((item) =>
    isRecord(item.value) ? walk(item.value, rest, item.steps) : [],
  );
}

function elements(value: Value, steps: readonly PathStep[]): readonly Found[] {
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((item, index) => ({
      steps: [...steps, { element_key_int: index }],
      value: item,
    }));
  }
  return [{ steps, value }];
}

function isHolder(found: Found): found is Found & { readonly value: Config } {
  return isRecord(found.value);
}

/** The known blocks under a name; what is unknown as a whole has none. */
export function blocksOf(config: Config, name: string): readonly Config[] {
  const value = config[name];
  return Array.isArray(value) ? (value as readonly Value[]).filter(isRecord) : [];
}
