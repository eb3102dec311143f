interface Statement {
  readonly Sid?: unknown;
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
}

/** Which kind of policy a document is: what it must and must not name follows from where it hangs. */
export type PolicyKind = "identity" | "resource" | "trust";

/**
 * What is wrong with an IAM policy document, or undefined.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function policyFault(parsed: unknown, kind: PolicyKind): string | undefined {
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return "something else than an object";
  }
  const { Version: version, Statement: written } = parsed as {
    readonly Version?: unknown;
    readonly Statement?: unknown;
  };
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") {
    return `Version ${JSON.stringify(version)}`;
  }
  const statements = (Array.isArray(written) ? written : [written]) as readonly (
    Statement | undefined | null
  )[];
  for (const [index, statement] of statements.entries()) {
    const fault = statementFault(statement, kind);
    if (fault !== undefined) {
      return `statement ${typeof statement?.Sid === "string" ? statement.Sid : String(index)} with ${fault}`;
    }
  }
  return undefined;
}

function statementFault(statement: Statement | undefined | null, kind: PolicyKind): string | undefined {
  if (typeof statement !== "object" || statement === null) {
    return "no content";
  }
  const { Sid: sid, Effect: effect } = statement;
  const has = (key: keyof Statement): boolean => statement[key] !== undefined;
  if (effect !== "Allow" && effect !== "Deny") {
    return `Effect ${JSON.stringify(effect)}`;
  }
  if (kind === "identity" && typeof sid === "string" && !/^[A-Za-z0-9]*$/.test(sid)) {
    return `Sid ${sid}, which must be letters and digits`;
  }
  if (has("Action") === has("NotAction")) {
    return "not exactly one of Action and NotAction";
  }
  const action = actionsOf(statement).find((name) => name !== "*" && !/^[a-z0-9-]+:[a-z0-9*?]+$/i.test(name));
  if (action !== undefined) {
    return `the action ${action}, which must be service:Action`;
  }
  if (kind === "identity" && has("Resource") === has("NotResource")) {
    return "not exactly one of Resource and NotResource";
  }
  if (kind === "identity" && (has("Principal") || has("NotPrincipal"))) {
    return "a Principal, which an identity policy cannot have";
  }
  if (kind !== "identity" && has("Principal") === has("NotPrincipal")) {
    return "not exactly one of Principal and NotPrincipal";
  }
  return kind === "trust" && has("Resource") ? "a Resource, which a trust policy cannot have" : undefined;
}

function actionsOf({ Action: action, NotAction: notAction }: Statement): readonly string[] {
  const listed = action ?? notAction;
  return (Array.isArray(listed) ? listed : [listed]).map(String);
}
