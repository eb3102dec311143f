import type { Attributes, Workspace } from "./synthesis";

/** A request, as far as control policies look at it. */
export interface Request {
  /** Key of the account in which it is made. */
  readonly account: string;
  /** Full name of the action: `iam:CreateUser`. */
  readonly action: string;
  /** Region that is asked. */
  readonly region?: string;
  /** ARN of what it is about. */
  readonly resource?: string;
  /** ARN of who asks; a role of the account by default. */
  readonly principal?: string;
}

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

type Operator = (patterns: readonly string[], value: string) => boolean;

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: (patterns, value) => patterns.includes(value),
  StringNotEquals: (patterns, value) => !patterns.includes(value),
  ArnLike: (patterns, value) => patterns.some((pattern) => matches(pattern, value)),
  ArnNotLike: (patterns, value) => !patterns.some((pattern) => matches(pattern, value)),
};

/**
 * What a synthesized organization's control policies say: FullAWSAccess allows at every level, and any matching denial
 * on the account, on its unit or on the root wins. Nothing binds the management account, which the organization does
 * not list among those it makes.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export class ControlPolicies {
  public constructor(private readonly workspace: Workspace) {}

  /** Sid of the statement that denies a request; nothing when the policies let it through. */
  public denial(request: Request): string | undefined {
    const account = this.workspace.all("aws_organizations_account")[`${request.account}-account_account`];
    return account === undefined
      ? undefined
      : this.statementsOn(request.account, account).find((statement) => denies(statement, request))?.Sid;
  }

  private statementsOn(key: string, account: Attributes): readonly Statement[] {
    const levels = [
      `\${aws_organizations_account.${key}-account_account.id}`,
      account["parent_id"],
      rootOf(this.workspace),
    ];
    return Object.values(this.workspace.all("aws_organizations_policy_attachment"))
      .filter(({ target_id }) => levels.includes(target_id))
      .flatMap(({ policy_id }) => {
        const address = /^\$\{aws_organizations_policy\.(.+)\.id\}$/.exec(policy_id as string)?.[1] ?? "";
        const { content } = this.workspace.one("aws_organizations_policy", address);
        return (JSON.parse(content as string) as { Statement: readonly Statement[] }).Statement;
      });
  }
}

/** What stands for the organization's root. */
export function rootOf(workspace: Workspace): string {
  const [id] = workspace.ids("aws_organizations_organization");
  return `\${aws_organizations_organization.${id!}.roots[0].id}`;
}

function denies(statement: Statement, request: Request): boolean {
  const { action, resource = "*", region = "ap-northeast-1" } = request;
  const { principal = "arn:aws:iam::111111111111:role/enterprise-admin" } = request;
  const context: Readonly<Record<string, string>> = {
    "aws:RequestedRegion": region,
    "aws:PrincipalArn": principal,
  };
  const named = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  return (
    statement.Effect === "Deny" &&
    (statement.Action ? named(statement.Action) : !named(statement.NotAction ?? [])) &&
    statement.Resource.some((pattern) => matches(pattern, resource)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, patterns]) => {
        const holds = OPERATORS[operator];
        const value = context[key];
        if (!holds || value === undefined) {
          throw new Error(`cannot evaluate ${operator} of ${key}`);
        }
        return holds([patterns].flat(), value);
      }),
    )
  );
}

function matches(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`).test(value);
}
