import fs from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { systemsOfProject } from "../../../operations/delivery/affected/commits";
import { affectedCommand } from "../../../operations/delivery/affected/command";
import { deployCommand } from "../../../operations/delivery/deploy/command";
import { readPlan } from "../../../operations/delivery/plan/read-plan";
import { planReportCommand } from "../../../operations/delivery/report/command";
import { SYSTEM_IDS } from "../../../systems/registry";
import { readStacks } from "../../../operations/delivery/workspace";
import { systemFacts } from "../../../operations/delivery/system-facts";
import { runTerraform } from "../../../operations/terraform/run";
import { planOf } from "../../support/delivery-fixture/plans";
import { GitHubServer } from "../../support/github-server";
import { refusalOf } from "../../support/synthesis";
import { cleanVariables, describeWithTerraform, temporaryFolder } from "../../support/terraform";

/** An output folder with stacks that hold nothing. */
function outputFolder(names: readonly string[], folder = temporaryFolder()): string {
  const stacks = Object.fromEntries(
    names.map((name) => [
      name,
      {
        name,
        dependencies: [],
        workingDirectory: `stacks/${name}`,
        synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
      },
    ]),
  );
  for (const name of names) {
    fs.mkdirSync(path.join(folder, "stacks", name), { recursive: true });
    fs.writeFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), "{}");
  }
  fs.writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks }));
  return folder;
}

const failureOf = (command: Command, ...args: string[]): Promise<string> =>
  command
    .exitOverride()
    .parseAsync(args, { from: "user" })
    .then(
      () => "was accepted",
      (error: unknown) => (error as Error).message,
    );

afterEach(() => {
  process.exitCode = undefined;
});

describe("an output folder", () => {
  it("whose manifest names a stack that is no longer there is refused", () => {
    const folder = outputFolder(["network-dev", "data-dev"]);
    fs.rmSync(path.join(folder, "stacks/data-dev/cdk.tf.json"));

    expect(refusalOf(() => readStacks(folder))).toBe(
      `${path.join(folder, "stacks/data-dev/cdk.tf.json")}: must exist, as the manifest names the stack data-dev, got nothing; synthesize again with npm run synth`,
    );
  });

  it("with half a workspace is refused", () => {
    const folder = outputFolder(["network-dev"]);
    fs.writeFileSync(path.join(folder, "stacks/network-dev/cdk.tf.json"), '{"resource":');

    expect(refusalOf(() => readStacks(folder))).toContain("must be the JSON that a synthesis writes");
  });

  it("is read without what Terraform left in it", () => {
    const folder = outputFolder(["network-dev"]);
    const workspace = path.join(folder, "stacks/network-dev");
    for (const file of [
      ".terraform/x",
      ".terraform.lock.hcl",
      "plan",
      "deploy.tfplan",
      "terraform.tfstate",
      "assets/page.html",
    ]) {
      fs.mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
      fs.writeFileSync(path.join(workspace, file), "");
    }

    expect([...(readStacks(folder)[0]?.files.keys() ?? [])]).toEqual(["assets/page.html"]);
  });
});

describe("a system", () => {
  it("of the registry has its order and protection, any other is protected", async () => {
    const known = await systemFacts("serverless-web");
    const unknown = await systemFacts("nobody-knows");

    expect([known.environments, known.protection("dev"), known.protection("prod")]).toEqual([
      ["dev", "prod"],
      "disposable",
      "protected",
    ]);
    expect([unknown.environments, unknown.protection("dev")]).toEqual([[], "protected"]);
  });
});

describe("affected", () => {
  it("compares two folders", async () => {
    const lines: string[] = [];
    await affectedCommand({}, (line) => lines.push(line)).parseAsync(
      ["--base-dir", outputFolder(["a-dev"]), "--head-dir", outputFolder(["a-dev", "b-dev"]), "--json"],
      { from: "user" },
    );

    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      matrix: { include: [{ environment: "dev", stack: "b-dev" }] },
    });
  });

  it("wants something to compare with", async () => {
    expect(await failureOf(affectedCommand({}, () => undefined))).toBe(
      "--base: must say what to compare with, got nothing; give a commit (--base origin/main), or two folders (--base-dir and --head-dir)",
    );
  });

  it("says that a commit is none", async () => {
    expect(
      await failureOf(
        affectedCommand(process.env, () => undefined),
        "--base",
        "no-such-ref",
      ),
    ).toBe(
      "--base: must name a commit of this repository, got no-such-ref; fetch it first (in a workflow: fetch-depth: 0), or correct the name",
    );
  });
});

