import { StrataError } from "../../../constructs/core/errors";
import type { Field, Structs } from "./parse";
import { PLAIN_ATTRIBUTE } from "./types";
import type { Attribute, Block, CtyType, NestedBlock } from "./types";

/**
 * Turns the structs of one binding into the block that the provider's schema held.
 *
 * @throws StrataError when a field names a struct that the binding does not define
 */
export function deriveBlock(structs: Structs, struct = ""): Block {
  const attributes: Attribute[] = [];
  const blocks: NestedBlock[] = [];
  for (const field of fieldsOf(structs, struct)) {
    if (field.shape.kind === "block") {
      blocks.push(nestedBlock(structs, field, field.shape));
    } else {
      attributes.push(attribute(structs, field));
    }
  }
  return { attributes, blocks };
}

function nestedBlock(
  structs: Structs,
  field: Field,
  shape: Extract<Field["shape"], { kind: "block" }>,
): NestedBlock {
  return {
    name: field.name,
    nesting: shape.nesting,
    minItems: field.required ? 1 : 0,
    maxItems: shape.single && shape.nesting !== "single" ? 1 : 0,
    block: deriveBlock(structs, shape.struct),
  };
}

function attribute(structs: Structs, field: Field): Attribute {
  const { name, required, optional, computed } = field;
  return {
    ...PLAIN_ATTRIBUTE,
    name,
    type: fieldType(structs, field),
    required,
    optional,
    computed,
    // A write-only argument can never be computed: https://developer.hashicorp.com/terraform/plugin/framework/resources/write-only-arguments
    writeOnly: name.endsWith("_wo") && !computed,
  };
}

function fieldType(structs: Structs, field: Field): CtyType {
  const { shape } = field;
  if (shape.kind === "attribute") {
    return shape.type;
  }
  const object: CtyType = [
    "object",
    Object.fromEntries(
      fieldsOf(structs, shape.struct).map((inner) => [inner.name, fieldType(structs, inner)]),
    ),
  ];
  if (shape.kind === "object") {
    return shape.wrap === "none" ? object : [shape.wrap, object];
  }
  return shape.nesting === "single" ? object : [shape.nesting, object];
}

function fieldsOf(structs: Structs, struct: string): readonly Field[] {
  const found = structs.get(struct);
  if (found === undefined) {
    throw new StrataError(
      `binding: must define the struct ${struct || "of the type itself"}, got none; reinstall the bindings`,
    );
  }
  return found;
}
