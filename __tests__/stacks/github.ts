import type { GithubConfig } from "../../constructs/identity/github-config";
import type { Environment } from "../../constructs/core/environment";
import { GithubStack } from "../../stacks/github-stack";
import { type Statement, trustOf } from "../support/policies";
import { ENVIRONMENT, synthesizeApp, type Workspace } from "../support/synthesis";

/** The smallest config of GitHub Actions. */
export const MINIMAL: GithubConfig = { repository: "example-org/strata", services: ["ec2", "ecs"] };
/** ARN of the example account's provider. */
export const PROVIDER = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";

/** The workspace of a github stack. */
export function synthesize(
  github: GithubConfig = MINIMAL,
  {
    provider = "create",
    environment = ENVIRONMENT,
  }: { provider?: "create" | "exists"; environment?: Environment } = {},
): Workspace {
  return synthesizeApp((app) => new GithubStack(app, { environment, github, provider }))["github-test"]!;
}

/** The subjects that a role trusts. */
export function subjects(workspace: Workspace, role: string): unknown {
  const [statement] = trustOf(workspace.one("aws_iam_role", `${role}_role`));
  return (statement?.Condition as Record<string, Record<string, unknown>>)["StringEquals"]![
    "token.actions.githubusercontent.com:sub"
  ];
}

/** The statement of a name. */
export function sid(list: readonly Statement[], wanted: string): Statement | undefined {
  return list.find(({ Sid }) => Sid === wanted);
}