describe("the systems of a project", () => {
  const project = (app: string): string => {
    const folder = temporaryFolder();
    fs.writeFileSync(path.join(folder, "cdktf.json"), JSON.stringify({ app }));
    return folder;
  };

  it("are those that it answers to an unknown one", async () => {
    const app = "node run.cjs main.ts";
    const answered = project(`cd ${process.cwd()} && ${app}`);

    expect(await systemsOfProject(answered, process.env)).toEqual(SYSTEM_IDS);
  });

  it("are none where it knows no systems, or is no project", async () => {
    expect(await systemsOfProject(project("true"), process.env)).toEqual([]);
    expect(await systemsOfProject(temporaryFolder(), process.env)).toEqual([]);
  });
});

describe("deploy", () => {
  const deploy = (...args: string[]) =>
    failureOf(
      deployCommand("deploy", {}, () => undefined),
      "--outdir",
      outputFolder(["a-dev"]),
      ...args,
    );

  it.each<[string, readonly string[], string]>([
    [
      "an environment",
      ["--environment", "prod"],
      "--environment: must be an environment of the synthesized output, got prod; choose of dev",
    ],
    [
      "a stack",
      ["b-dev", "--environment", "dev"],
      "stacks: must be stacks of the synthesized output, got b-dev; choose of a-dev",
    ],
    [
      "a report",
      ["--environment", "dev", "--reviewed", "nowhere.json"],
      "--reviewed: must name a file that exists, got nowhere.json; take report.json of the pull request's plan-report",
    ],
    [
      "approvals",
      ["--environment", "dev", "--approvals", "nowhere.txt"],
      "--approvals: must name a file that exists, got nowhere.txt; write title, text and labels of the pull request into it",
    ],
    [
      "a fingerprint",
      ["--environment", "dev", "--approve-plan", "a-dev=x"],
      "--approve-plan: must be <stack>=<fingerprint>, got a-dev=x; copy it from the message of the run that stopped",
    ],
    [
      "a pull request",
      ["--environment", "dev", "--pull-request", "seven"],
      "--pull-request: must be the number of a pull request, got seven; give the digits alone, such as 42",
    ],
  ])("refuses %s that is none, before anything is planned", async (_what, args, message) => {
    expect(await deploy(...args)).toBe(message);
  });

  it("refuses a report of another version", async () => {
    const file = path.join(temporaryFolder(), "report.json");
    fs.writeFileSync(file, '{"version":99,"plans":[]}');

    expect(await deploy("--environment", "dev", "--reviewed", file)).toContain(
      "must name a file that this version wrote",
    );
  });

  it("deploys nothing, and not everything, where the change affects nothing in the environment", async () => {
    const folder = temporaryFolder();
    const affected = path.join(folder, "affected.json");
    fs.writeFileSync(affected, '{"systems":[],"matrix":{"include":[]}}');
    const lines: string[] = [];

    await deployCommand("deploy", {}, (line) => lines.push(line)).parseAsync(
      ["--outdir", outputFolder(["a-dev"]), "--environment", "dev", "--affected", affected, "--out", folder],
      { from: "user" },
    );

    expect(lines[0]).toBe("nothing to deploy in dev");
    expect(process.exitCode).toBe(0);
  });
});

