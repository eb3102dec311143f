import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runTerraform, terraformBinary, type TerraformResult } from "../../operations/terraform/run";

/** The variables of this process without what would change Terraform's output or lead it elsewhere. */
export function cleanVariables(): Readonly<Record<string, string | undefined>> {
  const own = Object.entries(process.env).filter(([name]) => !/^(TF_|AWS_)/.test(name));
  return Object.fromEntries(own);
}

const found = spawnSync(terraformBinary(process.env), ["version"], {
  env: cleanVariables(),
});
const hasTerraform = found.status === 0;

/** Like `describe`, for tests that run the real Terraform; where there is none they are skipped and say so by name. */
export function describeWithTerraform(name: string, tests: () => void): void {
  if (hasTerraform) {
    describe(name, tests);
    return;
  }
  const reason = `${terraformBinary(process.env)} is not on PATH`;
  // Jest says nothing about a file of which every test is skipped.
  process.stderr.write(`skipped, because ${reason}: ${name}\n`);
  describe.skip(`${name} (skipped: ${reason})`, tests);
}

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-test-"));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterAll(() => {
  folders.splice(0).forEach((folder) => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
});

/** Runs Terraform and fails with its words when it fails. */
export async function terraform(
  directory: string,
  variables: Readonly<Record<string, string | undefined>>,
  ...command: string[]
): Promise<TerraformResult> {
  const result = await tryTerraform(directory, variables, ...command);
  if (result.exitCode !== 0) {
    throw new Error(
      `terraform ${command.join(" ")} ended with ${result.exitCode}:\n${result.stdout}${result.stderr}`,
    );
  }
  return result;
}

/** Runs Terraform, whatever comes of it. */
export function tryTerraform(
  directory: string,
  variables: Readonly<Record<string, string | undefined>>,
  ...command: string[]
): Promise<TerraformResult> {
  return runTerraform(command, { directory, variables: { ...cleanVariables(), ...variables } });
}

/** Starts a program in a process group of its own, to be killed with {@link killHard}. */
export function start(
  program: string,
  args: readonly string[],
  directory: string,
  variables: Readonly<Record<string, string | undefined>>,
): ChildProcess {
  return spawn(program, args, {
    cwd: directory,
    env: { ...cleanVariables(), CHECKPOINT_DISABLE: "1", ...variables },
    stdio: "ignore",
    detached: true,
  });
}

/** Kills a process and its children as a power cut would, and waits until it is gone. */
export async function killHard(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("close", resolve));
  process.kill(-(child.pid ?? 0), "SIGKILL");
  await gone;
}

/** Waits until something holds; fails after ten seconds. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error(`waited ten seconds in vain: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
