import fs from "node:fs";
import path from "node:path";
import { startStateServers, type StateServers } from "../../operations/embedded/state-servers";
import { explainStateError } from "../../operations/state/explain";
import { FIXTURE, fixtureWith } from "../support/state-fixture/environment";
import { readWorkspace, synthesizeFixture } from "../support/state-fixture/synthesize";
import {
  describeWithTerraform,
  killHard,
  start,
  temporaryFolder,
  terraform,
  tryTerraform,
  until,
} from "../support/terraform";

const { bucket, lockTable } = FIXTURE.state;
const STATE_A = "fixture/dev/a/terraform.tfstate";
const STATE_B = "fixture/dev/b/terraform.tfstate";
const APPLY = ["apply", "-auto-approve", "-input=false"];
/** Keeps a run at work until it is killed. */
const BLOCK = "sleep 20";

/** A deployed `a`, and a `b` whose making runs a command. */
async function deployedA(
  servers: StateServers,
  options: { readonly nativeLock?: boolean; readonly command: string },
) {
  const environment = fixtureWith({ nativeLock: options.nativeLock ?? false });
  const folders = synthesizeFixture(path.join(temporaryFolder(), "cdktf.out"), {
    environment,
    command: options.command,
  });
  for (const folder of [folders.a, folders.b]) {
    await terraform(folder, servers.environment, "init");
  }
  await terraform(folders.a, servers.environment, ...APPLY);
  return folders;
}

describeWithTerraform("the lock of a state in the table", () => {
  let servers: StateServers;

  beforeEach(async () => {
    servers = await startStateServers();
    await servers.createBucket(bucket);
    await servers.createTable(lockTable);
  });

  afterEach(() => servers.stop());

  test("refuses a second run at the same time, which loses nothing", async () => {
    // GIVEN an apply that is at work
    const { b } = await deployedA(servers, { command: "sleep 1" });
    const first = start("terraform", APPLY, b, servers.environment);
    const firstEnds = new Promise<number | null>((resolve) => first.once("close", resolve));
    await until(
      "the first run holds the lock",
      async () => (await servers.heldLocks(lockTable)).length === 1,
    );
    const [held] = await servers.heldLocks(lockTable);

    // WHEN another one starts
    const second = await tryTerraform(b, servers.environment, ...APPLY);

    // THEN it is refused with the name of the holder
    expect(second.exitCode).toBe(1);
    expect(
      explainStateError(second.stderr, { environment: FIXTURE, directory: "cdktf.out/stacks/b-dev" }),
    ).toEqual({
      path: `state ${bucket}/${STATE_B}`,
      rule: "is written by one run at a time",
      got: expect.stringContaining(`the lock of another run (apply by ${held?.who ?? ""} since 20`) as string,
      fix:
        "wait for that run to end; if it was killed, release its lock with terraform " +
        `-chdir=cdktf.out/stacks/b-dev force-unlock ${held?.id ?? ""} (docs/operations/remote-state.md)`,
    });

    // AND the first one ends as if alone
    expect(await firstEnds).toBe(0);
    expect((await terraform(b, servers.environment, "output", "-raw", "heard")).stdout).toBe("hello");
    expect(await servers.heldLocks(lockTable)).toEqual([]);
  });

  test("of one stack does not stop another", async () => {
    const { a, b } = await deployedA(servers, { command: BLOCK });
    const busy = start("terraform", APPLY, b, servers.environment);
    await until("b is locked", async () => (await servers.heldLocks(lockTable)).length === 1);

    const { exitCode } = await tryTerraform(a, servers.environment, ...APPLY);

    expect(exitCode).toBe(0);
    await killHard(busy);
  });

  test("stays when its run is killed, is cleared by force-unlock, and the next apply completes", async () => {
    // GIVEN a run that was killed in the middle
    const { a, b } = await deployedA(servers, { command: `test -e ../released || ${BLOCK}` });
    const run = start("terraform", APPLY, b, servers.environment);
    await until("b is locked", async () => (await servers.heldLocks(lockTable)).length === 1);
    await killHard(run);
    const [stale] = await servers.heldLocks(lockTable);
    expect(stale?.lockId).toBe(`${bucket}/${STATE_B}`);
    expect((await tryTerraform(b, servers.environment, ...APPLY)).exitCode).toBe(1);

    // WHEN the lock is released as the message says; another id is refused
    const wrong = await tryTerraform(b, servers.environment, "force-unlock", "-force", "0000");
    expect(wrong.exitCode).toBe(1);
    expect(await servers.heldLocks(lockTable)).toEqual([stale]);
    await terraform(
      path.dirname(b),
      servers.environment,
      "-chdir=b-dev",
      "force-unlock",
      "-force",
      stale?.id ?? "",
    );

    // THEN the next apply completes, and what the other stack had is untouched
    expect(await servers.heldLocks(lockTable)).toEqual([]);
    await terraform(a, servers.environment, "plan", "-detailed-exitcode");
    fs.writeFileSync(path.join(b, "..", "released"), "");
    await terraform(b, servers.environment, ...APPLY);
    expect((await terraform(b, servers.environment, "output", "-raw", "heard")).stdout).toBe("hello");
    expect((await terraform(b, servers.environment, "plan", "-detailed-exitcode")).stdout).toContain(
      "No changes.",
    );
  });
});

