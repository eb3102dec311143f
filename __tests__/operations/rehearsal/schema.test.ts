import { bindingsOf } from "../../../operations/rehearsal/schema/catalogue";
import { overlaidTypes, overlayOf } from "../../../operations/rehearsal/schema/overlay";
import { typeBlock } from "../../../operations/rehearsal/schema/provider-schema";
import {
  type Attribute,
  type Block,
  type NestedBlock,
  type TypeReference,
} from "../../../operations/rehearsal/schema/types";

function blockOf(type: string, role: TypeReference["role"] = "resource"): Block {
  return typeBlock(bindingsOf(type.split("_")[0]!), { role, type })!;
}

function attribute(block: Block, name: string): Attribute {
  return block.attributes.find((candidate) => candidate.name === name)!;
}

function nested(block: Block, name: string): NestedBlock {
  return block.blocks.find((candidate) => candidate.name === name)!;
}

/** The flags that are set, as one word each. */
function flags(block: Block, name: string): string {
  const { required, optional, computed, sensitive, writeOnly } = attribute(block, name);
  return Object.entries({ required, optional, computed, sensitive, writeOnly })
    .flatMap(([flag, isSet]) => (isSet ? [flag] : []))
    .join(" ");
}

describe("the schema of", () => {
  test("aws_vpc has its optional, computed and computed-only attributes", () => {
    const vpc = blockOf("aws_vpc");
    expect(flags(vpc, "cidr_block")).toBe("optional computed");
    expect(flags(vpc, "instance_tenancy")).toBe("optional");
    expect(flags(vpc, "arn")).toBe("computed");
    expect(attribute(vpc, "enable_dns_support").type).toBe("bool");
    expect(attribute(vpc, "tags").type).toEqual(["map", "string"]);
    expect(flags(vpc, "tags_all")).toBe("optional computed");
    expect(vpc.blocks).toEqual([]);
  });

  test("aws_lb_listener nests required lists, single-element lists and timeouts", () => {
    const listener = blockOf("aws_lb_listener");
    expect(flags(listener, "load_balancer_arn")).toBe("required");
    expect(nested(listener, "default_action")).toMatchObject({ nesting: "list", minItems: 1, maxItems: 0 });
    const action = nested(listener, "default_action").block;
    expect(nested(action, "redirect")).toMatchObject({ nesting: "list", minItems: 0, maxItems: 1 });
    expect(flags(nested(action, "redirect").block, "status_code")).toBe("required");
    expect(flags(nested(action, "authenticate_oidc").block, "client_secret")).toBe("required sensitive");
    expect(nested(listener, "timeouts")).toMatchObject({ nesting: "single", minItems: 0, maxItems: 0 });
    expect(nested(listener, "timeouts").block.attributes.map(({ name }) => name)).toEqual([
      "create",
      "update",
    ]);
  });

  test("aws_wafv2_web_acl has statements three levels deep instead of anything", () => {
    const statement = (block: Block): Block => nested(block, "statement").block;
    const first = statement(nested(blockOf("aws_wafv2_web_acl"), "rule").block);
    const second = statement(nested(first, "and_statement").block);
    const third = statement(nested(second, "not_statement").block);
    expect(nested(first, "managed_rule_group_statement").maxItems).toBe(1);
    expect(second.blocks.map(({ name }) => name)).not.toContain("managed_rule_group_statement");
    expect(third.blocks.map(({ name }) => name)).toContain("geo_match_statement");
    expect(third.blocks.map(({ name }) => name)).not.toContain("not_statement");
  });

  test("aws_wafv2_web_acl is cut down to the names in use", () => {
    const names = ["statement", "geo_match_statement"];
    const acl = typeBlock(bindingsOf("aws"), { role: "resource", type: "aws_wafv2_web_acl", names })!;
    const statement = nested(nested(acl, "rule").block, "statement").block;
    expect(statement.blocks.map(({ name }) => name)).toEqual(["geo_match_statement"]);
  });

  test("aws_ecs_task_definition tells sets from lists", () => {
    const task = blockOf("aws_ecs_task_definition");
    expect(flags(task, "container_definitions")).toBe("required");
    expect(attribute(task, "requires_compatibilities").type).toEqual(["set", "string"]);
    expect(nested(task, "volume").nesting).toBe("set");
    expect(nested(task, "runtime_platform")).toMatchObject({ nesting: "list", maxItems: 1 });
    expect(attribute(task, "revision")).toMatchObject({ type: "number", computed: true, optional: false });
  });

  test("aws_acm_certificate keeps computed blocks as sets of objects", () => {
    expect(attribute(blockOf("aws_acm_certificate"), "domain_validation_options").type).toEqual([
      "set",
      [
        "object",
        {
          domain_name: "string",
          resource_record_name: "string",
          resource_record_type: "string",
          resource_record_value: "string",
        },
      ],
    ]);
  });

  test("aws_secretsmanager_secret_version knows what is write-only", () => {
    const version = blockOf("aws_secretsmanager_secret_version");
    expect(flags(version, "secret_string_wo")).toBe("optional sensitive writeOnly");
    expect(flags(version, "has_secret_string_wo")).toBe("computed");
  });

  test("random_string is found although its folder has another name", () => {
    expect(flags(blockOf("random_string"), "length")).toBe("required");
  });

  test("a data source is that of the data source", () => {
    expect(flags(blockOf("aws_iam_policy_document", "data"), "json")).toBe("computed");
    expect(nested(blockOf("aws_iam_policy_document", "data"), "statement").nesting).toBe("list");
  });

  test("a type that does not exist is nothing", () => {
    expect(typeBlock(bindingsOf("aws"), { role: "resource", type: "aws_vpcs" })).toBeUndefined();
  });
});

describe("the overlay", () => {
  test("replaces a secret's version when the number beside its write-only value changes", () => {
    expect(overlayOf("aws_secretsmanager_secret_version").replaces).toEqual([
      "secret_id",
      "secret_binary",
      "secret_string",
      "secret_string_wo_version",
    ]);
  });

  test.each(overlaidTypes())("of %s names only what the schema has", (type) => {
    const block = blockOf(type);
    const has = (inside: Block, [name, ...rest]: readonly string[]): boolean => {
      const inner = inside.blocks.find((candidate) => candidate.name === name);
      const isThere = inner !== undefined || inside.attributes.some((candidate) => candidate.name === name);
      return rest.length === 0 ? isThere : inner !== undefined && has(inner.block, rest);
    };
    const { replaces = [], sensitive = [], defaults = {} } = overlayOf(type);
    const paths = [...replaces, ...sensitive, ...Object.keys(defaults)];
    expect(paths.filter((path) => !has(block, path.split(".")))).toEqual([]);
    expect(Object.keys(defaults).filter((name) => !attribute(block, name).computed)).toEqual([]);
  });
});
