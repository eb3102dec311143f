import type { Block, CtyType } from "../schema/types";
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
  return conform(JSON.parse(Buffer.from(json).toString("utf8")) as Json, type);
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

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

function conform(json: Json, type: CtyType): Value {
  if (json === null) {
    return null;
  }
  if (type === "dynamic") {
    return dynamic(json);
  }
  if (typeof type === "string") {
    return json as string | number | boolean;
  }
  const [kind, inner] = type as readonly [string, CtyType & object];
  if (kind === "object") {
    const fields = inner as unknown as Readonly<Record<string, CtyType>>;
    const record = json as Record<string, Json>;
    return Object.fromEntries(
      Object.entries(fields).map(([key, field]) => [key, conform(record[key] ?? null, field)]),
    );
  }
  if (kind === "map") {
    return Object.fromEntries(
      Object.entries(json as Record<string, Json>).map(([key, item]) => [key, conform(item, inner)]),
    );
  }
  return (json as Json[]).map((item) => conform(item, inner));
}

// State files store a dynamic value beside its type.
function dynamic(json: Json): Value {
  const { type, value } = json as { readonly type: CtyType; readonly value: Json };
  return new Dynamic(Buffer.from(JSON.stringify(type)), conform(value, type));
}
