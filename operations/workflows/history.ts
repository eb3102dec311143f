import { type GithubApi, getFromRepository, queryGraphql } from "./github-api";

const RECENT = 50;
const NOT_BEGUN: ReadonlySet<string> = new Set(["WAITING", "QUEUED", "PENDING"]);
const DEPLOYMENTS = `query ($owner: String!, $name: String!, $environments: [String!], $first: Int!) {
  repository(owner: $owner, name: $name) {
    deployments(environments: $environments, first: $first, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { commitOid environment latestStatus { state } }
    }
  }
}`;

/** The pull request of this repository that a commit came in by, and the run that planned it. */
export interface Review {
  /** Number of the pull request. */
  readonly pullRequest: number;
  /** Id of the workflow run that holds its report; nothing when no run finished. */
  readonly runId: number | undefined;
}

/**
 * The commit that an environment was last deployed from as a whole.
 *
 * Comparing with it rather than with the commit before means that nothing is lost when a deployment failed, was never
 * approved, or gave way to a newer one.
 *
 * @param gate - GitHub environment of its deployments
 * @param destroyed - GitHub environment of its destructions, after which nothing is left of any deployment
 * @returns nothing when it was never deployed, or destroyed since
 */
export async function lastDeployed(
  api: GithubApi,
  gate: string,
  destroyed: string,
): Promise<string | undefined> {
  const [owner, name] = api.repository.split("/");
  const data = (await queryGraphql(api, DEPLOYMENTS, {
    owner,
    name,
    environments: [gate, destroyed],
    first: RECENT,
  })) as Deployments;
  const last = data.repository.deployments.nodes.find(
    ({ environment, latestStatus }) =>
      latestStatus !== null &&
      // A destruction that broke off has left less than the last deployment, one that never began has not.
      (latestStatus.state === "SUCCESS" || (environment === destroyed && !NOT_BEGUN.has(latestStatus.state))),
  );
  return last?.environment === gate ? last.commitOid : undefined;
}

/**
 * The pull request by which a commit reached its branch, and the newest finished run of a workflow on its head.
 *
 * A fork's pull request is none: its runs execute the fork's own version of the workflow and could leave any report, and
 * its author can rewrite its text at any time.
 *
 * @param workflow - file name of the workflow: `pull-request.yml`
 * @returns nothing for a commit that was pushed without a pull request, or that came from a fork
 */
export async function reviewOf(
  api: GithubApi,
  commit: string,
  workflow: string,
): Promise<Review | undefined> {
  const pulls = (await getFromRepository(api, `/commits/${commit}/pulls`)) as readonly Pull[];
  const merged = pulls.find(({ merge_commit_sha: merge, head }) => merge === commit && isOwn(api, head.repo));
  if (!merged) {
    return undefined;
  }
  const { workflow_runs: runs } = (await getFromRepository(
    api,
    `/actions/workflows/${workflow}/runs?event=pull_request&status=completed&head_sha=${merged.head.sha}`,
  )) as { readonly workflow_runs: readonly Run[] };
  const [newest] = runs
    .filter(({ head_repository: repository }) => isOwn(api, repository))
    .sort((a, b) => b.id - a.id);
  return { pullRequest: merged.number, runId: newest?.id };
}

/** A repository that was deleted since is nobody's. */
function isOwn({ repository }: GithubApi, other: Repository | null): boolean {
  return other?.full_name.toLowerCase() === repository.toLowerCase();
}

interface Deployments {
  readonly repository: {
    readonly deployments: {
      readonly nodes: readonly {
        readonly commitOid: string;
        readonly environment: string;
        readonly latestStatus: { readonly state: string } | null;
      }[];
    };
  };
}

interface Pull {
  readonly number: number;
  readonly merge_commit_sha: string | null;
  readonly head: { readonly sha: string; readonly repo: Repository | null };
}

interface Run {
  readonly id: number;
  readonly head_repository: Repository | null;
}

interface Repository {
  readonly full_name: string;
}
