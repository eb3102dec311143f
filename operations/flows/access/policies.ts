/** One statement of a policy document. */
export interface Statement {
  /** Its id; empty when it has none. */
  readonly sid: string;
  /** Whether it allows or denies. */
  readonly effect: "Allow" | "Deny";
  /** Actions or patterns of them. */
  readonly actions: readonly string[];
  /** ARNs or patterns; none in a trust policy. */
  readonly resources: readonly string[];
  /** Hosts of services, ARNs, `*`; none in a policy of a role. */
  readonly principals: readonly string[];
  /** By operator and key. */
  readonly condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document, or why it cannot be read before Terraform runs. */
export type Policy = readonly Statement[] | { readonly unreadable: string };

type Listed = string | readonly string[] | undefined;

const INVERTED = ["NotAction", "NotResource", "NotPrincipal"];

/** Parses a policy document whose references are resolved. */
export function readPolicy(text: unknown): Policy {
  if (typeof text !== "string") {
    return { unreadable: "no text" };
  }
  try {
    const { Statement: statements } = JSON.parse(text) as { readonly Statement: unknown };
    const list = (Array.isArray(statements) ? statements : [statements]) as Readonly<
      Record<string, unknown>
    >[];
    const inverted = list.find((one) => one["Effect"] === "Allow" && INVERTED.some((key) => key in one));
    return inverted
      ? { unreadable: `statement ${String(inverted["Sid"])} says whom or what it leaves out` }
      : list.map(readStatement);
  } catch {
    return { unreadable: "not JSON before Terraform runs" };
  }
}

/** Whether it could be read. */
export function isReadable(policy: Policy): policy is readonly Statement[] {
  return Array.isArray(policy);
}

function readStatement(one: Readonly<Record<string, unknown>>): Statement {
  const principal = one["Principal"];
  return {
    sid: typeof one["Sid"] === "string" ? one["Sid"] : "",
    effect: one["Effect"] === "Deny" ? "Deny" : "Allow",
    actions: listed(one["Action"] as Listed),
    resources: listed(one["Resource"] as Listed),
    principals:
      principal !== null && typeof principal === "object"
        ? Object.values(principal as Record<string, Listed>).flatMap(listed)
        : listed(principal as Listed),
    condition: (one["Condition"] ?? {}) as Statement["condition"],
  };
}

function listed(value: Listed): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

const compiled = new Map<string, RegExp>();

/** Whether a pattern of IAM (`*`, `?`) matches a text, letters of either case. */
export function matches(pattern: string, text: string): boolean {
  return (compiled.get(pattern) ?? compile(pattern)).test(text);
}

function compile(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  const expression = new RegExp(`^${source}$`, "is");
  compiled.set(pattern, expression);
  return expression;
}

/** Whether a pattern means a resource or something within it: the objects of a bucket, the streams of a log group. */
export function matchesResource(pattern: string, arn: string): boolean {
  const fixed = pattern.split(/[*?]/, 1)[0] ?? "";
  return (
    matches(pattern, arn) ||
    [`${arn}/`, `${arn}:`].some(
      (within) => pattern.startsWith(within) || fixed.startsWith(within) || matches(pattern, `${within}x`),
    )
  );
}

/** Whether a pattern names a resource by what AWS chooses: `…:dbuser:{…}.cluster_resource_id/api`. */
export function namesHandle(pattern: string, { address }: { readonly address: string }): boolean {
  return pattern === `{${address}}` || pattern.includes(`:{${address}}`);
}

/** The values that a condition key is held to, whatever the operator and the key's case. */
export function conditionValues({ condition }: Pick<Statement, "condition">, key: string): readonly string[] {
  return Object.values(condition).flatMap((byKey) =>
    Object.entries(byKey)
      .filter(([name]) => name.toLowerCase() === key.toLowerCase())
      .flatMap(([, value]) => listed(value)),
  );
}
