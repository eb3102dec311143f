import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { UNKNOWABLE } from "../../../operations/rehearsal/report";
import { rehearse } from "../../../operations/rehearsal/run";
import { cleanVariables, describeWithTerraform, temporaryFolder, until } from "../../support/terraform";
import { gallery } from "./fixtures/gallery";
import { pair } from "./fixtures/pair";
import { synthesizeInto } from "./fixtures/workspace";

const ROOT = path.join(__dirname, "../../..");
const COMMAND = ["--require", path.join(ROOT, "register.cjs"), path.join(ROOT, "operations/rehearse.ts")];

/** Runs `npm run rehearse` to its end. */
function command(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, [...COMMAND, ...args], {
    cwd: ROOT,
    env: { ...cleanVariables(), ...variables },
    encoding: "utf8",
  });
}

/** A program in the place of Terraform. */
function fakeTerraform(script: string): string {
  const file = path.join(temporaryFolder(), "terraform");
  fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

/** The process id of the stand-in providers that a process has started. */
function serverOf(parent: number | undefined): number {
  const found = spawnSync("pgrep", ["-P", String(parent), "-f", "rehearsal/provider/server.ts"], {
    encoding: "utf8",
  });
  return Number(found.stdout);
}

describeWithTerraform("npm run rehearse", () => {
  test("plans nothing anew after applying a gallery of every field, and says what it lifted to destroy it", async () => {
    const outdir = synthesizeInto(temporaryFolder(), (app) => void gallery(app));
    const rehearsal = await rehearse({ outdir, variables: cleanVariables() });
    expect(rehearsal.stacks.flatMap(({ phases }) => phases.flatMap(({ error }) => error ?? []))).toEqual([]);
    const service = rehearsal.stacks.find(({ name }) => name === "service");
    expect(service?.phases.at(-1)).toMatchObject({
      phase: "destroy",
      ok: true,
      note: "2 protected against destruction, lifted in a copy",
    });
    expect(rehearsal.peakMebibytes ?? 0).toBeLessThan(150);
  }, 60_000);

  test("deploys through cdktf deploy as a user would", async () => {
    const outdir = synthesizeInto(temporaryFolder(), (app) => void pair(app));
    const rehearsal = await rehearse({ outdir, through: "cdktf", variables: cleanVariables() });
    expect(rehearsal.stacks.flatMap(({ phases }) => phases.flatMap(({ error }) => error ?? []))).toEqual([]);
    expect(rehearsal.stacks.map(({ phases }) => phases.map(({ phase }) => phase))).toEqual([
      ["init", "validate", "apply", "re-plan", "destroy"],
      ["init", "validate", "apply", "re-plan", "destroy"],
    ]);
  }, 60_000);

  test("stops at the first fault, names it, exits with 1 and leaves nothing behind", () => {
    // GIVEN an output folder with a fault
    const outdir = synthesizeInto(temporaryFolder(), (app) => {
      pair(app).consumer.targets.addOverride("protocol", "HTPP");
    });
    const TMPDIR = temporaryFolder();
    // WHEN it is rehearsed
    const { status, stdout } = command(["--outdir", outdir], { TMPDIR });
    // THEN the fault, the stack and what cannot be known are told, and no file is left
    expect(status).toBe(1);
    expect(stdout.replaceAll(/\s+/g, " ")).toMatch(/protocol must be one of GENEVE, HTTP, .*, got "HTPP"/);
    expect(stdout).toContain("FAILED in consumer");
    UNKNOWABLE.forEach((text) => {
      expect(stdout).toContain(text);
    });
    expect(fs.readdirSync(TMPDIR)).toEqual([]);
  });

  test("is ended in order by Ctrl-C: no process and no folder stays", async () => {
    // GIVEN a rehearsal at work
    const outdir = synthesizeInto(temporaryFolder(), (app) => void pair(app));
    const TMPDIR = temporaryFolder();
    const env = { ...cleanVariables(), TMPDIR } as NodeJS.ProcessEnv;
    const child = spawn(process.execPath, [...COMMAND, "--outdir", outdir], { cwd: ROOT, env });
    let output = "";
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    await until("a phase has ended", () => output.includes("ok "));
    const server = serverOf(child.pid);
    expect(server).toBeGreaterThan(0);
    // WHEN it is interrupted
    child.kill("SIGINT");
    // THEN it says so and cleans up
    expect(await ended).toBe(1);
    expect(output).toContain("was ended by SIGINT");
    expect(fs.readdirSync(TMPDIR)).toEqual([]);
    expect(() => process.kill(server, 0)).toThrow("ESRCH");
  });
});

describe("npm run rehearse refuses", () => {
  test("to work without Terraform", () => {
    const { status, stderr } = command(["serverless-web", "dev"], {
      TERRAFORM_BINARY_NAME: "no-such-terraform",
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("PATH: must hold no-such-terraform, 1.11 or later"),
    });
  });

  test("an older Terraform", () => {
    const binary = fakeTerraform(`echo '{"terraform_version":"1.5.7"}'`);
    const { status, stderr } = command(["serverless-web", "dev"], { TERRAFORM_BINARY_NAME: binary });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("must be version 1.11 or later, got 1.5.7"),
    });
  });

  test("a system that it does not know, in the words of the synthesis", () => {
    const binary = fakeTerraform(`echo '{"terraform_version":"1.11.4"}'`);
    const { status, stderr } = command(["nonsense", "dev"], { TERRAFORM_BINARY_NAME: binary });
    expect(status).toBe(1);
    expect(stderr).toMatch(/nonsense.*serverless-web/s);
  });

  test("a stack that it does not know, with those that exist", () => {
    const binary = fakeTerraform(`echo '{"terraform_version":"1.11.4"}'`);
    const { status, stderr } = command(["serverless-web", "dev", "netwrk-dev"], {
      TERRAFORM_BINARY_NAME: binary,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /stacks: must be stacks of the chosen system and environment, got netwrk-dev; choose of .*network-dev/,
    );
  });
});
