import fs from "node:fs";
import path from "node:path";
import { type Stage } from "./phases";

const HANDED_ON = /^(AWS_|TF_REATTACH_PROVIDERS$|NO_PROXY$)/;

/**
 * Writes a file of shell variables for each stack and tells how to work on what was left standing by hand.
 *
 * @returns the text to show
 */
export function keepOpen(folder: string, stages: readonly Stage[]): string {
  const lines = stages.map(({ workspace, variables }) => {
    const file = path.join(folder, `${workspace.name}.env`);
    const exports = Object.entries(variables)
      .filter(([name, value]) => HANDED_ON.test(name) && value !== undefined)
      .map(([name, value]) => `export ${name}='${value ?? ""}'`);
    fs.writeFileSync(file, `unset TF_CLI_CONFIG_FILE\n${exports.join("\n")}\n`);
    return `  . ${file} && terraform -chdir=${workspace.workspace} state list`;
  });
  const first = stages[0]?.workspace.name ?? "";
  return [
    "Everything stands until you press Ctrl-C. In another terminal:",
    ...lines,
    `  . ${path.join(folder, `${first}.env`)} && npx cdktf diff ${first} --skip-synth --skip-provider-lock --output ${path.join(folder, "cdktf.out")}`,
  ].join("\n");
}
