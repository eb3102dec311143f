import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../support/terraform";

const SCRIPT = path.resolve(".github", "scripts", "deliver.sh");

/** Runs the script with a stand-in for npm and returns the arguments that npm was given, or how it ended. */
function deliver(
  variables: Readonly<Record<string, string>>,
  { report = false, exitCode = 0 } = {},
): { readonly status: number | null; readonly npm: readonly string[] } {
  const folder = temporaryFolder();
  const npm = path.join(folder, "npm");
  fs.writeFileSync(npm, `#!/bin/sh\nprintf '%s\\n' "$@"\nexit ${exitCode}\n`, { mode: 0o755 });
  if (report) {
    fs.mkdirSync(path.join(folder, "report"));
    fs.writeFileSync(path.join(folder, "report", "report.json"), "{}");
  }
  const { status, stdout } = spawnSync("bash", [SCRIPT], {
    cwd: folder,
    encoding: "utf8",
    env: {
      PATH: `${folder}:${process.env["PATH"] ?? ""}`,
      COMMAND: "deploy",
      SYSTEM: "shop",
      ENVIRONMENT: "dev",
      STACKS: "network-dev data-dev",
      PULL_REQUEST: "",
      APPROVE_PLANS: "",
      GITHUB_REPOSITORY: "example-org/strata",
      ...variables,
    },
  });
  return { status, npm: stdout.trim().split("\n") };
}

const START = ["run", "--silent", "deploy", "--", "network-dev", "data-dev"];
const PLACE = ["--environment", "dev", "--system", "shop", "--out", "deployment"];

describe("the delivery of an environment's stacks", () => {
  test("names the stacks one by one", () => {
    expect(deliver({}).npm).toEqual([...START, ...PLACE]);
  });

  test("takes report and approvals from the pull request", () => {
    expect(deliver({ PULL_REQUEST: "7" }, { report: true }).npm).toEqual([
      ...START,
      ...PLACE,
      "--reviewed",
      "report/report.json",
      "--pull-request",
      "7",
      "--repository",
      "example-org/strata",
    ]);
  });

  test("passes on the approved plans of its own stacks alone", () => {
    expect(deliver({ APPROVE_PLANS: "data-dev=aaa data-prod=bbb" }).npm).toEqual([
      ...START,
      ...PLACE,
      "--approve-plan",
      "data-dev=aaa",
    ]);
  });

  test("verifies with the same options", () => {
    expect(deliver({ COMMAND: "verify-plan" }).npm).toEqual([
      "run",
      "--silent",
      "verify-plan",
      ...START.slice(3),
      ...PLACE,
    ]);
  });

  test("ends as the command ends", () => {
    expect(deliver({}, { exitCode: 2 }).status).toBe(2);
  });

  test("expands nothing that an input holds", () => {
    expect(deliver({ APPROVE_PLANS: "$(touch evil) `touch evil` *" }).npm).toEqual([...START, ...PLACE]);
  });
});
