import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { type Problem, ProblemsError, refuse } from "../../../constructs/core/errors";
import { PATIENCE, type Patience, rateLimitSeconds, withPatience } from "./patience";

/** A repository on GitHub. */
export interface Repository {
  /** User or organization. */
  readonly owner: string;
  /** Name below the owner. */
  readonly repo: string;
}

/** GitHub's API for one repository. */
export interface GitHub {
  /** The client. */
  readonly octokit: InstanceType<typeof PaginatingOctokit>;
  /** The repository that it works in. */
  readonly repository: Repository;
  /** How long it waits for answers. */
  readonly patience: Patience;
}

const PaginatingOctokit = Octokit.plugin(paginateRest);

/**
 * A client for one repository.
 *
 * @param name - `owner/name`
 * @param variables - of which `GITHUB_TOKEN` and `GITHUB_API_URL` are read
 * @throws ProblemsError when the name is none or there is no token
 */
export function gitHub(
  name: string,
  variables: Readonly<Record<string, string | undefined>>,
  patience: Patience = PATIENCE,
): GitHub {
  const [, owner, repo] = /^([A-Za-z0-9-]+)\/([A-Za-z0-9._-]+)$/.exec(name) ?? [];
  if (owner === undefined || repo === undefined) {
    refuse({
      path: "--repository",
      rule: "must be owner/name",
      got: name,
      fix: "write it as in GITHUB_REPOSITORY",
    });
  }
  const token = variables["GITHUB_TOKEN"];
  if (!token) {
    refuse({
      path: "GITHUB_TOKEN",
      rule: "must hold a token that may read and write pull requests and issues",
      got: undefined,
      fix: "pass secrets.GITHUB_TOKEN or github.token to the step, or use gh auth token",
    });
  }
  const octokit = new PaginatingOctokit({
    auth: token,
    baseUrl: variables["GITHUB_API_URL"] ?? "https://api.github.com",
    userAgent: "strata",
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  withPatience(octokit, patience);
  return { octokit, repository: { owner, repo }, patience };
}

function ignore(): void {
  // Errors are told once, by whoever asked.
}

/**
 * The number of a pull request, from a command line.
 *
 * @throws ProblemsError when it is none
 */
export function pullRequestNumber(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) {
    refuse({
      path: "--pull-request",
      rule: "must be the number of a pull request",
      got: text,
      fix: "give the digits alone, such as 42",
    });
  }
  return Number(text);
}

/**
 * Carries a request out and says in words what a refusal means.
 *
 * @param what - what was tried: `write the comment`
 * @param permission - what a workflow must grant: `pull-requests: write`
 */
export async function explained<T>(
  what: string,
  permission: string,
  { repository, patience }: GitHub,
  request: () => Promise<T>,
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof ProblemsError) {
      throw error;
    }
    throw new ProblemsError([
      problemOf(error as RequestFailure, what, permission, repository, patience.now()),
    ]);
  }
}

interface RequestFailure extends Error {
  readonly status?: number;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

function problemOf(
  error: RequestFailure,
  what: string,
  permission: string,
  { owner, repo }: Repository,
  now: number,
): Problem {
  const path = `GitHub ${owner}/${repo}`;
  const got = `${error.status ?? "no answer"}: ${error.message}`;
  const seconds = rateLimitSeconds(error, now);
  if (seconds !== undefined) {
    return {
      path,
      rule: `limits the rate of requests (to ${what})`,
      got,
      fix: `run the command again in ${Math.max(1, Math.ceil(seconds / 60))} minutes`,
    };
  }
  switch (error.status) {
    case 401:
      return {
        path: "GITHUB_TOKEN",
        rule: `must be valid to ${what}`,
        got,
        fix: "pass the token of this run",
      };
    case 403:
    case 404:
      return {
        path: "GITHUB_TOKEN",
        rule: `must have the right to ${what} in ${owner}/${repo}`,
        got,
        fix: `grant permissions: ${permission} to the job, and check repository and number; pull requests from forks get no such token`,
      };
    default:
      return {
        path,
        rule: `must be able to ${what}`,
        got,
        fix:
          error.status === undefined || error.status >= 500
            ? "GitHub or the network fails; see githubstatus.com and run the command again"
            : "correct the request; this is an error of the command",
      };
  }
}
