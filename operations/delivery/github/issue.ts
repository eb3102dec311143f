import { isTrusted } from "./author";
import { explained, type GitHub } from "./client";
import { findOrCreate } from "./once";

interface Issue {
  readonly number: number;
  readonly html_url: string;
}

/** What became of an issue. */
export type IssueResult = "opened" | "updated" | "closed" | "none";

/** The text of an issue that exists while something is wrong. */
export interface IssueText {
  /** Hidden text that finds it again; the body starts with it. */
  readonly marker: string;
  /** Its title. */
  readonly title: string;
  /** Its text in Markdown. */
  readonly body: string;
}

/** Opens the one open issue of a kind, or updates it. */
export async function openIssue(
  gitHub: GitHub,
  { marker, title, body }: IssueText,
): Promise<{ readonly result: IssueResult; readonly url: string }> {
  const { octokit, repository } = gitHub;
  return explained("write an issue", "issues: write", gitHub, async () => {
    const { found, isNew } = await findOrCreate(gitHub, {
      find: () => findIssue(gitHub, marker),
      create: async () =>
        (await octokit.request("POST /repos/{owner}/{repo}/issues", { ...repository, title, body })).data,
    });
    if (!isNew) {
      await octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
        ...repository,
        issue_number: found.number,
        title,
        body,
      });
    }
    return { result: isNew ? "opened" : "updated", url: found.html_url };
  });
}

/** Closes the open issue of a kind, where there is one, and says why. */
export async function closeIssue(gitHub: GitHub, marker: string, why: string): Promise<IssueResult> {
  const { octokit, repository } = gitHub;
  return explained("close an issue", "issues: write", gitHub, async () => {
    const issue = await findIssue(gitHub, marker);
    if (issue === undefined) {
      return "none";
    }
    await octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      ...repository,
      issue_number: issue.number,
      body: why,
    });
    await octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
      ...repository,
      issue_number: issue.number,
      state: "closed",
      state_reason: "completed",
    });
    return "closed";
  });
}

async function findIssue({ octokit, repository }: GitHub, marker: string): Promise<Issue | undefined> {
  const pages = octokit.paginate.iterator("GET /repos/{owner}/{repo}/issues", {
    ...repository,
    state: "open",
    per_page: 100,
  });
  for await (const { data } of pages) {
    const issue = data.find(
      (candidate) =>
        candidate.pull_request === undefined && candidate.body?.startsWith(marker) && isTrusted(candidate),
    );
    if (issue) {
      return issue;
    }
  }
  return undefined;
}
