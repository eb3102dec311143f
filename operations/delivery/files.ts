import fs from "node:fs";
import path from "node:path";
import { refuse } from "../../constructs/core/errors";

/** Writes a file, and its folder where there is none. */
export function writeFile(folder: string, name: string, content: string): string {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  fs.writeFileSync(file, content);
  return file;
}

/** A value as JSON for a file. */
export function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Reads a JSON file that another command of ours wrote.
 *
 * @param option - the option that names it, for the message
 * @param isKnown - whether the content is what the command writes
 * @throws ProblemsError when it is absent, no JSON, or something else
 */
export function readJson<T>(
  file: string,
  option: string,
  { isKnown, fix }: { readonly isKnown: (value: Partial<T>) => boolean; readonly fix: string },
): T {
  if (!fs.existsSync(file)) {
    refuse({ path: option, rule: "must name a file that exists", got: file, fix });
  }
  let value: Partial<T>;
  try {
    value = JSON.parse(fs.readFileSync(file, "utf8")) as Partial<T>;
  } catch {
    refuse({ path: option, rule: "must name a whole JSON file", got: file, fix });
  }
  if (typeof value !== "object" || !isKnown(value)) {
    refuse({ path: option, rule: "must name a file that this version wrote", got: file, fix });
  }
  return value as T;
}

/** Adds to the summary of a job of GitHub Actions, where there is one. */
export function addToJobSummary(
  markdown: string,
  variables: Readonly<Record<string, string | undefined>>,
): void {
  const file = variables["GITHUB_STEP_SUMMARY"];
  if (file) {
    fs.appendFileSync(file, `${markdown}\n`);
  }
}
