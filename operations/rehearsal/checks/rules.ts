import type { Value } from "../provider/codec";
import type { Check, Config, Finding } from "./check";
import { holdersOf, isOpen, isSet, valuesAt } from "./paths";

/** A value that is not made of others. */
export type Scalar = string | number | bigint | boolean;

function isScalar(value: Value): value is Scalar {
  return value !== null && typeof value !== "object";
}

/** A check of every known value under a path, of a list each element; `test` returns what is wrong, or undefined. */
export function each(
  path: string,
  rule: string,
  source: string,
  test: (value: Scalar) => string | undefined,
): Check {
  return {
    rule: `${path} ${rule}`,
    source,
    find: (config) =>
      valuesAt(config, path).flatMap(({ steps, value }) =>
        (Array.isArray(value) ? (value as readonly Value[]) : [value]).flatMap((item): Finding[] => {
          const wrong = isScalar(item) ? test(item) : undefined;
          return wrong === undefined ? [] : [{ path: steps, message: `${path} ${rule}, got ${wrong}` }];
        }),
      ),
  };
}

/** One of a fixed set of words. */
export function oneOf(path: string, words: readonly string[], source: string): Check {
  return each(path, `must be one of ${words.join(", ")}`, source, (value) =>
    words.includes(String(value)) ? undefined : shown(value),
  );
}

/** A string of a length, both ends included. */
export function length(path: string, least: number, most: number, source: string): Check {
  return each(path, `must be ${least} to ${most} characters long`, source, (value) => {
    const characters = String(value).length;
    return characters < least || characters > most ? `${shown(value)} (${characters})` : undefined;
  });
}

/** A string of an alphabet or shape. */
export function shaped(path: string, pattern: RegExp, rule: string, source: string): Check {
  return each(path, rule, source, (value) => (pattern.test(String(value)) ? undefined : shown(value)));
}

/** A number within limits, both ends included. */
export function between(path: string, least: number, most: number, source: string): Check {
  return each(path, `must be between ${least} and ${most}`, source, (value) =>
    Number(value) < least || Number(value) > most ? shown(value) : undefined,
  );
}

/** One of a fixed set of numbers. */
export function amongst(path: string, numbers: readonly number[], source: string): Check {
  return each(path, `must be one of ${numbers.join(", ")}`, source, (value) =>
    numbers.includes(Number(value)) ? undefined : shown(value),
  );
}

/** A number of elements, both ends included. */
export function count(path: string, least: number, most: number, source: string): Check {
  const rule = `${path} must have ${least} to ${most} elements`;
  return {
    rule,
    source,
    find: (config) =>
      valuesAt(config, path).flatMap(({ steps, value }): Finding[] => {
        const elements = Array.isArray(value) ? value.length : least;
        return elements < least || elements > most
          ? [{ path: steps, message: `${rule}, got ${elements}` }]
          : [];
      }),
  };
}

/** Text that must be JSON. */
export function json(
  path: string,
  source: string,
  test: (parsed: unknown) => string | undefined = () => undefined,
): Check {
  return each(path, "must be valid JSON of its kind", source, (value) => {
    if (value === "") {
      return '""';
    }
    try {
      return test(JSON.parse(String(value)));
    } catch (error) {
      return error instanceof SyntaxError ? `text that does not parse (${error.message})` : String(error);
    }
  });
}

/** Exactly one of some arguments of the same block; the paths share their prefix. */
export function exactlyOne(paths: readonly string[], source: string): Check {
  return together(
    paths,
    `exactly one of ${names(paths)} must be set`,
    source,
    (set, open) => set.length > 1 || (set.length === 0 && !open),
  );
}

/** At most one of some arguments of the same block. */
export function conflicts(paths: readonly string[], source: string): Check {
  return together(paths, `at most one of ${names(paths)} may be set`, source, (set) => set.length > 1);
}

/** An argument that only makes sense with another of the same block. */
export function requires(path: string, needed: string, source: string): Check {
  return together(
    [path, needed],
    `${last(path)} needs ${last(needed)}`,
    source,
    (set) => set.includes(last(path)) && !set.includes(last(needed)),
  );
}

/** A rule between several arguments of a configuration, or of each block under `path`. */
export function rule(
  text: string,
  source: string,
  broken: (config: Config) => string | undefined,
  path = "",
): Check {
  return {
    rule: text,
    source,
    find: (config) =>
      holdersOf(config, path === "" ? "self" : `${path}.self`).flatMap(
        ({ steps, config: holder }): Finding[] => {
          const wrong = broken(holder);
          return wrong === undefined ? [] : [{ path: steps, message: `${text}, got ${wrong}` }];
        },
      ),
  };
}

/** A value as it stands in a message. */
export function shown(value: Value | undefined): string {
  if (value === undefined || value === null) {
    return "nothing";
  }
  return isScalar(value)
    ? JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? String(item) : item))
    : "several values";
}

/** The string value of an argument, or undefined when it is absent or not known. */
export function known(config: Config, argument: string): string | undefined {
  const value = config[argument];
  return value === undefined || value === null || isOpen(value) || typeof value === "object"
    ? undefined
    : String(value);
}

function together(
  paths: readonly string[],
  text: string,
  source: string,
  broken: (set: readonly string[], open: boolean) => boolean,
): Check {
  const arguments_ = paths.map(last);
  return {
    rule: text,
    source,
    find: (config) =>
      holdersOf(config, paths[0] ?? "").flatMap(({ steps, config: holder }): Finding[] => {
        // Of two arguments that are both still unknown, one may turn out null: only what is known to be set counts.
        const set = arguments_.filter(
          (name) => isSet(holder[name]) && !isOpen(holder[name]) && holder[name] !== false,
        );
        const open = arguments_.some((name) => isOpen(holder[name]));
        return broken(set, open)
          ? [{ path: steps, message: `${text}, got ${set.length === 0 ? "none" : set.join(", ")}` }]
          : [];
      }),
  };
}

function names(paths: readonly string[]): string {
  return paths.map(last).join(", ");
}

function last(path: string): string {
  return path.split(".").at(-1) ?? path;
}
