import fs from "node:fs";
import { recordedRun } from "../guardrails/checkov/recorded-run";
import { doings, jobOf, projectWorkflow, stepUsing } from "./workflows";

const CREDENTIALS = "aws-actions/configure-aws-credentials";
const SAME_REPOSITORY = "github.event.pull_request.head.repo.full_name == github.repository";
const workflow = projectWorkflow("pull-request");

describe("the pull request workflow", () => {
  test("EW-019, EW-046: runs for pull requests, and for nothing that lends them more rights", () => {
    expect(workflow.on).toEqual({ pull_request: { branches: ["main"] } });
  });

  test("checks what npm run check checks", () => {
    expect(doings(jobOf(workflow, "check")).at(-1)).toBe("npm run check");
  });

  test.each(["check", "synthesize", "guard-rails", "checkov"])(
    "%s, which forks have too, gets no rights beyond reading",
    (id) => {
      expect(jobOf(workflow, id).permissions).toEqual({ contents: "read" });
      expect(jobOf(workflow, id).if).toBeUndefined();
    },
  );

  test.each(["plan", "comment", "code-scanning"])("%s is left out for forks", (id) => {
    expect(jobOf(workflow, id).if).toContain(SAME_REPOSITORY);
  });

  test("tells forks why nothing is planned", () => {
    expect(jobOf(workflow, "fork").if).toBe(SAME_REPOSITORY.replace("==", "!="));
    expect(jobOf(workflow, "fork").permissions).toEqual({});
  });

  test("EW-046: plans each affected stack with the role that was chosen for it", () => {
    const plan = jobOf(workflow, "plan");

    expect(plan.strategy?.["matrix"]).toBe("${{ fromJSON(needs.synthesize.outputs.plans) }}");
    expect(plan.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(stepUsing(plan, CREDENTIALS).with).toEqual({
      "role-to-assume": "${{ matrix.role }}",
      "role-session-name": "plan-${{ github.run_id }}-${{ github.run_attempt }}",
      "aws-region": "${{ matrix.region }}",
      "allowed-account-ids": "${{ matrix.account }}",
    });
    expect(plan.environment).toBe("${{ matrix.gate }}");
  });

  test("EW-046: plans by cdktf diff, in a process that a signal reaches", () => {
    const { run } = jobOf(workflow, "plan").steps!.find(({ name }) => name === "Plan")!;

    expect(run).toContain(
      'exec node run.cjs operations/plan.ts "${stacks[@]}" --system "$SYSTEM" --plans plans --through cdktf',
    );
  });

  test("comments on the newest commit alone, as an older run may end later", () => {
    const report = jobOf(workflow, "comment").steps!.find(({ name }) => name === "Report")!;

    expect(report.env?.["HEAD"]).toBe("${{ github.event.pull_request.head.sha }}");
    expect(report.run).toContain('--head "$HEAD"');
  });

  test("cancels no plan that holds a lock", () => {
    expect(jobOf(workflow, "plan").concurrency?.["cancel-in-progress"]).toBe("${{ matrix.gate != '' }}");
  });

  test("comments once for all stacks, with merged code and without a role", () => {
    const comment = jobOf(workflow, "comment");

    expect(comment.strategy).toBeUndefined();
    expect(comment.permissions).toEqual({ contents: "read", "pull-requests": "write" });
    expect(stepUsing(comment, "actions/checkout").with).toEqual({
      ref: "${{ github.event.pull_request.base.sha }}",
      "persist-credentials": false,
    });
    expect(doings(comment)).not.toContain(CREDENTIALS);
  });

  test("runs Checkov in the version of the recorded run, over the workspaces of this pull request", () => {
    const checkov = jobOf(workflow, "checkov");
    const requirements = fs.readFileSync(".github/checkov/requirements.txt", "utf8");

    expect(checkov.needs).toBe("synthesize");
    expect(requirements).toContain(`\ncheckov==${recordedRun().version} \\\n    --hash=sha256:`);
    expect(stepUsing(checkov, "actions/download-artifact").with).toEqual({
      name: "workspaces",
      path: "workspaces",
    });
    expect(checkov.steps!.find(({ name }) => name === "Install Checkov")!.run).toContain(
      "--require-hashes --requirement .github/checkov/requirements.txt",
    );
    expect(checkov.steps!.at(-1)!.run!.trim()).toBe(
      'npm run --silent checkov -- --workspaces workspaces --program "$RUNNER_TEMP/checkov/bin/checkov"',
    );
  });

  test("shows what the guard rails find under code scanning, without running anything of the pull request", () => {
    const scanning = jobOf(workflow, "code-scanning");

    expect(scanning.steps!.some(({ run }) => run !== undefined)).toBe(false);
    expect(doings(scanning)).not.toContain("./.github/actions/set-up");
    expect(scanning.permissions).toEqual({ actions: "read", contents: "read", "security-events": "write" });
    expect(stepUsing(scanning, "github/codeql-action/upload-sarif").with).toEqual({
      sarif_file: "guardrails.sarif",
      category: "guard-rails",
    });
  });

  test("only the comment's job may write to pull requests, and only code scanning's to code scanning", () => {
    const writers = Object.entries(workflow.jobs ?? {}).filter(([, { permissions }]) =>
      Object.entries(permissions ?? {}).some(([name, right]) => right === "write" && name !== "id-token"),
    );

    expect(writers.map(([id]) => id)).toEqual(["code-scanning", "comment"]);
  });
});
