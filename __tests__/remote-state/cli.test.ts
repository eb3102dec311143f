import fs from "node:fs";
import path from "node:path";
import { startStateServers } from "../../operations/embedded/state-servers";
import { FIXTURE } from "../support/state-fixture/environment";
import { describeWithTerraform, start, temporaryFolder, terraform } from "../support/terraform";

const ROOT = path.resolve(__dirname, "../..");
const { bucket, lockTable } = FIXTURE.state;

/** A project of cdktf whose app is the fixture, in a folder of its own. */
function fixtureProject(): string {
  const folder = temporaryFolder();
  const app = path.join(ROOT, "__tests__/support/state-fixture/app.ts");
  const settings = {
    language: "typescript",
    app: `node ${path.join(ROOT, "run.cjs")} ${app}`,
    projectId: "fixture",
    sendCrashReports: "false",
  };
  fs.writeFileSync(path.join(folder, "cdktf.json"), JSON.stringify(settings));
  return folder;
}

describeWithTerraform("cdktf's own command line on remote state", () => {
  test("deploys two stacks in order", async () => {
    const servers = await startStateServers();
    await servers.createBucket(bucket);
    await servers.createTable(lockTable);
    const project = fixtureProject();
    const cdktf = (...args: string[]): Promise<number | null> =>
      new Promise((resolve) =>
        start(
          process.execPath,
          [path.join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf"), ...args],
          project,
          {
            ...servers.environment,
            CI: "1",
          },
        ).once("close", resolve),
      );

    // WHEN both are deployed, the consumer named first
    const deployed = await cdktf("deploy", "b-dev", "a-dev", "--auto-approve", "--skip-provider-lock");

    // THEN both states are there, the value has crossed, and no lock is left
    expect(deployed).toBe(0);
    expect(await servers.listObjects(bucket)).toEqual([
      "fixture/dev/a/terraform.tfstate",
      "fixture/dev/b/terraform.tfstate",
    ]);
    const b = path.join(project, "cdktf.out/stacks/b-dev");
    expect((await terraform(b, servers.environment, "output", "-raw", "heard")).stdout).toBe("hello");
    expect(await servers.heldLocks(lockTable)).toEqual([]);
    await servers.stop();
  }, 60_000);
});
