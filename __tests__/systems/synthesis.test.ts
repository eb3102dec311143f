import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { synthesize } from "../../systems/synthesis";

describe("synthesize", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "strata-synthesis-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const outdir = (name = "out") => path.join(folder, name);
  const run = (variables: Record<string, string> = {}, name = "out") =>
    synthesize({ CDKTF_OUTDIR: outdir(name), ...variables });

  /** Every file below a folder with its bytes. */
  const bytes = (dir: string): Record<string, string> =>
    Object.fromEntries(
      fs
        .readdirSync(dir, { recursive: true, encoding: "utf8" })
        .filter((file) => fs.statSync(path.join(dir, file)).isFile())
        .sort()
        .map((file) => [file, fs.readFileSync(path.join(dir, file), "utf8")]),
    );

  it("writes a workspace per layer and environment, and the manifest", async () => {
    await run({ ENVIRONMENTS: "dev" });

    expect(Object.keys(bytes(outdir()))).toEqual(
      expect.arrayContaining([
        "manifest.json",
        "stacks/network-dev/cdk.tf.json",
        "stacks/state-dev/cdk.tf.json",
      ]),
    );
    expect(Object.keys(bytes(outdir())).filter((file) => file.includes("prod"))).toEqual([]);
  });

  it("writes the same bytes on every run and in every folder", async () => {
    await run();
    const first = bytes(outdir());
    await run();
    await run({}, "another");

    expect(bytes(outdir())).toEqual(first);
    expect(bytes(outdir("another"))).toEqual(first);
  });

  it("makes the folders above its own", async () => {
    await run({ ENVIRONMENTS: "dev" }, "above/out");

    expect(fs.readdirSync(path.join(folder, "above"))).toEqual(["out"]);
    expect(Object.keys(bytes(outdir("above/out")))).toContain("manifest.json");
  });

  it("writes no absolute path", async () => {
    await run();

    for (const content of Object.values(bytes(outdir()))) {
      expect(content).not.toContain(process.cwd());
      expect(content).not.toContain(folder);
    }
  });

  it.each([
    ["an unknown system", { SYSTEM: "nothing" }],
    ["an unknown environment", { ENVIRONMENTS: "qa" }],
    ["a malformed account", { STRATA_ACCOUNT_SERVERLESS_WEB_PROD: "12" }],
  ])("leaves nothing behind when it refuses %s", async (_, variables) => {
    await expect(run(variables)).rejects.toThrow();

    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("leaves the last good output as it was when a later run is refused", async () => {
    await run();
    const good = bytes(outdir());

    await expect(run({ STRATA_ACCOUNT_SERVERLESS_WEB_DEV: "12" })).rejects.toThrow();

    expect(bytes(outdir())).toEqual(good);
    expect(fs.readdirSync(folder)).toEqual(["out"]);
  });

  it("keeps Terraform's own files and drops workspaces that are no longer selected", async () => {
    await run();
    fs.writeFileSync(path.join(outdir(), "stacks/network-dev/.terraform.lock.hcl"), "lock");

    await run({ ENVIRONMENTS: "dev" });

    const files = Object.keys(bytes(outdir()));
    expect(files).toContain("stacks/network-dev/.terraform.lock.hcl");
    expect(files.filter((file) => file.includes("prod"))).toEqual([]);
  });
});
