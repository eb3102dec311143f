import { gitHub, pullRequestNumber } from "../../../operations/delivery/github/client";
import { pullRequestText, writeComment } from "../../../operations/delivery/github/comment";
import { closeIssue, openIssue } from "../../../operations/delivery/github/issue";
import { PATIENCE, type Patience } from "../../../operations/delivery/github/patience";
import { GitHubServer } from "../../support/github-server";
import { refusalOf } from "../../support/synthesis";

const MARKER = "<!-- strata:test -->";

describe("GitHub", () => {
  const server = new GitHubServer();
  const slept: number[] = [];
  const patience: Patience = {
    ...PATIENCE,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      return Promise.resolve();
    },
    now: () => 1_000_000_000_000,
  };
  const client = (repository = "example/strata", variables = server.environment) =>
    gitHub(repository, variables, patience);
  const write = (body: string) => writeComment(client(), 7, MARKER, `${MARKER}\n${body}`);
  const failureOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => "was accepted",
      (error: unknown) => (error as Error).message,
    );

  beforeAll(() => server.start());
  afterAll(() => server.stop());
  beforeEach(() => {
    [server.requests, server.comments, server.issues, server.refusals, slept].forEach((list) => {
      list.length = 0;
    });
  });

  describe("the comment of a pull request", () => {
    it("is made the first time and updated afterwards, never a second one", async () => {
      const first = await write("one");
      const second = await write("two");

      expect([first.isNew, second.isNew]).toEqual([true, false]);
      expect(server.comments.map(({ body }) => body)).toEqual([`${MARKER}\ntwo`]);
      expect(server.writes).toEqual([
        "POST /repos/example/strata/issues/7/comments",
        "PATCH /repos/example/strata/issues/comments/1000",
      ]);
    });

    it("is found behind 250 others, over pages", async () => {
      Array.from({ length: 250 }, (_, index) => server.addComment(`chat ${index}`));
      server.addComment(`${MARKER}\nold`);

      const { isNew } = await write("new");

      expect(isNew).toBe(false);
      expect(server.comments).toHaveLength(251);
      expect(server.comments[250]?.body).toBe(`${MARKER}\nnew`);
      expect(
        server.requests.filter(({ path }) => path.includes("/comments?")).map(({ path }) => path),
      ).toEqual([
        "/repos/example/strata/issues/7/comments?per_page=100",
        "/repos/example/strata/issues/7/comments?per_page=100&page=2",
        "/repos/example/strata/issues/7/comments?per_page=100&page=3",
      ]);
    });

    it("leaves a comment alone that only quotes the marker", async () => {
      server.addComment(`> ${MARKER}`);

      expect((await write("new")).isNew).toBe(true);
      expect(server.comments).toHaveLength(2);
    });

    it("is never a stranger's, who could change it later", async () => {
      server.addComment(`${MARKER}\nmine`, "stranger");

      expect((await write("report")).isNew).toBe(true);
      expect((await write("newer")).isNew).toBe(false);
      expect(server.comments.map(({ body }) => body)).toEqual([`${MARKER}\nmine`, `${MARKER}\nnewer`]);
    });

    it("may be a member's, from a laptop", async () => {
      server.addComment(`${MARKER}\nold`, "member");

      expect((await write("new")).isNew).toBe(false);
    });

    it("waits as long as a rate limit asks", async () => {
      server.refuse("POST", { status: 429, headers: { "retry-after": "7" } });
      server.refuse("GET", {
        status: 403,
        headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1000000012" },
      });

      await write("one");

      expect(slept).toEqual([12_000, 7000]);
      expect(server.comments).toHaveLength(1);
    });

    it("gives up on a rate limit of an hour, and says when to come back", async () => {
      server.refuse("GET", {
        status: 403,
        headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1000003600" },
        message: "API rate limit exceeded",
      });

      expect(await failureOf(write("one"))).toBe(
        "GitHub example/strata: limits the rate of requests (to read pull request 7), got 403: API rate limit exceeded; run the command again in 60 minutes",
      );
      expect(slept).toEqual([]);
    });

    it("asks again after failures of GitHub, with growing pauses", async () => {
      server.refuse("GET", { status: 502 }, 3);

      await write("one");

      expect(slept).toEqual([1000, 2000, 4000]);
      expect(server.comments).toHaveLength(1);
    });

    it("gives up after three further attempts", async () => {
      server.refuse("GET", { status: 500, message: "Server Error" }, 4);

      expect(await failureOf(write("one"))).toBe(
        "GitHub example/strata: must be able to read pull request 7, got 500: Server Error; GitHub or the network fails; see githubstatus.com and run the command again",
      );
      expect(server.requests).toHaveLength(4);
    });

    it("is not made twice when GitHub fails after having made it", async () => {
      server.refuse("POST", { status: 502, carriedOut: true });

      const { isNew } = await write("one");

      expect(isNew).toBe(false);
      expect(server.comments.map(({ body }) => body)).toEqual([`${MARKER}\none`]);
    });

    it("is made when GitHub failed before making it", async () => {
      server.refuse("POST", { status: 503 });

      expect((await write("one")).isNew).toBe(true);
      expect(server.comments).toHaveLength(1);
    });
  });

  describe("refusals", () => {
    it.each(["abc", "", "0", "7; rm", "-1", "1e3"])("%p is no number of a pull request", (text) => {
      expect(refusalOf(() => pullRequestNumber(text))).toBe(
        `--pull-request: must be the number of a pull request, got ${text || '""'}; give the digits alone, such as 42`,
      );
    });

    it("takes a number", () => {
      expect(pullRequestNumber("42")).toBe(42);
    });

    it("says that a number is no pull request", async () => {
      expect(await failureOf(writeComment(client(), 8, MARKER, MARKER))).toBe(
        "--pull-request: must be a pull request of example/strata that the token may read, got 8; correct number or repository, or grant permissions: pull-requests: read to the job",
      );
    });

    it("says which right a token lacks", async () => {
      server.refuse("POST", { status: 403, message: "Resource not accessible by integration" });

      expect(await failureOf(write("one"))).toBe(
        "GITHUB_TOKEN: must have the right to comment on pull request 7 in example/strata, got 403: Resource not accessible by integration; grant permissions: pull-requests: write to the job, and check repository and number; pull requests from forks get no such token",
      );
      expect(slept).toEqual([]);
    });

    it("says that a token is not valid", async () => {
      const other = client("example/strata", { ...server.environment, GITHUB_TOKEN: "old" });

      expect(await failureOf(writeComment(other, 7, MARKER, MARKER))).toBe(
        "GITHUB_TOKEN: must be valid to read pull request 7, got 401: Bad credentials; pass the token of this run",
      );
    });

    it("wants a token and a repository's full name", () => {
      expect(refusalOf(() => client("strata"))).toBe(
        "--repository: must be owner/name, got strata; write it as in GITHUB_REPOSITORY",
      );
      expect(refusalOf(() => gitHub("example/strata", {}))).toContain("GITHUB_TOKEN: must hold a token");
    });
  });

  it("gives title, text and labels of a pull request", async () => {
    server.pullRequest = {
      ...server.pullRequest,
      title: "Drop it",
      body: "because",
      labels: [{ name: "approve-destroy: a.b" }],
    };

    expect(await pullRequestText(client(), 7)).toBe("Drop it\nbecause\napprove-destroy: a.b");
  });

  describe("the issue of a kind", () => {
    const text = { marker: MARKER, title: "Drift", body: `${MARKER}\none` };

    it("is opened, updated, closed, and opened anew", async () => {
      server.addIssue("Another", "text");
      server.addIssue("Not ours", `${MARKER}\nmine`, "stranger");

      expect((await openIssue(client(), text)).result).toBe("opened");
      expect((await openIssue(client(), { ...text, body: `${MARKER}\ntwo` })).result).toBe("updated");
      expect(server.issues.map(({ body, state }) => [body, state])).toEqual([
        ["text", "open"],
        [`${MARKER}\nmine`, "open"],
        [`${MARKER}\ntwo`, "open"],
      ]);
      expect(await closeIssue(client(), MARKER, "clean")).toBe("closed");
      expect(server.issues.map(({ state }) => state)).toEqual(["open", "open", "closed"]);
      expect(await closeIssue(client(), MARKER, "clean")).toBe("none");
      expect((await openIssue(client(), text)).result).toBe("opened");
      expect(server.issues).toHaveLength(4);
    });
  });
});
