import type { Attributes, Workspace } from "./synthesis";

/** A statement of a policy, as it stands in the Terraform JSON. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** The statements of a policy document. */
export function statements(document: unknown): readonly Statement[] {
  return (JSON.parse(document as string) as { Statement: readonly Statement[] }).Statement;
}

/** The statements of all inline policies of a role, by its address. */
export function roleStatements(workspace: Workspace, roleId: string): readonly Statement[] {
  return Object.values(workspace.all("aws_iam_role_policy"))
    .filter(({ role }) => role === `\${aws_iam_role.${roleId}.id}`)
    .flatMap(({ policy }) => statements(policy));
}

/** The actions that a role may do, sorted, with the resources of each. */
export function permissionsOf(workspace: Workspace, roleId: string): Readonly<Record<string, unknown>> {
  const pairs = roleStatements(workspace, roleId).flatMap(({ Action, Resource }) =>
    [Action].flat().map((action) => [action, Resource] as const),
  );
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The trust policy's statements of a role. */
export function trustOf(role: Attributes): readonly Statement[] {
  return statements(role["assume_role_policy"]);
}
