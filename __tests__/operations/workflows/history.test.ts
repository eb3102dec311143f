import http from "node:http";
import type { AddressInfo } from "node:net";
import { type GithubApi, githubApi } from "../../../operations/workflows/github-api";
import { lastDeployed, reviewOf } from "../../../operations/workflows/history";
import { refusalOf } from "../../support/synthesis";

interface Asked {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

const asked: Asked[] = [];
let answers: Readonly<Record<string, unknown>> = {};
let status = 200;
let api: GithubApi;
const server = http.createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    const url = request.url ?? "";
    asked.push({ url, authorization: request.headers.authorization, body });
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(answers[url.split("?")[0]!] ?? {}));
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = githubApi({
    GITHUB_API_URL: root,
    GITHUB_GRAPHQL_URL: `${root}/graphql`,
    GITHUB_REPOSITORY: "example-org/strata",
    GITHUB_TOKEN: "token",
  });
});
afterAll(() => server.close());
beforeEach(() => {
  asked.length = 0;
  status = 200;
});

function deployments(...nodes: readonly (readonly [string, string, string | null])[]): void {
  answers = {
    "/graphql": {
      data: {
        repository: {
          deployments: {
            nodes: nodes.map(([commitOid, environment, state]) => ({
              commitOid,
              environment,
              latestStatus: state === null ? null : { state },
            })),
          },
        },
      },
    },
  };
}

describe("what was deployed last", () => {
  const last = (): Promise<string | undefined> => lastDeployed(api, "shop-dev", "shop-dev-destroy");

  test("is the newest deployment that succeeded as a whole", async () => {
    deployments(
      ["c4", "shop-dev", "IN_PROGRESS"],
      ["c3", "shop-dev", "FAILURE"],
      ["c2", "shop-dev", "SUCCESS"],
      ["c1", "shop-dev", "INACTIVE"],
    );

    await expect(last()).resolves.toBe("c2");
  });

  test("is asked for by the environment's two gates, with the token", async () => {
    deployments();
    await last();

    expect(asked[0]?.authorization).toBe("Bearer token");
    expect((JSON.parse(asked[0]!.body) as { variables: unknown }).variables).toEqual({
      owner: "example-org",
      name: "strata",
      environments: ["shop-dev", "shop-dev-destroy"],
      first: 50,
    });
  });

  test.each([
    ["before the first deployment", []],
    ["when none has succeeded", [["c1", "shop-dev", "ERROR"]]],
    [
      "when the last thing was a destruction",
      [
        ["c2", "shop-dev-destroy", "SUCCESS"],
        ["c1", "shop-dev", "SUCCESS"],
      ],
    ],
    [
      "when a destruction broke off",
      [
        ["c2", "shop-dev-destroy", "FAILURE"],
        ["c1", "shop-dev", "SUCCESS"],
      ],
    ],
  ] as const)("is nothing %s", async (_case, nodes) => {
    deployments(...nodes);

    await expect(last()).resolves.toBeUndefined();
  });

  test.each([
    ["waits for its reviewer", "WAITING"],
    ["has no status yet", null],
  ])("stays while a destruction %s", async (_case, state) => {
    deployments(["c2", "shop-dev-destroy", state], ["c1", "shop-dev", "SUCCESS"]);

    await expect(last()).resolves.toBe("c1");
  });

  test("is not guessed when GitHub refuses the question", async () => {
    answers = { "/graphql": { errors: [{ message: "Resource not accessible by integration" }] } };

    await expect(last()).rejects.toThrow("GitHub refused: Resource not accessible by integration");
  });

  test("is not guessed when GitHub is not well", async () => {
    status = 502;

    await expect(last()).rejects.toThrow(
      "GitHub answered 502 to /graphql; check that the job's permissions allow it",
    );
  });
});

describe("the review of a commit", () => {
  const pulls = "/repos/example-org/strata/commits/merged/pulls";
  const runs = "/repos/example-org/strata/actions/workflows/pull-request.yml/runs";
  const review = (): ReturnType<typeof reviewOf> => reviewOf(api, "merged", "pull-request.yml");

  const OWN = { full_name: "example-org/strata" };
  const FORK = { full_name: "somebody/strata" };
  const pull = (number: number, merge: string, repo: { readonly full_name: string } | null = OWN) => ({
    number,
    merge_commit_sha: merge,
    head: { sha: `h${number}`, repo },
  });

  test("is the pull request that it came in by, and the newest run on its head", async () => {
    answers = {
      [pulls]: [pull(6, "other"), pull(7, "merged")],
      [runs]: {
        workflow_runs: [
          { id: 70, head_repository: OWN },
          { id: 71, head_repository: OWN },
        ],
      },
    };

    await expect(review()).resolves.toEqual({ pullRequest: 7, runId: 71 });
    expect(asked[1]?.url).toBe(`${runs}?event=pull_request&status=completed&head_sha=h7`);
  });

  test("has no run when none has finished", async () => {
    answers = { [pulls]: [pull(7, "merged")], [runs]: { workflow_runs: [] } };

    await expect(review()).resolves.toEqual({ pullRequest: 7, runId: undefined });
  });

  test("takes no report of a fork that has the same commit", async () => {
    answers = {
      [pulls]: [pull(7, "merged")],
      [runs]: {
        workflow_runs: [
          { id: 70, head_repository: OWN },
          { id: 71, head_repository: FORK },
        ],
      },
    };

    await expect(review()).resolves.toEqual({ pullRequest: 7, runId: 70 });
  });

  test.each([
    ["a fork", FORK],
    ["a fork that is gone", null],
  ])("is nothing for the pull request of %s, whose workflow and text are its own", async (_case, repo) => {
    answers = { [pulls]: [pull(7, "merged", repo)], [runs]: { workflow_runs: [{ id: 70 }] } };

    await expect(review()).resolves.toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  test("is nothing for a commit pushed without a pull request", async () => {
    answers = { [pulls]: [] };

    await expect(review()).resolves.toBeUndefined();
  });
});

describe("the way to GitHub", () => {
  test.each([
    ["repository", { GITHUB_TOKEN: "token" }, "GITHUB_REPOSITORY: must be the repository"],
    ["token", { GITHUB_REPOSITORY: "example-org/strata" }, "GITHUB_TOKEN: must be a token"],
  ])("needs a %s", (_case, variables, message) => {
    expect(refusalOf(() => githubApi(variables))).toContain(message);
  });
});
