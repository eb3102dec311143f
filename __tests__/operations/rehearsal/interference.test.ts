import fs from "node:fs";
import {
  describeWithTerraform,
  killHard,
  start,
  terraform,
  tryTerraform,
  until,
} from "../../support/terraform";
import { STATE } from "./fixtures/workspace";
import { openTheatre, type Theatre, through } from "./fixtures/theatre";

const APPLY = ["apply", "-auto-approve", "-no-color"];

describeWithTerraform("a rehearsed apply that is interfered with", () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await openTheatre();
  });
  afterAll(() => theatre.close());

  const isLocked = async (): Promise<boolean> =>
    (await theatre.states.servers.heldLocks(STATE.table)).length > 0;

  /** The producer, whose subnet takes as long as a command does. */
  const slowProducer = (command: string) =>
    theatre.stages(({ producer }) => {
      producer.subnet.addOverride("provisioner", [{ "local-exec": { command } }]);
    }).producer;

  test("refuses a second apply while the first holds the lock, and loses nothing", async () => {
    // GIVEN an apply at work
    const { workspace, variables } = slowProducer("sleep 1");
    await terraform(workspace.workspace, variables, "init");
    const first = start("terraform", APPLY, workspace.workspace, variables);
    const ended = new Promise<number | null>((resolve) => first.once("close", resolve));
    await until("the first holds the lock", isLocked);
    // WHEN another starts
    const second = await tryTerraform(workspace.workspace, variables, ...APPLY);
    // THEN it is refused by name, the first succeeds and nothing is left to do
    expect(second.exitCode).toBe(1);
    expect(second.stderr).toContain("Error acquiring the state lock");
    expect(await ended).toBe(0);
    expect(await isLocked()).toBe(false);
    const { exitCode } = await tryTerraform(workspace.workspace, variables, "plan", "-detailed-exitcode");
    expect(exitCode).toBe(0);
  });

  test("leaves a lock when it is killed, and is resumed once that is released", async () => {
    // GIVEN an apply that is killed while it makes the subnet
    const { workspace, variables } = slowProducer("sleep 20");
    const folder = workspace.workspace;
    await terraform(folder, variables, "init");
    const apply = start("terraform", APPLY, folder, variables);
    await until("it holds the lock", isLocked);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await killHard(apply);
    // WHEN it is tried again
    const refused = await tryTerraform(folder, variables, ...APPLY);
    // THEN the lock is named
    const lock = /ID:\s+([0-9a-f-]{36})/.exec(refused.stderr)?.[1];
    expect(refused.stderr).toContain("Error acquiring the state lock");
    // WHEN the lock is released and the cause is gone
    await terraform(folder, variables, "force-unlock", "-force", lock ?? "");
    withoutProvisioner(workspace.workspaceFile);
    // THEN the same workspace on the same state goes through to an empty plan
    const end = await through({ workspace, variables }, "plan", "apply", "re-plan");
    expect(end).toMatchObject({ phase: "re-plan", ok: true });
  });
});

function withoutProvisioner(file: string): void {
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("sleep 20", "true"));
}
