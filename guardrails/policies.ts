import { cannotTell, notCompliant, type Verdict } from "./guard-rail";
import type { Resource, Workspace } from "./workspace";

/** One statement of a policy, with lists where IAM allows a single value. */
export interface Statement {
  /** What the statement is called, or its number from 1. */
  readonly sid: string;
  /** Whether it allows or denies. */
  readonly effect: string;
  /** Actions by full name. */
  readonly actions: readonly string[];
  /** Actions that it leaves out. */
  readonly notActions: readonly string[];
  /** ARNs that it covers. */
  readonly resources: readonly string[];
  /** Whom it is about: kind and names, `*` for everyone. */
  readonly principals: readonly { readonly kind: string; readonly name: string }[];
  /** Names of the condition keys, lower case, with their operators and values. */
  readonly conditions: readonly {
    readonly operator: string;
    readonly key: string;
    readonly values: readonly string[];
  }[];
}

interface RawStatement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The statements of a policy in JSON; nothing when the text is made by Terraform and cannot be read before. */
export function statementsOf(policy: unknown): readonly Statement[] | undefined {
  if (typeof policy !== "string") {
    return undefined;
  }
  try {
    const { Statement: stated = [] } = JSON.parse(policy) as { Statement?: RawStatement | RawStatement[] };
    return list(stated).map(statementOf);
  } catch {
    return undefined;
  }
}

/**
 * What is to be said of a policy by its statements; one that cannot be read cannot be told, an absent one has nothing
 * to say.
 *
 * @param got - what is wrong with a statement; nothing when it is right
 */
export function eachStatement(
  policy: unknown,
  got: (statement: Statement) => string | undefined,
): readonly Verdict[] {
  if (policy === undefined || policy === null) {
    return [];
  }
  const statements = statementsOf(policy);
  if (!statements) {
    return [cannotTell("a policy that Terraform writes")];
  }
  return statements.flatMap((statement) => {
    const found = got(statement);
    return found === undefined ? [] : [notCompliant(`${statement.sid}: ${found}`)];
  });
}

/** Whether a statement refuses everyone who comes without TLS. */
export function deniesPlainHttp({ effect, principals, conditions }: Statement): boolean {
  return (
    effect === "Deny" &&
    principals.some(({ name }) => name === "*") &&
    conditions.some(({ key, values }) => key === "aws:securetransport" && values.includes("false"))
  );
}

/**
 * Whether one of a resource's policies denies plain HTTP: its own attribute, or those that stand beside it.
 *
 * @param type - type of a policy that stands beside
 * @param by - the attribute by which that one names the resource
 */
export function deniesPlainHttpOrTells(
  resource: Resource,
  workspace: Workspace,
  type: string,
  by: string,
): readonly Verdict[] {
  const policies = [resource, ...workspace.referringTo(resource, type, by)]
    .map(({ attributes }) => attributes["policy"])
    .filter((policy) => policy !== undefined && policy !== null);
  const statements = policies.map(statementsOf);
  if (statements.some((known) => known?.some(deniesPlainHttp))) {
    return [];
  }
  return statements.includes(undefined)
    ? [cannotTell("a policy that Terraform writes")]
    : [notCompliant("no policy that denies plain HTTP")];
}

function statementOf(raw: RawStatement, index: number): Statement {
  return {
    sid: raw.Sid ?? `statement ${index + 1}`,
    effect: raw.Effect ?? "Allow",
    actions: list(raw.Action ?? []),
    notActions: list(raw.NotAction ?? []),
    resources: list(raw.Resource ?? []),
    principals:
      typeof raw.Principal === "string"
        ? [{ kind: "*", name: raw.Principal }]
        : Object.entries(raw.Principal ?? {}).flatMap(([kind, names]) =>
            list(names).map((name) => ({ kind, name })),
          ),
    conditions: Object.entries(raw.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({
        operator,
        key: key.toLowerCase(),
        values: list(values),
      })),
    ),
  };
}

function list<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
