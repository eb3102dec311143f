import { PLAIN_ATTRIBUTE } from "./types";
import type { Block, CtyType, NestedBlock } from "./types";

/**
 * Gives the `statement` blocks of WAFv2 rules their real shape.
 *
 * The bindings type them as `any`, since the provider's schema nests statements in statements; the provider itself
 * stops after three levels, and so does this.
 *
 * @param names the blocks that the configurations use: Terraform works through thousands of others for a third of a
 *   second in every command, and a block that is not there is refused by name all the same
 * @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/resources/wafv2_web_acl#statement-block
 */
export function wafStatements(acl: Block, names?: ReadonlySet<string>): Block {
  return replaceBlock(acl, "rule", (rule) => {
    const action = rule.blocks.find(({ name }) => name === "action")?.block ?? EMPTY;
    return {
      attributes: rule.attributes.filter(({ name }) => name !== "statement"),
      blocks: [...rule.blocks, one("statement", only(names, rootStatement(action)), 1)],
    };
  });
}

function only(names: ReadonlySet<string> | undefined, block: Block): Block {
  return names === undefined
    ? block
    : {
        ...block,
        blocks: block.blocks
          .filter(({ name }) => names.has(name))
          .map((nested) => ({ ...nested, block: only(names, nested.block) })),
      };
}

const LEVELS = 3;
const EMPTY: Block = { attributes: [], blocks: [] };

function rootStatement(action: Block): Block {
  const inner = statement(LEVELS - 1);
  const overrides = many(
    "rule_action_override",
    fields({ name: "string" }, {}, one("action_to_use", action, 1)),
  );
  const scopeDown = one("scope_down_statement", inner);
  return {
    attributes: [],
    blocks: [
      ...statement(LEVELS).blocks,
      one(
        "managed_rule_group_statement",
        fields(
          { name: "string", vendor_name: "string" },
          { version: "string" },
          many("managed_rule_group_configs", GROUP_CONFIGS),
          overrides,
          scopeDown,
        ),
      ),
      one(
        "rate_based_statement",
        fields(
          { limit: "number" },
          { aggregate_key_type: "string", evaluation_window_sec: "number" },
          many("custom_key", CUSTOM_KEY),
          one("forwarded_ip_config", FORWARDED_IP),
          scopeDown,
        ),
      ),
      one("rule_group_reference_statement", fields({ arn: "string" }, {}, overrides)),
    ],
  };
}

function statement(level: number): Block {
  return { attributes: [], blocks: [...LEAVES, ...(level > 1 ? combinations(level) : [])] };
}

function combinations(level: number): NestedBlock[] {
  const inner = statement(level - 1);
  return [
    one("and_statement", fields({}, {}, many("statement", inner, 1))),
    one("or_statement", fields({}, {}, many("statement", inner, 1))),
    one("not_statement", fields({}, {}, one("statement", inner, 1))),
  ];
}

const TRANSFORMATION = many(
  "text_transformation",
  fields({ priority: "number", type: "string" }, {}),
  1,
  "set",
);
const FORWARDED_IP = fields({ fallback_behavior: "string", header_name: "string" }, {});
const FALLBACK = fields({ fallback_behavior: "string" }, {});
const STRINGS: CtyType = ["list", "string"];

const FIELD_TO_MATCH = one(
  "field_to_match",
  fields(
    {},
    {},
    ...["all_query_arguments", "method", "query_string", "uri_path"].map((name) => one(name, EMPTY)),
    one("body", fields({}, { oversize_handling: "string" })),
    one("cookies", parts("included_cookies", "excluded_cookies")),
    one("headers", parts("included_headers", "excluded_headers")),
    one("header_order", fields({ oversize_handling: "string" }, {})),
    one("ja3_fingerprint", FALLBACK),
    one("ja4_fingerprint", FALLBACK),
    one(
      "json_body",
      fields(
        { match_scope: "string" },
        { invalid_fallback_behavior: "string", oversize_handling: "string" },
        one("match_pattern", fields({}, { included_paths: STRINGS }, one("all", EMPTY)), 1),
      ),
    ),
    one("single_header", fields({ name: "string" }, {})),
    one("single_query_argument", fields({ name: "string" }, {})),
    one("uri_fragment", fields({}, { fallback_behavior: "string" })),
  ),
);

