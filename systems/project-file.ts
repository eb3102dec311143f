import fs from "node:fs";
import path from "node:path";
import { refuse } from "../constructs/core/errors";

const ROOT_MARK = "cdktf.json";

/**
 * The text of a file of the project, wherever the process was started: commands run as one bundle from the project's
 * root, tests from the sources.
 *
 * @param relativePath - path below the project's root: `systems/serverless-web/buildspec.yml`
 * @throws ProblemsError when there is no such file
 */
export function projectFile(relativePath: string): string {
  const file = path.join(projectRoot(__dirname), relativePath);
  if (!fs.existsSync(file)) {
    refuse({
      path: relativePath,
      rule: "must be a file of the project",
      got: undefined,
      fix: "correct the path, which begins at the project's root",
    });
  }
  return fs.readFileSync(file, "utf8");
}

function projectRoot(folder: string): string {
  const parent = path.dirname(folder);
  return fs.existsSync(path.join(folder, ROOT_MARK)) || parent === folder ? folder : projectRoot(parent);
}
