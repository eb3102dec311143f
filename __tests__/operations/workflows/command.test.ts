import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { workflowCommand } from "../../../operations/workflows/command";
import { SYSTEM_IDS } from "../../../systems/registry";
import { temporaryFolder } from "../../support/terraform";

/** Runs one step and returns the lines that it printed. */
async function run(
  step: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<{ readonly lines: readonly string[]; readonly notices: readonly string[] }> {
  const lines: string[] = [];
  const notices: string[] = [];
  const command = workflowCommand(variables, {
    print: (line) => lines.push(line),
    notice: (line) => notices.push(line),
  });
  await command.parseAsync(step, { from: "user" });
  return { lines, notices };
}

function affectedFile(...stacks: readonly (readonly [string, string])[]): string {
  const file = path.join(temporaryFolder(), "affected.json");
  const include = stacks.map(([environment, stack]) => ({ system: "serverless-web", environment, stack }));
  const systems = [{ system: "serverless-web", environments: [], removed: ["edge-dev", "edge-prod"] }];
  fs.writeFileSync(file, JSON.stringify({ systems, matrix: { include } }));
  return file;
}

describe("npm run workflow", () => {
  test("systems prints every system, one a line", async () => {
    expect((await run(["systems"])).lines).toEqual(SYSTEM_IDS);
  });

  test("targets prints the promotions of every system in their order", async () => {
    const { lines } = await run(["targets"]);
    const promotions = JSON.parse(lines[0]!.replace("promotions=", "")) as { environments: unknown[] }[];

    expect(lines).toHaveLength(2);
    expect(promotions.every(({ environments }) => environments.length > 0)).toBe(true);
  });

  test("EN-302 EN-304 targets deploys one environment that somebody starts, and looks at all the same", async () => {
    const flags = ["--start-system", "enterprise", "--start-environment", "stg"];
    const { lines } = await run(["targets", ...flags]);
    const promotions = JSON.parse(lines[0]!.replace("promotions=", "")) as {
      system: string;
      environments: { environment: string }[];
    }[];

    expect(promotions.map(({ system }) => system)).toEqual(["enterprise"]);
    expect(promotions[0]!.environments.map(({ environment }) => environment)).toEqual(["stg"]);
    expect(lines[1]).toContain('"environment":"prod"');
  });

  test.each([
    ["enterprise", "nowhere"],
    ["nothing", "stg"],
    ["enterprise", ""],
  ])("targets refuses to start %s %s", async (system, environment) => {
    const flags = ["--start-system", system, "--start-environment", environment];

    await expect(run(["targets", ...flags])).rejects.toThrow(
      "--start-system, --start-environment: must be an environment that GitHub Actions reach",
    );
  });

  test("targets adds the plans of what is affected", async () => {
    const { lines } = await run(["targets", "--affected", affectedFile()]);

    expect(lines.slice(2)).toEqual(['plans={"include":[]}', "plan-count=0"]);
  });

  test("accounts prints the accounts of known environments", async () => {
    const VARIABLES = JSON.stringify({ STRATA_ACCOUNT_SERVERLESS_WEB_DEV: "333333333333", OTHER: "x" });

    expect((await run(["accounts"], { VARIABLES })).lines).toEqual([
      "STRATA_ACCOUNT_SERVERLESS_WEB_DEV=333333333333",
    ]);
  });

  test("deployable leaves out what is deployed by hand, and says so", async () => {
    const affected = affectedFile(
      ["dev", "state-dev"],
      ["dev", "github-dev"],
      ["dev", "network-dev"],
      ["dev", "data-dev"],
      ["prod", "network-prod"],
    );

    await expect(
      run(["deployable", "--affected", affected, "--system", "serverless-web", "--environment", "dev"]),
    ).resolves.toEqual({
      lines: ["stacks=network-dev data-dev"],
      notices: [
        "serverless-web: edge-dev left the code and what it made stays, see docs/operations/delivery.md",
        "serverless-web: state-dev, github-dev changed and is deployed by hand, see docs/operations/github.md",
      ],
    });
  });

  test("deployable prints nothing to deploy as an empty list", async () => {
    const step = [
      "deployable",
      "--affected",
      affectedFile(),
      "--system",
      "serverless-web",
      "--environment",
      "dev",
    ];

    expect((await run(step)).lines).toEqual(["stacks="]);
  });

  test("destroy-plan refuses a protected environment", async () => {
    const step = ["destroy-plan", "--system", "serverless-web", "--environment", "prod"];

    await expect(run([...step, "--typed", "destroy serverless-web prod"])).rejects.toThrow(
      "a protected environment is not destroyed by a workflow",
    );
  });

  test.each([
    ["of no such system", "nothing", "dev", "SYSTEM: must be a system of this project"],
    ["of no such environment", "serverless-web", "nothing", "ENVIRONMENTS: must name environments"],
    ["of several environments", "serverless-web", "dev,prod", "--environment: must be one environment"],
    ["of no environment", "serverless-web", "", "--environment: must be one environment"],
  ])("destroy-plan refuses a destruction %s", async (_case, system, environment, message) => {
    const step = ["destroy-plan", "--system", system, "--environment", environment, "--typed", "yes"];

    await expect(run(step)).rejects.toThrow(message);
  });
});

describe("base", () => {
  let deployed = "";
  const server = http.createServer((_request, response) => {
    const node = { commitOid: deployed, environment: "shop-dev", latestStatus: { state: "SUCCESS" } };
    const nodes = deployed === "" ? [] : [node];
    response.end(JSON.stringify({ data: { repository: { deployments: { nodes } } } }));
  });
  const base = (): ReturnType<typeof run> =>
    run(["base", "--system", "shop", "--environment", "dev"], {
      GITHUB_GRAPHQL_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      GITHUB_REPOSITORY: "example-org/strata",
      GITHUB_TOKEN: "token",
    });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => server.close());

  test("prints the commit that was deployed last", async () => {
    deployed = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim();

    expect((await base()).lines).toEqual([`commit=${deployed}`]);
  });

  test("prints nothing before the first deployment", async () => {
    deployed = "";

    expect((await base()).lines).toEqual(["commit="]);
  });

  test("refuses to go back behind what is deployed", async () => {
    deployed = "0".repeat(40);

    await expect(base()).rejects.toThrow("HEAD: must come after the commit that is deployed");
  });
});

