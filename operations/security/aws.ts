import { StrataError } from "../../constructs/core/errors";
import { run } from "../delivery/process";

/** Asks the AWS command line, and returns what it answers. */
export type Aws = (...args: readonly string[]) => Promise<unknown>;

/**
 * The AWS command line on the PATH, in one Region, with the credentials that the process has.
 *
 * @param variables - the process's environment variables
 */
export function awsCommandLine(region: string, variables: Readonly<Record<string, string | undefined>>): Aws {
  return async (...args) => {
    const { exitCode, stdout, stderr } = await run(
      "aws",
      [...args, "--region", region, "--output", "json", "--no-cli-pager"],
      { directory: process.cwd(), variables },
    );
    if (exitCode !== 0) {
      throw new StrataError(
        `aws ${args.slice(0, 2).join(" ")}: ${stderr.trim() || `ended with ${exitCode}`}; sign in to the security account with a role that may read it`,
      );
    }
    return stdout.trim() === "" ? {} : (JSON.parse(stdout) as unknown);
  };
}
