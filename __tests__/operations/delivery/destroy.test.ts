import fs from "node:fs";
import path from "node:path";
import { startStateServers, type StateServers } from "../../../operations/embedded/state-servers";
import { destroyStacks } from "../../../operations/workflows/destroy-stacks";
import { FixtureRepository } from "../../support/delivery-fixture/repository";
import { FIXTURE } from "../../support/state-fixture/environment";
import { cleanVariables, describeWithTerraform, terraform } from "../../support/terraform";

const { bucket, lockTable } = FIXTURE.state;

describeWithTerraform("destroying with the real cdktf", () => {
  let servers: StateServers;
  let repository: FixtureRepository;
  let variables: Readonly<Record<string, string | undefined>>;
  let outdir: string;

  beforeEach(async () => {
    servers = await startStateServers();
    await servers.createBucket(bucket);
    await servers.createTable(lockTable);
    repository = new FixtureRepository(servers.environment);
    variables = {
      ...cleanVariables(),
      ...servers.environment,
      GITHUB_STEP_SUMMARY: path.join(repository.folder, "summary.md"),
    };
    outdir = path.join(repository.folder, "cdktf.out");
    repository.write("values.json", JSON.stringify({ dev: { text: "a" } }));
    await repository.synthesize();
  });
  afterEach(async () => {
    await servers.stop();
  });

  const destroy = (...stacks: string[]) => destroyStacks(stacks, outdir, variables, () => undefined);
  const summary = () => fs.readFileSync(path.join(repository.folder, "summary.md"), "utf8");

  it("takes the stack out of its state, leaves no lock, and tells the summary", async () => {
    const workspace = path.join(outdir, "stacks/network-dev");
    await terraform(workspace, variables, "init");
    await terraform(workspace, variables, "apply", "-auto-approve");

    await destroy("network-dev");

    expect((await terraform(workspace, variables, "state", "list")).stdout).toBe("");
    expect(summary()).toBe("- network-dev is destroyed\n");
    expect(await servers.heldLocks(lockTable)).toEqual([]);
  }, 60_000);

  it("stops at the first that fails, and names what is left", async () => {
    await expect(destroy("nothing-dev", "network-dev", "alone-dev")).rejects.toThrow(
      "nothing-dev: was not destroyed, see above; not started: network-dev, alone-dev; run the workflow again",
    );
    expect(fs.existsSync(path.join(repository.folder, "summary.md"))).toBe(false);
  }, 60_000);
});
