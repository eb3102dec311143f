import fs from "node:fs";
import path from "node:path";
import { runTerraform, terraformBinary } from "../../../operations/terraform/run";
import { temporaryFolder, until } from "../../support/terraform";

/** A program in the place of Terraform. */
function standIn(script: string): {
  readonly directory: string;
  readonly variables: Record<string, string | undefined>;
} {
  const directory = temporaryFolder();
  const binary = path.join(directory, "stand-in.sh");
  fs.writeFileSync(binary, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { directory, variables: { PATH: process.env["PATH"], TERRAFORM_BINARY_NAME: binary } };
}

test("a run's output and exit code come back, whatever the code", async () => {
  const result = await runTerraform(["plan", "-x"], standIn('echo "out $1 $2"; echo err >&2; exit 2'));

  expect(result).toEqual({ exitCode: 2, stdout: "out plan -x\n", stderr: "err\n" });
});

test("it runs in the folder of the workspace, asks nothing and goes nowhere else", async () => {
  const { directory, variables } = standIn('pwd; env | grep -E "^(TF_|CHECKPOINT)" | sort');

  const { stdout } = await runTerraform(["x"], {
    directory,
    variables: { ...variables, TF_WORKSPACE: "other", TF_DATA_DIR: "/other", TF_LOG: "warn" },
  });

  expect(stdout.split("\n").filter(Boolean)).toEqual([
    fs.realpathSync(directory),
    "CHECKPOINT_DISABLE=1",
    "TF_INPUT=0",
    "TF_IN_AUTOMATION=1",
    "TF_LOG=warn",
  ]);
});

test("a signal is passed on, the end waited for, and said", async () => {
  const { directory, variables } = standIn(
    'trap "echo asked > asked; sleep 0.1; echo done > done; exit 1" INT; touch started; while true; do sleep 0.02; done',
  );
  const run = runTerraform(["apply"], { directory, variables });
  const failure = expect(run).rejects.toThrow("apply: was ended by SIGINT; run the command again to go on");
  await until("it has started", () => fs.existsSync(path.join(directory, "started")));

  process.emit("SIGINT", "SIGINT");

  await failure;
  expect(fs.existsSync(path.join(directory, "done"))).toBe(true);
  expect(process.listenerCount("SIGINT")).toBe(0);
});

test("a run that is killed is no result", async () => {
  await expect(runTerraform(["apply"], standIn("kill -9 $$"))).rejects.toThrow("was ended by SIGKILL");
});

test("a missing binary is named", async () => {
  await expect(
    runTerraform(["plan"], { directory: temporaryFolder(), variables: { TERRAFORM_BINARY_NAME: "tofu-9" } }),
  ).rejects.toThrow("PATH: must hold tofu-9, 1.11 or later, got nothing;");
});

test("the binary is cdktf's", () => {
  expect(terraformBinary({})).toBe("terraform");
  expect(terraformBinary({ TERRAFORM_BINARY_NAME: "tofu" })).toBe("tofu");
});
