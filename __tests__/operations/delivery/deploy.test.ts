import fs from "node:fs";
import path from "node:path";
import { deployStacks, exitCodeOf } from "../../../operations/delivery/deploy/deploy";
import type { DeployContext } from "../../../operations/delivery/deploy/deploy-stack";
import { type Apply, deployThroughCdktf } from "../../../operations/delivery/deploy/through-cdktf";
import { deploymentMarkdown } from "../../../operations/delivery/deploy/summary";
import { driftCommand } from "../../../operations/delivery/drift/command";
import { diffByTerraform, planAfterDiff } from "../../../operations/delivery/plan/plan-stack";
import { fingerprintOf, type StackPlan } from "../../../operations/delivery/plan/stack-plan";
import { REPORT_VERSION } from "../../../operations/delivery/report/report";
import { readStacks } from "../../../operations/delivery/workspace";
import { workspacesCommand } from "../../../operations/delivery/workspaces/command";
import { startStateServers, type StateServers } from "../../../operations/embedded/state-servers";
import { runTerraform, type Terraform } from "../../../operations/terraform/run";
import { FixtureRepository } from "../../support/delivery-fixture/repository";
import type { FixtureValues } from "../../support/delivery-fixture/app";
import { GitHubServer } from "../../support/github-server";
import { FIXTURE } from "../../support/state-fixture/environment";
import { cleanVariables, describeWithTerraform, terraform } from "../../support/terraform";

const { bucket, lockTable } = FIXTURE.state;

