import type { Problem } from "../core/errors";
import { throwProblems } from "../core/errors";

/** What of a repository a role trusts. */
export type GithubSubject =
  /** Any pull request from a branch of the repository. GitHub gives those from forks no token. */
  | { readonly pullRequests: true }
  /** Runs on one branch that name no environment. */
  | { readonly branch: string }
  /** Jobs that passed the protection rules of one GitHub environment. */
  | { readonly environment: string };

const REPOSITORY = /^[A-Za-z0-9](?:-?[A-Za-z0-9])*(?:@\d+)?\/[\w.-]+(?:@\d+)?$/;
const REF = /^[\w.+-]+(?:\/[\w.+-]+)*$/;
const ENVIRONMENT = /^[\w.-]+$/;
const MAX_OWNER_LENGTH = 39;

/**
 * The `sub` claims of the tokens that GitHub issues for these subjects, each a whole text without any wildcard.
 *
 * @param repository - `owner/name`, or `owner@id/name@id` where GitHub issues immutable subjects
 * @param path - where the repository and the subjects are stated
 * @throws ProblemsError when one would admit more than one repository, branch or environment
 * @see https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function subjectClaims(
  repository: string,
  subjects: readonly GithubSubject[],
  path: string,
): readonly string[] {
  throwProblems(subjectProblems(repository, subjects, path));
  return subjects.map((subject) => `repo:${repository}:${suffix(subject)}`);
}

/** What is wrong with a repository and its subjects. */
export function subjectProblems(
  repository: string,
  subjects: readonly GithubSubject[],
  path: string,
): readonly Problem[] {
  const problems: Problem[] = [];
  const [owner = ""] = repository.split(/[@/]/);
  if (!REPOSITORY.test(repository) || owner.length > MAX_OWNER_LENGTH) {
    problems.push({
      path: `${path}.repository`,
      rule: "must be exactly one repository of GitHub, without wildcards",
      got: repository,
      fix: "write owner and name, like example-org/strata",
    });
  } else if ((repository.match(/@/g)?.length ?? 0) === 1) {
    problems.push({
      path: `${path}.repository`,
      rule: "must have the ids of both owner and repository, or neither",
      got: repository,
      fix: "write it like example-org@1234/strata@5678",
    });
  }
  if (subjects.length === 0) {
    problems.push({
      path,
      rule: "must trust a branch or an environment",
      got: undefined,
      fix: "name at least one; a repository as a whole is never trusted",
    });
  }
  for (const subject of subjects) {
    if ("branch" in subject && !REF.test(subject.branch)) {
      problems.push({
        path: `${path}.branch`,
        rule: "must be the whole name of one branch, without wildcards",
        got: subject.branch,
        fix: "write it like main",
      });
    }
    if ("environment" in subject && !ENVIRONMENT.test(subject.environment)) {
      problems.push({
        path: `${path}.environment`,
        rule: "must be the whole name of one GitHub environment, of letters, digits and _.-",
        got: subject.environment,
        fix: "write it like shop-prod",
      });
    }
  }
  return problems;
}

function suffix(subject: GithubSubject): string {
  if ("pullRequests" in subject) {
    return "pull_request";
  }
  return "branch" in subject ? `ref:refs/heads/${subject.branch}` : `environment:${subject.environment}`;
}
