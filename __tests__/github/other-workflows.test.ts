import { doings, jobOf, projectWorkflow, scriptsOf, stepUsing } from "./workflows";

const CREDENTIALS = "aws-actions/configure-aws-credentials";

describe("the drift workflow", () => {
  const workflow = projectWorkflow("drift");
  const drift = jobOf(workflow, "drift");

  test("looks every night, and by hand", () => {
    expect(workflow.on).toEqual({ schedule: [{ cron: "17 19 * * *" }], workflow_dispatch: null });
  });

  test("looks at every environment of the registry with the role that reads", () => {
    expect(drift.strategy?.["matrix"]).toBe("${{ fromJSON(needs.targets.outputs.environments) }}");
    expect(stepUsing(drift, CREDENTIALS).with?.["role-to-assume"]).toBe("${{ matrix.readRole }}");
    expect(drift.permissions).toEqual({ contents: "read", "id-token": "write", issues: "write" });
  });
});

describe("the nightly workflow", () => {
  const workflow = projectWorkflow("nightly");

  test("EN-309: runs every night, and by hand", () => {
    expect(workflow.on).toEqual({ schedule: [{ cron: "47 16 * * *" }], workflow_dispatch: null });
  });

  test("EN-309: rehearses each environment of the registry, and runs what goes from beginning to end", () => {
    const rehearsal = jobOf(workflow, "rehearsal");

    expect(rehearsal.strategy?.["matrix"]).toBe("${{ fromJSON(needs.targets.outputs.environments) }}");
    expect(doings(rehearsal).at(-1)).toBe('npm run --silent rehearse -- "$SYSTEM" "$ENVIRONMENT"');
    expect(doings(jobOf(workflow, "end-to-end")).at(-1)).toBe("npm run --silent test:end-to-end");
  });

  test("EN-309: reaches no account", () => {
    for (const { permissions } of Object.values(workflow.jobs ?? {})) {
      expect(permissions).toEqual({ contents: "read" });
    }
  });
});

describe("the pull-request workflow", () => {
  test("EN-308 EN-310: runs all tests, not some, and comments only beside them", () => {
    expect(doings(jobOf(projectWorkflow("pull-request"), "check")).at(-1)).toBe("npm run check");
  });
});

describe("the workflow of an application's long tests", () => {
  const workflow = projectWorkflow("application-tests");

  test("EN-309: is called with where stg answers", () => {
    expect(Object.keys(workflow.on ?? {})).toEqual(["workflow_call"]);
    expect(Object.keys(workflow.on?.["workflow_call"]?.["inputs"] ?? {})).toEqual([
      "folder",
      "script",
      "url",
    ]);
  });

  test("assumes no role: tests come in as users do", () => {
    expect(jobOf(workflow, "tests").permissions).toEqual({ contents: "read" });
  });
});

describe("the destroy workflow", () => {
  const workflow = projectWorkflow("destroy");
  const destroy = jobOf(workflow, "destroy");

  test("EW-017: runs by hand only, with system, environment and confirmation", () => {
    expect(Object.keys(workflow.on ?? {})).toEqual(["workflow_dispatch"]);
    expect(Object.keys(workflow.on?.["workflow_dispatch"]?.["inputs"] ?? {})).toEqual([
      "system",
      "environment",
      "confirmation",
    ]);
  });

  test("checks confirmation and protection without any role", () => {
    const confirm = jobOf(workflow, "confirm");

    expect(confirm.permissions).toEqual({ contents: "read" });
    expect(confirm.steps?.some(({ run }) => run?.includes("workflow -- destroy-plan"))).toBe(true);
    expect(destroy.needs).toBe("confirm");
  });

  test("hands its signals on to Terraform, so that a cancelled run leaves no lock", () => {
    expect(
      destroy.steps?.some(({ run }) => run?.includes("exec node run.cjs operations/workflow.ts destroy")),
    ).toBe(true);
  });

  test("destroys behind reviewers of its own, and never beside a deployment", () => {
    expect(destroy.environment).toBe("${{ fromJSON(needs.confirm.outputs.target).destroyGate }}");
    expect(destroy.concurrency).toEqual({
      group: "deploy-${{ fromJSON(needs.confirm.outputs.target).gate }}",
      "cancel-in-progress": false,
    });
  });
});

describe("the application workflow", () => {
  const workflow = projectWorkflow("application");

  test("EN-305: runs an image that was built elsewhere by its digest, and builds none then", () => {
    const image = jobOf(workflow, "image");
    const builds = image.steps?.filter(({ uses }) => /docker\/|ecr-login/.test(uses ?? ""));

    expect(builds?.map((step) => step.if)).toEqual([
      "inputs.image-digest == ''",
      "inputs.image-digest == ''",
      "inputs.image-digest == '' && steps.pushed.outputs.pushed == 'false'",
    ]);
    expect(scriptsOf(workflow)).toContain('image="imageDigest=$GIVEN"');
    expect(scriptsOf(workflow)).toContain('if [ "$RECORD" = digest ]; then image="@$DIGEST"');
  });

  test("EW-016: is called by the workflows of applications", () => {
    expect(Object.keys(workflow.on ?? {})).toEqual(["workflow_call"]);
  });

  test("EW-040, EW-041, EW-042, EW-045: assumes its role, builds and pushes the image", () => {
    expect(doings(jobOf(workflow, "image")).filter((doing) => doing.includes("/"))).toEqual([
      "actions/checkout",
      "aws-actions/configure-aws-credentials",
      "aws-actions/amazon-ecr-login",
      "docker/setup-buildx-action",
      "docker/build-push-action",
    ]);
    expect(stepUsing(jobOf(workflow, "image"), "docker/build-push-action").with).toMatchObject({
      platforms: "linux/amd64",
      push: true,
      tags: "${{ steps.name.outputs.image }}",
    });
  });

  test("EW-045: the site comes after the image, the service after both", () => {
    expect(jobOf(workflow, "site-build").needs).toBe("image");
    expect(jobOf(workflow, "site").needs).toBe("site-build");
    expect(jobOf(workflow, "service").needs).toEqual(["image", "site"]);
  });

  test("EW-043: synchronizes the site with its bucket", () => {
    const scripts = jobOf(workflow, "site")
      .steps?.map(({ run = "" }) => run)
      .join("\n");

    expect(scripts).toContain('aws s3 sync site "s3://$BUCKET" --delete');
    expect(scripts).toContain("aws cloudfront create-invalidation");
  });

  test("EW-044: updates the service and waits until it is stable", () => {
    expect(
      stepUsing(jobOf(workflow, "service"), "aws-actions/amazon-ecs-deploy-task-definition").with,
    ).toEqual({
      "task-definition": "${{ steps.revision.outputs.task-definition }}",
      cluster: "${{ inputs.cluster }}",
      service: "${{ inputs.service }}",
      "wait-for-service-stability": true,
      "wait-for-minutes": 30,
    });
  });

  test("records the tag only after the service runs it", () => {
    expect(doings(jobOf(workflow, "service")).at(-1)).toContain("aws ssm put-parameter");
  });

  test("builds the site where no role can be assumed", () => {
    expect(jobOf(workflow, "site-build").permissions).toEqual({ contents: "read" });
  });
});
