import { StrataError } from "../../../constructs/core/errors";
import type { CtyType } from "./types";

/** Where the value of a field comes from: a plain type, or another struct in one of the shapes the generator writes. */
export type FieldShape =
  | { readonly kind: "attribute"; readonly type: CtyType }
  | { readonly kind: "object"; readonly wrap: "list" | "set" | "map" | "none"; readonly struct: string }
  | {
      readonly kind: "block";
      readonly nesting: "single" | "list" | "set";
      readonly single: boolean;
      readonly struct: string;
    };

/** One field of a struct, with the flags of the provider's schema. */
export interface Field {
  /** The name in Terraform's spelling. */
  readonly name: string;
  /** Whether the provider may decide it. */
  readonly computed: boolean;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** Whether it must be set. */
  readonly required: boolean;
  /** Where its value comes from. */
  readonly shape: FieldShape;
}

/** The fields of every struct of a binding by its capitalized name; the type itself stands under `""`. */
export type Structs = ReadonlyMap<string, readonly Field[]>;

const EXTEND = "extend operations/rehearsal/schema/parse.ts";

const CHUNK = /^export (?:class|function|interface|const) (\w+)/gm;
const FLAGS = /^ {2}\/\/ (\S+) - computed: (\w+), optional: (\w+), required: (\w+)$/gm;
const ENTRY =
  /^ +(\w+): \{\n +value: (.*),\n +isBlock: (\w+),\n +type: "(\w+)",\n +storageClassType: "(\w+)",/gm;
const ROOT_CLASS = /^export class \w+ extends cdktf\.Terraform(?:Resource|DataSource|Provider)\b/;

/**
 * Reads the structs of a generated binding.
 *
 * Settable fields have their shape in the HCL synthesis functions, fields that only the provider sets have theirs in
 * the getter.
 *
 * @throws StrataError when the text has a shape that the generator of cdktf 0.21 does not write
 */
export function parseBinding(source: string): Structs {
  const shapes = new Map<string, Map<string, FieldShape>>();
  const flagged: { readonly struct: string; readonly text: string }[] = [];
  for (const chunk of chunks(source)) {
    if (ROOT_CLASS.test(chunk.text)) {
      flagged.push({ struct: "", text: chunk.text });
      shapes.set("", entries(chunk.text));
    } else if (chunk.name.endsWith("ToHclTerraform")) {
      shapes.set(capitalized(chunk.name.slice(0, -"ToHclTerraform".length)), entries(chunk.text));
    } else if (chunk.name.endsWith("OutputReference")) {
      flagged.push({ struct: chunk.name.slice(0, -"OutputReference".length), text: chunk.text });
    }
  }
  const isStruct = (struct: string): boolean => shapes.has(struct);
  const structs = new Map(
    flagged.map(({ struct, text }) => [struct, fields(text, shapes.get(struct) ?? new Map(), isStruct)]),
  );
  for (const [struct, entry] of shapes) {
    if (!structs.has(struct)) {
      structs.set(
        struct,
        [...entry].map(([name, shape]) => ({ ...UNFLAGGED, name, shape })),
      );
    }
  }
  return structs;
}

// The blocks of a provider's own configuration have no output class and hence no flags; none is computed.
const UNFLAGGED: Omit<Field, "name" | "shape"> = { computed: false, optional: true, required: false };

function* chunks(source: string): Generator<{ readonly name: string; readonly text: string }> {
  const starts = [...source.matchAll(CHUNK)];
  for (const [position, start] of starts.entries()) {
    yield { name: start[1] ?? "", text: source.slice(start.index, starts[position + 1]?.index) };
  }
}

function entries(text: string): Map<string, FieldShape> {
  const found = new Map<string, FieldShape>();
  for (const [, name = "", value = "", isBlock, type = ""] of text.matchAll(ENTRY) as Iterable<string[]>) {
    found.set(name, entryShape(value, isBlock === "true", type));
  }
  return found;
}

// Some attributes written like blocks carry a null default in front: `struct!.action === undefined ? null : …`.
const NULL_DEFAULT = /^struct!\.\w+ === undefined \? null : /;

function entryShape(value: string, isBlock: boolean, type: string): FieldShape {
  const mapper = value.replace(NULL_DEFAULT, "");
  if (!isBlock) {
    return { kind: "attribute", type: mapperType(mapper, type) };
  }
  const list = /^cdktf\.listMapperHcl\((\w+)ToHclTerraform, (true|false)\)/.exec(mapper);
  if (list !== null) {
    const struct = capitalized(list[1] ?? "");
    const nesting = type === "set" ? "set" : "list";
    return list[2] === "true"
      ? { kind: "block", nesting, single: false, struct }
      : { kind: "object", wrap: nesting, struct };
  }
  const map = /^cdktf\.hashMapperHcl\((\w+)ToHclTerraform\)/.exec(mapper);
  if (map !== null) {
    return { kind: "object", wrap: "map", struct: capitalized(map[1] ?? "") };
  }
  const bare = /^(\w+)ToHclTerraform\(/.exec(mapper);
  if (bare === null) {
    throw new StrataError(`binding: must use a known mapper, got ${mapper}; ${EXTEND}`);
  }
  return {
    kind: "block",
    nesting: type === "struct" ? "single" : "list",
    single: true,
    struct: capitalized(bare[1] ?? ""),
  };
}

const SCALARS: Readonly<Record<string, CtyType>> = {
  string: "string",
  number: "number",
  boolean: "bool",
  any: "dynamic",
};

// The mapper says list for sets as well; only the outermost collection's `type` tells the two apart.
function mapperType(mapper: string, outer: string): CtyType {
  const scalar = /^cdktf\.(string|number|boolean|any)ToHclTerraform/.exec(mapper);
  if (scalar !== null) {
    return SCALARS[scalar[1] ?? ""] ?? "dynamic";
  }
  const collection = /^cdktf\.(list|hash)MapperHcl\(/.exec(mapper);
  if (collection === null) {
    throw new StrataError(`binding: must use a known mapper, got ${mapper}; ${EXTEND}`);
  }
  const element = mapperType(mapper.slice(collection[0].length), "list");
  const wrap = collection[1] === "hash" ? "map" : outer === "set" ? "set" : "list";
  return [wrap, element];
}

function fields(
  text: string,
  shapes: ReadonlyMap<string, FieldShape>,
  isStruct: (struct: string) => boolean,
): Field[] {
  const flags = [...text.matchAll(FLAGS)];
  return flags.map((match, position) => {
    const [, name, computed, optional, required] = match as unknown as [
      string,
      string,
      string,
      string,
      string,
    ];
    const body = text.slice(match.index + match[0].length, flags[position + 1]?.index);
    return {
      name,
      computed: computed === "true",
      optional: optional === "true",
      required: required === "true",
      shape: shapes.get(name) ?? getterShape(name, body, isStruct),
    };
  });
}

const GETTERS: readonly (readonly [RegExp, CtyType])[] = [
  [/getStringMapAttribute/, ["map", "string"]],
  [/getNumberMapAttribute/, ["map", "number"]],
  [/getBooleanMapAttribute/, ["map", "bool"]],
  [/tolist\(this\.getNumberListAttribute/, ["set", "number"]],
  [/getNumberListAttribute/, ["list", "number"]],
  [/tolist\(this\.getListAttribute/, ["set", "string"]],
  [/getListAttribute/, ["list", "string"]],
  [/getStringAttribute/, "string"],
  [/getNumberAttribute/, "number"],
  [/getBooleanAttribute/, "bool"],
  [/interpolationForAttribute|getAnyMapAttribute/, "dynamic"],
];

const MEMBER = /^ +private _\w+ = new (\w+)\(this, "[^"]*"(?:, (true|false))?\)/m;
const PLAIN_MAP = /^ +private _\w+ = new cdktf\.(String|Number|Boolean|Any)Map(List)?\(/m;

function getterShape(name: string, body: string, isStruct: (struct: string) => boolean): FieldShape {
  const member = MEMBER.exec(body);
  if (member !== null) {
    return memberShape(member[1] ?? "", member[2] === "true", isStruct);
  }
  const map = PLAIN_MAP.exec(body);
  if (map !== null) {
    const element = SCALARS[(map[1] ?? "").toLowerCase()] ?? "dynamic";
    return { kind: "attribute", type: map[2] === undefined ? ["map", element] : ["list", ["map", element]] };
  }
  const getter = GETTERS.find(([pattern]) => pattern.test(body));
  if (getter === undefined) {
    throw new StrataError(
      `binding: ${name} must have a known getter, got ${body.trim().split("\n")[0]}; ${EXTEND}`,
    );
  }
  return { kind: "attribute", type: getter[1] };
}

function memberShape(className: string, isSet: boolean, isStruct: (struct: string) => boolean): FieldShape {
  const reference = without(className, "OutputReference");
  if (reference !== undefined) {
    return { kind: "object", wrap: "none", struct: reference };
  }
  // `CloudMapList` is a list of `CloudMap` or a map of `Cloud`: only the structs that exist tell.
  const list = without(className, "List");
  if (list !== undefined && isStruct(list)) {
    return { kind: "object", wrap: isSet ? "set" : "list", struct: list };
  }
  const map = without(className, "MapList") ?? without(className, "Map");
  if (map === undefined) {
    throw new StrataError(`binding: must use a known member, got ${className}; ${EXTEND}`);
  }
  return { kind: "object", wrap: "map", struct: map };
}

function without(name: string, suffix: string): string | undefined {
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : undefined;
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
