import path from "node:path";
import { Command } from "commander";
import pc from "picocolors";
import { stateKey } from "../../constructs/core/environment";
import { DEFAULT_SYSTEM } from "../../systems/selection";
import { runTerraform } from "../terraform/run";
import { bootstrap } from "./bootstrap";
import type { Step } from "./decide";
import { stateWorkspace, type StateWorkspace } from "./state-workspace";

const WORK_FOLDERS = path.join(".strata", "bootstrap");

const STEPS: Readonly<Record<Step, string>> = {
  adopt: "take over what exists of bucket, table and key",
  create: "make bucket, table and key, with their state on this machine",
  move: "write that state into the bucket",
  verify: "plan the stack on its state in the bucket",
  "clean-up": "remove the local copy",
};

interface Options {
  readonly system?: string;
  readonly adopt?: boolean;
}

/**
 * The command line of the bootstrap.
 *
 * @param variables - the process's environment
 * @param print - takes each line for the user
 */
export function bootstrapCommandLine(
  variables: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): Command {
  return new Command("bootstrap")
    .usage("<environment> [options]")
    .description(
      "Makes the remote state of an environment's account: bucket, lock table and key. Safe to run again.",
    )
    .argument("<environment>", "name of the environment: dev")
    .option("--system <system>", `id of the system (default: SYSTEM, or ${DEFAULT_SYSTEM})`)
    .option(
      "--adopt",
      "take over a bucket, table and key that exist, where the work of an earlier run was lost",
    )
    .option("--verbose", "show the trace of an error")
    .action(async (name: string, { system, adopt = false }: Options) => {
      const made = await stateWorkspace(system ?? variables["SYSTEM"], name, variables);
      await run(made, { adopt, variables, print });
    });
}

async function run(
  { environment, stack, workspace, next }: StateWorkspace,
  {
    adopt,
    variables,
    print,
  }: {
    readonly adopt: boolean;
    readonly variables: Readonly<Record<string, string | undefined>>;
    readonly print: (line: string) => void;
  },
): Promise<void> {
  const { system, name, account, region, state } = environment;
  print(`Remote state of ${system} ${name} in account ${account}, ${region}`);
  const { kind, plan } = await bootstrap({
    environment,
    stack,
    workspace,
    directory: path.join(WORK_FOLDERS, system, name),
    adopt,
    variables,
    terraform: runTerraform,
    onStep: (step) => {
      print(`${pc.bold(step.padEnd(9))} ${STEPS[step]}`);
    },
  });

  const place = `s3://${state.bucket}/${stateKey(environment, "state")}`;
  const prefix = system === DEFAULT_SYSTEM ? "" : `SYSTEM=${system} `;
  print(
    kind === "made"
      ? pc.green(`Done: ${stack} keeps its state in ${place}, locked by table ${state.lockTable}.`)
      : `Already bootstrapped: ${stack} keeps its state in ${place}. Nothing was changed.`,
  );
  if (plan === "changes") {
    print(`Its code has changed since it was deployed. Next: ${prefix}npx cdktf diff ${stack}`);
  } else if (next !== undefined) {
    print(`Next: ${prefix}npx cdktf diff ${next}`);
  }
}
