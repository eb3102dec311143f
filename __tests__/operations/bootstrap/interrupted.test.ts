import fs from "node:fs";
import path from "node:path";
import { FIXTURE } from "../../support/state-fixture/environment";
import { BootstrapHarness, STATE_KEY } from "../../support/state-fixture/bootstrap-harness";
import { FIXTURE_IMPORTED_BY } from "../../support/state-fixture/state-stack";
import { describeWithTerraform, terraform } from "../../support/terraform";

const { bucket, lockTable } = FIXTURE.state;
const MADE = { kind: "made", plan: "empty" };

let harness: BootstrapHarness;

beforeEach(async () => {
  harness = await BootstrapHarness.start();
});

afterEach(() => harness.servers.stop());

/** The remote state is there, whole, unlocked, and nothing else is. */
async function expectFinished(): Promise<void> {
  expect(await harness.servers.listObjects(bucket)).toEqual([STATE_KEY]);
  expect(await harness.state()).toContain('"name": "state"');
  expect(await harness.servers.heldLocks(lockTable)).toEqual([]);
  expect(fs.existsSync(harness.directory)).toBe(false);
}

describeWithTerraform("a bootstrap that was killed is taken up by the next", () => {
  test.each([
    ["after init", "apply", ["create", "move", "verify", "clean-up"]],
    ["after apply", "plan", ["move", "verify", "clean-up"]],
    ["after the state is moved, before the local copy is removed", "step:clean-up", ["verify", "clean-up"]],
  ])("%s", async (_when, place, steps) => {
    await harness.dieBefore(place);

    expect(await harness.run()).toEqual(MADE);

    expect(harness.steps).toEqual(steps);
    await expectFinished();
  });

  test("while a part is being made, of which Terraform has not heard: it is taken over on request", async () => {
    await harness.dieWhileMakingBucket();
    expect(await harness.servers.hasBucket(bucket)).toBe(true);

    expect(await harness.refusal()).toBe(
      "account 111111111111: must hold no part of the remote state that the bootstrap does not know of, " +
        "got BucketAlreadyOwnedByYou; run npm run bootstrap -- dev --system fixture --adopt to take over what is there",
    );

    harness.steps.length = 0;
    expect(await harness.run({ adopt: true, importedBy: FIXTURE_IMPORTED_BY })).toEqual(MADE);
    expect(harness.steps).toEqual(["adopt", "move", "verify", "clean-up"]);
    await expectFinished();
  });

  test("while the state is on its way into the bucket: the lock is named, and the rest done once it is released", async () => {
    await harness.dieDuring(({ method, url }) => method === "PUT" && url.includes(STATE_KEY));
    const [stale] = await harness.servers.heldLocks(lockTable);
    expect(await harness.state()).toBeUndefined();

    const refusal = await harness.refusal();
    expect(refusal).toContain(`state ${bucket}/${STATE_KEY}: is written by one run at a time`);
    expect(refusal).toContain(`terraform -chdir=WORK/remote force-unlock ${stale?.id ?? ""}`);
    await releaseLock(stale?.id ?? "");

    expect(await harness.run()).toEqual(MADE);
    await expectFinished();
  });

  test("while the lock is given back, after the state has arrived: likewise", async () => {
    await harness.dieDuring(({ headers }) => headers["x-amz-target"] === "DynamoDB_20120810.DeleteItem");
    const [stale] = await harness.servers.heldLocks(lockTable);
    const arrived = await harness.state();
    expect(arrived).toBeDefined();

    expect(await harness.refusal()).toContain(`force-unlock ${stale?.id ?? ""}`);
    await releaseLock(stale?.id ?? "");

    expect(await harness.run()).toEqual(MADE);
    expect(await harness.state()).toBe(arrived);
    await expectFinished();
  });
});

function releaseLock(id: string): Promise<unknown> {
  const remote = path.join(harness.directory, "remote");
  return terraform(remote, harness.servers.environment, "force-unlock", "-force", id);
}
