import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runOf, scan } from "../../../operations/checkov/scan";
import { exportedWorkspaces } from "../../../operations/checkov/workspaces";

const WORKSPACES = [
  {
    place: "shop/data-dev",
    document: {
      terraform: { required_version: ">= 1.11", required_providers: {} },
      resource: { aws_db_instance: { main: {} } },
    },
  },
];
const failed = (check_id: string, resource: string) => ({
  check_id,
  check_name: `name of ${check_id}`,
  file_path: "/shop/data-dev/cdk.tf.json",
  resource,
});
const SUMMARY = { passed: 7, parsing_errors: 0, checkov_version: "3.3.30" };

describe("a scan with Checkov", () => {
  let folder = "";
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-scan-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** A program that answers like Checkov. */
  function program(script: string): string {
    const file = path.join(folder, "checkov");
    fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  }
  const options = (script: string) => ({
    program: program(script),
    variables: process.env,
    day: "2026-01-01",
  });

  it("hands workspaces over without the version that is required of Terraform, and nothing from the network", async () => {
    const seen = path.join(folder, "seen");
    const output = JSON.stringify({ results: { failed_checks: [] }, summary: SUMMARY });
    const run = await scan(
      WORKSPACES,
      options(`(echo "$@"; cat shop/data-dev/cdk.tf.json) > ${seen}; echo '${output}'`),
    );
    expect(fs.readFileSync(seen, "utf8").split("\n")).toEqual([
      "--directory . --framework terraform_json --skip-download --output json --quiet --compact",
      '{"resource":{"aws_db_instance":{"main":{}}},"terraform":{"required_providers":{}}}',
    ]);
    expect(run).toEqual({ version: "3.3.30", day: "2026-01-01", passed: 7, findings: {} });
  });

  it("sorts findings, completes addresses whose type Checkov leaves out, and keeps each place once", () => {
    const run = runOf(
      {
        results: {
          failed_checks: [
            failed("CKV_AWS_9", "resource.main"),
            failed("CKV_AWS_1", "aws_db_instance.main"),
            failed("CKV_AWS_9", "aws_db_instance.main"),
          ],
        },
        summary: SUMMARY,
      },
      WORKSPACES,
      "2026-01-01",
    );
    const at = ["shop/data-dev/aws_db_instance.main"];
    expect(Object.entries(run.findings)).toEqual([
      ["CKV_AWS_1", { name: "name of CKV_AWS_1", at }],
      ["CKV_AWS_9", { name: "name of CKV_AWS_9", at }],
    ]);
  });

  it("fails when Checkov could not read a workspace, as silence would prove nothing", () => {
    expect(() =>
      runOf(
        { results: { failed_checks: [] }, summary: { ...SUMMARY, parsing_errors: 1 } },
        WORKSPACES,
        "2026-01-01",
      ),
    ).toThrow("checkov: must read all 1 workspaces, got 1 errors of its parser");
    expect(() => runOf({}, WORKSPACES, "2026-01-01")).toThrow(
      "checkov: must read all 1 workspaces, got no results",
    );
  });

  it("fails with what Checkov says when that is no JSON", async () => {
    await expect(scan(WORKSPACES, options("echo it broke >&2; exit 2"))).rejects.toThrow(
      "checkov: must print JSON, got it broke",
    );
  });

  it("says how to install Checkov where there is none", async () => {
    const variables = { PATH: folder };
    await expect(scan(WORKSPACES, { program: "checkov", variables, day: "2026-01-01" })).rejects.toThrow(
      "checkov: must be installed and on the PATH; pip install --require-hashes --requirement .github/checkov/requirements.txt",
    );
  });

  it("reads what npm run workspaces wrote, and refuses a folder without any", () => {
    expect(() => exportedWorkspaces(folder)).toThrow(
      `${folder}: must hold workspaces; write them with npm run workspaces`,
    );
    fs.mkdirSync(path.join(folder, "shop/dev/data"), { recursive: true });
    fs.writeFileSync(path.join(folder, "shop/dev/data/cdk.tf.json"), '{"output":{}}');
    expect(exportedWorkspaces(folder)).toEqual([{ place: "shop/data-dev", document: { output: {} } }]);
  });
});
