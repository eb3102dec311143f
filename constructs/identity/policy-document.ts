import { Token } from "cdktf";
import { refuse } from "../core/errors";

/** Whom a statement is about. */
export type Principal =
  | { readonly service: string | readonly string[] }
  | { readonly aws: string | readonly string[] }
  | { readonly federated: string }
  | { readonly everyone: true };

/** One statement of an IAM, resource or trust policy. */
export interface PolicyStatement {
  /** What the statement is for, letters and digits only; shown in reviews and access reports. */
  readonly sid: string;
  /**
   * Whether it allows or denies.
   *
   * @default "Allow"
   */
  readonly effect?: "Allow" | "Deny";
  /**
   * Whom it is about: needed in resource and trust policies, impossible in identity policies.
   *
   * @default - none
   */
  readonly principal?: Principal;
  /** Actions by full name: `s3:GetObject`. */
  readonly actions: readonly string[];
  /**
   * ARNs that it covers: needed everywhere but in trust policies.
   *
   * @default - none
   */
  readonly resources?: readonly string[];
  /**
   * Conditions by operator and key: `{ StringEquals: { "aws:SourceAccount": "111111111111" } }`.
   *
   * @default - none
   */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * A statement that denies everything but some actions. There is none that allows everything but some: it would allow
 * what AWS offers next year.
 */
export interface DenyAllButStatement extends Omit<PolicyStatement, "actions" | "effect"> {
  /** It denies. */
  readonly effect: "Deny";
  /** Actions that it leaves as they are, by full name or pattern: `iam:*`. */
  readonly allActionsBut: readonly string[];
}

/**
 * Renders a policy document as JSON. References to resources inside it stay references, so that a plan, a test and a
 * scanner all read the same text.
 *
 * @throws ProblemsError when a list of the document is a single token, which has no place in JSON
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function policyDocument(...statements: readonly (PolicyStatement | DenyAllButStatement)[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(renderStatement) });
}

/** Renders the trust policy of a role that AWS services assume, limited by the given conditions. */
export function serviceTrust(
  service: string | readonly string[],
  conditions?: PolicyStatement["conditions"],
): string {
  return policyDocument({
    sid: "AssumedByService",
    principal: { service },
    actions: ["sts:AssumeRole"],
    ...(conditions ? { conditions } : {}),
  });
}

function renderStatement(statement: PolicyStatement | DenyAllButStatement): object {
  const { sid, effect = "Allow", principal, resources, conditions } = statement;
  const { element, actions } =
    "actions" in statement
      ? { element: "Action", actions: statement.actions }
      : { element: "NotAction", actions: statement.allActionsBut };
  for (const [part, list] of Object.entries({ actions, resources })) {
    if (Token.isUnresolved(list)) {
      refuse({
        path: `policy statement ${sid}`,
        rule: `${part} is a list of strings`,
        got: "a list that Terraform knows only later",
        fix: "name each entry, or take the attribute of one resource at a time",
      });
    }
  }
  return {
    Sid: sid,
    Effect: effect,
    ...(principal ? { Principal: renderPrincipal(principal) } : {}),
    [element]: actions,
    ...(resources ? { Resource: resources } : {}),
    ...(conditions ? { Condition: conditions } : {}),
  };
}

function renderPrincipal(principal: Principal): object | "*" {
  if ("everyone" in principal) {
    return "*";
  }
  if ("service" in principal) {
    return { Service: principal.service };
  }
  return "aws" in principal ? { AWS: principal.aws } : { Federated: principal.federated };
}
