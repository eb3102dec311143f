import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { readManifest } from "../../operations/manifest";
import { refusalOf } from "../support/synthesis";

describe("readManifest", () => {
  let outdir: string;
  beforeEach(() => {
    outdir = fs.mkdtempSync(path.join(os.tmpdir(), "strata-manifest-"));
  });
  afterEach(() => {
    fs.rmSync(outdir, { recursive: true, force: true });
  });

  const write = (dependencies: Record<string, string[]>) => {
    const stacks = Object.fromEntries(
      Object.entries(dependencies).map(([name, dependsOn]) => [
        name,
        {
          name,
          dependencies: dependsOn,
          workingDirectory: `stacks/${name}`,
          synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
        },
      ]),
    );
    fs.writeFileSync(path.join(outdir, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks }));
  };

  it("puts each stack after those that it depends on, and the rest by name", () => {
    write({ edge: ["network", "data"], data: ["network"], network: [], alarms: ["edge"], state: [] });

    expect(readManifest(outdir).map(({ name }) => name)).toEqual([
      "network",
      "data",
      "edge",
      "alarms",
      "state",
    ]);
  });

  it("puts the state and GitHub's roles of an environment before its other layers, which nothing refers to", () => {
    write({
      "alarms-dev": ["network-dev"],
      "github-dev": [],
      "network-dev": [],
      "network-prod": [],
      "state-dev": [],
      "state-prod": [],
    });

    expect(readManifest(outdir).map(({ name, dependencies }) => [name, dependencies])).toEqual([
      ["state-dev", []],
      ["github-dev", ["state-dev"]],
      ["network-dev", ["state-dev", "github-dev"]],
      ["alarms-dev", ["state-dev", "github-dev", "network-dev"]],
      ["state-prod", []],
      ["network-prod", ["state-prod"]],
    ]);
  });

  it("says where a stack's workspace lies", () => {
    write({ network: [] });

    expect(readManifest(outdir)).toEqual([
      {
        name: "network",
        dependencies: [],
        workspace: path.join(outdir, "stacks/network"),
        workspaceFile: path.join(outdir, "stacks/network/cdk.tf.json"),
      },
    ]);
  });

  it("refuses a folder without a manifest", () => {
    expect(refusalOf(() => readManifest(outdir))).toBe(
      `${path.join(outdir, "manifest.json")}: must exist, got nothing; run npm run synth first`,
    );
  });
});
