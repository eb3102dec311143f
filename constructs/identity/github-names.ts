import type { Environment } from "../core/environment";

/** Host that issues GitHub's tokens, which is also the name of the provider in IAM. */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";
/** Branch that is deployed when the config names none. */
export const DEFAULT_BRANCH = "main";

type Named = Pick<Environment, "system" | "name">;
type Placed = Pick<Environment, "system" | "name" | "account">;

/** What a role of GitHub Actions is for. */
export type GithubRoleUse =
  /** Plans, and finds drift; writes nothing but locks, reads no secret value. */
  | "plan"
  /** The same for layers whose plan reads a secret, after a reviewer has agreed. */
  | "plan-secrets"
  /** Deploys and destroys. */
  | "deploy"
  /** Delivers one application. */
  | `app-${string}`;

/** The GitHub environment whose reviewers let a deployment into an environment: `serverless-web-prod`. */
export function deployGate({ system, name }: Named): string {
  return `${system}-${name}`;
}

/** The GitHub environment whose reviewers let a pull request plan with secrets: `serverless-web-prod-plan`. */
export function planGate(environment: Named): string {
  return `${deployGate(environment)}-plan`;
}

/** The GitHub environment whose reviewers let an environment be destroyed: `serverless-web-dev-destroy`. */
export function destroyGate(environment: Named): string {
  return `${deployGate(environment)}-destroy`;
}

/** Name of a role of GitHub Actions: `serverless-web-prod-github-plan`. */
export function githubRoleName({ system, name }: Named, use: GithubRoleUse): string {
  return `${system}-${name}-github-${use}`;
}

/** ARN of a role of GitHub Actions, which workflows know before the role exists. */
export function githubRoleArn(environment: Placed, use: GithubRoleUse): string {
  return `arn:aws:iam::${environment.account}:role/${githubRoleName(environment, use)}`;
}

/** ARN of the account's one provider of GitHub's tokens. */
export function githubProviderArn({ account }: Pick<Environment, "account">): string {
  return `arn:aws:iam::${account}:oidc-provider/${GITHUB_ISSUER}`;
}

/** Name of the policy that bounds every role a deployment makes. */
export function roleBoundaryName({ system, name }: Named): string {
  return `${system}-${name}-boundary`;
}

/** ARN of the policy that bounds every role a deployment makes. */
export function roleBoundaryArn(environment: Placed): string {
  return `arn:aws:iam::${environment.account}:policy/${roleBoundaryName(environment)}`;
}
