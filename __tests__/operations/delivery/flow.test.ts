import fs from "node:fs";
import path from "node:path";
import type { Deployment } from "../../../operations/delivery/deploy/deploy";
import { startStateServers, type StateServers } from "../../../operations/embedded/state-servers";
import { FixtureRepository } from "../../support/delivery-fixture/repository";
import { GitHubServer } from "../../support/github-server";
import { FIXTURE } from "../../support/state-fixture/environment";
import { describeWithTerraform } from "../../support/terraform";

const { bucket, lockTable } = FIXTURE.state;
const STATEFUL = ["--stateful", "terraform_data"];
const PROD = { text: "p" };

type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The lines of a diff that show a change, without its headings. */
function changedLines(markdown: string): string[] {
  return markdown.split("\n").filter((line) => /^[-+!] /.test(line) && !line.startsWith("- `"));
}

describeWithTerraform("three commits from the pull request to the deployment", () => {
  const github = new GitHubServer();
  let servers: StateServers;
  let repository: FixtureRepository;

  beforeAll(async () => {
    await github.start();
    servers = await startStateServers();
    await servers.createBucket(bucket);
    await servers.createTable(lockTable);
    repository = new FixtureRepository({ ...servers.environment, ...github.environment });
    repository.commit({ dev: { text: "a" }, prod: PROD });
  });
  afterAll(async () => {
    await servers.stop();
    await github.stop();
  });

  /** Finds the affected stacks, plans them, and comments: what a pull request goes through. */
  async function review(through: "cdktf" | "terraform") {
    const affected = await repository.command("affected", "--base", "HEAD~1", "--json");
    expect(affected).toMatchObject({ status: 0, stderr: "" });
    repository.write("affected.json", affected.stdout);
    const { matrix } = JSON.parse(affected.stdout) as { matrix: { include: { stack: string }[] } };
    const stacks = matrix.include.map(({ stack }) => stack);
    fs.rmSync(path.join(repository.folder, "plans"), { recursive: true, force: true });
    // As the jobs of a matrix do: each stack on its own.
    await repository.synthesize();
    const plans = await Promise.all(
      stacks.map((stack) =>
        repository.command("plan", stack, "--skip-synth", "--through", through, ...STATEFUL),
      ),
    );
    const report = await repository.command(
      "plan-report",
      ...["--affected", "affected.json", "--pull-request", "7", "--repository", "example/strata"],
    );
    return { stacks, plans, report };
  }

  const deploy = (...more: string[]) =>
    repository.command(
      "deploy",
      ...["--environment", "dev", "--affected", "affected.json", "--reviewed", "report/report.json"],
      ...STATEFUL,
      ...more,
    );
  const outcomes = (): string[] => {
    const { stacks } = repository.json("deployment/deployment.json") as Pick<Deployment, "stacks">;
    return stacks.map(({ stack, outcome }) => `${stack} ${outcome}`);
  };

  test("1. a new stack is planned before what it reads exists, and deployed as it was planned", async () => {
    repository.commit({ dev: { text: "a", tables: ["orders", "users"] }, prod: PROD });

    // WHEN it is reviewed through cdktf diff
    const { stacks, plans, report } = await review("cdktf");

    // THEN the producer is among the affected for its new output, and the other environment is not
    expect(stacks).toEqual(["network-dev", "data-dev"]);
    expect(plans).toEqual([
      {
        status: 0,
        stderr: "",
        stdout:
          "network-dev: 1 to add, 0 to change, 0 to replace, 0 to destroy -> plans/fixture/network-dev.json\n",
      },
      {
        status: 0,
        stderr: "",
        stdout:
          "data-dev: 3 to add, 0 to change, 0 to replace, 0 to destroy (after network-dev is deployed) -> plans/fixture/data-dev.json\n",
      },
    ]);
    // AND the comment shows what is not known yet as unknown
    expect(report).toMatchObject({ status: 0, stderr: "" });
    const [comment] = github.comments;
    expect(comment?.body).toMatch(/^<!-- strata:plan-report -->\n\n## Terraform plan: 2 stacks change\n/);
    expect(comment?.body).toContain("| `data-dev` | 3 | 0 | 0 | 0 | after `network-dev` is deployed |");
    expect(changedLines(comment?.body ?? "")).toContain("+     input.heard = (known after apply)");
    expect(comment?.body).not.toContain("preview");

    // WHEN it is deployed
    const deployed = await deploy("--through", "terraform");

    // THEN what was unknown is known by now, which is no difference
    expect({ status: deployed.status, stderr: deployed.stderr }).toEqual({ status: 0, stderr: "" });
    expect(outcomes()).toEqual(["network-dev done", "data-dev done"]);
    expect(repository.json("deployment/outputs.json")).toEqual({
      "network-dev": { said: "a" },
      "data-dev": { heard: "a" },
    });
    expect(await servers.heldLocks(lockTable)).toEqual([]);
  }, 120_000);

  test("2. a changed value reaches its consumer, which stops until that plan is approved", async () => {
    repository.commit({ dev: { text: "b", tables: ["orders", "users"] }, prod: PROD });

    const { stacks } = await review("terraform");

    // THEN the same comment tells that the consumer's plan is provisional
    expect(stacks).toEqual(["network-dev", "data-dev"]);
    expect(github.comments).toHaveLength(1);
    const body = github.comments[0]?.body ?? "";
    expect(body).toContain("| `network-dev` | 0 | 1 | 0 | 0 | planned |");
    expect(body).toContain(
      "| `data-dev` | 0 | 0 | 0 | 0 | no change, provisional: `network-dev changes to-other-stacks-terraform_data-vpc-output-text` |",
    );
    expect(changedLines(body)).toEqual(
      expect.arrayContaining(['-     input.text = "a"', '+     input.text = "b"']),
    );

    // WHEN it is deployed
    const first = await deploy();

    // THEN the producer is done, and the consumer's plan is one that nobody saw
    expect(first.status).toBe(2);
    expect(outcomes()).toEqual(["network-dev done", "data-dev stopped"]);
    const [, fingerprint] = /--approve-plan data-dev=([0-9a-f]{12})/.exec(first.stdout) ?? [];
    expect(first.stdout).toContain("terraform_data.reader: update was not in the reviewed plan");

    // AND with any other approval it stops still, with this one it goes on where it stopped
    const without = ["--through", "terraform"];
    expect((await deploy("--approve-plan", "data-dev=000000000000", ...without)).status).toBe(2);
    expect((await deploy("--approve-plan", `data-dev=${fingerprint ?? ""}`, ...without)).status).toBe(0);
    expect(outcomes()).toEqual(["network-dev unchanged", "data-dev done"]);
    expect((repository.json("deployment/outputs.json") as Outputs)["data-dev"]).toEqual({ heard: "b" });
  }, 120_000);

  test("3. a destroyed table is called out, and goes only where the pull request names it", async () => {
    repository.commit({ dev: { text: "b", tables: ["orders"] }, prod: PROD });

    const { stacks } = await review("terraform");

    expect(stacks).toEqual(["data-dev"]);
    const body = github.comments[0]?.body ?? "";
    expect(body).toContain(
      "> [!CAUTION]\n> **What holds data is destroyed or replaced**\n>\n> - `data-dev` destroys `terraform_data.table-users`.",
    );
    expect(body).toContain("| `data-dev` | 0 | 0 | 0 | 1 | planned |");

    // WHEN something else was approved
    repository.write("approvals.txt", "A change\napprove-destroy: terraform_data.table-orders\n");
    const refused = await deploy("--approvals", "approvals.txt");

    // THEN it stops
    expect(refused.status).toBe(2);
    expect(refused.stdout).toContain(
      "destroys terraform_data.table-users, which holds what cannot be made again; to allow it write in the pull request: approve-destroy: data-dev/terraform_data.table-users",
    );

    // WHEN the pull request names it in a label
    github.pullRequest.labels = [{ name: "approve-destroy: data-dev/terraform_data.table-users" }];
    const verified = await repository.command(
      "verify-plan",
      ...["--environment", "dev", "--affected", "affected.json", "--reviewed", "report/report.json"],
      ...["--pull-request", "7", "--repository", "example/strata", ...STATEFUL],
    );
    const verdict = outcomes();
    const done = await deploy("--pull-request", "7", "--repository", "example/strata");

    // THEN verifying applies nothing, deploying does, and doing it again has nothing to do
    expect([verified.status, verdict]).toEqual([0, ["data-dev verified"]]);
    expect([done.status, outcomes()]).toEqual([0, ["data-dev done"]]);
    expect([(await deploy()).status, outcomes()]).toEqual([0, ["data-dev unchanged"]]);
    // AND neither plan nor stand-in is left
    expect(
      fs
        .readdirSync(path.join(repository.folder, "cdktf.out/stacks/data-dev"))
        .filter((name) => name.startsWith("deploy")),
    ).toEqual([]);
  }, 120_000);

  test("4. a README affects nothing", async () => {
    repository.write("README.md", "# Fixture");
    repository.commitAll("docs");

    const { stdout, status } = await repository.command("affected", "--base", "HEAD~1");

    expect([status, stdout]).toEqual([0, "From HEAD~1 to working tree:\nno stack is affected\n"]);
  });
});
