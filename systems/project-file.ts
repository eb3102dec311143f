import fs from "node:fs";
import path from "node:path";

/**
 * The text of a file of the project, named from its root. A bundle runs from the root and a source from its folder
 * (docs/adr/004-running-typescript.md), so the root is looked for upwards.
 *
 * @throws Error when there is no such file
 */
export function projectFile(name: string): string {
  let folder = __dirname;
  while (!fs.existsSync(path.join(folder, "package.json")) && folder !== path.dirname(folder)) {
    folder = path.dirname(folder);
  }
  return fs.readFileSync(path.join(folder, name), "utf8");
}
