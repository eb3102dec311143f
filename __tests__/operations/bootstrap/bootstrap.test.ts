import fs from "node:fs";
import path from "node:path";
import { runTerraform } from "../../../operations/terraform/run";
import { FIXTURE } from "../../support/state-fixture/environment";
import { BootstrapHarness, STATE_KEY } from "../../support/state-fixture/bootstrap-harness";
import { fixtureStateWorkspace } from "../../support/state-fixture/state-stack";
import { describeWithTerraform } from "../../support/terraform";

const { bucket, lockTable } = FIXTURE.state;

let harness: BootstrapHarness;

beforeEach(async () => {
  harness = await BootstrapHarness.start();
});

afterEach(() => harness.servers.stop());

describeWithTerraform("bootstrap", () => {
  test("makes bucket and table, moves the state into the bucket, proves it and leaves nothing behind", async () => {
    const outcome = await harness.run();

    expect(outcome).toEqual({ kind: "made", plan: "empty" });
    expect(harness.steps).toEqual(["create", "move", "verify", "clean-up"]);
    expect(await harness.servers.listObjects(bucket)).toEqual([STATE_KEY]);
    expect(await harness.servers.hasTable(lockTable)).toBe(true);
    expect(await harness.servers.heldLocks(lockTable)).toEqual([]);
    expect(fs.existsSync(path.resolve(harness.directory, "../../.."))).toBe(false);
  });

  test("run again, changes nothing and says so, also when the code has changed", async () => {
    await harness.run();
    harness.steps.length = 0;
    const before = await harness.state();
    const writes = writesSoFar();

    const again = await harness.run();
    const changed = await harness.run({ workspace: fixtureStateWorkspace(FIXTURE, "something else") });

    expect(again).toEqual({ kind: "already-made", plan: "empty" });
    expect(changed).toEqual({ kind: "already-made", plan: "changes" });
    expect(harness.steps).toEqual(["verify", "verify"]);
    expect(await harness.state()).toBe(before);
    expect(writesSoFar()).toBe(writes);
    expect(fs.existsSync(harness.directory)).toBe(false);
  });

  test("never overwrites a state in the bucket by a local one", async () => {
    // GIVEN a work folder whose run was cut off, while another machine did the whole
    await harness.dieBefore("state push");
    const local = path.join(harness.directory, "local.tfstate");
    const foreign = fs.readFileSync(local, "utf8").replace(/"id": "(?!")/g, '"id": "other-');
    await harness.servers.putObject(bucket, STATE_KEY, foreign);

    expect(await harness.refusal()).toBe(
      `WORK: must hold nothing that the state of state-dev in bucket ${bucket} does not know, ` +
        "got a local state with other resources; compare it with terraform -chdir=WORK/remote state pull; " +
        "remove the folder when the remote state is the right one",
    );
    expect(await harness.state()).toBe(foreign);
    expect(fs.existsSync(local)).toBe(true);
  });

  test("does not overwrite a state that appears while it is about to write", async () => {
    let foreign = "";
    const refusal = await harness.refusal({
      terraform: async (command, options) => {
        if (command.includes("push")) {
          const local = fs.readFileSync(path.join(harness.directory, "local.tfstate"), "utf8");
          foreign = local.replace(/"id": "/g, '"id": "other-');
          await harness.servers.putObject(bucket, STATE_KEY, foreign);
        }
        return runTerraform(command, { ...options, output: "capture" });
      },
    });

    expect(refusal).toBe(
      `state in ${bucket}: must not be there yet, got a state that somebody else has just written; ` +
        "run npm run bootstrap -- dev --system fixture again: it compares the two and overwrites neither",
    );
    expect(await harness.state()).toBe(foreign);
  });
});

/** How often an object or an item was written, locks left aside. */
function writesSoFar(): number {
  return harness.servers.requests.filter(
    ({ service, method, headers, body }) =>
      (service === "s3" && (method === "PUT" || method === "DELETE")) ||
      (headers["x-amz-target"] === "DynamoDB_20120810.PutItem" && body.toString().includes("Digest")),
  ).length;
}
