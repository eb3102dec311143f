import { spawn } from "node:child_process";
import path from "node:path";
import { StrataError } from "../../constructs/core/errors";
import { guardChild } from "../terraform/children";
import { type PhaseResult, type Stage } from "./phases";
import { type Progress } from "./progress";

const ROOT = path.join(__dirname, "../..");
const CLI = require.resolve("cdktf-cli/bundle/bin/cdktf.js");

/**
 * Deploys stacks by one `cdktf deploy`, with the words that a user without a terminal would take.
 *
 * One after another: when one stack fails while a sibling applies, cdktf kills the sibling, which leaves its lock.
 *
 * @returns whether every stack was deployed
 */
export async function deployThroughCdktf(
  stages: readonly Stage[],
  results: ReadonlyMap<string, PhaseResult[]>,
  progress: Progress,
): Promise<boolean> {
  const names = stages.map(({ workspace }) => workspace.name);
  const [first] = stages;
  if (first === undefined) {
    return true;
  }
  const outdir = path.dirname(path.dirname(first.workspace.workspace));
  const command = [
    "deploy",
    ...names,
    "--auto-approve",
    "--skip-provider-lock",
    "--skip-synth",
    "--parallelism",
    "1",
    "--output",
    outdir,
  ];
  progress.say(`cdktf ${command.slice(0, -2).join(" ")}`);
  const start = performance.now();
  const { exitCode, output } = await cdktf(command, first.variables);
  const seconds = (performance.now() - start) / 1000;
  for (const name of names) {
    const result: PhaseResult = {
      phase: "apply",
      ok: exitCode === 0,
      // The command is one for all stacks: each takes an equal share of its time.
      seconds: seconds / names.length,
      note: "by cdktf deploy",
      ...(exitCode !== 0 && { error: output }),
    };
    results.get(name)?.push(result);
    progress.end(name, result);
  }
  return exitCode === 0;
}

function cdktf(
  command: readonly string[],
  variables: Stage["variables"],
): Promise<{ readonly exitCode: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...command], {
      cwd: ROOT,
      env: { ...variables, CI: "1", CHECKPOINT_DISABLE: "1", FORCE_COLOR: "0" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const release = guardChild(child);
    let output = "";
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("close", (code, signal) => {
      const endedBy = release() ?? signal;
      if (endedBy) {
        reject(new StrataError(`cdktf deploy: was ended by ${endedBy}; run the command again`));
      } else {
        resolve({ exitCode: code ?? 1, output });
      }
    });
  });
}
