import { SYSTEM_IDS, loadSystem } from "../../systems/registry";
import { jobOf, projectWorkflow, scriptsOf, stepUsing } from "./workflows";

const CREDENTIALS = "aws-actions/configure-aws-credentials";
const PLACES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

describe("the deploy workflow", () => {
  const workflow = projectWorkflow("deploy");

  test("EW-018, EW-047, EW-049: runs for what is merged, never for a pull request", () => {
    expect(Object.keys(workflow.on ?? {})).toEqual(["push", "workflow_dispatch"]);
    expect(workflow.on?.["push"]?.["branches"]).toEqual(["main"]);
  });

  test("EW-048, EW-050: runs when infrastructure changes, not for applications, texts or tests", () => {
    const paths = workflow.on?.["push"]?.["paths"] as readonly string[];

    expect(paths).toEqual(
      expect.arrayContaining([
        "constructs/**",
        "stacks/**",
        "systems/**",
        "package-lock.json",
        ".github/scripts/**",
      ]),
    );
    expect(paths.filter((path) => /^(docs|__tests__|bench|backend|frontend)|application/.test(path))).toEqual(
      [],
    );
  });

  test("runs on the default branch only, also by hand", () => {
    expect(jobOf(workflow, "targets").if).toBe(
      "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)",
    );
  });

  test("takes systems and order from the registry, and lets one system stop no other", () => {
    expect(scriptsOf(workflow)).toContain("workflow -- targets");
    expect(jobOf(workflow, "system").strategy).toEqual({
      "fail-fast": false,
      matrix: { promotion: "${{ fromJSON(needs.targets.outputs.promotions) }}" },
    });
  });

  test("EN-302 EN-304: deploys one environment by itself when somebody starts it by name", () => {
    const inputs = workflow.on?.["workflow_dispatch"]?.["inputs"] as Readonly<Record<string, unknown>>;

    expect(Object.keys(inputs)).toEqual(["approve-plans", "system", "environment"]);
    expect(scriptsOf(workflow)).toContain(
      '--start-system "$START_SYSTEM" --start-environment "$START_ENVIRONMENT" >> "$GITHUB_OUTPUT"',
    );
  });

  test("names no system and no environment of its own", () => {
    const text = JSON.stringify(
      ["deploy", "deploy-system", "deploy-environment", "drift", "destroy", "nightly", "pull-request"].map(
        projectWorkflow,
      ),
    );

    for (const id of SYSTEM_IDS) {
      expect(text).not.toContain(id);
    }
  });
});

describe("the deployment of a system", () => {
  const workflow = projectWorkflow("deploy-system");

  test("has a place for each environment of every system", async () => {
    const systems = await Promise.all(SYSTEM_IDS.map(loadSystem));
    const most = Math.max(...systems.map(({ environments }) => Object.keys(environments).length));

    expect(Object.keys(workflow.jobs ?? {})).toEqual(PLACES);
    expect(most).toBeLessThanOrEqual(PLACES.length);
  });

  test.each(PLACES.map((place, index) => [place, index] as const))(
    "%s deploys the environment of its place, after the one before",
    (place, index) => {
      const job = jobOf(workflow, place);

      expect(job.uses).toBe("./.github/workflows/deploy-environment.yml");
      expect(job.with?.["target"]).toBe(`\${{ toJSON(fromJSON(inputs.environments)[${index}]) }}`);
      expect(job.needs).toBe(index === 0 ? undefined : PLACES[index - 1]);
      expect(job.if).toBe(
        index === 0
          ? undefined
          : `\${{ !cancelled() && needs.${PLACES[index - 1]}.result == 'success' && fromJSON(inputs.environments)[${index}] != null }}`,
      );
      expect(job.with).toMatchObject({
        "approve-plans": "${{ inputs.approve-plans }}",
        through: "${{ inputs.through }}",
      });
    },
  );
});

describe("the deployment of an environment", () => {
  const workflow = projectWorkflow("deploy-environment");
  const verify = jobOf(workflow, "verify");
  const deploy = jobOf(workflow, "deploy");

  test("verifies with the role that reads, before anybody is asked", () => {
    expect(verify.environment).toBeUndefined();
    expect(stepUsing(verify, CREDENTIALS).with?.["role-to-assume"]).toBe(
      "${{ fromJSON(inputs.target).readRole }}",
    );
    expect(deploy.needs).toBe("verify");
  });

  test("EW-049: deploys behind the reviewers of the environment", () => {
    expect(deploy.environment).toBe("${{ fromJSON(inputs.target).gate }}");
    expect(stepUsing(deploy, CREDENTIALS).with?.["role-to-assume"]).toBe(
      "${{ fromJSON(inputs.target).deployRole }}",
    );
  });

  test("runs cdktf deploy, unless the repository's variable says otherwise", () => {
    expect(jobOf(projectWorkflow("deploy"), "system").with?.["through"]).toBe(
      "${{ vars.STRATA_DEPLOY_THROUGH || 'cdktf' }}",
    );
    expect(workflow.on?.["workflow_call"]?.["inputs"]).toMatchObject({ through: { default: "cdktf" } });
  });

  test("lets a signal reach the command that holds the lock", () => {
    for (const job of [verify, deploy]) {
      expect(job.steps?.filter(({ run }) => run?.includes("deliver.sh")).map(({ run }) => run)).toEqual([
        "exec .github/scripts/deliver.sh",
      ]);
    }
  });

  test("hands the deployment what was verified against", () => {
    const delivering = (job: typeof deploy) => job.steps?.find(({ run }) => run?.includes("deliver.sh"))?.env;

    expect(delivering(verify)?.["PULL_REQUESTS"]).toBe("${{ steps.reviews.outputs.pull-requests }}");
    expect(delivering(deploy)).toMatchObject({
      PULL_REQUESTS: "${{ needs.verify.outputs.pull-requests }}",
      STACKS: "${{ needs.verify.outputs.stacks }}",
    });
  });

  test("asks nobody when nothing is affected", () => {
    expect(deploy.if).toBe("needs.verify.outputs.stacks != ''");
  });

  test("never runs twice at once for an environment, and is never cancelled", () => {
    expect(deploy.concurrency).toEqual({
      group: "deploy-${{ fromJSON(inputs.target).gate }}",
      "cancel-in-progress": false,
    });
  });

  test("compares with the commit that was deployed last, in both jobs", () => {
    for (const job of [verify, deploy]) {
      expect(job.steps?.filter(({ run }) => run?.includes("workflow -- base"))).toHaveLength(1);
    }
  });

  test("gives up before the role is taken back", () => {
    expect(deploy["timeout-minutes"]! * 60).toBeLessThan(7200);
    expect(stepUsing(deploy, CREDENTIALS).with?.["role-duration-seconds"]).toBe(7200);
  });

  test("writes to GitHub nowhere", () => {
    for (const { permissions } of [verify, deploy]) {
      expect(permissions).toEqual({
        actions: "read",
        contents: "read",
        deployments: "read",
        "id-token": "write",
        "pull-requests": "read",
      });
    }
  });
});
