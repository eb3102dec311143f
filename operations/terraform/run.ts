import { spawn } from "node:child_process";
import { ProblemsError, StrataError } from "../../constructs/core/errors";
import { guardChild } from "./children";

/** What one run of Terraform left. */
export interface TerraformResult {
  /** 0 is success; `plan -detailed-exitcode` answers 2 for "there are changes". */
  readonly exitCode: number;
  /** All of its standard output. */
  readonly stdout: string;
  /** All of its standard error. */
  readonly stderr: string;
}

/** How Terraform is run. */
export interface TerraformOptions {
  /** The folder of the workspace. */
  readonly directory: string;
  /** Environment variables, of which the binary, the credentials and Terraform's own settings are read. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /**
   * `"show"` also lets the user see the output as it comes.
   *
   * @default "capture"
   */
  readonly output?: "capture" | "show";
}

/** Runs Terraform, or what stands in for it in a test. */
export type Terraform = (command: readonly string[], options: TerraformOptions) => Promise<TerraformResult>;

/** The binary that cdktf, too, runs. */
export function terraformBinary(variables: Readonly<Record<string, string | undefined>>): string {
  return variables["TERRAFORM_BINARY_NAME"] ?? "terraform";
}

/**
 * Runs one Terraform command to its end. It never asks: a question without a terminal would wait for ever.
 *
 * A signal to this process is passed on and the end of Terraform waited for, see {@link guardChild}.
 *
 * @returns the result, whatever the exit code
 * @throws ProblemsError when there is no such binary
 * @throws StrataError when a signal ended it
 */
export const runTerraform: Terraform = (command, { directory, variables, output = "capture" }) =>
  new Promise((resolve, reject) => {
    const binary = terraformBinary(variables);
    const child = spawn(binary, command, {
      cwd: directory,
      env: { ...ownVariables(variables), TF_INPUT: "0", TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own: Ctrl-C reaches Terraform once, through us, and its plugins not at all.
      detached: true,
    });
    const release = guardChild(child);

    const collect = (stream: NodeJS.ReadableStream, shown: NodeJS.WriteStream): (() => string) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        if (output === "show") {
          shown.write(chunk);
        }
      });
      return () => Buffer.concat(chunks).toString();
    };
    const stdout = collect(child.stdout, process.stdout);
    const stderr = collect(child.stderr, process.stderr);

    child.once("error", (error: NodeJS.ErrnoException) => {
      release();
      reject(error.code === "ENOENT" ? missingBinary(binary) : error);
    });
    child.once("close", (exitCode, signal) => {
      const passedOn = release();
      const endedBy = passedOn ?? signal;
      if (endedBy) {
        reject(
          new StrataError(
            `${binary} ${command.join(" ")}: was ended by ${endedBy}; run the command again to go on`,
          ),
        );
        return;
      }
      resolve({ exitCode: exitCode ?? 1, stdout: stdout(), stderr: stderr() });
    });
  });

/** The variables without those that would lead Terraform away from the workspace's own state and folder. */
function ownVariables(variables: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const { TF_WORKSPACE: _workspace, TF_DATA_DIR: _dataDirectory, ...own } = variables;
  return own;
}

function missingBinary(binary: string): Error {
  return new ProblemsError([
    {
      path: "PATH",
      rule: `must hold ${binary}, 1.11 or later`,
      got: undefined,
      fix: "install it from https://developer.hashicorp.com/terraform/install, or name another by TERRAFORM_BINARY_NAME",
    },
  ]);
}
