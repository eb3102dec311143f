import { type Block, type CtyType, elementOf, elementsOf, fieldsOf, kindOf } from "../schema/types";
import { fill } from "./apply";
import { Dynamic, UNKNOWN } from "./codec";
import type { Value } from "./codec";
import type { ProviderContext } from "./context";
import { madeResource } from "./answers/resource";
import { arnOf } from "./answers/arns";
import { usualAnswer } from "./answers/usual";

/**
 * Reads a resource's stored state; what the schema does not know is dropped, what it misses becomes null.
 *
 * Terraform asks for this at every refresh, also when nothing was upgraded.
 */
export function stateFromJson(json: Uint8Array, type: CtyType): Value {
  return conform(JSON.parse(Buffer.from(json).toString("utf8")) as unknown, type);
}

/** What an import finds: the resource exists, but only its identity is known. */
export function importedState(type: string, block: Block, context: ProviderContext, id: string): Value {
  const made = madeResource(type, { id }, context);
  const arn = id.startsWith("arn:") ? id : arnOf(made, id);
  const open = Object.fromEntries(
    block.attributes.filter(({ computed }) => computed).map(({ name }) => [name, UNKNOWN]),
  );
  return fill(block, open, (attribute) => usualAnswer(attribute, made, id, arn));
}

function conform(json: unknown, type: CtyType): Value {
  if (json === null || json === undefined) {
    return null;
  }
  if (type === "dynamic") {
    return dynamic(json);
  }
  if (typeof type === "string") {
    return json as string | number | boolean;
  }
  switch (kindOf(type)) {
    case "object": {
      const record = json as Record<string, unknown>;
      const fields = Object.entries(fieldsOf(type));
      return Object.fromEntries(fields.map(([key, field]) => [key, conform(record[key] ?? null, field)]));
    }
    case "map": {
      const entries = Object.entries(json as Record<string, unknown>);
      return Object.fromEntries(entries.map(([key, item]) => [key, conform(item, elementOf(type))]));
    }
    case "tuple":
      return (json as unknown[]).map((item, index) => conform(item, elementsOf(type)[index] ?? "dynamic"));
    default:
      return (json as unknown[]).map((item) => conform(item, elementOf(type)));
  }
}

// State files store a dynamic value beside its type.
function dynamic(json: unknown): Value {
  const { type, value } = json as { readonly type: CtyType; readonly value: unknown };
  return new Dynamic(Buffer.from(JSON.stringify(type)), conform(value, type));
}
