import { isRecord } from "../codec";
import type { Value } from "../codec";
import { digits } from "../context";

type Attributes = Readonly<Record<string, Value>>;

interface Statement {
  readonly Sid?: string;
  readonly [element: string]: unknown;
}

/**
 * Renders `aws_iam_policy_document` as the provider does: statements by sid from source documents first, overridden by
 * the document's own, single-element lists as plain strings.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/6.25.0/docs/data-sources/iam_policy_document
 */
export function policyDocument(config: Attributes): Attributes {
  const version = stringOf(config["version"]) ?? "2012-10-17";
  const id = stringOf(config["policy_id"]);
  const statements = merged(
    config,
    records(config["statement"]).map((block) => statement(block, version)),
  );
  const document = {
    Version: version,
    ...(id !== undefined && { Id: id }),
    Statement: statements,
  };
  const json = JSON.stringify(document, null, 2);
  return {
    json,
    minified_json: JSON.stringify(document),
    version,
    id: String(Number.parseInt(digits(8, json), 16)),
  };
}

function merged(config: Attributes, own: readonly Statement[]): readonly Statement[] {
  const sources = strings(config["source_policy_documents"]).flatMap(statementsOf);
  const overrides = strings(config["override_policy_documents"]).flatMap(statementsOf);
  const all: Statement[] = [...sources];
  for (const next of [...own, ...overrides]) {
    const same =
      next.Sid === undefined || next.Sid === "" ? -1 : all.findIndex(({ Sid }) => Sid === next.Sid);
    if (same >= 0) {
      all[same] = next;
    } else {
      all.push(next);
    }
  }
  return all;
}

function statementsOf(json: string): readonly Statement[] {
  if (json === "") {
    return [];
  }
  const { Statement: statements = [] } = JSON.parse(json) as {
    readonly Statement?: Statement | readonly Statement[];
  };
  return Array.isArray(statements) ? (statements as readonly Statement[]) : [statements as Statement];
}

function statement(block: Attributes, version: string): Statement {
  const sid = stringOf(block["sid"]);
  return {
    ...(sid !== undefined && { Sid: sid }),
    Effect: stringOf(block["effect"]) ?? "Allow",
    ...list("Action", block["actions"], version),
    ...list("NotAction", block["not_actions"], version),
    ...list("Resource", block["resources"], version),
    ...list("NotResource", block["not_resources"], version),
    ...principals("Principal", records(block["principals"])),
    ...principals("NotPrincipal", records(block["not_principals"])),
    ...conditions(records(block["condition"]), version),
  };
}

function list(element: string, value: Value | undefined, version: string): object {
  const items = strings(value)
    .map((item) => variables(item, version))
    .sort()
    .reverse();
  return items.length === 0 ? {} : { [element]: single(items) };
}

function principals(element: string, blocks: readonly Attributes[]): object {
  const byType = new Map<string, string[]>();
  for (const block of blocks) {
    const type = stringOf(block["type"]) ?? "";
    byType.set(type, [...(byType.get(type) ?? []), ...strings(block["identifiers"])]);
  }
  if (byType.size === 0) {
    return {};
  }
  const everyone = byType.size === 1 && byType.get("*")?.join() === "*";
  return {
    [element]: everyone
      ? "*"
      : Object.fromEntries([...byType].map(([type, items]) => [type, single([...items].sort().reverse())])),
  };
}

function conditions(blocks: readonly Attributes[], version: string): object {
  const tests: Record<string, Record<string, string | readonly string[]>> = {};
  for (const block of blocks) {
    const test = stringOf(block["test"]) ?? "";
    (tests[test] ??= {})[stringOf(block["variable"]) ?? ""] = single(
      strings(block["values"]).map((item) => variables(item, version)),
    );
  }
  return blocks.length === 0 ? {} : { Condition: tests };
}

// `&{…}` stands for a policy variable, since `${…}` would be Terraform's.
function variables(item: string, version: string): string {
  return version === "2012-10-17" ? item.replaceAll("&{", "${") : item;
}

function single(items: readonly string[]): string | readonly string[] {
  return items.length === 1 ? (items[0] ?? "") : items;
}

function records(value: Value | undefined): readonly Attributes[] {
  return Array.isArray(value) ? (value as readonly Value[]).filter(isRecord) : [];
}

function strings(value: Value | undefined): readonly string[] {
  return Array.isArray(value)
    ? (value as readonly Value[]).filter((item): item is string => typeof item === "string")
    : [];
}

function stringOf(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
