import { refuse, StrataError } from "../../constructs/core/errors";

/** How to reach GitHub's API for one repository. */
export interface GithubApi {
  /** Root of the REST API: `https://api.github.com`. */
  readonly restUrl: string;
  /** Address of the GraphQL API. */
  readonly graphqlUrl: string;
  /** Repository: `example-org/strata`. */
  readonly repository: string;
  /** Token that may read what is asked for. */
  readonly token: string;
}

const TIMEOUT_MS = 30_000;

/**
 * Reads from the variables that GitHub Actions set how to reach the API.
 *
 * @throws ProblemsError when repository or token are not there
 */
export function githubApi(variables: Readonly<Record<string, string | undefined>>): GithubApi {
  const repository = variables["GITHUB_REPOSITORY"] ?? "";
  const token = variables["GITHUB_TOKEN"] ?? "";
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    refuse({
      path: "GITHUB_REPOSITORY",
      rule: "must be the repository",
      got: repository,
      fix: "set it to owner/name, as GitHub Actions do",
    });
  }
  if (token === "") {
    refuse({
      path: "GITHUB_TOKEN",
      rule: "must be a token",
      got: undefined,
      fix: "set it to ${{ github.token }}",
    });
  }
  return {
    restUrl: variables["GITHUB_API_URL"] ?? "https://api.github.com",
    graphqlUrl: variables["GITHUB_GRAPHQL_URL"] ?? "https://api.github.com/graphql",
    repository,
    token,
  };
}

/** Reads a resource below the repository: `/commits/<sha>/pulls`. */
export function getFromRepository(api: GithubApi, path: string): Promise<unknown> {
  return request(`${api.restUrl}/repos/${api.repository}${path}`, api, {});
}

/** Asks a question in GraphQL and returns its `data`. */
export async function queryGraphql(
  api: GithubApi,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const answer = (await request(api.graphqlUrl, api, {
    method: "POST",
    body: JSON.stringify({ query, variables }),
  })) as { readonly data?: unknown; readonly errors?: readonly { readonly message: string }[] };
  if (answer.errors) {
    throw new StrataError(`GitHub refused: ${answer.errors.map(({ message }) => message).join("; ")}`);
  }
  return answer.data;
}

async function request(url: string, { token }: GithubApi, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, {
    ...init,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "user-agent": "strata",
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) {
    throw new StrataError(
      `GitHub answered ${response.status} to ${new URL(url).pathname}; check that the job's permissions allow it`,
    );
  }
  return response.json();
}