describeWithTerraform("the native lock beside the table", () => {
  let servers: StateServers;

  beforeEach(async () => {
    servers = await startStateServers();
    await servers.createBucket(bucket);
    await servers.createTable(lockTable);
  });

  afterEach(() => servers.stop());

  test("is a setting of the backend and of its readers alike", async () => {
    const { a, b } = await deployedA(servers, { nativeLock: true, command: "true" });

    const [remote] = Object.values(readWorkspace(b).data?.terraform_remote_state ?? {});
    expect(readWorkspace(a).terraform.backend.s3).toMatchObject({
      use_lockfile: true,
      dynamodb_table: lockTable,
    });
    expect(remote?.config).toMatchObject({ use_lockfile: true, dynamodb_table: lockTable });
  });

  test("is not set where the environment does not want it", () => {
    const { a } = synthesizeFixture(path.join(temporaryFolder(), "cdktf.out"), { environment: FIXTURE });

    expect(readWorkspace(a).terraform.backend.s3).not.toHaveProperty("use_lockfile");
  });

  test("is an object beside the state, refuses a second run, and goes with its run", async () => {
    const { b } = await deployedA(servers, { nativeLock: true, command: BLOCK });
    const run = start("terraform", APPLY, b, servers.environment);
    await until("both locks are held", async () => (await servers.heldLocks(lockTable)).length === 1);
    expect(await servers.listObjects(bucket)).toEqual([STATE_A, `${STATE_B}.tflock`]);

    // Without the table's lock only the object is left to refuse.
    await servers.deleteLock(lockTable, `${bucket}/${STATE_B}`);
    const second = await tryTerraform(b, servers.environment, "plan");

    expect(second.exitCode).toBe(1);
    const explained = explainStateError(second.stderr, {
      environment: FIXTURE,
      directory: "cdktf.out/stacks/b-dev",
    });
    expect(explained?.path).toBe(`state ${bucket}/${STATE_B}`);
    expect(explained?.rule).toBe("is written by one run at a time");
    await killHard(run);
  });

  test("of a killed run is cleared by force-unlock together with the table's", async () => {
    const { b } = await deployedA(servers, { nativeLock: true, command: BLOCK });
    const run = start("terraform", APPLY, b, servers.environment);
    await until("both locks are held", async () => (await servers.heldLocks(lockTable)).length === 1);
    await killHard(run);
    const [stale] = await servers.heldLocks(lockTable);

    await terraform(b, servers.environment, "force-unlock", "-force", stale?.id ?? "");

    expect(await servers.heldLocks(lockTable)).toEqual([]);
    expect(await servers.listObjects(bucket)).toEqual([STATE_A]);
    expect((await tryTerraform(b, servers.environment, "plan")).exitCode).toBe(0);
  });
});
