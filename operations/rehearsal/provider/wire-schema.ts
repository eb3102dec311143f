import type { Block } from "../schema/types";

// The enumeration of the protocol: https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
const NESTING = { single: 1, list: 2, set: 3 } as const;

/** A schema as the protocol wants it; types travel as JSON. */
export function wireSchema(block: Block): object {
  return { version: 0, block: wireBlock(block) };
}

const known = new WeakMap<Block, object>();

// WAFv2 statements contain each other hundreds of times: shared blocks stay shared.
function wireBlock(block: Block): object {
  const wire = known.get(block) ?? newWireBlock(block);
  known.set(block, wire);
  return wire;
}

function newWireBlock({ attributes, blocks }: Block): object {
  return {
    attributes: attributes.map(({ name, type, required, optional, computed, sensitive, writeOnly }) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      required,
      optional,
      computed,
      sensitive,
      write_only: writeOnly,
    })),
    block_types: blocks.map(({ name, nesting, minItems, maxItems, block }) => ({
      type_name: name,
      block: wireBlock(block),
      nesting: NESTING[nesting],
      min_items: minItems,
      max_items: maxItems,
    })),
  };
}
