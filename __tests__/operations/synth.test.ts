import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { SYSTEM_IDS } from "../../systems/registry";

const ROOT = path.join(__dirname, "../..");

describe("npm run synth", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-synth-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const synth = (variables: Record<string, string>, ...flags: string[]) => {
    const { SYSTEM: _system, ENVIRONMENTS: _environments, ...inherited } = process.env;
    return spawnSync(
      process.execPath,
      [path.join(ROOT, "run.cjs"), path.join(ROOT, "operations/synth.ts"), ...flags],
      {
        cwd: ROOT,
        env: { ...inherited, CDKTF_OUTDIR: path.join(folder, "out"), ...variables },
        encoding: "utf8",
      },
    );
  };

  it("prints stack, environment, resources and workspace of every stack, and the next command", () => {
    const { status, stdout, stderr } = synth({ ENVIRONMENTS: "dev" });

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const lines = stdout.split("\n").map((line) => line.trim().split(/\s{2,}/));
    expect(lines[0]).toEqual(["stack", "environment", "resources", "workspace"]);
    expect(lines).toContainEqual([
      "state-dev",
      "dev",
      "10",
      path.join(folder, "out/stacks/state-dev/cdk.tf.json"),
    ]);
    expect(stdout).toContain("\nNext: npx cdktf diff github-dev\n");
    expect(stdout).toContain("\nIn a new account first: npm run bootstrap -- dev\n");
  });

  it("says what is wrong in one line, without a trace, and fails", () => {
    const { status, stdout, stderr } = synth({ SYSTEM: "nothing" });

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toBe(
      `SYSTEM: must be a system of this project, got nothing; choose one of ${SYSTEM_IDS.join(", ")}\n`,
    );
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("shows the trace, in lines of the sources, under --verbose", () => {
    const { status, stderr } = synth({ SYSTEM: "nothing" }, "--verbose");

    expect(status).toBe(1);
    expect(stderr).toMatch(/ProblemsError: SYSTEM: must be[\s\S]* at .*systems\/selection\.ts:\d+/);
  });
});

describe("the bundle that synthesis runs as", () => {
  it("writes the same bytes as the sources run file by file", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-bundle-"));
    const run = (name: string, ...command: string[]) => {
      const outdir = path.join(folder, name);
      const { status, stderr } = spawnSync(process.execPath, command, {
        cwd: ROOT,
        env: { ...process.env, CDKTF_OUTDIR: outdir },
        encoding: "utf8",
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      return fs
        .readdirSync(outdir, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".json"))
        .sort()
        .map((file) => [file, fs.readFileSync(path.join(outdir, file), "utf8")]);
    };

    const bundled = run("bundled", "run.cjs", "main.ts");
    const plain = run("plain", "--require", "./register.cjs", "main.ts");

    expect(bundled.length).toBeGreaterThan(4);
    expect(bundled).toEqual(plain);
    fs.rmSync(folder, { recursive: true });
  });
});
