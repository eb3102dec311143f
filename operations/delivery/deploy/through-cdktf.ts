import fs from "node:fs";
import path from "node:path";
import { StrataError } from "../../../constructs/core/errors";
import { type TerraformResult, terraformBinary } from "../../terraform/run";
import { runCdktf } from "../cdktf";
import type { SynthesizedStack } from "../workspace";

/** Applies a plan of a stack, whose file lies in its workspace. */
export type Apply = (stack: SynthesizedStack, planFile: string) => Promise<TerraformResult>;

/** How long Terraform waits for a lock: a run on another machine may be about to end. */
export const LOCK_TIMEOUT = "-lock-timeout=300s";

// What cdktf runs in the place of Terraform: its apply is given the plan that was verified, all else is left as it is.
// When cdktf is ended its terminal goes with it; Terraform must still finish what it is making and free its lock.
const STAND_IN = `#!/bin/sh
trap '' HUP
if [ "$1" = apply ]; then
  mv "$STRATA_PLAN" "$STRATA_PLAN.taken" || exit 1
  echo $$ > "$STRATA_PLAN.process"
  exec "$STRATA_TERRAFORM" apply -input=false -no-color ${LOCK_TIMEOUT} "$STRATA_PLAN.taken"
fi
exec "$STRATA_TERRAFORM" "$@"
`;
const POLL_MS = 100;

/**
 * Applies stacks by `cdktf deploy`, one stack a call, so that none is killed for another's failure.
 *
 * `cdktf deploy` takes no plan: it would plan once more and apply whatever that finds. It runs the program that
 * `TERRAFORM_BINARY_NAME` names, so it is given one that hands the verified plan to Terraform's apply. Terraform refuses
 * that plan when the state has changed since.
 *
 * The stack's dependencies are deployed already or left as they are, and must not be deployed along with it.
 *
 * @throws StrataError when cdktf has applied something else than the verified plan
 */
export function deployThroughCdktf(
  outdir: string,
  variables: Readonly<Record<string, string | undefined>>,
  cdktf: typeof runCdktf = runCdktf,
): Apply {
  return async ({ name, workspace }, planFile) => {
    const plan = path.resolve(workspace, planFile);
    const standIn = `${plan}.stand-in`;
    fs.writeFileSync(standIn, STAND_IN, { mode: 0o755 });
    try {
      const result = await cdktf(cdktfDeploy(name), outdir, {
        ...variables,
        TERRAFORM_BINARY_NAME: standIn,
        STRATA_TERRAFORM: terraformBinary(variables),
        STRATA_PLAN: plan,
      });
      if (result.exitCode === 0 && fs.existsSync(plan)) {
        throw new StrataError(
          `cdktf deploy ${name}: did not take the verified plan, so what it applied was not reviewed; look at the stack by npm run drift, and deploy with --through terraform`,
        );
      }
      // What Terraform said stands in cdktf's standard output.
      return { ...result, stderr: `${result.stdout}\n${result.stderr}` };
    } finally {
      // cdktf that is ended asks Terraform to stop, and does not wait for it.
      await endOf(`${plan}.process`);
      for (const file of [standIn, `${plan}.taken`, `${plan}.process`]) {
        fs.rmSync(file, { force: true });
      }
    }
  };
}

/** Waits until the process whose id a file holds is gone. */
async function endOf(file: string): Promise<void> {
  const id = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0;
  while (id > 0 && isRunning(id)) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

function cdktfDeploy(stack: string): readonly string[] {
  return ["deploy", stack, "--auto-approve", "--ignore-missing-stack-dependencies", "--parallelism", "1"];
}
