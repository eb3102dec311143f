import path from "node:path";
import { startStateServers, type StateServers } from "../../operations/embedded/state-servers";
import { FIXTURE } from "../support/state-fixture/environment";
import { synthesizeFixture } from "../support/state-fixture/synthesize";
import { describeWithTerraform, temporaryFolder, terraform, tryTerraform } from "../support/terraform";

const { bucket, lockTable } = FIXTURE.state;
const STATE_A = "fixture/dev/a/terraform.tfstate";

describeWithTerraform("an old version of a state, brought back as the runbook says", () => {
  let servers: StateServers;

  beforeEach(async () => {
    servers = await startStateServers();
    await servers.createBucket(bucket);
    await servers.createTable(lockTable);
  });

  afterEach(() => servers.stop());

  test("is what Terraform goes on from, and the next apply writes its digest", async () => {
    // GIVEN two versions, of which the second was a mistake
    const outdir = path.join(temporaryFolder(), "cdktf.out");
    const { a } = synthesizeFixture(outdir, { environment: FIXTURE, text: "good" });
    await terraform(a, servers.environment, "init");
    await terraform(a, servers.environment, "apply", "-auto-approve");
    const good = (await servers.getObject(bucket, STATE_A)) ?? "";
    synthesizeFixture(outdir, { environment: FIXTURE, text: "bad" });
    await terraform(a, servers.environment, "apply", "-auto-approve");

    // WHEN the good object is put back and the digest of the bad one removed
    await servers.putObject(bucket, STATE_A, good);
    await servers.deleteLock(lockTable, `${bucket}/${STATE_A}-md5`);

    // THEN Terraform reads it, and writes it on
    expect((await terraform(a, servers.environment, "output", "-raw", "said")).stdout).toBe("good");
    await terraform(a, servers.environment, "apply", "-auto-approve");
    expect((await terraform(a, servers.environment, "output", "-raw", "said")).stdout).toBe("bad");
    expect((await terraform(a, servers.environment, "plan", "-detailed-exitcode")).stdout).toContain(
      "No changes.",
    );
  });
});

describeWithTerraform("a lost table", () => {
  test("does not keep a state from being written without a lock", async () => {
    const servers = await startStateServers();
    await servers.createBucket(bucket);
    const { a } = synthesizeFixture(path.join(temporaryFolder(), "cdktf.out"), { environment: FIXTURE });
    await terraform(a, servers.environment, "init");

    expect((await tryTerraform(a, servers.environment, "apply", "-auto-approve")).exitCode).toBe(1);
    expect(await servers.listObjects(bucket)).toEqual([]);
    await terraform(a, servers.environment, "apply", "-auto-approve", "-lock=false");

    expect(await servers.listObjects(bucket)).toEqual([STATE_A]);
    await servers.stop();
  });
});
