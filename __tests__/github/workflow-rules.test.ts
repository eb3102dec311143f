import fs from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../support/terraform";
import { actionlint, workflowFiles } from "./actionlint";
import { findings, pins } from "./workflow-rules";

const ACTION = path.join(".github", "actions", "set-up", "action.yml");

/** The one version of each action that the project has looked at. */
const KNOWN = [
  "actions/checkout v7.0.1 3d3c42e5aac5ba805825da76410c181273ba90b1",
  "actions/setup-node v7.0.0 820762786026740c76f36085b0efc47a31fe5020",
  "actions/upload-artifact v7.0.1 043fb46d1a93c77aae656e7c1c64a875d1fc6a0a",
  "actions/download-artifact v8.0.1 3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
  "hashicorp/setup-terraform v4.0.1 dfe3c3f87815947d99a8997f908cb6525fc44e9e",
  "aws-actions/configure-aws-credentials v6.2.3 e6de054238d6b7531b4efff3b6587d9aade6a06c",
  "aws-actions/amazon-ecr-login v2.1.7 03f1aad4c6c7ffd436567f42f9384779290529bd",
  "aws-actions/amazon-ecs-render-task-definition v1.9.0 138c24f321fdbdf7edee4a685519d253cae2cdea",
  "aws-actions/amazon-ecs-deploy-task-definition v2.6.3 c465972ecbd160473f22e683363b422a5412a3de",
  "docker/setup-buildx-action v4.4.1 f87e5991a6d7451dcb8d9637bfbc97413f497069",
  "github/codeql-action/upload-sarif v4.38.3 24c54180a607b1449ed407dd24f251e4e9147c8d",
  "docker/build-push-action v7.4.0 c3c9e263c25d99ce0380d002d59b67737d91b0dc",
];

const GOOD = `
name: Good
on: push
permissions: {}
concurrency:
  group: good
  cancel-in-progress: false
jobs:
  one:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - env:
          TITLE: \${{ github.event.head_commit.message }}
        run: echo "$TITLE"
`;

/** The good workflow with one thing changed, which must be there. */
function but(from: string, to: string): string {
  expect(GOOD).toContain(from);
  return GOOD.replace(from, to);
}

describe("the project's workflows", () => {
  test("pass actionlint", () => {
    expect(actionlint(".github/workflows/*.yml", workflowFiles().length)).toBe("");
  });

  test.each([...workflowFiles(), ACTION])("%s keeps the project's rules", (file) => {
    expect(findings(fs.readFileSync(file, "utf8"))).toEqual([]);
  });

  test("use each third-party action at the one commit that was looked at", () => {
    const used = [...workflowFiles(), ACTION].flatMap((file) => pins(fs.readFileSync(file, "utf8")).pinned);

    expect([...new Set(used)].sort()).toEqual([...KNOWN].sort());
  });

  test("EW-051: hold no access key and no secret", () => {
    for (const file of workflowFiles()) {
      expect(fs.readFileSync(file, "utf8")).not.toMatch(/secrets\.|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY/);
    }
  });
});

describe("a workflow", () => {
  test("that keeps the rules has no finding", () => {
    expect(findings(GOOD)).toEqual([]);
  });

  test.each([
    ["by a tag", "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7.0.1"],
    ["by a short commit", "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@3d3c42e # v7.0.1"],
    [
      "without its version",
      "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
      "@3d3c42e5aac5ba805825da76410c181273ba90b1",
    ],
  ])("that names an action %s is found", (_case, from, to) => {
    expect(findings(but(from, to))).toEqual([expect.stringContaining("not pinned: ")]);
  });

  test.each([
    [
      "has no permissions at its top",
      "permissions: {}\nconcurrency",
      "concurrency",
      "workflow: permissions must be {}",
    ],
    ["may write all", "permissions: {}", "permissions: write-all", "workflow: permissions must be {}"],
    [
      "has a job that may write all",
      "permissions:\n      contents: read",
      "permissions: write-all",
      "one: must name its permissions one by one",
    ],
    [
      "has a job without permissions",
      "    permissions:\n      contents: read\n",
      "",
      "one: must name its permissions one by one",
    ],
    ["has a job without timeout", "    timeout-minutes: 5\n", "", "one: has no timeout"],
    [
      "has no concurrency group",
      "concurrency:\n  group: good\n  cancel-in-progress: false\n",
      "",
      "one: has no concurrency group",
    ],
    [
      "keeps the token",
      "persist-credentials: false",
      "persist-credentials: true",
      "checkout keeps the token",
    ],
    [
      "puts an event's text into a script",
      '"$TITLE"',
      '"${{ github.event.head_commit.message }}"',
      'expression in a script: echo "${{ github.event.head_commit.message }}"',
    ],
  ])("that %s is found", (_case, from, to, finding) => {
    expect(findings(but(from, to))).toEqual([finding]);
  });

  test("that actionlint refuses is found, also beside good ones", () => {
    const folder = temporaryFolder();
    const bad = but("runs-on: ubuntu-24.04", "runs-on: ubuntu-24.04\n    needs: [nobody]");
    Object.entries({ a: GOOD, b: bad, c: GOOD }).forEach(([name, text]) => {
      fs.writeFileSync(path.join(folder, `${name}.yml`), text);
    });

    const said = actionlint(path.join(folder, "*.yml"), 3);

    expect(said).toContain('needs job "nobody" which does not exist');
    expect(said).toContain("b.yml:");
    expect(said).not.toMatch(/[ac]\.yml:/);
  });

  test("that was not looked at is found", () => {
    expect(actionlint(path.join(temporaryFolder(), "*.yml"), 1)).toContain("did not check 1 files");
  });
});
