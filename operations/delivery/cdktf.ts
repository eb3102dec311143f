import { type ProcessResult, run } from "./process";

type Variables = Readonly<Record<string, string | undefined>>;

/** Runs a command of cdktf on a synthesized output folder, as a job without a terminal does. */
export function runCdktf(
  command: readonly string[],
  outdir: string,
  variables: Variables,
): Promise<ProcessResult> {
  return run(
    process.execPath,
    [
      require.resolve("cdktf-cli/bundle/bin/cdktf.js"),
      ...command,
      "--output",
      outdir,
      "--skip-synth",
      // Lock files of providers are not kept in an output folder that is made anew each time.
      "--skip-provider-lock",
    ],
    {
      directory: process.cwd(),
      variables: { ...variables, CI: "1", CHECKPOINT_DISABLE: "1", FORCE_COLOR: "0" },
    },
  );
}
