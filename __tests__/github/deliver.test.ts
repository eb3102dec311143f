import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../support/terraform";

const SCRIPTS = path.resolve(".github", "scripts");

/** Runs a script with a stand-in for a program and returns what that was called with, or how it ended. */
function runWith(
  program: string,
  script: string,
  variables: Readonly<Record<string, string>>,
  { reports = [], exitCode = 0 }: { readonly reports?: readonly string[]; readonly exitCode?: number } = {},
): { readonly status: number | null; readonly lines: readonly string[] } {
  const folder = temporaryFolder();
  fs.writeFileSync(path.join(folder, program), `#!/bin/sh\necho "$*"\nexit ${exitCode}\n`, { mode: 0o755 });
  for (const run of reports) {
    fs.mkdirSync(path.join(folder, "reports", run), { recursive: true });
    fs.writeFileSync(path.join(folder, "reports", run, "report.json"), "{}");
  }
  const { status, stdout } = spawnSync("bash", [path.join(SCRIPTS, script)], {
    cwd: folder,
    encoding: "utf8",
    env: {
      PATH: `${folder}:${process.env["PATH"] ?? ""}`,
      GITHUB_REPOSITORY: "example-org/strata",
      ...variables,
    },
  });
  return { status, lines: stdout.split("\n").filter((line) => line !== "") };
}

const deliver = (
  variables: Readonly<Record<string, string>>,
  options?: Parameters<typeof runWith>[3],
): ReturnType<typeof runWith> =>
  runWith(
    "node",
    "deliver.sh",
    {
      COMMAND: "deploy",
      SYSTEM: "shop",
      ENVIRONMENT: "dev",
      STACKS: "network-dev data-dev",
      PULL_REQUESTS: "",
      APPROVE_PLANS: "",
      THROUGH: "cdktf",
      ...variables,
    },
    options,
  );

const PLACE = "network-dev data-dev --environment dev --system shop --out deployment";
const DEPLOY = `run.cjs operations/deploy.ts ${PLACE} --through cdktf`;

describe("the delivery of an environment's stacks", () => {
  test("names the stacks one by one, and what applies", () => {
    expect(deliver({}).lines).toEqual([DEPLOY]);
    expect(deliver({ THROUGH: "terraform" }).lines).toEqual([DEPLOY.replace("cdktf", "terraform")]);
  });

  test("takes reports and approvals from every pull request that is deployed", () => {
    expect(deliver({ PULL_REQUESTS: "8 7" }, { reports: ["70", "80"] }).lines).toEqual([
      `${DEPLOY} --reviewed reports/70/report.json --reviewed reports/80/report.json` +
        " --pull-request 8 --repository example-org/strata --pull-request 7 --repository example-org/strata",
    ]);
  });

  test("passes on the approved plans of its own stacks alone", () => {
    expect(deliver({ APPROVE_PLANS: "data-dev=aaa data-prod=bbb" }).lines).toEqual([
      `${DEPLOY} --approve-plan data-dev=aaa`,
    ]);
  });

  test("verifies with the same options", () => {
    expect(deliver({ COMMAND: "verify-plan" }).lines).toEqual([`run.cjs operations/verify-plan.ts ${PLACE}`]);
  });

  test("ends as the command ends", () => {
    expect(deliver({}, { exitCode: 2 }).status).toBe(2);
  });

  test("expands nothing that an input holds", () => {
    expect(deliver({ APPROVE_PLANS: "$(touch evil) `touch evil` *" }).lines).toEqual([DEPLOY]);
  });
});

describe("the reports of the pull requests", () => {
  const fetch = (runs: string, exitCode = 0): ReturnType<typeof runWith> =>
    runWith("gh", "fetch-reports.sh", { RUN_IDS: runs }, { exitCode });

  test("are fetched by the runs that left them", () => {
    expect(fetch("70 80").lines).toEqual([
      "run download 70 --repo example-org/strata --name report --dir reports/70",
      "run download 80 --repo example-org/strata --name report --dir reports/80",
    ]);
    expect(fetch("")).toEqual({ status: 0, lines: [] });
  });

  test("may be gone, which stops nothing but counts as not reviewed", () => {
    const { status, lines } = fetch("70", 1);

    expect(status).toBe(0);
    expect(lines[1]).toBe("::warning::run 70 has no report any more, so its plans need an approval");
  });
});
