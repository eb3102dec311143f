import fs from "node:fs";
import path from "node:path";
import { githubRoleName } from "../../constructs/identity/github-names";
import { environments } from "../../systems/ecs-web/config";
import { jobOf, projectWorkflow } from "./workflows";

const workflow = projectWorkflow("ecs-web-application");
const pathsOf = (name: string) => projectWorkflow(name).on?.["push"]?.["paths"] as readonly string[];

describe("the application workflow of ecs-web", () => {
  test("EW-039: starts on a merge that changes the application", () => {
    expect(Object.keys(workflow.on ?? {})).toEqual(["push", "workflow_dispatch"]);
    expect(workflow.on?.["push"]?.["branches"]).toEqual(["main"]);
    expect(pathsOf("ecs-web-application")[0]).toBe("examples/ecs-web/**");
  });

  test("EW-048: has no path in common with the infrastructure's", () => {
    const folders = (name: string) => pathsOf(name).map((pattern) => pattern.replace(/\*.*$/, ""));
    const infrastructure = folders("deploy");
    const shared = folders("ecs-web-application").filter((folder) =>
      infrastructure.some((other) => folder.startsWith(other) || other.startsWith(folder)),
    );

    expect(shared).toEqual([]);
  });

  test.each(["dev", "prod"] as const)(
    "EW-040, EW-042, EW-043, EW-044: %s goes where the role of the environment lets it",
    (name) => {
      const { environment, github, siteBucketName } = environments[name];
      const { web } = github?.applications ?? {};
      const [service] = web?.services ?? [];
      const named = { system: "ecs-web", name };

      expect(jobOf(workflow, name).with).toMatchObject({
        role: `arn:aws:iam::\${{ vars.STRATA_ACCOUNT_ECS_WEB_${name.toUpperCase()} }}:role/${githubRoleName(named, "app-web")}`,
        region: environment.region,
        "image-repository": web?.imageRepositories?.[0],
        "image-tag-parameter": web?.imageTagParameters?.[0],
        "site-bucket": siteBucketName,
        cluster: service?.cluster,
        service: service?.service,
        "task-family": service?.taskFamily,
      });
      expect(jobOf(workflow, name).with?.["environment"]).toBe(web?.environments?.[0]);
    },
  );

  test("EW-041: builds what is there", () => {
    const { "image-context": context, "site-folder": site } = jobOf(workflow, "dev").with as Record<
      string,
      string
    >;

    expect(fs.existsSync(path.join(context ?? "", "Dockerfile"))).toBe(true);
    expect(fs.existsSync(path.join(site ?? "", "package.json"))).toBe(true);
  });

  test("delivers to prod after dev, and nowhere from another branch", () => {
    expect(jobOf(workflow, "prod").if).toContain("needs.dev.result == 'success'");
    expect(jobOf(workflow, "dev").if).toContain(
      "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)",
    );
  });
});
