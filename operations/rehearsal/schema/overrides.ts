import type { Block, TypeReference } from "./types";
import { wafStatements } from "./wafv2";

/**
 * Where the bindings simplified a type's schema, the block that the provider really has.
 *
 * A provider's own configuration also loses `alias`, which Terraform reads itself and never hands on.
 */
export function corrected({ type, names }: TypeReference, block: Block): Block {
  switch (type) {
    case "aws_wafv2_web_acl":
    case "aws_wafv2_rule_group":
      return wafStatements(block, names === undefined ? undefined : new Set(names));
    default:
      return block;
  }
}

/** The types whose schema is offered only as far as it is used. */
export const LARGE_TYPES: ReadonlySet<string> = new Set(["aws_wafv2_web_acl", "aws_wafv2_rule_group"]);

/** A provider's configuration without the meta-argument that only Terraform reads. */
export function withoutAlias(config: Block): Block {
  return { ...config, attributes: config.attributes.filter(({ name }) => name !== "alias") };
}