describe("plan-report", () => {
  const server = new GitHubServer();
  beforeAll(() => server.start());
  afterAll(() => server.stop());

  it("writes files and comment although plans are missing or broken, says so, and fails", async () => {
    // GIVEN one plan that is whole, one file that was cut off, one of a newer version, and one that never came
    const folder = temporaryFolder();
    const write = (name: string, content: string) => {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), content);
      return path.join(folder, name);
    };
    write("plans/example/network-dev.json", JSON.stringify(planOf("network-dev")));
    write("plans/example/data-dev.json", '{"version":1,"sys');
    write("plans/example/edge-dev.json", '{"version":2}');
    write("plans/example/empty-dev.json", "");
    const include = ["network-dev", "data-dev"].map((stack) => ({
      system: "example",
      environment: "dev",
      stack,
    }));
    const affected = write("affected.json", JSON.stringify({ systems: [], matrix: { include } }));

    // WHEN it is reported
    await planReportCommand({ ...cleanVariables(), ...server.environment }, () => undefined).parseAsync(
      [
        ...[
          "--plans",
          path.join(folder, "plans"),
          "--affected",
          affected,
          "--out",
          path.join(folder, "report"),
        ],
        ...["--pull-request", "7", "--repository", "example/strata"],
      ],
      { from: "user" },
    );

    // THEN the comment says what is missing
    expect(process.exitCode).toBe(1);
    const body = server.comments[0]?.body ?? "";
    expect(body).toContain("> - `example/data-dev`: `no plan was made, or it did not arrive`");
    expect(body).toContain("data-dev.json`: `it is no whole JSON`");
    expect(body).toContain("edge-dev.json`: `it has version 2, and 1 is understood`");
    expect(body).toContain("empty-dev.json`: `it is empty`");
    expect(fs.readFileSync(path.join(folder, "report/report.md"), "utf8")).toBe(`${body}\n`);
  });

  it("comments nothing when the pull request has a newer commit than the one that was planned", async () => {
    const folder = temporaryFolder();
    const lines: string[] = [];
    const report = (head: string) =>
      planReportCommand({ ...cleanVariables(), ...server.environment }, (line) =>
        lines.push(line),
      ).parseAsync(
        [
          ...["--plans", folder, "--out", path.join(folder, "report"), "--head", head],
          ...["--pull-request", "7", "--repository", "example/strata"],
        ],
        { from: "user" },
      );
    const before = server.writes.length;

    await report("h6");
    expect(server.writes).toHaveLength(before);
    expect(lines.at(-1)).toBe("not commented: pull request 7 has a newer commit, whose run will comment");

    fs.rmSync(path.join(folder, "report"), { recursive: true });
    await report("h7");
    expect(server.writes).toHaveLength(before + 1);
  });

  it("reports that nothing changes where nothing is affected", async () => {
    const folder = temporaryFolder();
    const affected = path.join(folder, "affected.json");
    fs.writeFileSync(affected, '{"systems":[],"matrix":{"include":[]}}');

    await planReportCommand({}, () => undefined).parseAsync(
      [
        "--affected",
        affected,
        "--plans",
        path.join(folder, "none"),
        "--outdir",
        path.join(folder, "none"),
        "--out",
        folder,
      ],
      { from: "user" },
    );

    expect(fs.readFileSync(path.join(folder, "report.md"), "utf8")).toContain(
      "## Terraform plan: no stack changes",
    );
    expect(process.exitCode).toBe(0);
  });
});

describeWithTerraform("the plan that cdktf diff left", () => {
  const variables = cleanVariables();

  it("is told to be absent, empty, or no plan", async () => {
    const folder = temporaryFolder();
    fs.writeFileSync(path.join(folder, "empty"), "");
    fs.writeFileSync(path.join(folder, "cut"), "PK\u0003\u0004 half of a zip");

    expect(await readPlan(folder, "plan", variables)).toEqual({
      fault: `there is no plan at ${folder}/plan`,
    });
    expect(await readPlan(folder, "empty", variables)).toEqual({
      fault: `the plan at ${folder}/empty is empty`,
    });
    expect(await readPlan(folder, "cut", variables)).toEqual({
      fault: `the plan at ${folder}/cut cannot be read: it is no plan of Terraform, or was cut off`,
    });
  });

  it("is told to be cut off where it is half a real one, and to be of a failed run", async () => {
    const folder = temporaryFolder();
    fs.writeFileSync(
      path.join(folder, "main.tf.json"),
      JSON.stringify({
        resource: {
          terraform_data: {
            good: { input: 1 },
            bad: {
              lifecycle: {
                precondition: { condition: "${terraform_data.good.input == 2}", error_message: "no" },
              },
            },
          },
        },
      }),
    );
    await runTerraform(["init"], { directory: folder, variables });
    const failed = await runTerraform(["plan", "-out=plan"], { directory: folder, variables });
    expect(failed.exitCode).toBe(1);
    const reading = await readPlan(folder, "plan", variables);
    expect(reading).toEqual({ fault: "the plan is what a failed terraform plan left (errored: true)" });

    fs.writeFileSync(
      path.join(folder, "main.tf.json"),
      '{"resource":{"terraform_data":{"good":{"input":1}}}}',
    );
    await runTerraform(["plan", "-out=plan"], { directory: folder, variables });
    expect((await readPlan(folder, "plan", variables)).plan?.resource_changes).toHaveLength(1);
    fs.truncateSync(path.join(folder, "plan"), 500);
    expect(await readPlan(folder, "plan", variables)).toEqual({
      fault: `the plan at ${folder}/plan cannot be read: it is no plan of Terraform, or was cut off`,
    });
  });
});
