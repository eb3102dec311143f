import { isDeepStrictEqual } from "node:util";

/** One side of a changed attribute, as it may be shown. */
export type Shown =
  | { readonly value: unknown }
  /** `sensitive` is never shown; `unknown` is known to nobody before the apply. */
  | { readonly hidden: "sensitive" | "unknown" };

/** One attribute that differs. A side that is absent has no value there. */
export interface AttributeChange {
  /** Where it stands: `ingress[0].from_port`, `tags["a.b"]`. */
  readonly path: string;
  /** What is there. */
  readonly before?: Shown;
  /** What will be there. */
  readonly after?: Shown;
  /** Whether this attribute is why the resource is replaced. */
  readonly forcesReplacement?: true;
}

/** Two values and what Terraform says about them, each mask being `true` for a whole subtree or of the value's shape. */
export interface Sides {
  /** What is there. */
  readonly before: unknown;
  /** What will be there. */
  readonly after: unknown;
  /** What will be known after the apply. */
  readonly unknown: unknown;
  /** Which parts of `before` are secret. */
  readonly beforeSensitive: unknown;
  /** Which parts of `after` are secret. */
  readonly afterSensitive: unknown;
}

const HIDDEN = "(sensitive value)";

/**
 * The attributes in which two values differ. What either mask calls sensitive is hidden on both sides, at any depth;
 * nulls and empty collections count as absent; strings that hold JSON are compared as what they hold.
 */
export function differences(sides: Sides): readonly AttributeChange[] {
  const found: AttributeChange[] = [];
  walk(sides, "", found);
  return found;
}

function walk(sides: Sides, path: string, found: AttributeChange[]): void {
  const { before, after, unknown, beforeSensitive, afterSensitive } = sides;
  if (beforeSensitive === true || afterSensitive === true) {
    if (unknown === true || !isDeepStrictEqual(absent(before), absent(after))) {
      found.push({
        path,
        ...side("before", before, () => ({ hidden: "sensitive" })),
        ...(unknown === true
          ? { after: { hidden: "unknown" } }
          : side("after", after, () => ({ hidden: "sensitive" }))),
      });
    }
    return;
  }
  const show = (value: unknown): Shown => ({ value: redact(redact(value, beforeSensitive), afterSensitive) });
  if (unknown === true) {
    found.push({ path, ...side("before", before, show), after: { hidden: "unknown" } });
    return;
  }
  const opened = jsonWithin(sides);
  if (opened) {
    walk(opened, path, found);
    return;
  }
  const keys = commonKeys(sides);
  if (keys) {
    for (const key of keys) {
      walk(childSides(sides, key), childPath(path, key), found);
    }
    return;
  }
  if (!isDeepStrictEqual(absent(before), absent(after))) {
    found.push({ path, ...side("before", before, show), ...side("after", after, show) });
  }
}

function side<Name extends "before" | "after">(
  name: Name,
  value: unknown,
  show: (value: unknown) => Shown,
): Readonly<Partial<Record<Name, Shown>>> {
  return (absent(value) === undefined ? {} : { [name]: show(value) }) as Readonly<
    Partial<Record<Name, Shown>>
  >;
}

/** Terraform has nulls and empty collections where nothing was said. */
function absent(value: unknown): unknown {
  if (value === null || value === undefined) {
    return undefined;
  }
  return typeof value === "object" && Object.keys(value).length === 0 ? undefined : value;
}

/** The keys to look below, or nothing where the value is compared as a whole. */
function commonKeys({ before, after, unknown }: Sides): readonly (string | number)[] | undefined {
  const present: object[] = [];
  for (const value of [before, after, isContainer(unknown) ? unknown : undefined]) {
    if (isContainer(value)) {
      present.push(value);
    } else if (value !== null && value !== undefined) {
      return undefined;
    }
  }
  const [first] = present;
  if (first === undefined || present.some((value) => Array.isArray(value) !== Array.isArray(first))) {
    return undefined;
  }
  return Array.isArray(first) ? commonIndexes(present as unknown[][], unknown) : commonNames(present);
}

/** A list of plain values reads best as a whole, as Terraform's sets have no order to compare by. */
function commonIndexes(lists: readonly unknown[][], unknown: unknown): readonly number[] | undefined {
  if (!containsTrue(unknown) && lists.every((list) => !list.some(isContainer))) {
    return undefined;
  }
  return Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, index) => index);
}

function commonNames(objects: readonly object[]): readonly string[] {
  const names = new Set<string>();
  for (const object of objects) {
    for (const name in object) {
      names.add(name);
    }
  }
  return [...names].sort();
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether a mask marks anything. */
export function containsTrue(mask: unknown): boolean {
  return mask === true || (isContainer(mask) && Object.values(mask).some(containsTrue));
}

function childSides(sides: Sides, key: string | number): Sides {
  return {
    before: childOf(sides.before, key),
    after: childOf(sides.after, key),
    unknown: childOf(sides.unknown, key),
    beforeSensitive: childOf(sides.beforeSensitive, key),
    afterSensitive: childOf(sides.afterSensitive, key),
  };
}

function childOf(value: unknown, key: string | number): unknown {
  return isContainer(value) ? (value as Readonly<Record<string | number, unknown>>)[key] : undefined;
}

function childPath(path: string, key: string | number): string {
  if (typeof key === "number") {
    return `${path}[${key}]`;
  }
  if (!/^[A-Za-z_][\w-]*$/.test(key)) {
    return `${path}[${JSON.stringify(key)}]`;
  }
  return path === "" ? key : `${path}.${key}`;
}

/** Policies and task definitions are JSON in a string; their reader wants to see the statement that changed. */
function jsonWithin(sides: Sides): Sides | undefined {
  const before = parsed(sides.before);
  const after = parsed(sides.after);
  const isPair =
    (before !== undefined || absent(sides.before) === undefined) &&
    (after !== undefined || absent(sides.after) === undefined) &&
    (before !== undefined || after !== undefined);
  return isPair
    ? { before, after, unknown: undefined, beforeSensitive: undefined, afterSensitive: undefined }
    : undefined;
}

function parsed(value: unknown): object | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) {
    return undefined;
  }
  try {
    return JSON.parse(value) as object;
  } catch {
    return undefined;
  }
}

/** A copy in which everything that a mask calls sensitive is replaced. */
export function redact(value: unknown, mask: unknown): unknown {
  if (mask === true) {
    return HIDDEN;
  }
  if (!isContainer(value) || !isContainer(mask)) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => redact(item, childOf(mask, index)));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, redact(item, childOf(mask, key))]),
  );
}
