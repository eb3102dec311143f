import { StrataError } from "../../constructs/core/errors";
import { runCdktf } from "../delivery/cdktf";
import { addToJobSummary } from "../delivery/files";

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Destroys stacks one after another through `cdktf destroy`, in the order given: cdktf would kill the others in
 * mid-destroy when one fails. When it is ended itself, it lets Terraform come to its end and release its lock.
 *
 * @param stacks - ids of stacks, each before those that it depends on
 * @param outdir - folder of the synthesized output
 * @throws StrataError at the first stack that is not destroyed, naming what is left
 */
export async function destroyStacks(
  stacks: readonly string[],
  outdir: string,
  variables: Variables,
  print: (text: string) => void,
): Promise<void> {
  for (const [index, stack] of stacks.entries()) {
    const command = ["destroy", stack, "--auto-approve", "--ignore-missing-stack-dependencies"];
    const { exitCode, stdout, stderr } = await runCdktf(command, outdir, variables);
    print(`${stdout}${stderr}`);
    if (exitCode !== 0) {
      const left = stacks.slice(index + 1);
      throw new StrataError(
        `${stack}: was not destroyed, see above; ` +
          (left.length === 0 ? "" : `not started: ${left.join(", ")}; `) +
          "run the workflow again, which goes on with what is left",
      );
    }
    addToJobSummary(`- ${stack} is destroyed`, variables);
  }
}
