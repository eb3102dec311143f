import { spawn } from "node:child_process";
import { StrataError } from "../../constructs/core/errors";
import { guardChild } from "../terraform/children";

/** What a program left. */
export interface ProcessResult {
  /** Its exit code. */
  readonly exitCode: number;
  /** All of its standard output. */
  readonly stdout: string;
  /** All of its standard error. */
  readonly stderr: string;
}

/** How a program is run. */
export interface ProcessOptions {
  /** Where it runs. */
  readonly directory: string;
  /** The process's environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs a program to its end and returns what it wrote, whatever its exit code. A signal is passed on and its end waited
 * for.
 *
 * @throws StrataError when it cannot be started or a signal ended it
 */
export function run(
  program: string,
  args: readonly string[],
  { directory, variables }: ProcessOptions,
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: directory,
      env: variables,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const release = guardChild(child);
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (chunk: string) => {
        texts[name] += chunk;
      });
    }
    child.once("error", (error) => {
      release();
      reject(new StrataError(`${program}: must be installed and on the PATH; ${error.message}`));
    });
    child.once("close", (code, signal) => {
      const endedBy = release() ?? signal;
      if (endedBy) {
        reject(
          new StrataError(`${program} ${args.join(" ")}: was ended by ${endedBy}; run the command again`),
        );
      } else {
        resolve({ exitCode: code ?? 1, ...texts });
      }
    });
  });
}
