import type { TerraformResult } from "../../terraform/run";
import { run } from "../process";
import type { SynthesizedStack } from "../workspace";

/**
 * Applies a stack by `cdktf deploy`, which plans once more itself and applies that.
 *
 * Its dependencies are deployed already or left as they are, and must not be deployed along with it.
 */
export function deployThroughCdktf(
  outdir: string,
  variables: Readonly<Record<string, string | undefined>>,
): (stack: SynthesizedStack) => Promise<TerraformResult> {
  return ({ name }) =>
    run(
      process.execPath,
      [
        require.resolve("cdktf-cli/bundle/bin/cdktf.js"),
        "deploy",
        name,
        "--auto-approve",
        "--skip-synth",
        "--skip-provider-lock",
        "--ignore-missing-stack-dependencies",
        "--output",
        outdir,
      ],
      {
        directory: process.cwd(),
        variables: { ...variables, CI: "1", CHECKPOINT_DISABLE: "1", FORCE_COLOR: "0" },
      },
    );
}
