/**
 * A type of Terraform's type system, in the JSON form that providers send.
 *
 * @see https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol/terraform-plugin-protocol
 */
export type CtyType =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", CtyType]
  | readonly ["object", { readonly [attribute: string]: CtyType }];

/** One argument or exported value of a block. */
export interface Attribute {
  /** The name in Terraform's spelling (`cidr_block`). */
  readonly name: string;
  /** The type of its values. */
  readonly type: CtyType;
  /** Whether it must be set. */
  readonly required: boolean;
  /** Whether it may be set. */
  readonly optional: boolean;
  /** Whether the provider may decide it. */
  readonly computed: boolean;
  /** Hidden in plans. The bindings lost this: it comes from the overlay. */
  readonly sensitive: boolean;
  /** Handed to the provider and never stored, so the state holds null. */
  readonly writeOnly: boolean;
}

/** A block inside a block. */
export interface NestedBlock {
  /** The name in Terraform's spelling. */
  readonly name: string;
  /** How several stand together. */
  readonly nesting: "single" | "list" | "set";
  /** The fewest that must stand. */
  readonly minItems: number;
  /** The most that may stand; 0 is "no limit". */
  readonly maxItems: number;
  /** What stands inside. */
  readonly block: Block;
}

/** Attributes and nested blocks of a resource, a data source, a provider or a nested block. */
export interface Block {
  /** Arguments and exported values. */
  readonly attributes: readonly Attribute[];
  /** Blocks inside. */
  readonly blocks: readonly NestedBlock[];
}

/** The three roles in which a type can stand in a configuration. */
export type Role = "resource" | "data" | "ephemeral";

/** A type that a configuration uses. */
export interface TypeReference {
  /** How the configuration uses it. */
  readonly role: Role;
  /** The Terraform type, `aws_lb_listener`. */
  readonly type: string;
  /**
   * The names that its configurations use, where its schema is too large to be offered whole.
   *
   * @default - the whole schema
   */
  readonly names?: readonly string[];
}

/** The schema of one provider, cut down to the types that are used. */
export interface ProviderSchema {
  /** The local name of the provider, `aws`. */
  readonly provider: string;
  /** The provider's own configuration. */
  readonly config: Block;
  /** Resources by type. */
  readonly resources: ReadonlyMap<string, Block>;
  /** Data sources by type. */
  readonly data: ReadonlyMap<string, Block>;
  /** Ephemeral resources by type. */
  readonly ephemeral: ReadonlyMap<string, Block>;
}

/** An attribute with no flag set, to be completed by spreading. */
export const PLAIN_ATTRIBUTE: Omit<Attribute, "name" | "type"> = {
  required: false,
  optional: false,
  computed: false,
  sensitive: false,
  writeOnly: false,
};

const types = new WeakMap<Block, CtyType>();

/** The object type that a block's values have; nested blocks become lists or sets of objects. */
export function blockType(block: Block): CtyType {
  const type = types.get(block) ?? newBlockType(block);
  types.set(block, type);
  return type;
}

function newBlockType(block: Block): CtyType {
  const fields: Record<string, CtyType> = {};
  for (const { name, type } of block.attributes) {
    fields[name] = type;
  }
  for (const { name, nesting, block: inner } of block.blocks) {
    fields[name] = nesting === "single" ? blockType(inner) : [nesting, blockType(inner)];
  }
  return ["object", fields];
}

/** A type that holds others. Tuples only come inside of dynamic values. */
export type CompositeType = Exclude<CtyType, string>;

/** The kind of a composite type: list, set, map, object or tuple. */
export function kindOf(type: CompositeType): string {
  return type[0];
}

/** The type of the elements of a list, set or map. */
export function elementOf(type: CompositeType): CtyType {
  return type[1] as CtyType;
}

/** The types of the attributes of an object. */
export function fieldsOf(type: CompositeType): Readonly<Record<string, CtyType>> {
  return type[1] as Readonly<Record<string, CtyType>>;
}

/** The types of the elements of a tuple. */
export function elementsOf(type: CompositeType): readonly CtyType[] {
  return type[1] as unknown as readonly CtyType[];
}
