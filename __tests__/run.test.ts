import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const ROOT = path.join(__dirname, "..");

describe("run.cjs", () => {
  const entry = path.join(os.tmpdir(), `strata-run-${process.pid}.ts`);
  const cache = path.join(ROOT, "node_modules", ".cache", "strata", path.basename(entry, ".ts"));
  const run = (source: string, env: Record<string, string> = {}): string => {
    fs.writeFileSync(entry, source);
    return execFileSync(process.execPath, [path.join(ROOT, "run.cjs"), entry], {
      encoding: "utf8",
      env: { ...process.env, ...env },
    });
  };
  afterEach(() => {
    fs.rmSync(entry, { force: true });
    fs.rmSync(cache, { recursive: true, force: true });
  });

  it("runs what the sources say now, kept or changed", () => {
    expect(run("console.log(1)")).toBe("1\n");
    expect(run("console.log(1)")).toBe("1\n");
    expect(run("console.log(2)")).toBe("2\n");
    expect(run("console.log(1)")).toBe("1\n");
  });

  it("runs what a source says now, though its size and date are those of before", async () => {
    const written = (source: string): void => {
      fs.writeFileSync(entry, source);
      fs.utimesSync(entry, 0, 0);
    };
    const output = (): string =>
      execFileSync(process.execPath, [path.join(ROOT, "run.cjs"), entry], { encoding: "utf8" });
    written("console.log(1)");
    // A file is known by its stamp only when it has rested for two seconds.
    await new Promise((rested) => setTimeout(rested, 2100));
    output();
    const { sources } = JSON.parse(fs.readFileSync(path.join(cache, "kept.json"), "utf8")) as {
      readonly sources: readonly { readonly stamp?: string }[];
    };
    expect(sources[0]?.stamp).toEqual(expect.any(String));

    written("console.log(2)");

    expect(output()).toBe("2\n");
  });

  it("bundles anew when what it kept is damaged", () => {
    run("console.log(1)");
    fs.writeFileSync(path.join(cache, "kept.json"), "{");

    expect(run("console.log(1)")).toBe("1\n");
  });

  it("gives modules that it loads late to every way of importing", () => {
    const source = `
      import fallback from "crypto";
      import * as star from "crypto";
      import { createHash } from "crypto";
      const plain = require("crypto");
      const hash = (crypto) => crypto.createHash("md5").update("x").digest("hex");
      console.log(new Set([hash(fallback), hash(star), hash(plain), hash({ createHash })]).size);
      console.log(typeof require("archiver")("zip").append, require("child_process").execSync("echo ran").toString().trim());
    `;

    expect(run(source)).toBe("1\nfunction ran\n");
  });

  it("says where a module lies, as commands ask that run one as a program", () => {
    expect(run('console.log(require.resolve("cdktf-cli/bundle/bin/cdktf.js"))')).toBe(
      `${require.resolve("cdktf-cli/bundle/bin/cdktf.js")}\n`,
    );
  });

  it("keeps compiled code for each system, and names no folder by what is no system", () => {
    run("console.log(1)", { SYSTEM: "openwan" });
    run("console.log(1)", { SYSTEM: "../serverless-web" });

    expect(
      fs
        .readdirSync(cache)
        .filter((file) => file.endsWith(".v8"))
        .map((file) => file.slice(32)),
    ).toEqual(["openwan.v8", "serverless-web.v8"]);
  });
});
