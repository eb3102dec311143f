import { decode, encode, ExtData } from "@msgpack/msgpack";
import {
  type Block,
  blockType,
  type CompositeType,
  type CtyType,
  elementOf,
  elementsOf,
  fieldsOf,
  kindOf,
} from "../schema/types";
import type { DynamicValue } from "./protocol";

/**
 * A Terraform value in JavaScript: objects and maps as records, lists, sets and tuples as arrays, whole numbers beyond
 * 2^53 as bigint, and what is not known yet as {@link Unknown}.
 */
export type Value =
  | null
  | string
  | number
  | bigint
  | boolean
  | Unknown
  | Dynamic
  | readonly Value[]
  | { readonly [key: string]: Value };

/** A value that Terraform will only know after apply; refinements (extension 12) are kept as they came. */
export type Unknown = ExtData;

/** A value whose type travels with it. */
export class Dynamic {
  public constructor(
    /** The type as Terraform's JSON. */
    public readonly type: Uint8Array,
    public readonly value: Value,
  ) {}
}

/** The plain unknown: extension 0 with a single zero byte, as Terraform writes it. */
export const UNKNOWN: Unknown = new ExtData(0, new Uint8Array([0]));

/** Whether a value is unknown as a whole. */
export function isUnknown(value: Value | undefined): value is Unknown {
  return value instanceof ExtData;
}

/** Whether a value is a record of attributes or map elements. */
export function isRecord(value: Value | undefined): value is Readonly<Record<string, Value>> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof ExtData) &&
    !(value instanceof Dynamic)
  );
}

/** Whether nothing inside the value is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (isUnknown(value)) {
    return false;
  }
  if (value instanceof Dynamic) {
    return isWhollyKnown(value.value);
  }
  if (Array.isArray(value)) {
    return value.every(isWhollyKnown);
  }
  return !isRecord(value) || Object.values(value).every(isWhollyKnown);
}

/** Decodes a value of a block from the wire. */
export function decodeBlock(dynamic: DynamicValue | null | undefined, block: Block): Value {
  const bytes = dynamic?.msgpack;
  if (bytes === undefined || bytes.length === 0) {
    return null;
  }
  return fromWire(decode(bytes, { useBigInt64: true }) as Wire, blockType(block));
}

/** Encodes a value of a block for the wire; attributes that are missing become null, absent list and set blocks `[]`. */
export function encodeBlock(value: Value, block: Block): DynamicValue {
  const wire = toWire(withAbsentBlocks(value, block), blockType(block));
  return { msgpack: encode(wire, { useBigInt64: true, ignoreUndefined: true }) };
}

function withAbsentBlocks(value: Value, block: Block): Value {
  if (!isRecord(value)) {
    return value;
  }
  const complete: Record<string, Value> = { ...value };
  for (const { name, nesting, block: inner } of block.blocks) {
    const nested = complete[name] ?? null;
    if (nesting === "single") {
      complete[name] = withAbsentBlocks(nested, inner);
    } else if (!isUnknown(nested)) {
      complete[name] = ((nested ?? []) as readonly Value[]).map((item) => withAbsentBlocks(item, inner));
    }
  }
  return complete;
}

type Wire =
  null | string | number | bigint | boolean | ExtData | Uint8Array | Wire[] | { [key: string]: Wire };

function fromWire(wire: Wire, type: CtyType): Value {
  if (wire === null || wire instanceof ExtData) {
    return wire;
  }
  if (type === "dynamic") {
    const [typeJson, inner] = wire as [Uint8Array, Wire];
    return new Dynamic(
      typeJson,
      fromWire(inner, JSON.parse(Buffer.from(typeJson).toString("utf8")) as CtyType),
    );
  }
  if (type === "number") {
    return numberFromWire(wire);
  }
  if (typeof type === "string") {
    return wire as string | boolean;
  }
  return collectionFromWire(wire, type);
}

// Terraform writes what neither an int64 nor a float64 holds exactly as a decimal string; it stays one here.
function numberFromWire(wire: Wire): Value {
  if (typeof wire === "bigint" && wire >= Number.MIN_SAFE_INTEGER && wire <= Number.MAX_SAFE_INTEGER) {
    return Number(wire);
  }
  return wire as number | bigint | string;
}

function collectionFromWire(wire: Wire, type: CompositeType): Value {
  switch (kindOf(type)) {
    case "tuple": {
      const types = elementsOf(type);
      return (wire as Wire[]).map((item, index) => fromWire(item, types[index] ?? "dynamic"));
    }
    case "object": {
      const record = wire as Record<string, Wire>;
      return mapped(fieldsOf(type), (field, key) => fromWire(record[key] ?? null, field));
    }
    case "map":
      return mapped(wire as Record<string, Wire>, (item) => fromWire(item, elementOf(type)));
    default:
      return (wire as Wire[]).map((item) => fromWire(item, elementOf(type)));
  }
}

function toWire(value: Value | undefined, type: CtyType): Wire {
  if (value === null || value === undefined || value instanceof ExtData) {
    return value ?? null;
  }
  if (value instanceof Dynamic) {
    return [value.type, toWire(value.value, JSON.parse(Buffer.from(value.type).toString("utf8")) as CtyType)];
  }
  return typeof type === "string"
    ? (value as string | number | bigint | boolean)
    : collectionToWire(value, type);
}

function collectionToWire(value: Value, type: CompositeType): Wire {
  switch (kindOf(type)) {
    case "tuple": {
      const types = elementsOf(type);
      return (value as readonly Value[]).map((item, index) => toWire(item, types[index] ?? "dynamic"));
    }
    case "object": {
      const record = value as Readonly<Record<string, Value>>;
      return mapped(fieldsOf(type), (field, key) => toWire(record[key], field));
    }
    case "map":
      return mapped(value as Readonly<Record<string, Value>>, (item) => toWire(item, elementOf(type)));
    default:
      return (value as readonly Value[]).map((item) => toWire(item, elementOf(type)));
  }
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  change: (item: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, change(item, key)]));
}
