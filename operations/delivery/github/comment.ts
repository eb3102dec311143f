import { refuse } from "../../../constructs/core/errors";
import { isTrusted } from "./author";
import { explained, type GitHub } from "./client";
import { findOrCreate } from "./once";

/**
 * Writes the one comment of a pull request that starts with a marker: the first time it is made, afterwards updated.
 *
 * @param marker - hidden text that finds it again; the body starts with it
 * @returns whether it was made, and its address
 * @throws ProblemsError when there is no such pull request, or the token has no right to comment
 */
export async function writeComment(
  gitHub: GitHub,
  number: number,
  marker: string,
  body: string,
): Promise<{ readonly isNew: boolean; readonly url: string }> {
  const { octokit, repository } = gitHub;
  await readPullRequest(gitHub, number);
  return explained(`comment on pull request ${number}`, "pull-requests: write", gitHub, async () => {
    const { found, isNew } = await findOrCreate(gitHub, {
      find: () => findComment(gitHub, number, marker),
      create: async () => {
        const { data } = await octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
          ...repository,
          issue_number: number,
          body,
        });
        return { id: Number(data.id), html_url: data.html_url };
      },
    });
    if (!isNew) {
      await octokit.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
        ...repository,
        comment_id: found.id,
        body,
      });
    }
    return { isNew, url: found.html_url };
  });
}

interface Comment {
  readonly id: number;
  readonly html_url: string;
}

async function findComment(
  { octokit, repository }: GitHub,
  number: number,
  marker: string,
): Promise<Comment | undefined> {
  const pages = octokit.paginate.iterator("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...repository,
    issue_number: number,
    per_page: 100,
  });
  for await (const { data } of pages) {
    const comment = data.find((candidate) => candidate.body?.startsWith(marker) && isTrusted(candidate));
    if (comment) {
      return { id: Number(comment.id), html_url: comment.html_url };
    }
  }
  return undefined;
}

/** What a pull request says where approvals may stand: its title, its text and its labels. */
export async function pullRequestText(gitHub: GitHub, number: number): Promise<string> {
  const { title, body, labels } = await readPullRequest(gitHub, number);
  return [title, body ?? "", ...labels.map(({ name }) => name)].join("\n");
}

/** The newest commit of a pull request's branch. */
export async function headOf(gitHub: GitHub, number: number): Promise<string> {
  return (await readPullRequest(gitHub, number)).head.sha;
}

function readPullRequest(gitHub: GitHub, number: number): Promise<PullRequest> {
  const { octokit, repository } = gitHub;
  return explained(`read pull request ${number}`, "pull-requests: read", gitHub, async () => {
    try {
      const { data } = await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
        ...repository,
        pull_number: number,
      });
      return data;
    } catch (error) {
      if ((error as { readonly status?: number }).status === 404) {
        refuse({
          path: "--pull-request",
          rule: `must be a pull request of ${repository.owner}/${repository.repo} that the token may read`,
          got: number,
          fix: "correct number or repository, or grant permissions: pull-requests: read to the job",
        });
      }
      throw error;
    }
  });
}

interface PullRequest {
  readonly title: string;
  readonly body: string | null;
  readonly labels: readonly { readonly name: string }[];
  readonly head: { readonly sha: string };
}