const LEAVES: readonly NestedBlock[] = [
  one(
    "asn_match_statement",
    fields({ asn_list: ["list", "number"] }, {}, one("forwarded_ip_config", FORWARDED_IP)),
  ),
  one(
    "byte_match_statement",
    fields({ positional_constraint: "string", search_string: "string" }, {}, FIELD_TO_MATCH, TRANSFORMATION),
  ),
  one(
    "geo_match_statement",
    fields({ country_codes: STRINGS }, {}, one("forwarded_ip_config", FORWARDED_IP)),
  ),
  one(
    "ip_set_reference_statement",
    fields(
      { arn: "string" },
      {},
      one(
        "ip_set_forwarded_ip_config",
        fields({ fallback_behavior: "string", header_name: "string", position: "string" }, {}),
      ),
    ),
  ),
  one("label_match_statement", fields({ key: "string", scope: "string" }, {})),
  one("regex_match_statement", fields({ regex_string: "string" }, {}, FIELD_TO_MATCH, TRANSFORMATION)),
  one("regex_pattern_set_reference_statement", fields({ arn: "string" }, {}, FIELD_TO_MATCH, TRANSFORMATION)),
  one(
    "size_constraint_statement",
    fields({ comparison_operator: "string", size: "number" }, {}, FIELD_TO_MATCH, TRANSFORMATION),
  ),
  one("sqli_match_statement", fields({}, { sensitivity_level: "string" }, FIELD_TO_MATCH, TRANSFORMATION)),
  one("xss_match_statement", fields({}, {}, FIELD_TO_MATCH, TRANSFORMATION)),
];

const IDENTIFIER = fields({ identifier: "string" }, {});

const GROUP_CONFIGS = fields(
  {},
  { login_path: "string", payload_type: "string" },
  one("password_field", IDENTIFIER),
  one("username_field", IDENTIFIER),
  one(
    "aws_managed_rules_bot_control_rule_set",
    fields({ inspection_level: "string" }, { enable_machine_learning: "bool" }),
  ),
  one(
    "aws_managed_rules_anti_ddos_rule_set",
    fields(
      {},
      { sensitivity_to_block: "string" },
      one(
        "client_side_action_config",
        fields(
          {},
          {},
          one(
            "challenge",
            fields(
              { usage_of_action: "string" },
              { sensitivity: "string" },
              many("exempt_uri_regular_expression", fields({}, { regex_string: "string" })),
            ),
            1,
          ),
        ),
        1,
      ),
    ),
  ),
  one(
    "aws_managed_rules_atp_rule_set",
    fields(
      { login_path: "string" },
      { enable_regex_in_path: "bool" },
      one(
        "request_inspection",
        fields(
          { payload_type: "string" },
          {},
          one("password_field", IDENTIFIER, 1),
          one("username_field", IDENTIFIER, 1),
        ),
      ),
    ),
  ),
);

const NAMED_KEY = fields({ name: "string" }, {}, TRANSFORMATION);

const CUSTOM_KEY = fields(
  {},
  {},
  ...["asn", "forwarded_ip", "http_method", "ip"].map((name) => one(name, EMPTY)),
  ...["cookie", "header", "query_argument"].map((name) => one(name, NAMED_KEY)),
  ...["query_string", "uri_path"].map((name) => one(name, fields({}, {}, TRANSFORMATION))),
  ...["ja3_fingerprint", "ja4_fingerprint"].map((name) => one(name, FALLBACK)),
  one("label_namespace", fields({ namespace: "string" }, {})),
);

function parts(included: string, excluded: string): Block {
  return fields(
    { match_scope: "string", oversize_handling: "string" },
    {},
    many("match_pattern", fields({}, { [included]: STRINGS, [excluded]: STRINGS }, one("all", EMPTY)), 1),
  );
}

type Types = Readonly<Record<string, CtyType>>;

function fields(required: Types, optional: Types, ...blocks: readonly NestedBlock[]): Block {
  const attributes = [
    ...Object.entries(required).map(([name, type]) => ({ ...PLAIN_ATTRIBUTE, name, type, required: true })),
    ...Object.entries(optional).map(([name, type]) => ({ ...PLAIN_ATTRIBUTE, name, type, optional: true })),
  ];
  return { attributes, blocks };
}

function one(name: string, block: Block, minItems = 0): NestedBlock {
  return { name, nesting: "list", minItems, maxItems: 1, block };
}

function many(name: string, block: Block, minItems = 0, nesting: "list" | "set" = "list"): NestedBlock {
  return { name, nesting, minItems, maxItems: 0, block };
}

function replaceBlock(block: Block, name: string, change: (inner: Block) => Block): Block {
  return {
    ...block,
    blocks: block.blocks.map((nested) =>
      nested.name === name ? { ...nested, block: change(nested.block) } : nested,
    ),
  };
}