describe("reviews", () => {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  const pulls = new Map<string, number>();
  const server = http.createServer((request, response) => {
    const [, commit = "", head = ""] = /commits\/(\w+)\/pulls|head_sha=h(\d+)/.exec(request.url ?? "") ?? [];
    const repo = { full_name: "example-org/strata" };
    const number = pulls.get(commit);
    response.end(
      JSON.stringify(
        head === ""
          ? number === undefined
            ? []
            : [{ number, merge_commit_sha: commit, head: { sha: `h${number}`, repo } }]
          : { workflow_runs: head === "9" ? [] : [{ id: Number(head) * 10, head_repository: repo }] },
      ),
    );
  });
  const commits: string[] = [];
  const started = process.cwd();
  beforeAll(async () => {
    git("init", "--quiet");
    for (const number of [6, 7, undefined, 9]) {
      git("commit", "--quiet", "--allow-empty", "--message", String(number));
      const commit = git("rev-parse", "HEAD");
      commits.push(commit);
      if (number !== undefined) {
        pulls.set(commit, number);
      }
    }
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    process.chdir(folder);
  });
  afterAll(() => {
    process.chdir(started);
    server.close();
  });
  const reviews = (base?: string): ReturnType<typeof run> =>
    run(["reviews", ...(base === undefined ? [] : ["--base", base])], {
      GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      GITHUB_REPOSITORY: "example-org/strata",
      GITHUB_TOKEN: "token",
    });

  test("prints every pull request since what is deployed, the newest first, and says what came by none", async () => {
    await expect(reviews(commits[0])).resolves.toEqual({
      lines: ["pull-requests=9 7", "run-ids=70"],
      notices: [
        `${commits[2]?.slice(0, 12)} came by no pull request of this repository: nothing of it counts as reviewed`,
      ],
    });
  });

  test("prints that of the newest commit before the first deployment", async () => {
    await expect(reviews("")).resolves.toEqual({ lines: ["pull-requests=9", "run-ids="], notices: [] });
  });
});

test("the entry prints lines on standard output and notices on standard error", () => {
  const lines = execFileSync(process.execPath, ["run.cjs", "operations/workflow.ts", "systems"], {
    encoding: "utf8",
  });

  expect(lines.trim().split("\n")).toEqual(SYSTEM_IDS);
});