describeWithTerraform("deploying with the real Terraform", () => {
  let servers: StateServers;
  let repository: FixtureRepository;
  let variables: Readonly<Record<string, string | undefined>>;

  beforeEach(async () => {
    servers = await startStateServers();
    await servers.createBucket(bucket);
    await servers.createTable(lockTable);
    variables = { ...cleanVariables(), ...servers.environment };
    repository = new FixtureRepository(servers.environment);
  });
  afterEach(async () => {
    process.exitCode = undefined;
    await servers.stop();
  });

  async function synthesize(dev: FixtureValues) {
    repository.write("values.json", JSON.stringify({ dev }));
    await repository.synthesize();
    return readStacks(path.join(repository.folder, "cdktf.out"));
  }

  /** What a review finds, with every plan as it is. */
  async function review(stacks: Awaited<ReturnType<typeof synthesize>>) {
    const plans: StackPlan[] = [];
    for (const stack of stacks) {
      plans.push(
        await planAfterDiff(stack, await diffByTerraform(stack, variables), { all: stacks, variables }),
      );
    }
    return plans.map((plan) => ({ ...plan, fingerprint: fingerprintOf(plan), provisional: [] }));
  }

  async function deploy(
    stacks: Awaited<ReturnType<typeof synthesize>>,
    reviewed: Awaited<ReturnType<typeof review>>,
    rest: Partial<DeployContext> = {},
  ) {
    const outcomes = await deployStacks(
      stacks,
      {
        all: stacks,
        variables,
        terraform: runTerraform,
        reviewed,
        protection: "protected",
        approvedDestroys: new Set(),
        approvedPlans: new Map(),
        stateful: [],
        verifyOnly: false,
        ...rest,
      },
      () => undefined,
    );
    return { outcomes, told: outcomes.map(({ stack, outcome }) => `${stack} ${outcome}`) };
  }

  test("a stack that fails stops no sibling, leaves no lock, and is taken up again", async () => {
    // GIVEN a data layer whose first table cannot be made the first time
    const once = `test -f ${path.join(repository.folder, "ready")}`;
    const stacks = await synthesize({ text: "a", tables: ["orders", "users"], command: once, alone: "x" });
    const reviewed = await review(stacks);

    // WHEN everything is deployed
    const first = await deploy(stacks, reviewed);

    // THEN the sibling is done, and the failure is told in Terraform's words
    expect(first.told).toEqual(["alone-dev done", "network-dev done", "data-dev failed"]);
    expect(exitCodeOf(first.outcomes)).toBe(1);
    expect(first.outcomes[2]?.reasons[0]).toMatch(/^Error: local-exec provisioner error\n/);
    expect(await servers.heldLocks(lockTable)).toEqual([]);
    expect(
      deploymentMarkdown({ version: 1, system: "fixture", environment: "dev", stacks: first.outcomes }),
    ).toContain("| `data-dev` | **failed** | 3 | 0 | 0 | 0 |");

    // WHEN it is run again: the half-made table is tainted, so its plan is one that nobody saw
    fs.writeFileSync(path.join(repository.folder, "ready"), "");
    const second = await deploy(stacks, reviewed);
    const fingerprint = second.outcomes[2]?.fingerprint ?? "";
    const third = await deploy(stacks, reviewed, { approvedPlans: new Map([["data-dev", fingerprint]]) });

    // THEN what is done stays, and the rest goes on
    expect(second.told).toEqual(["alone-dev unchanged", "network-dev unchanged", "data-dev stopped"]);
    expect(second.outcomes[2]?.reasons[0]).toBe(
      "terraform_data.table-orders: replace, but create was reviewed",
    );
    expect(third.told).toEqual(["alone-dev unchanged", "network-dev unchanged", "data-dev done"]);
    expect(exitCodeOf(third.outcomes)).toBe(0);
  }, 40_000);

  test("an output that a deployed producer lacks is unknown in the consumer's plan", async () => {
    // GIVEN a network that was deployed before anybody read from it
    const before = await synthesize({ text: "a" });
    await deploy(before, await review(before));

    // WHEN a consumer is added
    const stacks = await synthesize({ text: "a", tables: [] });
    const reviewed = await review(stacks);

    // THEN its plan is honest about what is not there yet, and is deployed as it was reviewed
    expect(reviewed[1]).toMatchObject({ stack: "data-dev", status: "preview", after: ["network-dev"] });
    expect(reviewed[1]?.changes.map(({ address }) => address)).toEqual(["terraform_data.reader"]);
    expect(reviewed[1]?.changes[0]?.attributes).toContainEqual({
      path: "input.heard",
      after: { hidden: "unknown" },
    });
    expect((await deploy(stacks, reviewed)).told).toEqual(["network-dev done", "data-dev done"]);
    expect(fs.readdirSync(path.join(repository.folder, "cdktf.out/previews"))).toEqual([]);
  }, 40_000);

  test("the bucket of the state that is not there is explained, and nothing of the stack is begun", async () => {
    const stacks = await synthesize({ text: "a", tables: [] });
    const elsewhere = stacks.map((stack) => {
      const text = fs.readFileSync(stack.workspaceFile, "utf8").replaceAll(bucket, "no-such-bucket");
      fs.writeFileSync(stack.workspaceFile, text);
      return { ...stack, json: JSON.parse(text) as typeof stack.json };
    });

    const { told, outcomes } = await deploy(elsewhere, []);

    expect(told).toEqual(["network-dev failed", "data-dev not started"]);
    expect(outcomes[0]?.reasons[0]).toContain("got no bucket no-such-bucket; make it with npm run bootstrap");
    expect(outcomes[1]?.reasons).toEqual(["waits for network-dev"]);
  }, 40_000);

  test("drift opens one issue for the environment, updates it, and closes it when all is well", async () => {
    const github = new GitHubServer();
    await github.start();
    const stacks = await synthesize({ text: "a", alone: "x" });
    await deploy(stacks, await review(stacks));
    const lines: string[] = [];
    const drift = async (...args: string[]): Promise<number | string | undefined> => {
      lines.length = 0;
      process.exitCode = undefined;
      const outdir = path.join(repository.folder, "cdktf.out");
      await driftCommand({ ...variables, ...github.environment }, (line) => lines.push(line)).parseAsync(
        ["--outdir", outdir, "--out", path.join(repository.folder, "drift"), ...args],
        { from: "user" },
      );
      return process.exitCode;
    };
    const locks = servers.requests.filter(({ service }) => service === "dynamodb").length;

    // GIVEN what is as the code says, no issue is written
    expect(await drift("--repository", "example/strata")).toBe(0);
    expect(github.issues).toEqual([]);

    // WHEN the state says something else than the code
    const alone = stacks.find(({ name }) => name === "alone-dev")!;
    const original = fs.readFileSync(alone.workspaceFile, "utf8");
    fs.writeFileSync(alone.workspaceFile, original.replace('"text": "x"', '"text": "y"'));

    // THEN the exit code tells, or one issue does
    expect(await drift()).toBe(2);
    expect(lines.slice(0, 2)).toEqual(["alone-dev: drifted", "network-dev: clean"]);
    expect(await drift("--repository", "example/strata")).toBe(0);
    expect(await drift("--repository", "example/strata")).toBe(0);
    expect(github.issues.map(({ title, state }) => [title, state])).toEqual([
      ["Drift in fixture dev", "open"],
    ]);
    expect(github.issues[0]?.body).toContain('-     input.text = "x"\n+     input.text = "y"');
    expect(github.issues[0]?.body).toContain("| `network-dev` | clean | 0 | 0 | 0 | 0 |");

    fs.writeFileSync(alone.workspaceFile, original);
    expect(await drift("--repository", "example/strata")).toBe(0);
    expect(github.issues.map(({ state }) => state)).toEqual(["closed"]);
    // AND nothing was locked
    expect(
      servers.requests
        .filter(({ service }) => service === "dynamodb")
        .slice(locks)
        .filter(({ headers }) => headers["x-amz-target"] === "DynamoDB_20120810.PutItem"),
    ).toEqual([]);
    await github.stop();
  }, 60_000);

  test("the workspaces of an environment work unchanged with plain Terraform", async () => {
    const stacks = await synthesize({ text: "a", tables: ["orders"] });
    const out = path.join(repository.folder, "workspaces");

    await workspacesCommand(() => undefined).parseAsync(
      ["--outdir", path.join(repository.folder, "cdktf.out"), "--out", out, "--environment", "dev"],
      { from: "user" },
    );

    const folder = path.join(out, "fixture/dev");
    expect(fs.readdirSync(folder).sort()).toEqual(["README.md", "data", "network"]);
    expect(fs.readdirSync(path.join(folder, "data"))).toEqual(["cdk.tf.json"]);
    const written = fs.readFileSync(path.join(folder, "data/cdk.tf.json"), "utf8");
    expect(written).toBe(fs.readFileSync(stacks[1]!.workspaceFile, "utf8"));
    expect(written).not.toContain(repository.folder);
    expect(fs.readFileSync(path.join(folder, "README.md"), "utf8")).toContain(
      "1. `network`, the stack `network-dev`\n1. `data`, the stack `data-dev` (after network-dev)\n",
    );

    for (const layer of ["network", "data"]) {
      await terraform(path.join(folder, layer), servers.environment, "init");
      await terraform(path.join(folder, layer), servers.environment, "apply", "-auto-approve");
    }
    const { stdout } = await terraform(
      path.join(folder, "data"),
      servers.environment,
      "output",
      "-raw",
      "heard",
    );
    expect(stdout).toBe("a");
  }, 40_000);

  test("a signal ends the run after Terraform has ended, and the rest is not started", async () => {
    const stacks = await synthesize({ text: "a", tables: ["orders"], alone: "x" });
    const reviewed = await review(stacks);
    const interrupting: Terraform = async (command, options) => {
      const running = runTerraform(command, options);
      if (command[0] === "apply") {
        setImmediate(() => process.emit("SIGTERM"));
      }
      return running;
    };

    const { told, outcomes } = await deploy(stacks, reviewed, { terraform: interrupting });

    expect(told).toEqual(["alone-dev failed", "network-dev not started", "data-dev not started"]);
    expect(outcomes[1]?.reasons[0]).toContain("was ended by SIGTERM; run the command again to go on");
    expect(await servers.heldLocks(lockTable)).toEqual([]);
  }, 40_000);

  test("cdktf deploy applies the plan that was verified, and none that a state which moved would give", async () => {
    // GIVEN a deployed stack and a reviewed change of it
    const before = await synthesize({ text: "a" });
    await deploy(before, await review(before));
    const stacks = await synthesize({ text: "b" });
    const reviewed = await review(stacks);
    const applyByCdktf = deployThroughCdktf(path.join(repository.folder, "cdktf.out"), variables);

    // WHEN somebody else applies between the verification and cdktf's apply
    const overtaken: Apply = async (stack, planFile) => {
      await terraform(stack.workspace, variables, "apply", "-auto-approve", "-replace=terraform_data.vpc");
      return applyByCdktf(stack, planFile);
    };
    const first = await deploy(stacks, reviewed, { apply: overtaken });

    // THEN nothing is applied
    expect(first.told).toEqual(["network-dev failed"]);
    expect(first.outcomes[0]?.reasons[0]).toMatch(/^Error: Saved plan is stale\n/);

    // WHEN nobody does
    const third = await synthesize({ text: "c" });
    const second = await deploy(third, await review(third), { apply: applyByCdktf });

    // THEN it is applied, and neither plan nor lock is left
    expect(second.outcomes).toMatchObject([
      { outcome: "done", counts: { change: 1 }, outputs: { said: "c" } },
    ]);
    expect(fs.readdirSync(third[0]!.workspace).filter((name) => name.includes("tfplan"))).toEqual([]);
    expect(await servers.heldLocks(lockTable)).toEqual([]);
  }, 60_000);

  test("a run that is cancelled ends after Terraform has, and leaves no lock", async () => {
    // GIVEN a reviewed data layer whose table takes a while to be made
    const stacks = await synthesize({ text: "a", tables: ["orders"], command: "sleep 20" });
    const plans = await review(stacks);
    await deploy(stacks.slice(0, 1), plans);
    repository.write("report.json", JSON.stringify({ version: REPORT_VERSION, plans }));
    const running = repository.start(
      ...(["deploy", "data-dev", "--environment", "dev", "--reviewed", "report.json"] as const),
    );

    // WHEN its deployment by cdktf is cancelled while the table is made
    const stack = path.join(repository.folder, "cdktf.out/stacks/data-dev");
    while (!fs.existsSync(path.join(stack, "deploy.tfplan.process"))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    while ((await servers.heldLocks(lockTable)).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    running.signal("SIGINT");
    const { status, stdout } = await running.result;

    // THEN it says so, and nothing is held or left
    expect(status).toBe(1);
    expect(stdout).toContain("was ended by SIGINT; run the command again");
    expect(await servers.heldLocks(lockTable)).toEqual([]);
    expect(fs.readdirSync(stack).filter((name) => name.includes("tfplan"))).toEqual([]);
  }, 60_000);

  test("cdktf that applies something else than the verified plan is found out", async () => {
    const stacks = await synthesize({ text: "a" });
    const apply = deployThroughCdktf(path.join(repository.folder, "cdktf.out"), variables, () =>
      Promise.resolve({ exitCode: 0, stdout: "", stderr: "" }),
    );

    const { told, outcomes } = await deploy(stacks, await review(stacks), { apply });

    expect(told).toEqual(["network-dev failed"]);
    expect(outcomes[0]?.reasons[0]).toBe(
      "cdktf deploy network-dev: did not take the verified plan, so what it applied was not reviewed; look at the stack by npm run drift, and deploy with --through terraform",
    );
  }, 40_000);
});
